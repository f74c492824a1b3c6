//! The plans of a year for the office's page.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::UnitId;
use domain::indicator::{IndicatorDef, catalogue};

/// One plan value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// Whose.
    pub unit: UnitId,
    /// Its short name today.
    pub name: String,
    /// What is planned.
    pub def: IndicatorDef,
    /// At the scale of the indicator.
    pub value: i64,
    /// Where it was decided.
    pub note: String,
    /// Counter of changes.
    pub version: i32,
}

/// The plans of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPage {
    /// The year.
    pub year: i16,
    /// What is planned, unit by unit in the order of the alphabet.
    pub lines: Vec<PlanLine>,
    /// The indicators that can be planned.
    pub indicators: Vec<IndicatorDef>,
    /// The units over which the actor keeps plans.
    pub units: Vec<(UnitId, String)>,
}

/// The plans of a year over the actor's area.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to consolidate.
pub async fn list(ctx: &Ctx, year: i16) -> Result<PlanPage, AppError> {
    ctx.require_any(Right::WriteConsolidation)?;
    let tree = ctx.tree().await?;
    let indicators = indicators(ctx).await?;
    let is_mine = |unit: UnitId| ctx.actor.has_over(Right::WriteConsolidation, unit, &tree);
    let mut lines: Vec<PlanLine> = store::plan::list(&ctx.read(), year)
        .await?
        .into_iter()
        .filter(|plan| is_mine(plan.unit))
        .filter_map(|plan| {
            Some(PlanLine {
                unit: plan.unit,
                name: tree.get(plan.unit)?.short_name.clone(),
                def: indicators
                    .iter()
                    .find(|d| d.code == plan.indicator)?
                    .clone(),
                value: plan.value,
                note: plan.note,
                version: plan.version,
            })
        })
        .collect();
    lines.sort_by_cached_key(|l| (domain::text::sort_key(&l.name), l.def.code.clone()));
    let units = tree
        .units()
        .iter()
        .filter(|u| is_mine(u.unit))
        .map(|u| (u.unit, u.short_name.clone()))
        .collect();
    Ok(PlanPage {
        year,
        lines,
        indicators,
        units,
    })
}

/// The indicators of the regimes that run today, and those of the catalogue
/// where none runs yet, each once.
pub(crate) async fn indicators(ctx: &Ctx) -> Result<Vec<IndicatorDef>, AppError> {
    let read = ctx.read();
    let mut found: Vec<IndicatorDef> = Vec::new();
    for regime in store::regime::list(&read).await? {
        let Some(version) = store::regime::version_at(&read, regime.id, ctx.today()).await? else {
            continue;
        };
        for def in version.body.indicators {
            if !found.iter().any(|d| d.code == def.code) {
                found.push(def);
            }
        }
    }
    Ok(if found.is_empty() { catalogue() } else { found })
}
