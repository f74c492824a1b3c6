//! What old texts say of an indicator: figures that a person confirmed, beside the
//! series of the reports (domain facts §6.3). They are never mixed with it.

use super::period_of;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{ConferenceId, ReadingId, UnitId};
use domain::period::Period;

/// The most that are looked at.
const MOST: u64 = 200;

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Value at 10^scale.
    pub value: i64,
    /// Decimals.
    pub scale: u8,
    /// Unit of measure.
    pub measure: String,
    /// The words of the source.
    pub quote: String,
    /// Of which period, if the text says it.
    pub period: Option<Period>,
    /// The conference that was made of the text.
    pub conference: Option<ConferenceId>,
    /// The text, for those who read texts in.
    pub reading: Option<ReadingId>,
}

/// Figures of an indicator out of the texts of offices in this area, latest period
/// first; only of offices whose conferences the actor may read.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no round.
pub async fn told(ctx: &Ctx, area: UnitId, indicator: &str) -> Result<Vec<Told>, AppError> {
    ctx.require_any(Right::ReadRound)?;
    let tree = ctx.tree().await?;
    let found = store::reading::observations_told(&ctx.read(), indicator, MOST).await?;
    let found = found.into_iter().filter(|(_, office)| {
        tree.is_within(*office, area) && ctx.actor.has_over(Right::ReadConference, *office, &tree)
    });
    Ok(found
        .map(|(figure, office)| Told {
            value: figure.value,
            scale: figure.scale,
            measure: figure.measure,
            quote: figure.quote,
            period: figure.period.as_ref().and_then(period_of),
            conference: figure.conference,
            reading: ctx
                .actor
                .has_over(Right::WriteDirective, office, &tree)
                .then_some(figure.reading),
        })
        .collect())
}
