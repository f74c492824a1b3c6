//! One column of the table of totals: an indicator over all units, with what each
//! row has. Not here: the table (`totals_table`), adding up (`tally`).

use super::def::Aggregation;
use super::numbers::Numbers;
use super::ratio::ratio_value;
use super::weight::{mean_value, weighed};
use crate::field::Field;
use crate::number::Bound;

/// The row has a value of its own.
pub(super) const VALUE: u8 = 1;
/// The row has numerator and denominator.
pub(super) const PARTS: u8 = 2;
/// What the row has is an estimate.
pub(super) const ESTIMATE: u8 = 4;
/// The unit is asked for the indicator.
pub(super) const ASKED: u8 = 8;
/// The value itself was sent as an estimate; of a weighted mean the weight may be
/// one too.
pub(super) const SENT_ESTIMATE: u8 = 16;
/// The value is a threshold from below: the true one may be more.
pub(super) const LOWER: u8 = 32;
/// The value is a threshold from above: the true one may be less.
pub(super) const UPPER: u8 = 64;
/// The true value is not the threshold itself.
pub(super) const STRICT: u8 = 128;

/// How a bound stands in the flags of a row.
pub(super) fn flags_of(bound: Bound) -> u8 {
    let side = if bound.is_lower() { LOWER } else { UPPER };
    side | if bound.is_strict() { STRICT } else { 0 }
}

/// The bound that stands in the flags of a row.
pub(super) fn bound_in(flags: u8) -> Option<Bound> {
    match (flags & (LOWER | UPPER), flags & STRICT != 0) {
        (LOWER, false) => Some(Bound::AtLeast),
        (LOWER, true) => Some(Bound::Above),
        (UPPER, false) => Some(Bound::AtMost),
        (UPPER, true) => Some(Bound::Below),
        _ => None,
    }
}

/// One indicator over all units.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) over_units: Aggregation,
    pub(super) field: Field,
    pub(super) scale: u8,
    /// Of a ratio; None for plain indicators, whose parts are not kept.
    pub(super) factor: Option<i64>,
    /// Column of the indicator by which a mean is weighted.
    pub(super) weight: Option<usize>,
    /// Columns of the means that this one weighs.
    pub(super) weighs: Vec<usize>,
    pub(super) value: Numbers,
    pub(super) num: Numbers,
    pub(super) den: Numbers,
    pub(super) flags: Vec<u8>,
}

impl Column {
    /// Empties the cell of a unit. What is not sent is zero: adding up relies on
    /// it.
    pub(super) fn clear(&mut self, unit: usize) {
        let flags = self.flags[unit];
        if flags & VALUE != 0 {
            self.value.set(unit, 0);
        }
        if flags & PARTS != 0 {
            self.num.set(unit, 0);
            self.den.set(unit, 0);
        }
        self.flags[unit] = flags & ASKED;
    }

    pub(super) fn sent(&self, unit: usize) -> Option<i64> {
        (self.flags[unit] & VALUE != 0).then(|| self.value.get(unit))
    }

    /// The figure that sums of parts stand for: a ratio, or a weighted mean.
    pub(super) fn quotient(&self, num: i128, den: i128) -> Option<i64> {
        if self.weight.is_some() {
            return mean_value(num, den);
        }
        let (num, den) = (i64::try_from(num).ok()?, i64::try_from(den).ok()?);
        ratio_value(num, den, self.factor?, self.scale)
    }

    /// Puts a weighted value where adding up looks for parts; without a weight
    /// there are none, and the value takes no part.
    pub(super) fn weigh(&mut self, unit: usize, weight: Option<i64>, is_estimate: bool) {
        let mut flags = self.flags[unit] & !(PARTS | ESTIMATE);
        let parts = self.sent(unit).zip(weight).and_then(|(v, w)| weighed(v, w));
        let (num, den) = parts.unwrap_or_default();
        self.num.set(unit, num);
        self.den.set(unit, den);
        if parts.is_some() {
            flags |= PARTS;
        }
        if flags & SENT_ESTIMATE != 0 || (parts.is_some() && is_estimate) {
            flags |= ESTIMATE;
        }
        self.flags[unit] = flags;
    }
}
