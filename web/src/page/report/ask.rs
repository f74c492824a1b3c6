//! Asking for more time from the report page, and taking a request back there.

use super::form::Beside;
use super::report_id;
use super::save::again;
use crate::page::done;
use crate::{Fields, PageError, PageResult, Staff};
use app::extension::AskExtension;
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::id::{ExtensionId, ObligationId};

pub(super) async fn ask(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    match try_ask(&staff, report, &fields).await {
        Ok(said) => done(&format!("/bao-cao/{id}"), said),
        Err(AppError::Invalid(mut errors)) => {
            for error in &mut errors {
                if error.field == "reason" {
                    error.field = "ask_reason".into();
                }
            }
            again(
                &staff,
                report,
                None,
                Beside {
                    errors,
                    fields,
                    ..Beside::default()
                },
            )
            .await
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

/// Does what the form says; answers the code of what is said then.
async fn try_ask(
    staff: &Staff,
    id: ObligationId,
    fields: &Fields,
) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    if fields.has("withdraw") {
        let waiting = fields.get("withdraw").parse::<ExtensionId>();
        let waiting = waiting.map_err(|_| AppError::NotFound)?;
        app::extension::withdraw(&staff.ctx, id, waiting).await?;
        return Ok("report.ask_withdrawn");
    }
    let asked_due_on = fields
        .get("asked_due_on")
        .parse()
        .map_err(|_| vec![FieldError::new("asked_due_on", "round.date_form")])?;
    let reason = fields.get("ask_reason").to_owned();
    let input = AskExtension {
        obligation: id,
        asked_due_on,
        reason,
    };
    app::extension::ask(&staff.ctx, input).await?;
    Ok("report.asked")
}
