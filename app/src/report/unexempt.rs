//! Taking an exemption back (*bỏ miễn*), with a reason: the unit owes the report
//! again. Its due days, its extension and what it wrote stay as they were.

use super::case::Case;
use crate::message::{UnitMessage, queue_for_unit};
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::ObligationId;
use domain::journal::Noun;
use domain::message::MessageClass;
use domain::report::{Act, ReportError, check_reason, unexempted};
use domain::round::first_state;
use domain::text::clean_text;
use serde_json::json;

/// An exemption that is taken back.
#[derive(Debug, Clone)]
pub struct TakeExemptionBack {
    /// From which report.
    pub obligation: ObligationId,
    /// Why: at least one sentence.
    pub reason: String,
}

/// Takes the exemption of a unit back, and tells its people that there is something
/// to do again. A signature that went away with the exemption does not come
/// back.
///
/// # Errors
/// As `Case::load`, with the right to review; [`AppError::Invalid`] without a reason,
/// when the unit is not exempt, or when it has ended and nobody answers for it.
pub async fn unexempt(ctx: &Ctx, input: TakeExemptionBack) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut case = Case::load(ctx, &w, input.obligation, Right::ReviewReport).await?;
    let (id, unit) = (case.obligation.id, case.obligation.unit);
    let before = case.obligation.state;
    let has_draft = store::report::find_draft(&w, id).await?.is_some();
    let first = first_state(case.round.dates.opens_on, ctx.today());
    let after = unexempted(before, case.obligation.was_sent(), has_draft, first)?;
    let answers = case.obligation.answers();
    if ctx.tree().await?.get(answers).is_none() {
        return Err(ReportError::UnitEnded.into());
    }
    let reason =
        clean_text(&input.reason).map_err(|e| vec![FieldError::new("reason", e.code())])?;
    check_reason(&reason).map_err(|e| vec![FieldError::new("reason", e.code())])?;
    let detail = json!({ "from": before.code(), "to": after.code(), "reason": reason });
    case.obligation.state = after;
    case.obligation.exempt_reason = None;
    store::obligation::update(&w, &case.obligation).await?;
    let message = UnitMessage {
        class: MessageClass::Duty,
        noun: Noun::Report,
        subject_id: id.0,
        text: "message.report_unexempt",
        args: vec![("round", case.round.title.clone()), ("reason", reason)],
        path: format!("/bao-cao/{id}"),
        // An exemption may be given and taken back again: each is told once.
        key: format!("unexempt:{id}:{}", case.obligation.version),
    };
    queue_for_unit(ctx, &w, answers, message).await?;
    ctx.commit(
        w,
        ctx.entry(Act::Unexempt.code(), Noun::Report, id.0, Some(unit), detail),
    )
    .await
}
