//! The page of a round as data: the matrix unit × state and the chain of the
//! cycle, read together in eight queries.

mod chain;
mod matrix;

pub use chain::{Chain, LinkDay, Step, StepState};
pub(crate) use matrix::arrivals;
pub use matrix::{Matrix, MatrixFilter, MatrixRow};

use super::list::get;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::RoundId;
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

/// The units of a round with where their reports stand.
///
/// # Errors
/// As [`get`].
pub async fn matrix(ctx: &Ctx, id: RoundId) -> Result<Matrix, AppError> {
    let round = get(ctx, id).await?;
    matrix::read(ctx, &round).await
}

/// The seven steps of the cycle.
///
/// # Errors
/// As [`get`].
pub async fn chain(ctx: &Ctx, id: RoundId) -> Result<Chain, AppError> {
    Ok(view(ctx, id).await?.chain)
}
