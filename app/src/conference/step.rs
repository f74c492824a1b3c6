//! From preparation to closing: each step is one act with its guard.

use super::invite_list::call;
use super::load_version;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::conference::{Act, Facts, next_state};
use domain::id::ConferenceId;
use domain::journal::Noun;
use serde_json::json;
use store::conference::list_invitations;

/// Convenes: from now on the invited units see the conference. Lists are
/// turned into the units of today.
///
/// # Errors
/// As [`next_state`]; [`AppError::Conflict`]; as [`Ctx::require`].
pub async fn convene(ctx: &Ctx, id: ConferenceId, version: i32) -> Result<(), AppError> {
    step(ctx, id, version, Act::Convene).await
}

/// Takes a convened conference back, while no invitation has left.
///
/// # Errors
/// As [`convene`].
pub async fn withdraw(ctx: &Ctx, id: ConferenceId, version: i32) -> Result<(), AppError> {
    step(ctx, id, version, Act::Withdraw).await
}

/// Begins the sitting, on its day or later.
///
/// # Errors
/// As [`convene`].
pub async fn begin(ctx: &Ctx, id: ConferenceId, version: i32) -> Result<(), AppError> {
    step(ctx, id, version, Act::Begin).await
}

/// Ends the sitting. Conclusions may still be written.
///
/// # Errors
/// As [`convene`].
pub async fn close(ctx: &Ctx, id: ConferenceId, version: i32) -> Result<(), AppError> {
    step(ctx, id, version, Act::Close).await
}

async fn step(ctx: &Ctx, id: ConferenceId, version: i32, act: Act) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut conference = load_version(ctx, &w, id, Right::WriteConference, version).await?;
    let mut called = 0;
    if act == Act::Convene {
        called = call(ctx, &w, &conference).await?;
    }
    let invitations = list_invitations(&w, id).await?;
    let facts = Facts {
        invited: invitations.len(),
        sent: invitations.iter().filter(|i| i.sent_at.is_some()).count(),
        is_day_reached: ctx.today() >= conference.held_on,
        ..Facts::default()
    };
    let before = conference.state;
    conference.state = next_state(before, act, &facts).map_err(|e| AppError::refused(e.code()))?;
    store::conference::update(&w, &conference).await?;
    let detail = json!({ "from": before, "to": conference.state, "new": called });
    ctx.commit(
        w,
        ctx.entry(
            act.code(),
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}
