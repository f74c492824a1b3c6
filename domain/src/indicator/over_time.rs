//! One unit's value of a longer period from its parts: *9 tháng* from
//! three quarters.

use super::cell::{Cell, Nature};
use super::def::{Aggregation, IndicatorDef};
use super::ratio::ratio_value;
use super::weight::mean_value;
use crate::number::{Bound, Reach};

/// A value combined over periods of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeTotal {
    /// The value at the scale of the indicator; None if nothing can be said.
    pub value: Option<i64>,
    /// Numerator of a ratio.
    pub num: Option<i64>,
    /// Denominator of a ratio.
    pub den: Option<i64>,
    /// Periods that had a usable value.
    pub periods_with_value: usize,
    /// Periods asked for; with fewer values the total is not complete.
    pub periods_expected: usize,
    /// Of the values used, how many were estimates.
    pub estimated: usize,
    /// Of the values used, how many were thresholds.
    pub thresholds: usize,
    /// The threshold that the value is itself: that of the last part or of the only
    /// one, or of all that are in it where they point the same way.
    pub bound: Option<Bound>,
}

impl TimeTotal {
    /// Where the true value may lie.
    #[must_use]
    pub fn reach(&self) -> Reach {
        match self.bound {
            None if self.thresholds > 0 => Reach::ANYWHERE,
            bound => Reach::of(bound),
        }
    }
}

/// Combines the cells of the parts of a period, in order of time, one entry a
/// part and None where nothing was sent.
///
/// The caller takes all parts from one scheme ([`crate::period::Period::parts`]
/// does). Plans do not count as results. Of [`Aggregation::Last`] only the last
/// part counts: an older state is not the state at the end. A weighted mean is
/// made of cells that carry values times weights and weights as their parts, as
/// [`super::Total`] and [`weigh_cell`] give them.
///
/// [`weigh_cell`]: super::weight::weigh_cell
#[must_use]
pub fn over_time(def: &IndicatorDef, cells: &[Option<&Cell>]) -> TimeTotal {
    let mut total = TimeTotal {
        periods_expected: cells.len(),
        ..TimeTotal::default()
    };
    let results: Vec<Option<&Cell>> = cells
        .iter()
        .map(|cell| cell.filter(|cell| cell.nature != Nature::Plan))
        .collect();
    let mut used: Vec<&Cell> = Vec::new();
    match def.over_time {
        Aggregation::None => {}
        Aggregation::Ratio | Aggregation::WeightedMean => {
            used = with(&results, |cell| cell.parts().is_some());
            let add = |part: fn(&Cell) -> Option<i64>| -> i128 {
                used.iter().filter_map(|c| part(c)).map(i128::from).sum()
            };
            let (num, den) = (add(|cell| cell.num), add(|cell| cell.den));
            let fits = |sum: i128| i64::try_from(sum).ok().filter(|_| !used.is_empty());
            (total.num, total.den) = (fits(num), fits(den));
            total.value = match def.factor() {
                Some(factor) => total
                    .num
                    .zip(total.den)
                    .and_then(|(num, den)| ratio_value(num, den, factor, def.scale)),
                None => mean_value(num, den),
            };
        }
        Aggregation::Sum => {
            used = with(&results, |cell| cell.value.is_some());
            let sum: i128 = used.iter().filter_map(|c| c.value).map(i128::from).sum();
            total.value = i64::try_from(sum).ok().filter(|_| !used.is_empty());
        }
        Aggregation::Max => {
            used = with(&results, |cell| cell.shown_value(def).is_some());
            total.value = used.iter().filter_map(|c| c.shown_value(def)).max();
        }
        Aggregation::Last => {
            used = with(&results, |cell| cell.shown_value(def).is_some());
            if let Some(Some(last)) = results.last() {
                total.value = last.shown_value(def);
                (total.num, total.den) = (last.num, last.den);
            }
        }
    }
    total.periods_with_value = used.len();
    total.estimated = used
        .iter()
        .filter(|cell| cell.nature == Nature::Estimate)
        .count();
    // Of a state at the end only the last one is in it.
    let counted = match def.over_time {
        Aggregation::Last => results.last().copied().flatten().into_iter().collect(),
        _ => used,
    };
    let bounds: Vec<Bound> = counted
        .iter()
        .filter_map(|cell| cell.shown_bound(def))
        .collect();
    let lower = bounds.iter().filter(|bound| bound.is_lower()).count();
    total.thresholds = bounds.len();
    total.bound = match (bounds.as_slice(), counted.len()) {
        ([only], 1) => Some(*only),
        _ => Bound::of_many(lower, bounds.len() - lower),
    };
    total
}

fn with<'a>(cells: &[Option<&'a Cell>], usable: impl Fn(&Cell) -> bool) -> Vec<&'a Cell> {
    cells
        .iter()
        .flatten()
        .copied()
        .filter(|cell| usable(cell))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::catalogue;
    use super::*;

    fn def(over: Aggregation) -> IndicatorDef {
        let code = if over == Aggregation::Ratio {
            "GD-02"
        } else {
            "GD-09"
        };
        let mut def = catalogue().into_iter().find(|d| d.code == code).unwrap();
        def.over_time = over;
        def
    }

    #[test]
    fn quarters_add_up_and_a_gap_is_counted_not_filled() {
        let (a, c) = (Cell::of(585), Cell::of(67).with_nature(Nature::Estimate));
        let total = over_time(&def(Aggregation::Sum), &[Some(&a), None, Some(&c)]);
        assert_eq!(total.value, Some(652));
        assert_eq!((total.periods_with_value, total.periods_expected), (2, 3));
        assert_eq!(total.estimated, 1);
        assert_eq!(over_time(&def(Aggregation::Sum), &[None, None]).value, None);
    }

    #[test]
    fn ratios_are_computed_from_added_parts() {
        let (a, b) = (Cell::of_parts(1, 2), Cell::of_parts(50, 53));
        let total = over_time(&def(Aggregation::Ratio), &[Some(&a), Some(&b)]);
        assert_eq!((total.num, total.den), (Some(51), Some(55)));
        assert_eq!(total.value, ratio_value(51, 55, 100, 2));
    }

    #[test]
    fn the_state_at_the_end_needs_the_last_period() {
        let (a, b) = (Cell::of(5), Cell::of(3));
        let last = def(Aggregation::Last);
        assert_eq!(over_time(&last, &[Some(&a), Some(&b)]).value, Some(3));
        assert_eq!(over_time(&last, &[Some(&a), None]).value, None);
        assert_eq!(
            over_time(&def(Aggregation::Max), &[Some(&a), Some(&b)]).value,
            Some(5)
        );
        assert_eq!(over_time(&def(Aggregation::None), &[Some(&a)]).value, None);
    }

    /// a sum with a threshold in it is one on the same side; where they point
    /// both ways nothing can be said of it.
    #[test]
    fn a_sum_with_thresholds_is_bounded_on_their_side() {
        let (exact, least) = (Cell::of(5), Cell::of(70).with_bound(Bound::Above));
        let most = Cell::of(3).with_bound(Bound::AtMost);
        let of = |over, cells: &[&Cell]| {
            let cells: Vec<Option<&Cell>> = cells.iter().copied().map(Some).collect();
            let total = over_time(&def(over), &cells);
            (total.value, total.thresholds, total.bound)
        };
        let sum = |cells: &[&Cell]| of(Aggregation::Sum, cells);
        assert_eq!(sum(&[&exact, &least]), (Some(75), 1, Some(Bound::AtLeast)));
        assert_eq!(sum(&[&exact, &most]), (Some(8), 1, Some(Bound::AtMost)));
        assert_eq!(sum(&[&least, &most]), (Some(73), 2, None));
        assert_eq!(sum(&[&least]), (Some(70), 1, Some(Bound::Above)));
        let last = |cells: &[&Cell]| of(Aggregation::Last, cells);
        assert_eq!(last(&[&exact, &least]), (Some(70), 1, Some(Bound::Above)));
        assert_eq!(last(&[&least, &exact]), (Some(5), 0, None));
    }

    #[test]
    fn a_plan_is_not_a_result() {
        let plan = Cell::of(100).with_nature(Nature::Plan);
        assert_eq!(
            over_time(&def(Aggregation::Sum), &[Some(&plan)]).value,
            None
        );
    }
}
