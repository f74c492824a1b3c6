//! Means weighted by a named indicator: the mean mark of a province is
//! the mean of its units' marks, each counted once per candidate.
//!
//! A weighted value is added up like a ratio: values times weights over weights,
//! in whole numbers, divided once at the end. Not here: adding up (`tally`).

use super::cell::{Cell, Nature};
use super::def::{Aggregation, IndicatorDef};

/// A value times its weight, and the weight: what the value gives to a mean.
/// None where the weight is not positive, or the product does not fit: such a
/// value takes no part and is named as missing.
#[must_use]
pub fn weighed(value: i64, weight: i64) -> Option<(i64, i64)> {
    (weight > 0).then_some((value.checked_mul(weight)?, weight))
}

/// The mean that sums of [`weighed`] values stand for, at the scale of the
/// values, rounded half up (away from zero). None without any weight.
#[must_use]
pub fn mean_value(sum: i128, weights: i128) -> Option<i64> {
    if weights <= 0 {
        return None;
    }
    let magnitude = sum.abs();
    let up = i128::from(magnitude % weights >= weights - weights / 2);
    i64::try_from(sum.signum() * (magnitude / weights + up)).ok()
}

/// A cell that carries what it gives to a mean over time in its parts. Without a
/// weight it has none, and is a gap.
pub(super) fn weigh_cell(cell: &Cell, weight: Option<&Cell>) -> Cell {
    let weight = weight.filter(|weight| weight.nature != Nature::Plan);
    let parts = cell
        .value
        .zip(weight.and_then(|weight| weight.value))
        .and_then(|(value, weight)| weighed(value, weight));
    let is_estimate =
        weight.is_some_and(|weight| weight.nature == Nature::Estimate || weight.bound.is_some());
    Cell {
        num: parts.map(|(num, _)| num),
        den: parts.map(|(_, den)| den),
        nature: match cell.nature {
            Nature::Plan => Nature::Plan,
            _ if is_estimate => Nature::Estimate,
            own => own,
        },
        ..cell.clone()
    }
}

/// Whether one indicator can weigh another: a count that adds up over units, asked
/// of the same units in every period in which the other is, so that who gives a
/// value is asked for its weight too. As a weight adds up and a mean does not, no
/// mean can weigh itself over others.
#[must_use]
pub fn can_weigh(weight: &IndicatorDef, mean: &IndicatorDef) -> bool {
    weight.code != mean.code
        && weight.factor().is_none()
        && weight.over_units == Aggregation::Sum
        && weight.field == mean.field
        && mean
            .frequency
            .iter()
            .all(|kind| weight.frequency.contains(kind))
        && (weight.reported_by.is_any() || weight.reported_by == mean.reported_by)
}

/// The code of the first indicator of a form whose weight is not in it or cannot
/// weigh it.
pub(crate) fn unweighable(definitions: &[IndicatorDef]) -> Option<String> {
    let lacks = |def: &&IndicatorDef| {
        def.weight.as_ref().is_some_and(|code| {
            let mut found = definitions.iter().filter(|other| other.code == *code);
            !found.any(|weight| can_weigh(weight, def))
        })
    };
    Some(definitions.iter().find(lacks)?.code.clone())
}

#[cfg(test)]
#[path = "weight_tests.rs"]
mod tests;
