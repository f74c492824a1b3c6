//! The list of conferences.

use crate::{AppError, Ctx, scope::scope};
use domain::account::Right;
use domain::conference::ConferenceState;
use domain::id::{ConferenceId, RoundId};
use jiff::civil::Date;
use store::conference::Scope;

/// Conferences on one page.
const PAGE: u64 = 50;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConferenceRow {
    /// Which.
    pub id: ConferenceId,
    /// Title.
    pub title: String,
    /// Day.
    pub held_on: Date,
    /// Place.
    pub place: String,
    /// Where it stands.
    pub state: ConferenceState,
    /// Name of the office on the day of the list.
    pub office: String,
}

/// The conferences that the actor may see, latest first; of one round if asked.
/// `page` counts from 0; the second value says whether there are more.
///
/// # Errors
/// [`AppError::Forbidden`] without the right anywhere.
pub async fn list(
    ctx: &Ctx,
    round: Option<RoundId>,
    page: u64,
) -> Result<(Vec<ConferenceRow>, bool), AppError> {
    list_at(ctx, round, None, page).await
}

/// The same as of another day: the conferences that had been entered or held
/// by then, with the offices' names as they were. How they stand is always of now.
///
/// # Errors
/// As [`list`].
pub async fn list_at(
    ctx: &Ctx,
    round: Option<RoundId>,
    at: Option<Date>,
    page: u64,
) -> Result<(Vec<ConferenceRow>, bool), AppError> {
    ctx.require_any(Right::ReadConference)?;
    let tree = ctx.tree().await?;
    let named = ctx.tree_at(at.unwrap_or(ctx.today())).await?;
    let scope = Scope {
        offices: scope(&ctx.actor, Right::ReadConference, &tree),
        invited: ctx.actor.own_units(Right::ReadConference),
        round,
        by: at,
    };
    let found = store::conference::list(&ctx.read(), &scope, PAGE + 1, page * PAGE).await?;
    let has_more = found.len() as u64 > PAGE;
    let rows = found
        .into_iter()
        .take(PAGE as usize)
        .map(|c| ConferenceRow {
            id: c.id,
            title: c.title,
            held_on: c.held_on,
            place: c.place,
            state: c.state,
            office: named
                .known(c.office)
                .or_else(|| tree.known(c.office))
                .map(|u| u.short_name.clone())
                .unwrap_or_default(),
        })
        .collect();
    Ok((rows, has_more))
}
