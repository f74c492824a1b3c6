//! What the rows of one table give to the sums of a later day, apart by where
//! they go. Not here: sharing and joining (`recast_sums`).

use super::column::{ASKED, Column, ESTIMATE, LOWER, PARTS, UPPER, VALUE};
use super::def::Aggregation;
use super::recast::NOWHERE;
use super::tally::{Run, Tally, runs};

/// Where a row's figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// To a unit of which totals are kept: its own figure.
    Exactly(u32),
    /// To some unit below one of which totals are kept.
    Below(u32),
    /// To several by a plan.
    Shared(u32),
}

/// A sum on its way, or one figure of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    pub(super) first: i128,
    pub(super) den: i128,
    pub(super) max: i64,
    // Signed: where shares come together again, they are counted back.
    pub(super) with_value: i32,
    pub(super) expected: i32,
    pub(super) estimated: i32,
    pub(super) lower: i32,
    pub(super) upper: i32,
    pub(super) shared: i32,
    pub(super) has_parts: bool,
}

pub(super) const EMPTY: Sum = Sum {
    first: 0,
    den: 0,
    max: i64::MIN,
    with_value: 0,
    expected: 0,
    estimated: 0,
    lower: 0,
    upper: 0,
    shared: 0,
    has_parts: false,
};

impl From<&Tally> for Sum {
    fn from(sum: &Tally) -> Self {
        let count = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
        Self {
            first: sum.first,
            den: sum.den,
            max: sum.max,
            with_value: count(sum.with_value),
            expected: count(sum.expected),
            estimated: count(sum.estimated),
            lower: count(sum.lower),
            upper: count(sum.upper),
            shared: 0,
            has_parts: sum.in_parts > 0,
        }
    }
}

impl Sum {
    pub(super) fn add(&mut self, other: &Sum) {
        self.first += other.first;
        self.den += other.den;
        self.max = self.max.max(other.max);
        self.with_value += other.with_value;
        self.expected += other.expected;
        self.estimated += other.estimated;
        self.lower += other.lower;
        self.upper += other.upper;
        self.shared += other.shared;
        self.has_parts |= other.has_parts;
    }
}

/// Where the rows of a table go.
pub(super) struct Goals {
    /// The rows with their slots; of a shared one, or one that nobody asks for,
    /// the slot behind all others.
    pub(super) runs: Vec<Run>,
    /// Rows that go to a unit of which totals are kept, with its slot.
    pub(super) exactly: Vec<(u32, u32)>,
    /// Row and plan.
    pub(super) shared: Vec<(u32, u32)>,
}

impl Goals {
    pub(super) fn new(slots: usize, targets: &[Target]) -> Self {
        let aside = u32::try_from(slots).unwrap_or(NOWHERE);
        let slot = |target: &Target| match target {
            Target::Exactly(slot) => *slot,
            Target::Below(slot) if *slot != NOWHERE => *slot,
            Target::Below(_) | Target::Shared(_) => aside,
        };
        let rows = || (0u32..).zip(targets);
        let exactly = rows().filter_map(|(row, target)| match target {
            Target::Exactly(slot) => Some((row, *slot)),
            _ => None,
        });
        let shared = rows().filter_map(|(row, target)| match target {
            Target::Shared(plan) => Some((row, *plan)),
            _ => None,
        });
        Self {
            runs: runs(&targets.iter().map(slot).collect::<Vec<_>>()),
            exactly: exactly.collect(),
            shared: shared.collect(),
        }
    }
}

/// The figures of one indicator by row.
pub(super) struct Rows<'a> {
    column: &'a Column,
    expected: &'a [bool],
    needed: u8,
}

impl<'a> Rows<'a> {
    pub(super) fn new(column: &'a Column, expected: &'a [bool]) -> Self {
        let alone = stands_alone(column);
        let in_parts = matches!(
            column.over_units,
            Aggregation::Ratio | Aggregation::WeightedMean
        );
        let needed = match (alone, in_parts) {
            (true, _) => VALUE | PARTS,
            (false, true) => PARTS,
            (false, false) => VALUE,
        };
        Self {
            column,
            expected,
            needed,
        }
    }

    /// Figure and denominator, zeros for one that is only expected; None for a
    /// row that is neither sent nor expected.
    #[inline]
    pub(super) fn figure(&self, row: u32) -> Option<(i64, i64)> {
        let row = row as usize;
        let flags = self.column.flags[row];
        if flags & self.needed == 0 {
            return (self.expected[row] && flags & ASKED != 0).then_some((0, 0));
        }
        let in_parts = flags & PARTS != 0 && self.needed & PARTS != 0;
        Some(if in_parts {
            (self.column.num.get(row), self.column.den.get(row))
        } else {
            (self.column.value.get(row), 0)
        })
    }

    /// The row as a sum of its own; None as with [`Rows::figure`].
    pub(super) fn one(&self, row: u32) -> Option<Sum> {
        let (first, den) = self.figure(row)?;
        let flags = self.column.flags[row as usize];
        let has = flags & self.needed != 0;
        Some(Sum {
            first: i128::from(first),
            den: i128::from(den),
            max: if has { first } else { i64::MIN },
            with_value: i32::from(has),
            expected: 1,
            estimated: i32::from(has && flags & ESTIMATE != 0),
            lower: i32::from(has && flags & LOWER != 0),
            upper: i32::from(has && flags & UPPER != 0),
            shared: 0,
            has_parts: flags & PARTS != 0,
        })
    }
}

/// Of these nothing is combined over units: each has its own figure.
pub(super) fn stands_alone(column: &Column) -> bool {
    matches!(column.over_units, Aggregation::Last | Aggregation::None)
}
