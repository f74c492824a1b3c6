//! The page of a round as data: the matrix unit × state and the chain of the
//! cycle, read together in eight queries.

mod chain;
mod matrix;

pub use chain::{Chain, LinkDay, Step, StepState};
pub(crate) use matrix::arrivals;
pub use matrix::{Matrix, MatrixFilter, MatrixRow};

use super::list::get;
use super::then::{rounds_on, was_there};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::RoundId;
use jiff::civil::Date;
use store::round::Round;

/// Everything that the page of a round shows.
#[derive(Debug, Clone)]
pub struct RoundView {
    /// The round.
    pub round: Round,
    /// Its units.
    pub matrix: Matrix,
    /// How far the cycle has come.
    pub chain: Chain,
    /// Whether the actor may chase.
    pub may_chase: bool,
    /// Whether the actor may close it.
    pub may_close: bool,
    /// Whether the actor may grant more time.
    pub may_grant: bool,
}

/// The page of a round.
///
/// # Errors
/// As [`get`].
pub async fn view(ctx: &Ctx, id: RoundId) -> Result<RoundView, AppError> {
    let round = get(ctx, id).await?;
    let matrix = matrix::read(ctx, &round).await?;
    let chain = chain::read(ctx, &round, &matrix).await?;
    let tree = ctx.tree().await?;
    Ok(RoundView {
        may_chase: ctx.actor.has_over(Right::Chase, round.area, &tree),
        may_close: ctx.actor.has_over(Right::OpenRound, round.area, &tree),
        may_grant: ctx
            .actor
            .has_over(Right::DecideExtension, round.area, &tree),
        round,
        matrix,
        chain,
    })
}

/// The page of a round as of another day: its matrix at the end of that day, of
/// the chain the two steps that follow from it, and nothing to be done.
///
/// # Errors
/// As [`matrix_at`].
pub async fn view_at(ctx: &Ctx, id: RoundId, at: Option<Date>) -> Result<RoundView, AppError> {
    let Some(day) = past(ctx, at) else {
        return view(ctx, id).await;
    };
    let round = get_on(ctx, id, day).await?;
    let matrix = matrix::read_on(ctx, &round, day).await?;
    let chain = chain::read_on(ctx, &round, &matrix, day).await?;
    Ok(RoundView {
        may_chase: false,
        may_close: false,
        may_grant: false,
        round,
        matrix,
        chain,
    })
}

/// The units of a round with where their reports stand.
///
/// # Errors
/// As [`get`].
pub async fn matrix(ctx: &Ctx, id: RoundId) -> Result<Matrix, AppError> {
    let round = get(ctx, id).await?;
    matrix::read(ctx, &round).await
}

/// The same with where they stood at the end of another day, by the posts of
/// that day; of today and of days to come as they stand.
///
/// # Errors
/// As [`get`]; [`AppError::NotFound`] too when there was no such round yet.
pub async fn matrix_at(ctx: &Ctx, id: RoundId, at: Option<Date>) -> Result<Matrix, AppError> {
    let Some(day) = past(ctx, at) else {
        return matrix(ctx, id).await;
    };
    let round = get_on(ctx, id, day).await?;
    matrix::read_on(ctx, &round, day).await
}

/// The day asked for, where it is over.
fn past(ctx: &Ctx, at: Option<Date>) -> Option<Date> {
    at.filter(|day| *day < ctx.today())
}

/// A round as it was at the end of a day.
async fn get_on(ctx: &Ctx, id: RoundId, day: Date) -> Result<Round, AppError> {
    let round = get(ctx, id).await?;
    if !was_there(&round, day) {
        return Err(AppError::NotFound);
    }
    let rounds = rounds_on(ctx, vec![round], day).await?;
    rounds.into_iter().next().ok_or(AppError::NotFound)
}

/// The seven steps of the cycle.
///
/// # Errors
/// As [`get`].
pub async fn chain(ctx: &Ctx, id: RoundId) -> Result<Chain, AppError> {
    Ok(view(ctx, id).await?.chain)
}
