//! The periods beside the totals of a round: the one before, and the same one
//! last year, each in the units of the day that was asked for.

use super::beside::{Beside, Change, CodedFigures, Comparability, beside};
use super::names::{missing, named};
use super::table::Table;
use super::view::{By, Compared, IndicatorTotal, TotalsView, UnitRow, Units, coverage};
use crate::memo::Same;
use crate::{AppError, Ctx};
use domain::id::{RegimeVersionId, UnitId};
use domain::indicator::{IndicatorDef, Recasting, Total};
use domain::period::{Period, PeriodKind};
use domain::unit::Tree;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// The periods beside a table.
pub(super) struct Sides {
    previous: Arc<Side>,
    last_year: Arc<Side>,
}

/// One of them.
#[derive(Default)]
pub(super) struct Side {
    period: Option<Period>,
    area: Vec<Compared>,
    rows: HashMap<UnitId, Vec<Compared>>,
    codes: HashMap<String, usize>,
    changes: Vec<Change>,
}

/// All that decides what it shows. The units that were asked for are in the way
/// in which its figures go over into them.
#[derive(PartialEq)]
pub(super) struct SideOf {
    period: Period,
    recasting: Same<Recasting>,
    figures: (Vec<u64>, Same<Tree>),
    indicators: (RegimeVersionId, PeriodKind),
}

impl Sides {
    pub(super) async fn of(
        ctx: &Ctx,
        table: &Table,
        day: Date,
        by: By,
        named: &[(UnitId, String)],
    ) -> Result<Self, AppError> {
        let period = table.round.period;
        let wanted: Vec<UnitId> = match by {
            By::Province => named.iter().map(|(unit, _)| *unit).collect(),
            By::Unit => Vec::new(),
        };
        let previous = beside(ctx, &table.round, period.previous(), day).await?;
        let last_year = beside(ctx, &table.round, period.same_period_last_year(), day).await?;
        Ok(Self {
            previous: Side::of(ctx, table, previous, &[]),
            last_year: Side::of(ctx, table, last_year, &wanted),
        })
    }

    pub(super) fn indicator(
        &self,
        table: &Table,
        def: &IndicatorDef,
        total: Total,
        state: Comparability,
    ) -> IndicatorTotal {
        let mut indicator = IndicatorTotal {
            def: def.clone(),
            total,
            state,
            previous: None,
            previous_bound: None,
            previous_state: Comparability::Absent,
            previous_given: None,
            last_year: None,
            last_year_bound: None,
            last_year_state: Comparability::Absent,
            last_year_given: None,
            levels: Vec::new(),
            expected: 0,
            with_value: 0,
            answered: 0,
            missing: Vec::new(),
            missing_more: 0,
            estimated: Vec::new(),
            estimated_more: 0,
            thresholds: Vec::new(),
            thresholds_more: 0,
        };
        let previous = self.previous.area(&def.code);
        let last_year = self.last_year.area(&def.code);
        (indicator.previous, indicator.previous_state) = (previous.value, previous.state);
        (indicator.previous_bound, indicator.previous_given) = (previous.bound, previous.given);
        (indicator.last_year, indicator.last_year_state) = (last_year.value, last_year.state);
        (indicator.last_year_bound, indicator.last_year_given) = (last_year.bound, last_year.given);
        let column = table.column(&def.code);
        indicator.levels = column.map_or_else(Vec::new, |c| table.levels(def, c));
        let given = column.map(|c| table.given(def, c, |_| true));
        let given = given.unwrap_or_default();
        (indicator.expected, indicator.with_value) = (given.expected, given.with_value);
        indicator.answered = given.coverage().answered;
        (indicator.missing, indicator.missing_more) = missing(table, &given);
        let estimated = column.into_iter().flat_map(|c| table.estimated(c));
        (indicator.estimated, indicator.estimated_more) = named(table, estimated);
        let thresholds = column.into_iter().flat_map(|c| table.thresholds(c));
        (indicator.thresholds, indicator.thresholds_more) = named(table, thresholds);
        indicator
    }

    pub(super) fn row(&self, table: &Table, by: By, unit: UnitId, name: String) -> UnitRow {
        let last_year = match by {
            By::Province => self.last_year.row(table, unit),
            By::Unit => Vec::new(),
        };
        UnitRow {
            unit,
            name,
            totals: Vec::new(),
            states: Vec::new(),
            last_year,
            predecessors: Vec::new(),
        }
    }

    pub(super) fn view(
        &self,
        table: &Table,
        units: Units,
        indicators: Vec<IndicatorTotal>,
        rows: Vec<UnitRow>,
        changes: Vec<Change>,
    ) -> TotalsView {
        TotalsView {
            round: table.round.clone(),
            units,
            coverage: coverage(table),
            indicators,
            rows,
            changes,
            previous: self.previous.period,
            previous_changes: self.previous.changes.clone(),
            last_year: self.last_year.period,
            last_year_changes: self.last_year.changes.clone(),
            reports: table.reports.clone(),
        }
    }
}

impl Side {
    /// From memory, as long as neither the figures nor the units beside have
    /// changed: in the minute before a deadline only the table itself does.
    fn of(ctx: &Ctx, table: &Table, found: Option<Beside>, wanted: &[UnitId]) -> Arc<Self> {
        let made = found.and_then(|beside| {
            let recasting = beside.recasting(wanted, false)?;
            let of = SideOf {
                period: beside.period,
                recasting: Same(Arc::clone(&recasting)),
                figures: beside.figures_seen(),
                indicators: (table.round.regime_version, table.round.period.kind),
            };
            let make = || Some(Self::made(table, &beside, &recasting, wanted));
            ctx.app.totals.sides.get(of, make)
        });
        made.unwrap_or_default()
    }

    fn made(table: &Table, beside: &Beside, recasting: &Recasting, wanted: &[UnitId]) -> Self {
        let codes: Vec<&str> = table.defs.iter().map(|def| def.code.as_str()).collect();
        let figures = beside.figures(recasting, &codes);
        let of = |unit: UnitId| compared(&figures, unit, &codes);
        // Counted once, while neither its figures nor its units change.
        let area = of(beside.area).into_iter().zip(&codes);
        let area = area.map(|(figure, code)| figure.of_units(beside.given(code)));
        Self {
            period: Some(beside.period),
            area: area.collect(),
            rows: wanted.iter().map(|unit| (*unit, of(*unit))).collect(),
            codes: (0..)
                .zip(&codes)
                .map(|(n, c)| ((*c).to_owned(), n))
                .collect(),
            changes: beside.changes(recasting),
        }
    }

    fn area(&self, code: &str) -> Compared {
        let place = self.codes.get(code);
        place
            .and_then(|n| self.area.get(*n))
            .copied()
            .unwrap_or_default()
    }

    fn row(&self, table: &Table, unit: UnitId) -> Vec<Compared> {
        let found = self.rows.get(&unit).cloned();
        found.unwrap_or_else(|| vec![Compared::default(); table.defs.len()])
    }
}

fn compared(figures: &CodedFigures<'_>, unit: UnitId, codes: &[&str]) -> Vec<Compared> {
    let of = |code: &&str| Compared::of(&figures.of(unit, code));
    codes.iter().map(of).collect()
}
