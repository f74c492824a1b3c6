//! Exempting a unit from a report, and taking the exemption back; the forms stand on
//! the office's page of the report (`review`).

use super::report_id;
use super::review::{answer, owned, reason_at};
use crate::{Fields, PageResult, Staff};
use app::report::{ExemptUnit, TakeExemptionBack};
use axum::extract::Path;

pub(super) async fn exempt(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let input = ExemptUnit {
        obligation: report,
        reason: fields.get("exempt_reason").to_owned(),
    };
    let result = match owned(&staff, &fields) {
        Ok(()) => app::report::exempt(&staff.ctx, input)
            .await
            .map_err(|err| reason_at(err, "exempt_reason")),
        Err(err) => Err(err),
    };
    answer(&staff, report, fields, result, "report.exempted").await
}

pub(super) async fn unexempt(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    let input = TakeExemptionBack {
        obligation: report,
        reason: fields.get("unexempt_reason").to_owned(),
    };
    let result = match owned(&staff, &fields) {
        Ok(()) => app::report::unexempt(&staff.ctx, input)
            .await
            .map_err(|err| reason_at(err, "unexempt_reason")),
        Err(err) => Err(err),
    };
    answer(&staff, report, fields, result, "report.unexempted").await
}
