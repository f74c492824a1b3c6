//! The page of totals: every indicator with its total, what it is compared
//! with, and how complete it is; as it was, or in the units of today.

use super::beside::{Change, Comparability, beside};
use super::cache;
use super::names::name_of;
use super::sides::Sides;
use super::table::{Table, UnitReport};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{ChartCoverage, ReportCoverage, TierCoverage};
use domain::id::{RoundId, UnitId};
use domain::indicator::{Counted, IndicatorDef, LevelCount, RecastFigure, Total};
use domain::number::{Threshold, format_number, told};
use domain::period::Period;
use domain::unit::{Tier, Tree, UnitKind};
use store::round::Round;

/// What the rows of the view are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Territories: the provinces below the round's area, or the area itself.
    Province,
    /// The units that report.
    Unit,
}

/// In which units past figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    /// Those of the period, as it was.
    #[default]
    OfThePeriod,
    /// Those of today.
    OfToday,
}

/// A figure of another period beside a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compared {
    /// The figure, if there is one that can be compared.
    pub value: Option<i64>,
    /// The threshold that it is, itself or by what is in it.
    pub bound: Option<Threshold>,
    /// Whether it can, and how.
    pub state: Comparability,
    /// Of a total of the whole area from which units are missing: how many answered, in
    /// the units of then. None where all did, and of single rows.
    pub given: Option<ChartCoverage>,
}

impl Compared {
    pub(super) fn of(figure: &RecastFigure) -> Self {
        Self {
            value: figure.total.value,
            bound: figure.total.threshold(),
            state: Comparability::of(figure),
            given: None,
        }
    }

    /// The same with how complete it is, where it is a value and units are missing.
    pub(super) fn of_units(self, given: Option<ChartCoverage>) -> Self {
        let has_value = self.value.is_some();
        let given = given.filter(|given| has_value && given.is_partial());
        Self { given, ..self }
    }

    /// The value as a number at this scale, a threshold with its words.
    #[must_use]
    pub fn written(&self, scale: u8) -> Option<String> {
        Some(told(self.bound, format_number(self.value?, scale)))
    }
}

/// One indicator over the whole area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorTotal {
    /// What is counted.
    pub def: IndicatorDef,
    /// The area's total.
    pub total: Total,
    /// Whether it can be told in the units that were asked for.
    pub state: Comparability,
    /// Total of the period before, if there was a round of it.
    pub previous: Option<i64>,
    /// The threshold that it is, itself or by what is in it.
    pub previous_bound: Option<Threshold>,
    /// Whether and how that can be compared.
    pub previous_state: Comparability,
    /// Of how many units it is, where some are missing.
    pub previous_given: Option<ChartCoverage>,
    /// Total of the same period last year, if there was a round of it.
    pub last_year: Option<i64>,
    /// The threshold that it is, likewise.
    pub last_year_bound: Option<Threshold>,
    /// Whether and how that can be compared.
    pub last_year_state: Comparability,
    /// Of how many units it is, likewise.
    pub last_year_given: Option<ChartCoverage>,
    /// Of levels: how many units have each.
    pub levels: Vec<LevelCount>,
    /// Units charged with the field of the indicator.
    pub expected: usize,
    /// Of those, how many sent a figure.
    pub with_value: usize,
    /// Of those, how many sent one or said "không phát sinh": what is said of how
    /// complete it is.
    pub answered: usize,
    /// Names of those that sent none and did not say "không phát sinh"; of very
    /// many the first ones.
    pub missing: Vec<String>,
    /// How many more there are than are named.
    pub missing_more: usize,
    /// Names of the units whose figure is an estimate; of very many the first
    /// ones.
    pub estimated: Vec<String>,
    /// How many more there are than are named.
    pub estimated_more: usize,
    /// Names of the units whose figure is a threshold ("từ 70 trở lên"); of very many
    /// the first ones.
    pub thresholds: Vec<String>,
    /// How many more there are than are named.
    pub thresholds_more: usize,
}

impl IndicatorTotal {
    /// The period before, as a figure beside this one.
    #[must_use]
    pub fn previous_figure(&self) -> Compared {
        Compared {
            value: self.previous,
            bound: self.previous_bound,
            state: self.previous_state,
            given: self.previous_given,
        }
    }

    /// The same period last year likewise.
    #[must_use]
    pub fn last_year_figure(&self) -> Compared {
        Compared {
            value: self.last_year,
            bound: self.last_year_bound,
            state: self.last_year_state,
            given: self.last_year_given,
        }
    }
}

/// One territory or unit with its totals, in the order of the indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// Which.
    pub unit: UnitId,
    /// Its short name on the day of the units.
    pub name: String,
    /// Its totals.
    pub totals: Vec<Total>,
    /// Whether each can be told in these units.
    pub states: Vec<Comparability>,
    /// Of territories: the same period last year.
    pub last_year: Vec<Compared>,
    /// Units that became it since the period, besides itself.
    pub predecessors: Vec<String>,
}

/// Totals of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsView {
    /// The round.
    pub round: Round,
    /// In which units.
    pub units: Units,
    /// How complete it is.
    pub coverage: ReportCoverage,
    /// The indicators of the regime, in its order.
    pub indicators: Vec<IndicatorTotal>,
    /// The rows asked for.
    pub rows: Vec<UnitRow>,
    /// Units of today that were others in the period; empty as it was.
    pub changes: Vec<Change>,
    /// The period before, if there was a round of it.
    pub previous: Option<Period>,
    /// Units that were others in that period.
    pub previous_changes: Vec<Change>,
    /// The same period last year, if there was a round of it.
    pub last_year: Option<Period>,
    /// Units that were others in that period.
    pub last_year_changes: Vec<Change>,
    /// Every unit that owes a report.
    pub reports: Vec<UnitReport>,
}

impl TotalsView {
    /// How deep below a whole of these an indicator stands.
    #[must_use]
    pub fn depth_of(&self, def: &IndicatorDef) -> usize {
        let find = |code: &str| {
            let mut all = self.indicators.iter().map(|i| &i.def);
            all.find(|def| def.code == code)
        };
        domain::indicator::depth_of(def, &find)
    }
}

/// The totals of a round as it was, for those who may see it.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for an unknown round.
pub async fn totals(ctx: &Ctx, round: RoundId, by: By) -> Result<TotalsView, AppError> {
    totals_in(ctx, round, by, Units::OfThePeriod).await
}

/// The totals of a round in the units of its period or of today.
///
/// # Errors
/// As [`totals`].
pub async fn totals_in(
    ctx: &Ctx,
    round: RoundId,
    by: By,
    units: Units,
) -> Result<TotalsView, AppError> {
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    match units {
        Units::OfThePeriod => of_table(ctx, &table, by).await,
        Units::OfToday => recast(ctx, &table, by).await,
    }
}

/// The same without asking for a right, for acts that have asked for theirs.
pub(crate) async fn of_table(ctx: &Ctx, table: &Table, by: By) -> Result<TotalsView, AppError> {
    let day = table.round.period.to;
    let tree = ctx.tree_at(day).await?;
    let named = row_units(table, table.round.area, &tree, by);
    let sides = Sides::of(ctx, table, day, by, &named).await?;
    let rolled = table.roll_up().map_err(AppError::internal)?;
    let area = table.row(table.round.area).ok_or(AppError::NotFound)?;
    let whole = |row: usize, def: &IndicatorDef| {
        let column = table.column(&def.code);
        column.map(|c| rolled.total(row, c)).unwrap_or_default()
    };
    let defs = &table.defs;
    let mut rows = Vec::new();
    for (unit, name) in named {
        let Some(row) = table.row(unit) else { continue };
        rows.push(UnitRow {
            totals: defs.iter().map(|def| whole(row, def)).collect(),
            states: vec![Comparability::Straight; defs.len()],
            ..sides.row(table, by, unit, name)
        });
    }
    let indicators = defs
        .iter()
        .map(|def| sides.indicator(table, def, whole(area, def), Comparability::Straight))
        .collect();
    Ok(sides.view(table, Units::OfThePeriod, indicators, rows, Vec::new()))
}

/// The totals in the units of today: the round's, and those of the rounds of
/// the same period whose areas have become one with this one.
async fn recast(ctx: &Ctx, table: &Table, by: By) -> Result<TotalsView, AppError> {
    let day = ctx.today().max(table.round.period.to);
    let this = beside(ctx, &table.round, Some(table.round.period), day)
        .await?
        .ok_or(AppError::NotFound)?;
    let tree = ctx.tree_at(day).await?;
    let labels = tree.labels(Some(this.area));
    let mut named = match by {
        By::Province => row_units(table, this.area, &tree, by),
        By::Unit => tree
            .within(this.area)
            .filter_map(|u| Some((u.unit, labels.short(u.unit)?)))
            .collect(),
    };
    let wanted: Vec<UnitId> = named.iter().map(|(unit, _)| *unit).collect();
    let recasting = this
        .recasting(&wanted, by == By::Unit)
        .ok_or(AppError::NotFound)?;
    if by == By::Unit {
        let kept = this.kept(&recasting);
        named.extend(kept.into_iter().filter(|(unit, _)| !wanted.contains(unit)));
    }
    let sides = Sides::of(ctx, table, day, by, &named).await?;
    let defs = &table.defs;
    let codes: Vec<&str> = defs.iter().map(|def| def.code.as_str()).collect();
    let figures = this.figures(&recasting, &codes);
    let mut rows = Vec::new();
    for (unit, name) in named {
        let of_unit: Vec<RecastFigure> = codes.iter().map(|c| figures.of(unit, c)).collect();
        // Who has no figure and is expected to have none says nothing by a row.
        if by == By::Unit && of_unit.iter().all(|f| *f == RecastFigure::default()) {
            continue;
        }
        rows.push(UnitRow {
            totals: of_unit.iter().map(|f| f.total).collect(),
            states: of_unit.iter().map(Comparability::of).collect(),
            predecessors: this.predecessors(&recasting, unit, None),
            ..sides.row(table, by, unit, name)
        });
    }
    let indicators = defs
        .iter()
        .map(|def| {
            let figure = figures.of(this.area, &def.code);
            sides.indicator(table, def, figure.total, Comparability::of(&figure))
        })
        .collect();
    let changes = this.changes(&recasting);
    Ok(sides.view(table, Units::OfToday, indicators, rows, changes))
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
        counted: counted(expected.iter().copied()),
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

/// A word of their own only for units that are all of one kind.
pub(crate) fn counted<'a>(mut units: impl Iterator<Item = &'a UnitReport>) -> Counted {
    match units.next() {
        Some(first) if units.all(|u| u.counted == first.counted) => first.counted,
        _ => Counted::Units,
    }
}

fn tiers(table: &Table) -> Vec<TierCoverage> {
    let mut found: Vec<(UnitId, TierCoverage)> = Vec::new();
    for report in table.reports.iter().filter(|r| r.is_expected()) {
        let Some(above) = report.above else { continue };
        let at = found.iter().position(|(of, _)| *of == above);
        let at = at.unwrap_or_else(|| {
            let tier = TierCoverage {
                counted: report.counted,
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
        if tier.counted != report.counted {
            tier.counted = Counted::Units;
        }
        if report.version.is_some() {
            tier.received += 1;
        } else {
            tier.missing.push(report.name.clone());
        }
    }
    found.sort_by_cached_key(|(_, tier)| domain::text::sort_key(&tier.above));
    found.into_iter().map(|(_, tier)| tier).collect()
}

pub(crate) fn row_units(table: &Table, area: UnitId, tree: &Tree, by: By) -> Vec<(UnitId, String)> {
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
                .units()
                .iter()
                .filter(is_province)
                .filter(|u| tree.is_within(u.unit, area))
                .map(|u| (u.unit, u.short_name.clone()))
                .collect();
            if found.is_empty() {
                let area = tree.get(area);
                area.map(|u| (u.unit, u.short_name.clone()))
                    .into_iter()
                    .collect()
            } else {
                found
            }
        }
    }
}
