//! Closing a round, and opening it again with a reason.

use super::round_id;
use crate::page::done;
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::AppError;
use axum::extract::Path;

pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    if !staff.owns(&fields) {
        return Err(fail(AppError::refused("form_token")));
    }
    let round = round_id(&id).map_err(fail)?;
    let version = fields
        .get("version")
        .parse()
        .map_err(|_| fail(AppError::Conflict))?;
    app::round::close(&staff.ctx, round, version)
        .await
        .map_err(fail)?;
    done(&format!("/ky/{round}"), "round.closed")
}

pub(super) async fn reopen(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    if !staff.owns(&fields) {
        return Err(fail(AppError::refused("form_token")));
    }
    let round = round_id(&id).map_err(fail)?;
    let version = fields
        .get("version")
        .parse()
        .map_err(|_| fail(AppError::Conflict))?;
    match app::round::reopen(&staff.ctx, round, version, fields.get("reason")).await {
        Ok(()) => done(&format!("/ky/{round}"), "round.reopened"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            super::show::refuse(&staff, round, form).await
        }
        Err(other) => Err(fail(other)),
    }
}
