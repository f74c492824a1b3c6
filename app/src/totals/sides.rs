//! The periods beside the totals of a round: the one before, and the same one
//! last year, each in the units of the day that was asked for.

use super::beside::{Beside, Change, CodedFigures, Comparability, beside};
use super::names::named;
use super::table::Table;
use super::view::{By, Compared, IndicatorTotal, TotalsView, UnitRow, Units, coverage};
use crate::{AppError, Ctx};
use domain::id::UnitId;
use domain::indicator::{IndicatorDef, Recasting, Total};
use domain::period::Period;
use jiff::civil::Date;

/// The periods beside a table.
pub(super) struct Sides {
    previous: Side,
    last_year: Side,
}

/// One of them.
struct Side {
    found: Option<(Beside, Recasting)>,
    area: Vec<Compared>,
    rows: Vec<Vec<Compared>>,
    units: Vec<UnitId>,
    codes: std::collections::HashMap<String, usize>,
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
            previous: Side::of(table, previous, &[]),
            last_year: Side::of(table, last_year, &wanted),
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
            previous_state: Comparability::Absent,
            last_year: None,
            last_year_state: Comparability::Absent,
            expected: 0,
            with_value: 0,
            missing: Vec::new(),
            missing_more: 0,
            estimated: Vec::new(),
            estimated_more: 0,
        };
        let previous = self.previous.area(&def.code);
        let last_year = self.last_year.area(&def.code);
        (indicator.previous, indicator.previous_state) = (previous.value, previous.state);
        (indicator.last_year, indicator.last_year_state) = (last_year.value, last_year.state);
        let column = table.column(&def.code);
        let mut missing = Vec::new();
        for (report, has) in column.into_iter().flat_map(|c| table.charged(def, c)) {
            indicator.expected += 1;
            indicator.with_value += usize::from(has);
            if !has && !report.is_nil {
                missing.push(report);
            }
        }
        (indicator.missing, indicator.missing_more) = named(table, missing.into_iter());
        let estimated = column.into_iter().flat_map(|c| table.estimated(c));
        (indicator.estimated, indicator.estimated_more) = named(table, estimated);
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
            previous: self.previous.period(),
            previous_changes: self.previous.changes(),
            last_year: self.last_year.period(),
            last_year_changes: self.last_year.changes(),
            reports: table.reports.clone(),
        }
    }
}

impl Side {
    fn of(table: &Table, found: Option<Beside>, wanted: &[UnitId]) -> Self {
        let codes: Vec<&str> = table.defs.iter().map(|def| def.code.as_str()).collect();
        let found = found.and_then(|beside| {
            let recasting = beside.recasting(wanted, false)?;
            Some((beside, recasting))
        });
        let mut side = Self {
            found: None,
            area: Vec::new(),
            rows: Vec::new(),
            units: wanted.to_vec(),
            codes: (0..)
                .zip(&codes)
                .map(|(n, c)| ((*c).to_owned(), n))
                .collect(),
        };
        if let Some((beside, recasting)) = &found {
            let figures = beside.figures(recasting, &codes);
            let of = |unit: UnitId| compared(&figures, unit, &codes);
            side.area = of(beside.area);
            side.rows = wanted.iter().map(|unit| of(*unit)).collect();
        }
        side.found = found;
        side
    }

    fn area(&self, code: &str) -> Compared {
        let place = self.codes.get(code);
        place
            .and_then(|n| self.area.get(*n))
            .copied()
            .unwrap_or_default()
    }

    fn row(&self, table: &Table, unit: UnitId) -> Vec<Compared> {
        let place = self.units.iter().position(|u| *u == unit);
        let found = place.and_then(|n| self.rows.get(n)).cloned();
        found.unwrap_or_else(|| vec![Compared::default(); table.defs.len()])
    }

    fn period(&self) -> Option<Period> {
        self.found.as_ref().map(|(beside, _)| beside.period)
    }

    fn changes(&self) -> Vec<Change> {
        let found = self.found.as_ref();
        found.map_or_else(Vec::new, |(beside, recasting)| beside.changes(recasting))
    }
}

fn compared(figures: &CodedFigures<'_>, unit: UnitId, codes: &[&str]) -> Vec<Compared> {
    let of = |code: &&str| Compared::of(&figures.of(unit, code));
    codes.iter().map(of).collect()
}
