//! What a unit's cumulative period says already: nine months are three
//! quarters of the same scheme, a year is two halves or four quarters.
//!
//! Adding up the parts is in `over_time`; what the form does with it is not
//! here.

use super::cell::{Cell, Nature};
use super::def::{Aggregation, IndicatorDef};
use super::over_time::over_time;
use super::weight::weigh_cell;
use crate::period::Period;

/// The periods whose reports make up a longer one, its own parts and theirs: of
/// a year both halves, the quarters and the months. All of one scheme; empty
/// for periods that are no sum of others.
#[must_use]
pub fn parts_of(period: &Period) -> Vec<Period> {
    let own = period.parts();
    let below: Vec<Period> = own.iter().flat_map(parts_of).collect();
    own.into_iter().chain(below).collect()
}

/// Whether a period can have sums at all, if `is_asked` says for which periods
/// reports exist: each part must have some, or parts of its own that do, as in
/// [`cumulative_cell`].
#[must_use]
pub fn can_add_up(period: &Period, is_asked: &dyn Fn(&Period) -> bool) -> bool {
    let parts = period.parts();
    let is_there = |part: &Period| is_asked(part) || can_add_up(part, is_asked);
    !parts.is_empty() && parts.iter().all(is_there)
}

/// A cell added up from others, and from which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cumulative {
    /// The sum.
    pub cell: Cell,
    /// The periods whose figures are in it, in order.
    pub from: Vec<Period>,
}

/// The cell of a longer period from what the same unit sent for its parts,
/// found by `sent` by period and code; where a part has none, from that part's
/// own parts.
///
/// Only indicators that add up over time have one, by their values, by both
/// parts of a ratio, or as a mean by their weights; and only if every part has a
/// figure: a sum with a gap in it is no figure for the whole, nor is one of thresholds
/// that point both ways. An estimate in it makes it one, and a threshold too. Plans
/// count as gaps.
#[must_use]
pub fn cumulative_cell<'a>(
    def: &IndicatorDef,
    period: &Period,
    sent: &dyn Fn(&Period, &str) -> Option<&'a Cell>,
) -> Option<Cumulative> {
    let mut found = added_up(def, period, sent)?;
    if def.over_time == Aggregation::WeightedMean {
        (found.cell.num, found.cell.den) = (None, None);
    }
    (!found.cell.is_empty()).then_some(found)
}

/// The same, a mean still with what it was made of.
fn added_up<'a>(
    def: &IndicatorDef,
    period: &Period,
    sent: &dyn Fn(&Period, &str) -> Option<&'a Cell>,
) -> Option<Cumulative> {
    let is_mean = def.over_time == Aggregation::WeightedMean;
    if !is_mean && !matches!(def.over_time, Aggregation::Sum | Aggregation::Ratio) {
        return None;
    }
    let parts: Vec<Cumulative> = period
        .parts()
        .iter()
        .map(|part| {
            let own = sent(part, &def.code).filter(|cell| !cell.is_empty());
            let own = own.map(|cell| {
                let weight = def.weight.as_ref().and_then(|code| sent(part, code));
                Cumulative {
                    cell: match is_mean {
                        true => weigh_cell(cell, weight),
                        false => cell.clone(),
                    },
                    from: vec![*part],
                }
            });
            own.or_else(|| added_up(def, part, sent))
        })
        .collect::<Option<_>>()?;
    let cells: Vec<Option<&Cell>> = parts.iter().map(|part| Some(&part.cell)).collect();
    let total = over_time(def, &cells);
    if total.periods_with_value < total.periods_expected {
        return None;
    }
    if total.thresholds > 0 && total.bound.is_none() {
        // Thresholds that point both ways add up to no figure.
        return None;
    }
    let nature = if total.estimated > 0 {
        Nature::Estimate
    } else {
        Nature::Official
    };
    let cell = Cell {
        value: total.value.filter(|_| def.over_time != Aggregation::Ratio),
        num: total.num,
        den: total.den,
        bound: total.bound,
        ..Cell::default()
    };
    let from = parts.iter().flat_map(|part| part.from.clone()).collect();
    (!cell.is_empty()).then(|| Cumulative {
        cell: cell.with_nature(nature),
        from,
    })
}

#[cfg(test)]
mod tests {
    use super::super::catalogue;
    use super::*;
    use crate::number::Bound;
    use crate::period::{PeriodKind, Scheme};
    use std::collections::HashMap;

    fn def(code: &str) -> IndicatorDef {
        catalogue().into_iter().find(|d| d.code == code).unwrap()
    }

    fn period(scheme: Scheme, kind: PeriodKind, index: u8) -> Period {
        Period::new(scheme, kind, 2026, index).unwrap()
    }

    fn quarters(scheme: Scheme, cells: &[Cell]) -> HashMap<String, Cell> {
        (1..)
            .zip(cells)
            .map(|(n, c)| (period(scheme, PeriodKind::Quarter, n).code(), c.clone()))
            .collect()
    }

    fn added(
        def: &IndicatorDef,
        period: &Period,
        sent: &HashMap<String, Cell>,
    ) -> Option<Cumulative> {
        cumulative_cell(def, period, &|part, _| sent.get(&part.code()))
    }

    fn of(def: &IndicatorDef, period: &Period, sent: &HashMap<String, Cell>) -> Option<Cell> {
        added(def, period, sent).map(|found| found.cell)
    }

    /// no sum is missed by asking first whether there can be one, and none is
    /// hoped for with a gap.
    #[test]
    fn a_period_can_have_sums_just_where_every_part_was_asked_for() {
        let sum = def("GD-09");
        let scheme = Scheme::Lich;
        let quarter = |n| period(scheme, PeriodKind::Quarter, n);
        let months = [1, 2, 3].map(|n| period(scheme, PeriodKind::Month, n));
        let nine_months = period(scheme, PeriodKind::NineMonths, 1);
        let cases = [
            (quarter(1), vec![], false),
            (quarter(1), vec![quarter(1), quarter(2)], false),
            (quarter(1), months[..2].to_vec(), false),
            (quarter(1), months.to_vec(), true),
            (nine_months, vec![quarter(1), quarter(2)], false),
            (nine_months, [1, 2, 3].map(quarter).to_vec(), true),
            (
                nine_months,
                [&months[..], &[quarter(2), quarter(3)]].concat(),
                true,
            ),
            (months[0], months.to_vec(), false),
        ];
        for (whole, asked, can) in cases {
            assert_eq!(can_add_up(&whole, &|p| asked.contains(p)), can, "{whole:?}");
            let cells = asked.iter().map(|p| (p.code(), Cell::of(1)));
            let found = of(&sum, &whole, &cells.collect());
            assert_eq!(found.is_some(), can, "{whole:?} of {asked:?}");
        }
    }

    ///
    #[test]
    fn nine_months_are_the_three_quarters_of_the_same_scheme() {
        let sum = def("GD-09");
        let sent = quarters(
            Scheme::HanhChinh,
            &[Cell::of(585), Cell::of(67), Cell::of(181)],
        );
        let nine = period(Scheme::HanhChinh, PeriodKind::NineMonths, 1);
        assert_eq!(of(&sum, &nine, &sent), Some(Cell::of(833)));
        // The calendar's nine months are other months.
        let other = period(Scheme::Lich, PeriodKind::NineMonths, 1);
        assert_eq!(of(&sum, &other, &sent), None);
    }

    #[test]
    fn a_year_goes_down_to_quarters_where_no_half_was_sent() {
        let sum = def("GD-09");
        let mut sent = quarters(Scheme::Lich, &[1, 2, 3, 4].map(Cell::of));
        let year = period(Scheme::Lich, PeriodKind::Year, 1);
        assert_eq!(of(&sum, &year, &sent), Some(Cell::of(10)));
        // A half that was sent is what the unit says of it.
        let half = period(Scheme::Lich, PeriodKind::FirstHalf, 1).code();
        sent.insert(half, Cell::of(30));
        assert_eq!(of(&sum, &year, &sent), Some(Cell::of(37)));
        let from: Vec<String> = added(&sum, &year, &sent)
            .unwrap()
            .from
            .iter()
            .map(Period::code)
            .collect();
        assert_eq!(from, ["lich-H1-2026", "lich-Q3-2026", "lich-Q4-2026"]);
        assert_eq!(parts_of(&year).len(), 2 + 4 + 12);
    }

    #[test]
    fn a_gap_is_no_zero_and_an_estimate_makes_an_estimate() {
        let sum = def("GD-09");
        let nine = period(Scheme::Lich, PeriodKind::NineMonths, 1);
        let gap = quarters(Scheme::Lich, &[Cell::of(1), Cell::of(2)]);
        assert_eq!(of(&sum, &nine, &gap), None);
        let plan = [
            Cell::of(1),
            Cell::of(2),
            Cell::of(3).with_nature(Nature::Plan),
        ];
        assert_eq!(of(&sum, &nine, &quarters(Scheme::Lich, &plan)), None);
        let estimate = [
            Cell::of(1),
            Cell::of(2),
            Cell::of(3).with_nature(Nature::Estimate),
        ];
        let found = of(&sum, &nine, &quarters(Scheme::Lich, &estimate)).unwrap();
        assert_eq!((found.value, found.nature), (Some(6), Nature::Estimate));
        let threshold = |second: Bound| {
            let cells = [
                Cell::of(1),
                Cell::of(2).with_bound(second),
                Cell::of(3).with_bound(Bound::Above),
            ];
            of(&sum, &nine, &quarters(Scheme::Lich, &cells))
        };
        let least = Cell::of(6).with_bound(Bound::AtLeast);
        assert_eq!(threshold(Bound::AtLeast), Some(least));
        assert_eq!(threshold(Bound::Below), None);
    }

    #[test]
    fn a_state_at_the_end_is_not_added_up_and_a_ratio_by_both_its_parts() {
        let nine = period(Scheme::Lich, PeriodKind::NineMonths, 1);
        let sent = quarters(Scheme::Lich, &[1, 2, 3].map(Cell::of));
        let mut last = def("GD-09");
        last.over_time = Aggregation::Last;
        assert_eq!(of(&last, &nine, &sent), None);
        let ratio = def("GD-02");
        let sent = quarters(
            Scheme::Lich,
            &[(1, 2), (50, 53), (0, 5)].map(|(n, d)| Cell::of_parts(n, d)),
        );
        assert_eq!(
            of(&ratio, &nine, &sent).is_some(),
            ratio.over_time == Aggregation::Ratio
        );
        let mut added_up = ratio;
        added_up.over_time = Aggregation::Ratio;
        assert_eq!(of(&added_up, &nine, &sent), Some(Cell::of_parts(51, 60)));
    }
}
