//! Adding up along the unit tree with coverage.
//!
//! Sums are kept for superiors only (34 provinces and the nation, not 3,321
//! communes); a unit without subordinates is answered from the table.

use super::column::{ASKED, Column, ESTIMATE, PARTS, VALUE, bound_in};
use super::def::Aggregation;
use super::tally::{Tally, runs, tally, usable};
use super::totals_table::{Totals, TreeError};
use crate::number::{Bound, Reach, Threshold, bounded, format_number};

const NOBODY: u32 = u32::MAX;

/// One figure of one node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Total {
    /// Value at the scale of the indicator; None where there is none (empty is
    /// not zero), a denominator is zero or the sum does not fit.
    pub value: Option<i64>,
    /// Numerator of a ratio; of a weighted mean the sum of values times weights.
    pub num: Option<i64>,
    /// Denominator of a ratio; of a weighted mean the weights of the values.
    pub den: Option<i64>,
    /// Units whose figure is in it. A ratio sent without its parts is not.
    pub units_with_value: u32,
    /// Units expected to report, and those that did without being expected.
    pub units_expected: u32,
    /// Of the units in it, how many sent an estimate.
    pub estimated: u32,
    /// Of the units in it, how many sent a threshold (domain facts §6.2).
    pub thresholds: u32,
    /// The threshold that the value is itself: of a unit's own figure as it was sent,
    /// of a total where all that are in it point the same way.
    pub bound: Option<Bound>,
}

impl Total {
    /// Where the true value may lie.
    #[must_use]
    pub fn reach(&self) -> Reach {
        match self.bound {
            None if self.thresholds > 0 => Reach::ANYWHERE,
            bound => Reach::of(bound),
        }
    }

    /// The threshold that the value is, itself or by what is in it.
    #[must_use]
    pub fn threshold(&self) -> Option<Threshold> {
        self.value?;
        Threshold::of(self.bound, self.thresholds > 0)
    }

    /// The value as a number at this scale, a threshold with its words.
    #[must_use]
    pub fn written(&self, scale: u8) -> Option<String> {
        Some(bounded(self.bound, format_number(self.value?, scale)))
    }

    /// Says how many of its figures are thresholds from below and from above.
    pub(super) fn set_thresholds(&mut self, lower: u32, upper: u32) {
        self.thresholds = lower + upper;
        self.bound = Bound::of_many(lower as usize, upper as usize);
    }
}

/// The totals of every node, for as long as the table is not changed.
#[derive(Debug)]
pub struct RollUp<'a> {
    table: &'a Totals,
    parents: Vec<Option<usize>>,
    /// Where the sums of a superior are; NOBODY for units without subordinates.
    slot: Vec<u32>,
    slots: usize,
    /// One run of `slots` sums per indicator.
    sums: Vec<Tally>,
}

pub(super) fn roll_up<'a>(
    table: &'a Totals,
    parents: &[Option<usize>],
) -> Result<RollUp<'a>, TreeError> {
    let order = superiors_bottom_up(parents, table.units())?;
    let mut slot = vec![NOBODY; parents.len()];
    for (place, node) in order.iter().enumerate() {
        slot[*node] = u32::try_from(place).map_err(|_| TreeError::Length)?;
    }
    // A superior's own report goes into its own sums, another unit's into its
    // superior's.
    // Of whom nobody is superior goes into a sum behind all others, which
    // nobody asks for.
    let slots = order.len();
    let aside = u32::try_from(slots).map_err(|_| TreeError::Length)?;
    let target: Vec<u32> = (0..parents.len())
        .map(|unit| match (slot[unit], parents[unit]) {
            (NOBODY, Some(parent)) => slot[parent],
            (NOBODY, None) => aside,
            (own, _) => own,
        })
        .collect();
    let runs = runs(&target);
    let upward: Vec<u32> = order
        .iter()
        .map(|node| parents[*node].map_or(NOBODY, |parent| slot[parent]))
        .collect();
    let mut sums = Vec::with_capacity(slots * table.indicators());
    let mut of_column = vec![Tally::EMPTY; slots + 1];
    for column in &table.columns {
        of_column.fill(Tally::EMPTY);
        // Of indicators that do not combine every unit has its own figure.
        if !own_only(column) {
            tally(column, &table.expected, &runs, &mut of_column);
            for (place, up) in upward.iter().enumerate() {
                if *up != NOBODY {
                    let below = of_column[place];
                    of_column[*up as usize].add(&below);
                }
            }
        }
        sums.extend_from_slice(&of_column[..slots]);
    }
    Ok(RollUp {
        table,
        parents: parents.to_vec(),
        slot,
        slots,
        sums,
    })
}

fn own_only(column: &Column) -> bool {
    matches!(column.over_units, Aggregation::Last | Aggregation::None)
}

/// Every unit that is somebody's parent, each after all superiors below it.
fn superiors_bottom_up(parents: &[Option<usize>], units: usize) -> Result<Vec<usize>, TreeError> {
    if parents.len() != units {
        return Err(TreeError::Length);
    }
    let mut waiting_for = vec![0u32; units];
    for (unit, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            *waiting_for
                .get_mut(*parent)
                .ok_or(TreeError::UnknownParent(unit))? += 1;
        }
    }
    let is_superior: Vec<bool> = waiting_for.iter().map(|count| *count > 0).collect();
    let mut ready: Vec<usize> = (0..units).filter(|unit| !is_superior[*unit]).collect();
    let mut done = 0;
    let mut order = Vec::new();
    while let Some(unit) = ready.pop() {
        done += 1;
        if is_superior[unit] {
            order.push(unit);
        }
        if let Some(parent) = parents[unit] {
            waiting_for[parent] -= 1;
            if waiting_for[parent] == 0 {
                ready.push(parent);
            }
        }
    }
    if done < units {
        let stuck = waiting_for.iter().position(|count| *count > 0);
        return Err(TreeError::Cycle(stuck.unwrap_or_default()));
    }
    Ok(order)
}

impl RollUp<'_> {
    /// The total of a node (itself and all below it) for one indicator.
    ///
    /// Of indicators that do not combine over units (`last`, `none`) it is the
    /// node's own figure.
    ///
    /// # Panics
    /// If the node or indicator is not in the table.
    #[must_use]
    pub fn total(&self, node: usize, indicator: usize) -> Total {
        let column = &self.table.columns[indicator];
        let slot = self.slot[node];
        if slot == NOBODY || own_only(column) {
            return own(column, self.table.expected[node], node);
        }
        let sum = self.sums[indicator * self.slots + slot as usize];
        let mut total = Total {
            units_with_value: sum.with_value,
            units_expected: sum.expected,
            estimated: sum.estimated,
            ..Total::default()
        };
        if sum.with_value == 0 {
            return total;
        }
        total.set_thresholds(sum.lower, sum.upper);
        match column.over_units {
            Aggregation::Ratio | Aggregation::WeightedMean => {
                total.num = i64::try_from(sum.first).ok();
                total.den = i64::try_from(sum.den).ok();
                total.value = column.quotient(sum.first, sum.den);
            }
            Aggregation::Max => total.value = Some(sum.max),
            _ => total.value = i64::try_from(sum.first).ok(),
        }
        total
    }

    /// The expected units at or below a node that sent nothing usable for an
    /// indicator, in order of index.
    ///
    /// # Panics
    /// If the node or indicator is not in the table.
    #[must_use]
    pub fn missing(&self, node: usize, indicator: usize) -> Vec<usize> {
        let column = &self.table.columns[indicator];
        let needed = usable(column);
        (0..self.parents.len())
            .filter(|unit| self.table.expected[*unit] && column.flags[*unit] & ASKED != 0)
            .filter(|unit| column.flags[*unit] & needed == 0)
            .filter(|unit| self.is_at_or_below(*unit, node))
            .collect()
    }

    fn is_at_or_below(&self, unit: usize, node: usize) -> bool {
        std::iter::successors(Some(unit), |unit| self.parents[*unit]).any(|unit| unit == node)
    }
}

pub(super) fn own(column: &Column, expected: bool, unit: usize) -> Total {
    let flags = column.flags[unit];
    let has = flags & usable(column) != 0;
    let mut total = Total {
        units_with_value: u32::from(has),
        units_expected: u32::from(has || (expected && flags & ASKED != 0)),
        estimated: u32::from(has && flags & ESTIMATE != 0),
        bound: bound_in(flags).filter(|_| has),
        ..Total::default()
    };
    total.thresholds = u32::from(total.bound.is_some());
    if flags & PARTS != 0 {
        let (num, den) = (column.num.get(unit), column.den.get(unit));
        (total.num, total.den) = (Some(num), Some(den));
        total.value = column.quotient(num.into(), den.into());
    } else if flags & VALUE != 0 {
        total.value = Some(column.value.get(unit));
    }
    total
}

#[cfg(test)]
#[path = "totals_tests.rs"]
mod tests;
