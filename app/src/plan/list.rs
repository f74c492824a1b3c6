//! The plans of a year for the office's page.

use crate::{AppError, Ctx, Wanted};
use domain::account::Right;
use domain::id::UnitId;
use domain::indicator::{Goal, IndicatorDef, catalogue};
use domain::text::{fold, sort_key};
use domain::unit::UnitVersion;
use jiff::civil::Date;

/// One plan value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// Whose.
    pub unit: UnitId,
    /// Its short name today.
    pub name: String,
    /// What is planned.
    pub def: IndicatorDef,
    /// How much, at the scale of the indicator.
    pub goal: Goal,
    /// Where it was decided.
    pub note: String,
    /// Counter of changes.
    pub version: i32,
}

/// A part of the plans of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPage {
    /// The year.
    pub year: i16,
    /// What is planned, unit by unit in the order of the alphabet.
    pub lines: Vec<PlanLine>,
    /// How many plans there are or were found.
    pub count: usize,
    /// The indicators that can be planned.
    pub indicators: Vec<IndicatorDef>,
}

/// A page of the plans of a year over the actor's area; a search keeps to units
/// by name or code, marks and case aside, both as they are on the day `at`: plans
/// of units that were merged since are seen by a day before. Only the values
/// of the page are read.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to consolidate.
pub async fn list(
    ctx: &Ctx,
    year: i16,
    search: &str,
    at: Date,
    wanted: Wanted,
) -> Result<PlanPage, AppError> {
    ctx.require_any(Right::WriteConsolidation)?;
    let tree = ctx.tree_at(at).await?;
    let indicators = indicators(ctx).await?;
    let codes: Vec<String> = indicators.iter().map(|d| d.code.clone()).collect();
    let key = fold(search);
    let read = ctx.read();
    let mut units: Vec<(&UnitVersion, usize)> = store::plan::counts(&read, year, &codes)
        .await?
        .into_iter()
        .filter(|(unit, _)| ctx.actor.has_over(Right::WriteConsolidation, *unit, &tree))
        .filter_map(|(unit, n)| Some((tree.get(unit)?, usize::try_from(n).ok()?)))
        .filter(|(unit, _)| unit.is_found(&key))
        .collect();
    units.sort_by_cached_key(|(unit, _)| (sort_key(&unit.short_name), unit.unit));
    let count = units.iter().map(|(_, n)| n).sum();
    let first = wanted.first(count);
    let (mut before, mut skipped) = (0, 0);
    let mut on_page: Vec<UnitId> = Vec::new();
    for (unit, n) in units {
        let from = before;
        before += n;
        if before <= first || from >= first.saturating_add(wanted.per_page) {
            continue;
        }
        if on_page.is_empty() {
            skipped = first - from;
        }
        on_page.push(unit.unit);
    }
    let labels = tree.labels(None);
    let mut lines: Vec<PlanLine> = store::plan::list_of_units(&read, year, &on_page)
        .await?
        .into_iter()
        .filter_map(|plan| {
            Some(PlanLine {
                unit: plan.unit,
                name: labels.short(plan.unit)?,
                def: indicators
                    .iter()
                    .find(|d| d.code == plan.indicator)?
                    .clone(),
                goal: plan.goal,
                note: plan.note,
                version: plan.version,
            })
        })
        .collect();
    lines.sort_by_cached_key(|l| (sort_key(&l.name), l.unit, l.def.code.clone()));
    let lines = lines.into_iter().skip(skipped).take(wanted.per_page);
    Ok(PlanPage {
        year,
        lines: lines.collect(),
        count,
        indicators,
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
