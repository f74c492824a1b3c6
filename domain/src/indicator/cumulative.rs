//! What a unit's cumulative period says already: nine months are three
//! quarters of the same scheme, a year is two halves or four quarters.
//!
//! Adding up the parts is in `over_time`; what the form does with it is not
//! here.

use super::cell::{Cell, Nature};
use super::def::{Aggregation, IndicatorDef};
use super::over_time::over_time;
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

/// The cell of a longer period from what the same unit sent for its parts,
/// found by `sent`; where a part has none, from that part's own parts.
///
/// Only indicators that add up over time have one, by their values or by both
/// parts of a ratio; and only if every part has a figure: a sum with a gap in it
/// is no figure for the whole. An estimate in it makes it one. Plans count as
/// gaps.
#[must_use]
pub fn cumulative_cell<'a>(
    def: &IndicatorDef,
    period: &Period,
    sent: &dyn Fn(&Period) -> Option<&'a Cell>,
) -> Option<Cell> {
    if !matches!(def.over_time, Aggregation::Sum | Aggregation::Ratio) {
        return None;
    }
    let parts = period.parts();
    if parts.is_empty() {
        return None;
    }
    let cells: Vec<Cell> = parts
        .iter()
        .map(|part| {
            let own = sent(part).filter(|cell| !cell.is_empty()).cloned();
            own.or_else(|| cumulative_cell(def, part, sent))
        })
        .collect::<Option<_>>()?;
    let borrowed: Vec<Option<&Cell>> = cells.iter().map(Some).collect();
    let total = over_time(def, &borrowed);
    if total.periods_with_value < total.periods_expected {
        return None;
    }
    let nature = if total.estimated > 0 {
        Nature::Estimate
    } else {
        Nature::Official
    };
    let cell = if def.over_time == Aggregation::Ratio {
        Cell {
            num: total.num,
            den: total.den,
            ..Cell::default()
        }
    } else {
        Cell {
            value: total.value,
            ..Cell::default()
        }
    };
    (!cell.is_empty()).then(|| cell.with_nature(nature))
}

/// Whether a cell says something else than its parts add up to: then the unit
/// has to say why in a note.
#[must_use]
pub fn differs(cell: &Cell, cumulative: &Cell) -> bool {
    let numbers = |c: &Cell| (c.value, c.num, c.den);
    !cell.is_empty() && numbers(cell) != numbers(cumulative)
}

#[cfg(test)]
mod tests {
    use super::super::catalogue;
    use super::*;
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

    fn of(def: &IndicatorDef, period: &Period, sent: &HashMap<String, Cell>) -> Option<Cell> {
        cumulative_cell(def, period, &|part| sent.get(&part.code()))
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
    }

    #[test]
    fn a_state_at_the_end_is_not_added_up_and_a_difference_is_seen() {
        let nine = period(Scheme::Lich, PeriodKind::NineMonths, 1);
        let sent = quarters(Scheme::Lich, &[1, 2, 3].map(Cell::of));
        let mut last = def("GD-09");
        last.over_time = Aggregation::Last;
        assert_eq!(of(&last, &nine, &sent), None);
        assert!(differs(&Cell::of(7), &Cell::of(6)));
        let noted = Cell {
            note: Some("Đã rà lại".into()),
            ..Cell::of(6)
        };
        assert!(!differs(&noted, &Cell::of(6)));
        assert!(!differs(&Cell::default(), &Cell::of(6)));
    }
}
