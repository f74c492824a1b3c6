//! The unit's own spreadsheet: given out, read back, shown before it is kept.

use super::form::{Beside, build};
use super::parse::typed;
use super::parts::Asked;
use super::report_id;
use super::save::again;
use crate::page::page;
use crate::upload::Upload;
use crate::{Fields, PageError, PageResult, Staff};
use app::report::{ReadUpload, form_file, preview, read_own_file, read_pasted};
use app::{AppError, FieldError};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use domain::field::Field;
use domain::id::ObligationId;

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
    } else if upload.files.len() > 1 {
        // Taking one of two would leave the person guessing which.
        Err(AppError::Invalid(vec![FieldError::new(
            "file",
            "upload.two_files",
        )]))
    } else if let Some(file) = upload.files.first() {
        read_own_file(&staff.ctx, report, &file.name, &file.bytes).await
    } else {
        Err(AppError::Invalid(vec![FieldError::new(
            "file",
            "upload.no_file",
        )]))
    };
    shown(&staff, report, read, None).await
}

/// Lays blocks that were pasted from a spreadsheet over what is on the page, and
/// shows that page. Nothing is stored until the person saves it.
pub(super) async fn paste(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let blocks: Vec<(Field, String)> = Field::ALL
        .into_iter()
        .map(|field| (field, fields.get(&format!("b.{}", field.code())).to_owned()))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    let read = if !staff.owns(&fields) {
        Err(AppError::refused("form_token"))
    } else if blocks.is_empty() {
        Err(AppError::refused("upload.no_block"))
    } else {
        read_pasted(&staff.ctx, report, typed(&fields), &blocks).await
    };
    shown(&staff, report, read, Some(&fields)).await
}

/// The page with what was read, or with the reason why it was not; `fields` is
/// what was on the page before.
async fn shown(
    staff: &Staff,
    report: ObligationId,
    read: Result<ReadUpload, AppError>,
    fields: Option<&Fields>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    match read {
        Ok(read) => {
            let mut form = preview(&staff.ctx, report, &read.typed)
                .await
                .map_err(fail)?;
            // The counter of the draft that the person saw: saves of others
            // since then are still joined.
            if let (Some(fields), Some(draft)) = (fields, form.draft.as_mut()) {
                draft.version = fields.get("version").parse().unwrap_or(draft.version);
            }
            let mut beside = beside(staff, &read);
            beside.part = fields.map(Asked::from).unwrap_or_default();
            page(&build(staff, &form, beside))
        }
        Err(AppError::Invalid(errors)) => {
            let beside = Beside {
                errors,
                fields: fields.cloned().unwrap_or_default(),
                page: fields.map(|f| f.get("page").to_owned()).unwrap_or_default(),
                part: fields.map(Asked::from).unwrap_or_default(),
                ..Beside::default()
            };
            again(staff, report, fields, beside).await
        }
        Err(other) => Err(fail(other)),
    }
}

fn beside(staff: &Staff, read: &ReadUpload) -> Beside {
    let l = staff.layout("");
    let findings = read.findings.iter().map(|f| {
        let text = match &f.now {
            Some(now) => l.t1(&format!("upload.finding.{}", f.code), "now", now),
            None => l.code_text("upload.finding", &f.code).into_owned(),
        };
        format!("{} {}: {text}", f.place, f.quote).trim().to_owned()
    });
    let notice = match read.refused {
        0 => l.t1("report.read_from_file", "count", read.taken),
        refused => l.t2(
            "report.read_with_refused",
            ("count", read.taken),
            ("refused", refused),
        ),
    };
    Beside {
        notice: Some(notice),
        page: read.typed.page.clone(),
        findings: findings.collect(),
        ..Beside::default()
    }
}
