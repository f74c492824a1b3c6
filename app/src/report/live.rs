//! What a unit's form shows and does not take: live figures (CT-05).

use super::case::Case;
use crate::{AppError, Ctx};
use domain::indicator::IndicatorDef;
use jiff::civil::Date;

/// Live figures of a unit.
#[derive(Debug, Clone, Default)]
pub struct LiveLines {
    /// As of which day.
    pub on: Option<Date>,
    /// Each with its figure.
    pub lines: Vec<(IndicatorDef, i64)>,
}

/// As of today, or as of the last day of the period once that is past: the same
/// figures as in the totals.
pub(super) async fn live_lines(ctx: &Ctx, case: &Case) -> Result<LiveLines, AppError> {
    let mut defs = case.regime.body.live_for(case.asked()).peekable();
    if defs.peek().is_none() {
        return Ok(LiveLines::default());
    }
    let day = ctx.today().min(case.round.period.to);
    let figures = crate::task::figures_on(&ctx.app, day).await?;
    let unit = figures.get(&case.obligation.unit).copied();
    let tally = unit.unwrap_or_default();
    Ok(LiveLines {
        on: Some(day),
        lines: defs
            .filter_map(|def| Some((def.clone(), def.live?.of(&tally))))
            .collect(),
    })
}
