//! The unit's own spreadsheet: given out, read back, shown before it is kept.

use super::form::{Beside, build};
use super::report_id;
use super::save::again;
use crate::page::page;
use crate::upload::Upload;
use crate::{PageError, PageResult, Staff};
use app::report::{ReadUpload, form_file, preview, read_upload};
use app::{AppError, FieldError};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The form to be filled in.
pub(super) async fn blank(staff: Staff, Path(id): Path<String>) -> PageResult {
    let report = report_id(&staff, &id)?;
    let file = form_file(&staff.ctx, report)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file.name),
        ),
    ];
    Ok((headers, file.bytes).into_response())
}

/// Reads a filled form and shows the report page with it. Nothing is stored
/// until the person saves that page.
pub(super) async fn read(staff: Staff, Path(id): Path<String>, upload: Upload) -> PageResult {
    let report = report_id(&staff, &id)?;
    let read = if !staff.owns(&upload.fields) {
        Err(AppError::refused("form_token"))
    } else if let Some(file) = upload.files.first() {
        read_upload(&staff.ctx, report, &file.bytes).await
    } else {
        Err(AppError::Invalid(vec![FieldError::new(
            "file",
            "upload.no_file",
        )]))
    };
    let fail = |e| PageError::new(e, staff.ctx.locale);
    match read {
        Ok(read) => {
            let form = preview(&staff.ctx, report, &read.typed)
                .await
                .map_err(fail)?;
            page(&build(&staff, &form, beside(&staff, &read)))
        }
        Err(AppError::Invalid(errors)) => {
            again(
                &staff,
                report,
                None,
                Beside {
                    errors,
                    ..Beside::default()
                },
            )
            .await
        }
        Err(other) => Err(fail(other)),
    }
}

fn beside(staff: &Staff, read: &ReadUpload) -> Beside {
    let l = staff.layout("");
    let findings = read.findings.iter().map(|f| {
        let text = l.code_text("upload.finding", &f.code);
        format!("{} {}: {text}", f.place, f.quote).trim().to_owned()
    });
    Beside {
        notice: Some(l.t1("report.read_from_file", "count", read.taken.to_string())),
        findings: findings.collect(),
        ..Beside::default()
    }
}
