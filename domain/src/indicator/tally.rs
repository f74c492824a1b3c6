//! Adding the rows of one indicator to the sums they go into. Rows that follow
//! each other and go into the same sum are added as one run: tables keep the
//! units below one superior together, so a country has some hundred runs.

use super::column::{ASKED, Column, ESTIMATE, LOWER, PARTS, UPPER, VALUE};
use super::def::Aggregation;
use std::ops::Range;

/// A sum of figures with its counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally {
    /// Sum of values or numerators; wide enough for any number of `i64`.
    pub(super) first: i128,
    /// Sum of denominators.
    pub(super) den: i128,
    /// Greatest value, of indicators that are combined by it.
    pub(super) max: i64,
    /// Rows with a figure that takes part.
    pub(super) with_value: u32,
    /// Those, and rows that were asked and sent none.
    pub(super) expected: u32,
    /// Rows whose figure is an estimate.
    pub(super) estimated: u32,
    /// Rows whose figure is a threshold from below.
    pub(super) lower: u32,
    /// Rows whose figure is a threshold from above.
    pub(super) upper: u32,
    /// Expected rows with numerator and denominator.
    pub(super) in_parts: u32,
}

impl Tally {
    pub(super) const EMPTY: Tally = Tally {
        first: 0,
        den: 0,
        max: i64::MIN,
        with_value: 0,
        expected: 0,
        estimated: 0,
        lower: 0,
        upper: 0,
        in_parts: 0,
    };

    pub(super) fn add(&mut self, below: &Tally) {
        self.first += below.first;
        self.den += below.den;
        self.max = self.max.max(below.max);
        self.with_value += below.with_value;
        self.expected += below.expected;
        self.estimated += below.estimated;
        self.lower += below.lower;
        self.upper += below.upper;
        self.in_parts += below.in_parts;
    }
}

/// Rows that follow each other, and the sum they go into.
#[derive(Debug, Clone)]
pub(super) struct Run {
    slot: u32,
    rows: Range<usize>,
}

/// The runs of a table by the slot of each row.
pub(super) fn runs(slots: &[u32]) -> Vec<Run> {
    let mut first = 0;
    let same = slots.chunk_by(|a, b| a == b);
    same.map(|run| {
        let rows = first..first + run.len();
        first = rows.end;
        Run { slot: run[0], rows }
    })
    .collect()
}

/// Which figure of a row takes part in adding up.
pub(super) fn usable(column: &Column) -> u8 {
    match column.over_units {
        Aggregation::Ratio | Aggregation::WeightedMean => PARTS,
        Aggregation::Sum | Aggregation::Max | Aggregation::Last | Aggregation::None => VALUE,
    }
}

/// Adds every run to the sum in its slot.
///
/// # Panics
/// If a slot is none of `sums`.
pub(super) fn tally(column: &Column, expected: &[bool], runs: &[Run], sums: &mut [Tally]) {
    for run in runs {
        let of_run = add_up(column, expected, run.rows.clone());
        sums[run.slot as usize].add(&of_run);
    }
}

/// The sum of some rows. A number that was not sent is zero in its column, so
/// that nothing is decided row by row.
fn add_up(column: &Column, expected: &[bool], rows: Range<usize>) -> Tally {
    let mut sum = count(
        &column.flags[rows.clone()],
        &expected[rows.clone()],
        usable(column),
    );
    match column.over_units {
        Aggregation::Ratio | Aggregation::WeightedMean => {
            sum.first = column.num.sum(rows.clone());
            sum.den = column.den.sum(rows);
        }
        Aggregation::Max => {
            let sent = rows.filter(|row| column.flags[*row] & VALUE != 0);
            sum.max = sent
                .map(|row| column.value.get(row))
                .max()
                .unwrap_or(i64::MIN);
        }
        Aggregation::Sum | Aggregation::Last | Aggregation::None => {
            sum.first = column.value.sum(rows);
        }
    }
    sum
}

/// Counts in bytes as long as no byte can overflow: sixteen rows at once.
fn count(flags: &[u8], expected: &[bool], needed: u8) -> Tally {
    const ROWS: usize = u8::MAX as usize;
    let mut all = Tally::EMPTY;
    for (flags, expected) in flags.chunks(ROWS).zip(expected.chunks(ROWS)) {
        let (mut with_value, mut all_expected, mut estimated, mut in_parts) = (0u8, 0u8, 0u8, 0u8);
        let (mut lower, mut upper) = (0u8, 0u8);
        for (flags, is_expected) in flags.iter().zip(expected) {
            let has = u8::from(flags & needed != 0);
            let counts = has | (u8::from(*is_expected) & u8::from(flags & ASKED != 0));
            with_value += has;
            all_expected += counts;
            estimated += has & u8::from(flags & ESTIMATE != 0);
            lower += has & u8::from(flags & LOWER != 0);
            upper += has & u8::from(flags & UPPER != 0);
            in_parts += counts & u8::from(flags & PARTS != 0);
        }
        all.with_value += u32::from(with_value);
        all.expected += u32::from(all_expected);
        all.estimated += u32::from(estimated);
        all.lower += u32::from(lower);
        all.upper += u32::from(upper);
        all.in_parts += u32::from(in_parts);
    }
    all
}
