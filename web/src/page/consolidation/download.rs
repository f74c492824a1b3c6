//! The report as a file: `bao-cao.docx`, `.pdf`, `.xlsx`, `.json`.

use super::{form_of, purpose_of, round_id};
use crate::{PageError, PageResult, Staff};
use app::AppError;
use app::consolidation::Format;
use axum::extract::{Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Choice {
    mau: Option<String>,
    ban: Option<String>,
}

pub(super) async fn send(
    staff: Staff,
    Path((id, name)): Path<(String, String)>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let format = name
        .strip_prefix("bao-cao.")
        .and_then(Format::from_extension);
    let format = format.ok_or_else(|| fail(AppError::NotFound))?;
    let purpose = purpose_of(choice.ban.as_deref()).map_err(fail)?;
    let kind = form_of(choice.mau.as_deref());
    let file = app::consolidation::file(&staff.ctx, id, purpose, kind, format)
        .await
        .map_err(fail)?;
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    let headers = [
        (CONTENT_TYPE, file.media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, file.bytes).into_response())
}
