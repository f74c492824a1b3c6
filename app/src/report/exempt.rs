//! Exempting a unit from one report, with a reason (*được miễn*).

use super::case::Case;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::ObligationId;
use domain::journal::Noun;
use domain::report::{Act, ReportState, check_reason, exempted};
use domain::text::clean_text;
use serde_json::json;

/// An exemption.
#[derive(Debug, Clone)]
pub struct ExemptUnit {
    /// From which report.
    pub obligation: ObligationId,
    /// Why: at least one sentence.
    pub reason: String,
}

/// Exempts a unit of which nothing counts: it has not sent yet, or all that it sent
/// was returned as unusable. A signature under what it wrote goes away.
///
/// # Errors
/// As `Case::load`; [`AppError::Invalid`] without a reason or when a report was
/// sent already that counts or waits for the office.
pub async fn exempt(ctx: &Ctx, input: ExemptUnit) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut case = Case::load(ctx, &w, input.obligation, Right::ReviewReport).await?;
    let before = case.obligation.state;
    let returned = store::obligation::returned_of(&w, &[case.obligation.id]).await?;
    let returned = returned.get(&case.obligation.id);
    let counts = returned.map_or(case.obligation.was_sent(), |returned| {
        returned.counts(case.obligation.last_version)
    });
    let after = exempted(before, case.obligation.was_sent(), counts)?;
    let reason =
        clean_text(&input.reason).map_err(|e| vec![FieldError::new("reason", e.code())])?;
    check_reason(&reason).map_err(|e| vec![FieldError::new("reason", e.code())])?;
    let (id, unit) = (case.obligation.id, case.obligation.unit);
    let detail = json!({ "from": before.code(), "to": after.code(), "reason": reason });
    case.obligation.state = after;
    case.obligation.exempt_reason = Some(reason);
    // The draft first, as every act on it does: two at once wait for each other.
    if before == ReportState::Signed {
        store::report::drop_signature(&w, id).await?;
    }
    store::obligation::update(&w, &case.obligation).await?;
    ctx.commit(
        w,
        ctx.entry(Act::Exempt.code(), Noun::Report, id.0, Some(unit), detail),
    )
    .await
}
