//! How complete each row of totals is, for tables that leave the program. Apart
//! from the totals themselves: pages show the coverage of the whole area only.

use super::cache;
use super::names::{named, with_more};
use super::table::{Table, UnitReport};
use super::view::{TotalsView, Units};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::UnitId;
use domain::unit::Tree;
use std::collections::HashMap;

/// Who gave a figure of one row, of the units that are added up in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCoverage {
    /// Units that must give it.
    pub expected: usize,
    /// Of those, how many gave one.
    pub with_value: usize,
    /// Names of those that gave none and did not say "không phát sinh"; of very many
    /// the first ones and how many more there are.
    pub missing: Vec<String>,
    /// The same of the units whose figure is an estimate.
    pub estimated: Vec<String>,
}

/// The coverage of each row of a view, by the indicators of the view.
///
/// # Errors
/// As [`super::totals_in`].
pub async fn coverage_by_row(
    ctx: &Ctx,
    view: &TotalsView,
) -> Result<Vec<Vec<RowCoverage>>, AppError> {
    let table = cache::table(&ctx.app, view.round.id).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    let rows_of = match view.units {
        Units::OfThePeriod => rows_of_the_period(&table, view),
        Units::OfToday => {
            let day = ctx.today().max(table.round.period.to);
            let tree = ctx.tree_at(day).await?;
            rows_of_today(&table, view, &tree)
        }
    };
    let mut rows: Vec<Vec<RowCoverage>> = view.rows.iter().map(|_| Vec::new()).collect();
    for line in &view.indicators {
        let mut seen: Vec<Seen<'_>> = rows.iter().map(|_| Seen::default()).collect();
        let of = |report: &UnitReport| rows_of.get(&report.unit).into_iter().flatten().copied();
        if let Some(column) = table.column(&line.def.code) {
            for (report, has_figure) in table.charged(&line.def, column) {
                for row in of(report) {
                    seen[row].put(report, has_figure);
                }
            }
            for report in table.estimated(column) {
                for row in of(report) {
                    seen[row].estimated.push(report);
                }
            }
        }
        for (row, seen) in rows.iter_mut().zip(seen) {
            row.push(seen.told(&table));
        }
    }
    Ok(rows)
}

/// What is known of one row and indicator.
#[derive(Default)]
struct Seen<'a> {
    expected: usize,
    with_value: usize,
    missing: Vec<&'a UnitReport>,
    estimated: Vec<&'a UnitReport>,
}

impl<'a> Seen<'a> {
    fn put(&mut self, report: &'a UnitReport, has_figure: bool) {
        self.expected += 1;
        if has_figure {
            self.with_value += 1;
        } else if !report.is_nil {
            self.missing.push(report);
        }
    }

    fn told(self, table: &'a Table) -> RowCoverage {
        let names = |units: Vec<&'a UnitReport>| {
            let (names, more) = named(table, units.into_iter());
            with_more(&names, more)
        };
        RowCoverage {
            expected: self.expected,
            with_value: self.with_value,
            missing: names(self.missing),
            estimated: names(self.estimated),
        }
    }
}

/// In which rows each reporting unit is added up, in the units of the period: its own
/// and those above it, as the sums go.
fn rows_of_the_period(table: &Table, view: &TotalsView) -> HashMap<UnitId, Vec<usize>> {
    let places: HashMap<UnitId, usize> = view.rows.iter().map(|row| row.unit).zip(0..).collect();
    let rows = |unit: UnitId| {
        let above = table.upward(unit);
        above
            .filter_map(|unit| places.get(&unit).copied())
            .collect()
    };
    let units = table.reports.iter().map(|report| report.unit);
    units.map(|unit| (unit, rows(unit))).collect()
}

/// The same in the units of today, where a unit that ended stands for its heirs.
fn rows_of_today(table: &Table, view: &TotalsView, tree: &Tree) -> HashMap<UnitId, Vec<usize>> {
    let rows = |unit: UnitId| {
        let all = view.rows.iter().zip(0..);
        all.filter(|(row, _)| tree.is_within(unit, row.unit))
            .map(|(_, place)| place)
            .collect()
    };
    let units = table.reports.iter().map(|report| report.unit);
    units.map(|unit| (unit, rows(unit))).collect()
}
