//! Rounds for reading: the list and one.

use super::counts_then::counts_on;
use super::then::rounds_on;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::RoundId;
use domain::journal::{Noun, Sealed};
use domain::report::ReportState;
use jiff::civil::Date;
use std::collections::HashMap;
use store::round::Round;
use uuid::Uuid;

/// One round of the list with how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundLine {
    /// The round.
    pub round: Round,
    /// Units that owe a report; the exempt ones are not counted.
    pub expected: i64,
    /// Units whose report has come.
    pub received: i64,
    /// Of these, accepted.
    pub accepted: i64,
}

/// The rounds that the actor may see, newest period first; out of memory as far
/// as nothing changed.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to see rounds.
pub async fn list(ctx: &Ctx) -> Result<Vec<RoundLine>, AppError> {
    list_at(ctx, None).await
}

/// The same as of another day: the rounds that had opened by then, open or
/// closed and as far come as at its end, over the areas as they were; of days to come
/// as they stand.
///
/// # Errors
/// As [`list`].
pub async fn list_at(ctx: &Ctx, at: Option<Date>) -> Result<Vec<RoundLine>, AppError> {
    ctx.require_any(Right::ReadRound)?;
    let tree = ctx.tree_at(at.unwrap_or(ctx.today())).await?;
    let rounds = ctx.app.round_list().await?;
    let counts = ctx.app.counts.of(ctx).await?;
    let visible = rounds
        .iter()
        .filter(|r| at.is_none_or(|at| r.dates.opens_on <= at))
        .filter(|r| ctx.actor.has_over(Right::ReadRound, r.area, &tree));
    let mut visible: Vec<Round> = visible.cloned().collect();
    let mut then = HashMap::new();
    if let Some(day) = at.filter(|day| *day < ctx.today()) {
        visible = rounds_on(ctx, visible, day).await?;
        then = counts_on(ctx, &visible, day).await?;
    }
    Ok(visible
        .into_iter()
        .map(|round| {
            let counted = then.get(&round.id).or_else(|| counts.get(&round.id));
            let of = |states: &[ReportState]| -> i64 {
                let known = |s: &ReportState| counted.and_then(|c| c.by_state.get(s));
                states.iter().filter_map(known).sum()
            };
            // Opened again for final figures: the version before counts on.
            let awaiting_final = counted.map_or(0, |c| c.awaiting_final);
            RoundLine {
                expected: of(ReportState::ALL) - of(&[ReportState::Exempt]),
                received: of(&[
                    ReportState::Received,
                    ReportState::Resubmitted,
                    ReportState::Accepted,
                ]) + awaiting_final,
                accepted: of(&[ReportState::Accepted]),
                round,
            }
        })
        .collect())
}

/// One round.
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the actor may see.
pub async fn get(ctx: &Ctx, id: RoundId) -> Result<Round, AppError> {
    ctx.require_any(Right::ReadRound)?;
    let round = ctx.app.round(id).await?;
    ctx.require(Right::ReadRound, round.area).await?;
    Ok(Round::clone(&round))
}

/// What was done to a round, newest first, with the names of those who did it.
///
/// # Errors
/// As [`get`].
pub async fn history(
    ctx: &Ctx,
    id: RoundId,
) -> Result<(Round, Vec<Sealed>, HashMap<Uuid, String>), AppError> {
    let round = get(ctx, id).await?;
    let read = ctx.read();
    let acts = store::journal::list_of(&read, Noun::Round, id.0).await?;
    let people: Vec<_> = acts.iter().filter_map(|s| s.entry.actor).collect();
    let people = store::account::list_by_ids(&read, &people).await?;
    let names = people.into_iter().map(|a| (a.id.0, a.full_name)).collect();
    Ok((round, acts, names))
}

/// One round by its code, for commands.
///
/// # Errors
/// As [`get`].
pub async fn get_by_code(ctx: &Ctx, code: &str) -> Result<Round, AppError> {
    ctx.require_any(Right::ReadRound)?;
    let round = store::round::find_by_code(&ctx.read(), code)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::ReadRound, round.area).await?;
    Ok(round)
}
