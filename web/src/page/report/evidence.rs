//! Files of evidence: added, read, taken out.

use super::form::Beside;
use super::report_id;
use super::save::again;
use crate::page::done;
use crate::upload::Upload;
use crate::{Fields, PageError, PageResult, Staff};
use app::report::{AddEvidence, add_file, file, remove_file};
use app::{AppError, FieldError};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use domain::report::PlaceKind;

pub(super) async fn add(staff: Staff, Path(id): Path<String>, upload: Upload) -> PageResult {
    let report = report_id(&staff, &id)?;
    let place = upload.fields.get("place");
    let place = place
        .strip_prefix("s.")
        .map(|code| (PlaceKind::Section, code.to_owned()))
        .or_else(|| Some((PlaceKind::Cell, place.strip_prefix("v.")?.to_owned())));
    let wrong = |code| AppError::Invalid(vec![FieldError::new("evidence", code)]);
    let is_owned = staff.owns(&upload.fields);
    let mut files = upload.files.into_iter();
    let result = match (is_owned, files.next(), files.next()) {
        (false, ..) => Err(AppError::refused("form_token")),
        (_, None, _) => Err(wrong("upload.no_file")),
        (_, Some(_), Some(_)) => Err(wrong("upload.two_files")),
        (true, Some(one), None) => {
            let input = AddEvidence {
                obligation: report,
                place,
                name: one.name,
                bytes: one.bytes.into(),
            };
            add_file(&staff.ctx, input).await
        }
    };
    match result {
        Ok(()) => done(&format!("/bao-cao/{id}"), "report.file_added"),
        Err(AppError::Invalid(errors)) => {
            let beside = Beside {
                errors,
                ..Beside::default()
            };
            again(&staff, report, None, beside).await
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

pub(super) async fn remove(
    staff: Staff,
    Path((id, sha256)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let report = report_id(&staff, &id)?;
    let result = if staff.owns(&fields) {
        remove_file(&staff.ctx, report, &sha256).await
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(()) => done(&format!("/bao-cao/{id}"), "report.file_removed"),
        Err(AppError::Invalid(errors)) => {
            let beside = Beside {
                errors,
                ..Beside::default()
            };
            again(&staff, report, None, beside).await
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

/// The file itself, always as a download: nothing of it runs here.
pub(super) async fn get(staff: Staff, Path((id, sha256)): Path<(String, String)>) -> PageResult {
    let report = report_id(&staff, &id)?;
    let (file, bytes) = file(&staff.ctx, report, &sha256)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let name: String = file.name.bytes().map(|b| format!("%{b:02X}")).collect();
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{name}"),
        ),
    ];
    Ok((headers, bytes).into_response())
}
