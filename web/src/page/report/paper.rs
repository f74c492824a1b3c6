//! Noting that a report came on paper, on the office's page of the report.

use super::report_id;
use super::review::{answer, owned};
use crate::{Fields, PageResult, Staff};
use app::report::{NotePaper, note_paper, withdraw_paper};
use axum::extract::Path;

pub(super) async fn note(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let input = NotePaper {
        obligation: report,
        on: fields.get("paper_on").trim().parse().ok(),
        note: fields.get("paper_note").to_owned(),
        reason: fields.get("paper_reason").to_owned(),
    };
    let result = match owned(&staff, &fields) {
        Ok(()) => note_paper(&staff.ctx, input).await,
        Err(err) => Err(err),
    };
    answer(&staff, report, fields, result, "report.paper_noted").await
}

pub(super) async fn withdraw(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let result = match owned(&staff, &fields) {
        Ok(()) => withdraw_paper(&staff.ctx, report, fields.get("paper_reason")).await,
        Err(err) => Err(err),
    };
    answer(&staff, report, fields, result, "report.paper_withdrawn").await
}
