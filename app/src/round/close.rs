//! Closing a round: afterwards only units with an extension may send. Opening it
//! again needs a reason.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::RoundId;
use domain::journal::Noun;
use domain::round::{RoundError, RoundState, check_reopen};
use domain::text::clean_text;
use serde_json::json;

/// Closes a round that was read at `version`. Drafts and reports stay.
///
/// # Errors
/// [`AppError::Invalid`] when it is closed already, [`AppError::Conflict`] when
/// somebody changed it meanwhile; as [`Ctx::require`].
pub async fn close(ctx: &Ctx, id: RoundId, version: i32) -> Result<(), AppError> {
    ctx.require_any(Right::OpenRound)?;
    let w = ctx.begin().await?;
    let round = store::round::find(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::OpenRound, round.area).await?;
    if round.state == RoundState::Closed {
        return Err(AppError::refused(RoundError::ClosedAlready.code()));
    }
    store::round::set_state(&w, id, version, RoundState::Closed, Some(ctx.now())).await?;
    let missing = store::obligation::list_of_round(&w, id)
        .await?
        .iter()
        .filter(|o| o.first_received_at.is_none() && o.exempt_reason.is_none())
        .count();
    let detail = json!({ "code": round.code, "units_not_sent": missing });
    ctx.commit(
        w,
        ctx.entry("round.close", Noun::Round, id.0, Some(round.office), detail),
    )
    .await
}

/// Opens a closed round again, read at `version`, with a reason. Due days stay
/// as they were: what comes now is late unless an extension covers it.
///
/// # Errors
/// [`AppError::Invalid`] when it is open or the reason is missing,
/// [`AppError::Conflict`] when somebody changed it meanwhile; as
/// [`Ctx::require`].
pub async fn reopen(ctx: &Ctx, id: RoundId, version: i32, reason: &str) -> Result<(), AppError> {
    ctx.require_any(Right::OpenRound)?;
    let w = ctx.begin().await?;
    let round = store::round::find(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::OpenRound, round.area).await?;
    let reason = clean_text(reason).unwrap_or_default();
    all_valid(
        check_reopen(round.state, &reason)
            .into_iter()
            .map(|e| match e {
                RoundError::ReasonMissing => FieldError::new("reason", e.code()),
                _ => FieldError::form(e.code()),
            })
            .collect(),
    )?;
    store::round::set_state(&w, id, version, RoundState::Open, None).await?;
    let detail = json!({ "code": round.code, "reason": reason });
    ctx.commit(
        w,
        ctx.entry(
            "round.reopen",
            Noun::Round,
            id.0,
            Some(round.office),
            detail,
        ),
    )
    .await
}
