//! Accepting a report (*tiếp nhận*).

use super::case::Case;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::ObligationId;
use domain::journal::Noun;
use domain::report::Act;
use serde_json::json;

/// What is accepted.
#[derive(Debug, Clone, Copy)]
pub struct AcceptReport {
    /// Which report.
    pub obligation: ObligationId,
    /// The version that the office has read.
    pub number: i32,
}

/// Accepts the last version of a report.
///
/// # Errors
/// As `Case::load`; [`AppError::Conflict`] when a newer version has come;
/// [`AppError::Invalid`] when there is nothing to accept.
pub async fn accept(ctx: &Ctx, input: AcceptReport) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut case = Case::load(ctx, &w, input.obligation, Right::ReviewReport).await?;
    let before = case.obligation.state;
    let after = case.obligation.after(Act::Accept)?;
    if input.number != case.obligation.last_version {
        return Err(AppError::Conflict);
    }
    let (id, unit) = (case.obligation.id, case.obligation.unit);
    case.obligation.state = after;
    case.obligation.accepted_at = Some(ctx.now());
    store::obligation::update(&w, &case.obligation).await?;
    // Nobody writes any more: what saves replaced is needed no longer.
    store::draft_change::forget(&w, id, i32::MAX).await?;
    let detail = json!({ "version": input.number, "from": before.code(), "to": after.code() });
    ctx.commit(
        w,
        ctx.entry(Act::Accept.code(), Noun::Report, id.0, Some(unit), detail),
    )
    .await
}
