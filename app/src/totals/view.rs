//! The page of totals: every indicator with its total, what it is compared
//! with, and how complete it is.

use super::cache;
use super::table::{Table, UnitReport};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{ReportCoverage, TierCoverage};
use domain::id::{RoundId, UnitId};
use domain::indicator::{IndicatorDef, Total};
use domain::period::Period;
use domain::unit::{Tier, Tree, UnitKind};
use std::sync::Arc;
use store::round::Round;

/// What the rows of the view are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Territories: the provinces below the round's area, or the area itself.
    Province,
    /// The units that report.
    Unit,
}

/// One indicator over the whole area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorTotal {
    /// What is counted.
    pub def: IndicatorDef,
    /// The area's total.
    pub total: Total,
    /// Total of the period before, if there was a round of it.
    pub previous: Option<i64>,
    /// Total of the same period last year, if there was a round of it.
    pub last_year: Option<i64>,
    /// Units charged with the field of the indicator.
    pub expected: usize,
    /// Of those, how many sent a figure.
    pub with_value: usize,
    /// Names of those that sent none and did not say "không phát sinh".
    pub missing: Vec<String>,
    /// Names of the units whose figure is an estimate.
    pub estimated: Vec<String>,
}

/// One territory or unit with its totals, in the order of the indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// Which.
    pub unit: UnitId,
    /// Its short name as of the period.
    pub name: String,
    /// Its totals.
    pub totals: Vec<Total>,
}

/// Totals of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsView {
    /// The round.
    pub round: Round,
    /// How complete it is.
    pub coverage: ReportCoverage,
    /// The indicators of the regime, in its order.
    pub indicators: Vec<IndicatorTotal>,
    /// The rows asked for.
    pub rows: Vec<UnitRow>,
    /// The period before, if there was a round of it.
    pub previous: Option<Period>,
    /// The same period last year, if there was a round of it.
    pub last_year: Option<Period>,
    /// Every unit that owes a report.
    pub reports: Vec<UnitReport>,
}

/// The totals of a round, for those who may see it.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for an unknown round.
pub async fn totals(ctx: &Ctx, round: RoundId, by: By) -> Result<TotalsView, AppError> {
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    of_table(ctx, &table, by).await
}

/// The same without asking for a right, for acts that have asked for theirs.
pub(crate) async fn of_table(ctx: &Ctx, table: &Table, by: By) -> Result<TotalsView, AppError> {
    let tree = ctx.tree_at(table.round.period.to).await?;
    let previous = sibling(ctx, &table.round, table.round.period.previous()).await?;
    let last_year = sibling(
        ctx,
        &table.round,
        table.round.period.same_period_last_year(),
    )
    .await?;
    let rolled = table.roll_up().map_err(AppError::internal)?;
    let area = table.row(table.round.area).ok_or(AppError::NotFound)?;
    let before = AreaTotals::of(previous.as_deref())?;
    let year_ago = AreaTotals::of(last_year.as_deref())?;
    let own = table.own().map_err(AppError::internal)?;
    let mut indicators = Vec::new();
    for def in &table.defs {
        let column = table.column(&def.code).ok_or(AppError::NotFound)?;
        let has_value = |r: &UnitReport| own.of(r.unit, column).units_with_value > 0;
        let charged: Vec<&UnitReport> = table.charged(def).collect();
        indicators.push(IndicatorTotal {
            def: def.clone(),
            total: rolled.total(area, column),
            previous: before.value(&def.code),
            last_year: year_ago.value(&def.code),
            expected: charged.len(),
            with_value: charged.iter().filter(|r| has_value(r)).count(),
            missing: named(
                table,
                charged
                    .iter()
                    .filter(|r| !has_value(r) && !r.is_nil)
                    .copied(),
            ),
            estimated: named(
                table,
                table
                    .reports
                    .iter()
                    .filter(|r| own.of(r.unit, column).estimated > 0),
            ),
        });
    }
    let rows = row_units(table, &tree, by)
        .into_iter()
        .filter_map(|(unit, name)| {
            let row = table.row(unit)?;
            let totals = table
                .defs
                .iter()
                .filter_map(|def| Some(rolled.total(row, table.column(&def.code)?)))
                .collect();
            Some(UnitRow { unit, name, totals })
        })
        .collect();
    Ok(TotalsView {
        round: table.round.clone(),
        coverage: coverage(table),
        indicators,
        rows,
        previous: previous.map(|t| t.round.period),
        last_year: last_year.map(|t| t.round.period),
        reports: table.reports.clone(),
    })
}

/// Units of one round below that are named one by one; more are counted.
const NAMED_BELOW: usize = 3;

/// The names of units; those of a round below by the unit that answers for it,
/// few of them with their names ("Xã A (Tỉnh ủy X)"), many as a number.
fn named<'a>(table: &'a Table, units: impl Iterator<Item = &'a UnitReport>) -> Vec<String> {
    let mut names = Vec::new();
    let mut below: Vec<(UnitId, Vec<&UnitReport>)> = Vec::new();
    for unit in units {
        match unit.above {
            None => names.push(unit.name.clone()),
            Some(above) => match below.iter_mut().find(|(of, _)| *of == above) {
                Some((_, list)) => list.push(unit),
                None => below.push((above, vec![unit])),
            },
        }
    }
    for (above, list) in below {
        let above = name_of(table, above);
        if list.len() <= NAMED_BELOW {
            names.extend(list.iter().map(|u| format!("{} ({above})", u.name)));
        } else {
            names.push(format!("{above}: {} đơn vị", list.len()));
        }
    }
    names
}

fn name_of(table: &Table, unit: UnitId) -> String {
    let found = table.reports.iter().find(|r| r.unit == unit);
    found.map_or_else(String::new, |r| r.name.clone())
}

/// How complete the reports of a round are, and those of the rounds below it
///
pub(crate) fn coverage(table: &Table) -> ReportCoverage {
    let expected: Vec<&UnitReport> = table.own_reports().filter(|r| r.is_expected()).collect();
    let names = |wanted: &dyn Fn(&UnitReport) -> bool| {
        expected
            .iter()
            .filter(|r| wanted(r))
            .map(|r| r.name.clone())
            .collect()
    };
    ReportCoverage {
        received: expected.iter().filter(|r| r.version.is_some()).count(),
        expected: expected.len(),
        missing: names(&|r| r.version.is_none()),
        nil: names(&|r| r.is_nil),
        exempt: table
            .own_reports()
            .filter(|r| !r.is_expected())
            .map(|r| r.name.clone())
            .collect(),
        estimated: Vec::new(),
        below: tiers(table),
    }
}

fn tiers(table: &Table) -> Vec<TierCoverage> {
    let mut found: Vec<(UnitId, TierCoverage)> = Vec::new();
    for report in table.reports.iter().filter(|r| r.is_expected()) {
        let Some(above) = report.above else { continue };
        let at = found.iter().position(|(of, _)| *of == above);
        let at = at.unwrap_or_else(|| {
            let tier = TierCoverage {
                above: name_of(table, above),
                received: 0,
                expected: 0,
                missing: Vec::new(),
            };
            found.push((above, tier));
            found.len() - 1
        });
        let tier = &mut found[at].1;
        tier.expected += 1;
        if report.version.is_some() {
            tier.received += 1;
        } else {
            tier.missing.push(report.name.clone());
        }
    }
    found.sort_by_cached_key(|(_, tier)| domain::text::sort_key(&tier.above));
    found.into_iter().map(|(_, tier)| tier).collect()
}

/// The round of the same office, area and regime over another period; the tree
/// and the units are those of that period.
pub(crate) async fn sibling(
    ctx: &Ctx,
    round: &Round,
    period: Option<Period>,
) -> Result<Option<Arc<Table>>, AppError> {
    let Some(period) = period else {
        return Ok(None);
    };
    let mut found: Vec<Round> = store::round::list(&ctx.read())
        .await?
        .into_iter()
        .filter(|r| r.office == round.office && r.area == round.area && r.period == period)
        .collect();
    found.sort_by_key(|r| r.regime_version != round.regime_version);
    match found.first() {
        Some(other) => Ok(Some(cache::table(&ctx.app, other.id).await?)),
        None => Ok(None),
    }
}

/// The totals of the area in another round, by code of the indicator.
struct AreaTotals<'a>(Option<(&'a Table, domain::indicator::RollUp<'a>, usize)>);

impl<'a> AreaTotals<'a> {
    fn of(table: Option<&'a Table>) -> Result<Self, AppError> {
        let Some(table) = table else {
            return Ok(Self(None));
        };
        let rolled = table.roll_up().map_err(AppError::internal)?;
        Ok(Self(
            table.row(table.round.area).map(|row| (table, rolled, row)),
        ))
    }

    fn value(&self, code: &str) -> Option<i64> {
        let (table, rolled, row) = self.0.as_ref()?;
        rolled.total(*row, table.column(code)?).value
    }
}

fn row_units(table: &Table, tree: &Tree, by: By) -> Vec<(UnitId, String)> {
    match by {
        By::Unit => table
            .reports
            .iter()
            .map(|r| (r.unit, r.name.clone()))
            .collect(),
        By::Province => {
            let is_province = |u: &&domain::unit::UnitVersion| {
                u.tier == Tier::Province && u.kind == UnitKind::PartyCommittee
            };
            let found: Vec<_> = tree
                .within(table.round.area)
                .filter(is_province)
                .map(|u| (u.unit, u.short_name.clone()))
                .collect();
            if found.is_empty() {
                let area = tree.get(table.round.area);
                area.map(|u| (u.unit, u.short_name.clone()))
                    .into_iter()
                    .collect()
            } else {
                found
            }
        }
    }
}
