//! Documents of a round that were sent and that nobody has opened.

use super::UnopenedPaper;
use crate::{AppError, Ctx};
use domain::calendar::day_in_vietnam;
use domain::chase::is_long_unopened;
use store::round::Round;

/// Papers of a round that were sent and lie unopened for too long.
pub(super) async fn unopened(ctx: &Ctx, round: &Round) -> Result<Vec<UnopenedPaper>, AppError> {
    let calendar = ctx.calendar().await?;
    let tree = ctx.tree().await?;
    let name = |unit| tree.known(unit).map(|u| u.name.clone()).unwrap_or_default();
    Ok(crate::consolidation::unopened(ctx, round.id)
        .await?
        .into_iter()
        .map(|(receipt, symbol)| UnopenedPaper {
            unit: receipt.unit,
            name: name(receipt.unit),
            symbol,
            sent_on: day_in_vietnam(receipt.sent_at),
        })
        .filter(|p| is_long_unopened(p.sent_on, ctx.today(), &calendar))
        .collect())
}
