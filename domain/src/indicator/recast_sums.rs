//! Adding up past figures in the units of a later day.
//!
//! Sums and parts of ratios go over exactly: shared figures by largest
//! remainder, so that the total of everything is the same to the last digit in
//! both views. A ratio is computed anew from its parts. What cannot be split or
//! joined is not comparable, and said to be.

use super::column::Column;
use super::def::Aggregation;
use super::recast::{NOWHERE, Recasting};
use super::recast_rows::{EMPTY, Goals, Rows, Sum, Target, stands_alone};
use super::tally::{Tally, tally};
use super::totals::Total;
use super::totals_table::Totals;
use crate::field::Field;
use crate::id::UnitId;
use crate::unit::share_exactly;
use std::collections::HashMap;

/// How a figure is shared.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) piece: Piece,
    /// Where the shares come together again.
    pub(super) above: u32,
}

/// A share, or a unit.
#[derive(Debug)]
pub(super) enum Piece {
    Slot(u32),
    Parts(Vec<u32>, Vec<Piece>),
}

impl Piece {
    /// Gives each unit its share of a figure and of its denominator.
    fn spread(&self, first: i64, den: i64, is_mean: bool, give: &mut impl FnMut(u32, i64, i64)) {
        match self {
            Piece::Slot(slot) => give(*slot, first, den),
            Piece::Parts(weights, parts) => {
                // Numerator and rest are shared, so that no part of a share
                // gets greater than its whole.
                let (firsts, dens) = if is_mean && den > 0 {
                    // The weight is shared; the mean stays what it was.
                    let dens = share_exactly(den, weights);
                    let mean = first / den;
                    (dens.iter().map(|den| mean * den).collect(), dens)
                } else if (0..=den).contains(&first) {
                    let firsts = share_exactly(first, weights);
                    let rests = share_exactly(den - first, weights);
                    let dens = firsts.iter().zip(&rests).map(|(a, b)| a + b).collect();
                    (firsts, dens)
                } else {
                    (share_exactly(first, weights), share_exactly(den, weights))
                };
                for ((part, first), den) in parts.iter().zip(firsts).zip::<Vec<i64>>(dens) {
                    part.spread(first, den, is_mean, give);
                }
            }
        }
    }
}

/// A past figure in the units of a later day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecastFigure {
    /// The figure. A share that was computed by weights counts as an estimate.
    pub total: Total,
    /// Of how many figures it is a share by stated weights.
    pub shared: u32,
    /// *Không so sánh được*: a predecessor's figure cannot be told apart here,
    /// or several figures cannot be joined. There is no value then.
    pub is_incomparable: bool,
}

/// The figures of some indicators in the units of a later day.
#[derive(Debug)]
pub struct RecastFigures<'a> {
    recasting: &'a Recasting,
    columns: Vec<Option<&'a Column>>,
    sums: Vec<Sum>,
}

impl Recasting {
    /// Adds up some indicators of the tables with which the recasting was made.
    /// Each indicator names its column in every table, in the order of the
    /// tables; None where a table does not have it.
    ///
    /// # Panics
    /// If the tables are not those of the recasting, or a column is not in one.
    #[must_use]
    pub fn figures<'a>(
        &'a self,
        tables: &[&'a Totals],
        indicators: &[Vec<Option<usize>>],
    ) -> RecastFigures<'a> {
        let expected: Vec<&[bool]> = tables.iter().map(|table| table.expected()).collect();
        self.figures_expecting(tables, &expected, indicators)
    }

    /// The same where reports are expected of other units, by table and row: of those
    /// that have not answered yet.
    ///
    /// # Panics
    /// As [`Self::figures`]; also if a row has no entry.
    #[must_use]
    pub fn figures_expecting<'a>(
        &'a self,
        tables: &[&'a Totals],
        expected: &[&[bool]],
        indicators: &[Vec<Option<usize>>],
    ) -> RecastFigures<'a> {
        let mut columns: Vec<Option<&Column>> = Vec::with_capacity(indicators.len());
        let mut sums = vec![EMPTY; self.slots * indicators.len()];
        let general = self.goals(&self.targets);
        let by_field: HashMap<Field, Vec<Goals>> = self
            .targets_by_field
            .iter()
            .map(|(field, targets)| (*field, self.goals(targets)))
            .collect();
        for (indicator, sums) in indicators
            .iter()
            .zip(sums.chunks_exact_mut(self.slots.max(1)))
        {
            let of_tables = || {
                let places = (0..).zip(tables).zip(indicator);
                places.filter_map(|((place, table), at): ((usize, _), _)| {
                    let table: &'a Totals = table;
                    Some((place, &table.columns[(*at)?]))
                })
            };
            let first = of_tables().next().map(|(_, column)| column);
            columns.push(first);
            if let Some(first) = first {
                let goals = by_field.get(&first.field).unwrap_or(&general);
                for (place, column) in of_tables() {
                    self.add(column, expected[place], &goals[place], sums);
                }
                if !stands_alone(first) {
                    for (slot, up) in &self.upward {
                        let below = sums[*slot as usize];
                        sums[*up as usize].add(&below);
                    }
                }
            }
        }
        RecastFigures {
            recasting: self,
            columns,
            sums,
        }
    }

    /// The rows of every table apart by their targets.
    fn goals(&self, targets: &[Vec<Target>]) -> Vec<Goals> {
        let of = |targets: &Vec<Target>| Goals::new(self.slots, targets);
        targets.iter().map(of).collect()
    }

    fn add(&self, column: &Column, expected: &[bool], goals: &Goals, sums: &mut [Sum]) {
        let rows = Rows::new(column, expected);
        if stands_alone(column) {
            for (row, slot) in &goals.exactly {
                if let Some(one) = rows.one(*row) {
                    sums[*slot as usize].add(&one);
                }
            }
            return;
        }
        let mut tallies = vec![Tally::EMPTY; self.slots + 1];
        tally(column, expected, &goals.runs, &mut tallies);
        for (sum, tally) in sums.iter_mut().zip(&tallies) {
            sum.add(&Sum::from(tally));
        }
        for (row, plan) in &goals.shared {
            let plan = &self.plans[*plan as usize];
            let Some(((first, den), one)) = rows.figure(*row).zip(rows.one(*row)) else {
                continue;
            };
            if column.over_units != Aggregation::Max {
                share(plan, (first, den), column.weight.is_some(), one, sums);
            } else if plan.above != NOWHERE {
                sums[plan.above as usize].add(&one);
            }
        }
    }
}

/// Gives the heirs their shares; where these come together, the figure is whole
/// and one again.
fn share(plan: &Plan, figure: (i64, i64), is_mean: bool, one: Sum, sums: &mut [Sum]) {
    let mut heirs = 0;
    let (first, den) = figure;
    plan.piece
        .spread(first, den, is_mean, &mut |slot, first, den| {
            heirs += 1;
            if slot == NOWHERE {
                return;
            }
            sums[slot as usize].add(&Sum {
                first: i128::from(first),
                den: i128::from(den),
                estimated: one.with_value,
                shared: one.with_value,
                ..one
            });
        });
    if plan.above != NOWHERE {
        let above = &mut sums[plan.above as usize];
        above.with_value -= one.with_value * (heirs - 1);
        above.expected -= heirs - 1;
        above.lower -= one.lower * (heirs - 1);
        above.upper -= one.upper * (heirs - 1);
        above.shared -= one.with_value * heirs;
        above.estimated -= one.with_value * heirs - one.estimated;
    }
}

impl RecastFigures<'_> {
    /// The figure of a unit of the later day for an indicator, by its place among
    /// those that were asked for. A unit that was not asked for has none.
    ///
    /// # Panics
    /// If there is no such indicator.
    #[must_use]
    pub fn of(&self, unit: UnitId, indicator: usize) -> RecastFigure {
        let slot = self.recasting.slot_of.get(&unit).copied();
        let Some((column, slot)) = self.columns[indicator].zip(slot) else {
            return RecastFigure::default();
        };
        let sum = self.sums[indicator * self.recasting.slots + slot as usize];
        let count = |n: i32| u32::try_from(n).unwrap_or_default();
        let mut figure = RecastFigure {
            total: Total {
                units_with_value: count(sum.with_value),
                units_expected: count(sum.expected),
                estimated: count(sum.estimated),
                ..Total::default()
            },
            shared: count(sum.shared),
            is_incomparable: self.is_incomparable(slot, column, &sum),
        };
        if sum.with_value <= 0 || figure.is_incomparable {
            return figure;
        }
        let total = &mut figure.total;
        total.set_thresholds(count(sum.lower), count(sum.upper));
        let in_parts = matches!(
            column.over_units,
            Aggregation::Ratio | Aggregation::WeightedMean
        );
        if in_parts || (stands_alone(column) && sum.has_parts) {
            total.num = i64::try_from(sum.first).ok();
            total.den = i64::try_from(sum.den).ok();
            total.value = column.quotient(sum.first, sum.den);
        } else if column.over_units == Aggregation::Max {
            total.value = Some(sum.max);
        } else {
            total.value = i64::try_from(sum.first).ok();
        }
        figure
    }

    fn is_incomparable(&self, slot: u32, column: &Column, sum: &Sum) -> bool {
        let made = self.recasting;
        let field = column.field;
        let blocked = made.blocked_by_field.get(&field).unwrap_or(&made.blocked);
        let joined = made.joined_by_field.get(&field).unwrap_or(&made.joined);
        let is_whole_only = stands_alone(column) || column.over_units == Aggregation::Max;
        blocked.contains(&slot)
            || (is_whole_only && made.parted.contains(&slot))
            || (stands_alone(column) && (sum.with_value > 1 || joined.contains(&slot)))
    }
}

#[cfg(test)]
#[path = "recast_tests.rs"]
mod tests;
