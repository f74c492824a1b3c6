//! The plans of a year for the office's page.

use super::then::then;
use crate::{AppError, Ctx, Wanted};
use domain::account::Right;
use domain::id::UnitId;
use domain::indicator::{Goal, HeldPlan, IndicatorDef, catalogue};
use domain::text::{fold, sort_key};
use domain::unit::UnitVersion;
use jiff::civil::Date;
use std::collections::HashMap;
use store::Read;
use store::plan::PlanValue;

/// One plan value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// Whose.
    pub unit: UnitId,
    /// Its short name on the day of the list.
    pub name: String,
    /// What is planned.
    pub def: IndicatorDef,
    /// How much, at the scale of the indicator.
    pub goal: Goal,
    /// Where it was decided.
    pub note: String,
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
/// by name or code, marks and case aside. Units and plans are those of the day `at`:
/// plans of units that were merged since are seen by a day before, and an heir's is
/// what it had itself. Only the values of the page are read, and
/// those that acts moved since.
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
    let listed = listed(ctx, &indicators, at).await?;
    let codes: Vec<String> = listed.iter().map(|d| d.code.clone()).collect();
    let key = fold(search);
    let read = ctx.read();
    let shown = |unit: UnitId| {
        let is_mine = ctx.actor.has_over(Right::WriteConsolidation, unit, &tree);
        tree.get(unit).filter(|u| is_mine && u.is_found(&key))
    };
    let mut moved = moved(&read, year, at, |unit| shown(unit).is_some()).await?;
    for plans in moved.values_mut() {
        plans.retain(|(code, _)| codes.contains(code));
    }
    let mut units: Vec<(&UnitVersion, usize)> = store::plan::counts(&read, year, &codes)
        .await?
        .into_iter()
        .filter(|(unit, _)| !moved.contains_key(unit))
        .filter_map(|(unit, n)| Some((shown(unit)?, usize::try_from(n).ok()?)))
        .collect();
    let then = moved.iter().filter(|(_, plans)| !plans.is_empty());
    units.extend(then.filter_map(|(unit, plans)| Some((tree.get(*unit)?, plans.len()))));
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
    let mut plans: Vec<(UnitId, OfUnit)> = Vec::new();
    on_page.retain(|unit| match moved.remove(unit) {
        Some(of_unit) => {
            plans.extend(of_unit.into_iter().map(|plan| (*unit, plan)));
            false
        }
        None => true,
    });
    let now = store::plan::list_of_units(&read, year, &on_page).await?;
    plans.extend(now.into_iter().map(|row| (row.unit, held(row))));
    let labels = tree.labels(None);
    let mut lines: Vec<PlanLine> = plans
        .into_iter()
        .filter_map(|(unit, (code, plan))| {
            Some(PlanLine {
                unit,
                name: labels.short(unit)?,
                def: listed.iter().find(|d| d.code == code)?.clone(),
                goal: plan.goal,
                note: plan.note,
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

/// A plan of a unit: of which indicator, and what.
type OfUnit = (String, HeldPlan);

fn held(row: PlanValue) -> OfUnit {
    let plan = HeldPlan {
        goal: row.goal,
        note: row.note,
    };
    (row.indicator, plan)
}

/// All plans, as they were on `at`, of those units of which acts moved one since.
async fn moved(
    read: &Read<'_>,
    year: i16,
    at: Date,
    is_shown: impl Fn(UnitId) -> bool,
) -> Result<HashMap<UnitId, Vec<OfUnit>>, AppError> {
    let mut then = then(read, year, at).await?;
    then.retain(|unit, _| is_shown(*unit));
    let units: Vec<UnitId> = then.keys().copied().collect();
    for row in store::plan::list_of_units(read, year, &units).await? {
        let of_unit = then.entry(row.unit).or_default();
        let (code, plan) = held(row);
        // What was kept of that day goes before what is now.
        of_unit.entry(code).or_insert(Some(plan));
    }
    let units = then.into_iter();
    Ok(units
        .map(|(unit, plans)| {
            let plans = plans.into_iter();
            let had = plans.filter_map(|(code, plan)| Some((code, plan?)));
            (unit, had.collect())
        })
        .collect())
}

/// The indicators of which plans are listed: those that can be planned today, and
/// those of the regimes that ran on `at`.
async fn listed(
    ctx: &Ctx,
    today: &[IndicatorDef],
    at: Date,
) -> Result<Vec<IndicatorDef>, AppError> {
    if at == ctx.today() {
        return Ok(today.to_vec());
    }
    let mut found = running(ctx, at).await?;
    for def in today {
        if !found.iter().any(|d| d.code == def.code) {
            found.push(def.clone());
        }
    }
    Ok(found)
}

/// The indicators of the regimes that run today, and those of the catalogue
/// where none runs yet, each once.
pub(crate) async fn indicators(ctx: &Ctx) -> Result<Vec<IndicatorDef>, AppError> {
    let found = running(ctx, ctx.today()).await?;
    Ok(if found.is_empty() { catalogue() } else { found })
}

/// As [`indicators`], each as often as regimes have it: two may ask other units.
pub(super) async fn definitions(ctx: &Ctx) -> Result<Vec<IndicatorDef>, AppError> {
    let found = all_running(ctx, ctx.today()).await?;
    Ok(if found.is_empty() { catalogue() } else { found })
}

/// The indicators of the regimes that ran on a day, each once.
async fn running(ctx: &Ctx, on: Date) -> Result<Vec<IndicatorDef>, AppError> {
    let mut found: Vec<IndicatorDef> = Vec::new();
    for def in all_running(ctx, on).await? {
        if !found.iter().any(|d| d.code == def.code) {
            found.push(def);
        }
    }
    Ok(found)
}

async fn all_running(ctx: &Ctx, on: Date) -> Result<Vec<IndicatorDef>, AppError> {
    let read = ctx.read();
    let mut found: Vec<IndicatorDef> = Vec::new();
    for regime in store::regime::list(&read).await? {
        let Some(version) = store::regime::version_at(&read, regime.id, on).await? else {
            continue;
        };
        found.extend(version.body.indicators);
    }
    Ok(found)
}
