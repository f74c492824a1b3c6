//! Adding the rows of one indicator to the sums they go into. Rows come in the
//! order of the alphabet and are read from memory in that order; nothing is
//! decided row by row, since a guess that fails costs more than the sum.

use super::def::Aggregation;
use super::totals_table::{ASKED, Column, ESTIMATE, PARTS, VALUE};

/// A sum of figures with its counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    /// Sum of values or numerators; wide enough for any number of `i64`.
    pub(super) first: i128,
    /// Sum of denominators.
    pub(super) den: i128,
    /// Greatest value, of indicators that are combined by it.
    pub(super) max: i64,
    /// The four counts side by side, so that one addition serves all.
    counts: u128,
}

impl Tally {
    pub(super) const EMPTY: Tally = Tally {
        first: 0,
        den: 0,
        max: i64::MIN,
        counts: 0,
    };

    /// Rows with a figure that takes part.
    pub(super) fn with_value(&self) -> u32 {
        self.counts as u32
    }

    /// Those, and rows that were asked and sent none.
    pub(super) fn expected(&self) -> u32 {
        (self.counts >> 32) as u32
    }

    /// Rows whose figure is an estimate.
    pub(super) fn estimated(&self) -> u32 {
        (self.counts >> 64) as u32
    }

    /// Expected rows with numerator and denominator.
    pub(super) fn in_parts(&self) -> u32 {
        (self.counts >> 96) as u32
    }

    pub(super) fn add(&mut self, below: &Tally) {
        self.first += below.first;
        self.den += below.den;
        self.max = self.max.max(below.max);
        self.counts += below.counts;
    }
}

/// Which figure of a row takes part in adding up.
pub(super) fn usable(column: &Column) -> u8 {
    match column.over_units {
        Aggregation::Ratio => PARTS,
        Aggregation::Sum | Aggregation::Max | Aggregation::Last | Aggregation::None => VALUE,
    }
}

/// What a row adds to the counts, by its flags and whether it is expected.
fn counts(needed: u8) -> [u128; 32] {
    let mut all = [0; 32];
    for (index, count) in (0u8..).zip(&mut all) {
        let (flags, expected) = (index & 15, index >= 16);
        let has = flags & needed != 0;
        if has || expected && flags & ASKED != 0 {
            *count = u128::from(has)
                | 1 << 32
                | u128::from(has && flags & ESTIMATE != 0) << 64
                | u128::from(flags & PARTS != 0) << 96;
        }
    }
    all
}

/// Adds every row to the sum in its slot.
///
/// # Panics
/// If a slot is none of `sums`.
pub(super) fn tally(column: &Column, expected: &[bool], slots: &[u32], sums: &mut [Tally]) {
    let needed = usable(column);
    let counts = counts(needed);
    let count =
        |flags: u8, expected: bool| counts[usize::from(flags & 15) | usize::from(expected) << 4];
    // All ones for a row with a figure, else zero.
    let mask = |flags: u8| -i64::from(flags & needed != 0);
    let rows = column.flags.iter().zip(expected).zip(slots);
    match column.over_units {
        Aggregation::Ratio => {
            let parts = column.num.iter().zip(&column.den);
            for (((flags, expected), slot), (num, den)) in rows.zip(parts) {
                let sum = &mut sums[*slot as usize];
                sum.first += i128::from(num & mask(*flags));
                sum.den += i128::from(den & mask(*flags));
                sum.counts += count(*flags, *expected);
            }
        }
        Aggregation::Max => {
            for (((flags, expected), slot), value) in rows.zip(&column.value) {
                let sum = &mut sums[*slot as usize];
                let has = flags & needed != 0;
                sum.max = sum.max.max(if has { *value } else { i64::MIN });
                sum.counts += count(*flags, *expected);
            }
        }
        Aggregation::Sum | Aggregation::Last | Aggregation::None => {
            for (((flags, expected), slot), value) in rows.zip(&column.value) {
                let sum = &mut sums[*slot as usize];
                sum.first += i128::from(value & mask(*flags));
                sum.counts += count(*flags, *expected);
            }
        }
    }
}
