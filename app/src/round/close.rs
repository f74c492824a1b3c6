//! Closing a round: afterwards only units with an extension may send.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::RoundId;
use domain::journal::Noun;
use domain::round::{RoundError, RoundState};
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
