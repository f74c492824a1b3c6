//! Tests of the roll-up: the arithmetic oracles, coverage and the laws of
//! adding up on random trees.

use super::super::{
    Aggregation, Cell, IndicatorDef, Nature, Totals, TreeError, catalogue, ratio_value,
};
use super::Total;
use crate::number::{Bound, Reach};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Read once: the properties below ask for it thousands of times.
static CATALOGUE: LazyLock<Vec<IndicatorDef>> = LazyLock::new(catalogue);

fn def(code: &str) -> IndicatorDef {
    CATALOGUE.iter().find(|d| d.code == code).unwrap().clone()
}

/// GD-09 (sum), GD-02 (ratio), GD-05 (none), and GD-09 as a maximum.
fn defs() -> Vec<IndicatorDef> {
    let mut max = def("GD-09");
    max.code = "MAX".to_owned();
    max.over_units = Aggregation::Max;
    vec![def("GD-09"), def("GD-02"), def("GD-05"), max]
}

const SUM: usize = 0;
const RATIO: usize = 1;
const NONE: usize = 2;
const MAX: usize = 3;

/// A nation (0), provinces (1, 2) and communes (3, 4 of 1; 5 of 2).
const TREE: [Option<usize>; 6] = [None, Some(0), Some(0), Some(1), Some(1), Some(2)];

#[test]
fn parts_add_up_to_the_published_totals() {
    let star = [None, Some(0), Some(0), Some(0)];
    for (parts, total) in [
        ([2621, 687, 13], 3321),
        ([585, 67, 181], 833),
        ([16_051, 5863, 0], 21_914),
    ] {
        let mut table = Totals::new(&defs(), 4);
        for (unit, value) in (1..).zip(parts) {
            table.set_row(unit, [(SUM, &Cell::of(value))]);
        }
        assert_eq!(
            table.roll_up(&star).unwrap().total(0, SUM).value,
            Some(total)
        );
    }
}

#[test]
fn r_4_1_a_ratio_is_computed_from_added_parts_and_never_averaged() {
    let mut table = Totals::new(&defs(), 6);
    table.set_row(3, [(RATIO, &Cell::of_parts(50, 53))]);
    table.set_row(4, [(RATIO, &Cell::of_parts(1, 2))]);
    // Without its parts a ratio cannot be combined: shown, not added.
    table.set_row(5, [(RATIO, &Cell::of(5000))]);
    let rolled = table.roll_up(&TREE).unwrap();
    let nation = rolled.total(0, RATIO);
    assert_eq!((nation.num, nation.den), (Some(51), Some(55)));
    assert_eq!(nation.value, Some(9273));
    assert_eq!(nation.units_with_value, 2);
    assert_eq!(rolled.total(5, RATIO).value, Some(5000));
    assert_eq!(rolled.total(2, RATIO).value, None);
    assert_eq!(rolled.total(3, RATIO).value, Some(9434));
}

#[test]
fn r_4_2_a_unit_that_is_not_asked_is_neither_expected_nor_missing() {
    let mut table = Totals::new(&defs(), 6);
    for unit in 3..6 {
        table.set_expected(unit, true);
    }
    table.set_asked(4, SUM, false);
    table.set_row(3, [(SUM, &Cell::of(2))]);
    // Clearing the row of a unit does not make it asked again.
    table.clear_row(4);
    assert!(!table.is_asked(4, SUM) && table.is_asked(4, RATIO));
    let rolled = table.roll_up(&TREE).unwrap();
    assert_eq!(rolled.total(0, SUM).units_expected, 2);
    assert_eq!(rolled.total(4, SUM).units_expected, 0);
    assert_eq!(rolled.missing(0, SUM), [5]);
    assert_eq!(rolled.missing(0, RATIO), [3, 4, 5]);
}

#[test]
fn empty_is_not_zero_and_coverage_names_the_missing() {
    let mut table = Totals::new(&defs(), 6);
    for unit in 3..6 {
        table.set_expected(unit, true);
    }
    table.set_row(3, [(SUM, &Cell::of(0))]);
    table.set_row(4, [(SUM, &Cell::of(7).with_nature(Nature::Estimate))]);
    let rolled = table.roll_up(&TREE).unwrap();
    let nation = rolled.total(0, SUM);
    assert_eq!(
        nation,
        Total {
            value: Some(7),
            units_with_value: 2,
            units_expected: 3,
            estimated: 1,
            ..Total::default()
        }
    );
    assert_eq!(rolled.missing(0, SUM), [5]);
    assert_eq!(rolled.missing(1, SUM), Vec::<usize>::new());
    assert_eq!(rolled.total(2, SUM).value, None);
    assert_eq!(rolled.total(2, SUM).units_expected, 1);
}

/// a threshold is added as its number, and the total says that it is in it; it
/// is a threshold itself only where all point the same way.
#[test]
fn r_4_1_a_total_with_a_threshold_is_one_on_the_same_side() {
    let mut table = Totals::new(&defs(), 6);
    table.set_row(3, [(SUM, &Cell::of(50))]);
    table.set_row(4, [(SUM, &Cell::of(70).with_bound(Bound::Above))]);
    let said = |table: &Totals, node| {
        let total = table.roll_up(&TREE).unwrap().total(node, SUM);
        (total.value, total.thresholds, total.written(0))
    };
    let written = |text: &str| Some(text.to_owned());
    assert_eq!(said(&table, 0), (Some(120), 1, written("từ 120 trở lên")));
    assert_eq!(said(&table, 3), (Some(50), 0, written("50")));
    assert_eq!(said(&table, 4), (Some(70), 1, written("trên 70")));
    assert!(table.answers(SUM).is_threshold(4) && !table.answers(SUM).is_threshold(3));
    assert!(table.answers(SUM).may_have_thresholds() && !table.answers(MAX).may_have_thresholds());
    table.set_row(5, [(SUM, &Cell::of(3).with_bound(Bound::AtMost))]);
    assert_eq!(said(&table, 0), (Some(123), 2, written("123")));
    let total = table.roll_up(&TREE).unwrap().total(0, SUM);
    assert_eq!(total.reach(), Reach::ANYWHERE);
    table.clear_row(4);
    assert_eq!(said(&table, 0), (Some(53), 1, written("không quá 53")));
    // A ratio from its parts is exact.
    let ratio = Cell::of_parts(1, 2).with_bound(Bound::Above);
    table.set_row(4, [(RATIO, &ratio)]);
    assert_eq!(table.roll_up(&TREE).unwrap().total(0, RATIO).thresholds, 0);
}

#[test]
fn a_saved_report_replaces_the_whole_row_at_once() {
    let mut table = Totals::new(&defs(), 6);
    table.set_row(3, [(SUM, &Cell::of(5)), (NONE, &Cell::of(2))]);
    table.set_row(3, [(SUM, &Cell::of(6))]);
    assert_eq!(table.roll_up(&TREE).unwrap().total(0, SUM).value, Some(6));
    assert_eq!(table.roll_up(&TREE).unwrap().total(3, NONE).value, None);
    table.clear_row(3);
    assert_eq!(table.roll_up(&TREE).unwrap().total(0, SUM).value, None);
}

#[test]
fn what_does_not_combine_stays_with_its_unit() {
    let mut table = Totals::new(&defs(), 6);
    table.set_row(1, [(NONE, &Cell::of(3))]);
    table.set_row(3, [(NONE, &Cell::of(2)), (MAX, &Cell::of(-4))]);
    table.set_row(5, [(MAX, &Cell::of(-9))]);
    let rolled = table.roll_up(&TREE).unwrap();
    assert_eq!(rolled.total(0, NONE).value, None);
    assert_eq!(rolled.total(1, NONE).value, Some(3));
    assert_eq!(rolled.total(0, MAX).value, Some(-4));
}

#[test]
fn plans_are_not_results_and_a_sum_that_does_not_fit_is_no_number() {
    let mut table = Totals::new(&defs(), 6);
    table.set_row(3, [(SUM, &Cell::of(9).with_nature(Nature::Plan))]);
    assert_eq!(
        table.roll_up(&TREE).unwrap().total(0, SUM),
        Total::default()
    );
    table.set_row(3, [(SUM, &Cell::of(i64::MAX))]);
    table.set_row(4, [(SUM, &Cell::of(1))]);
    assert_eq!(table.roll_up(&TREE).unwrap().total(0, SUM).value, None);
    assert_eq!(
        table.roll_up(&TREE).unwrap().total(0, SUM).units_with_value,
        2
    );
}

#[test]
fn a_broken_tree_is_refused() {
    let table = Totals::new(&defs(), 3);
    let refused = |parents: &[Option<usize>]| table.roll_up(parents).unwrap_err();
    assert_eq!(refused(&[None]), TreeError::Length);
    assert_eq!(refused(&[None, Some(9), None]), TreeError::UnknownParent(1));
    assert_eq!(refused(&[None, Some(2), Some(1)]), TreeError::Cycle(1));
    assert_eq!(refused(&[Some(0), None, None]).code(), "tree.cycle");
}

#[test]
fn a_national_table_adds_up() {
    let provinces = 34;
    let communes = 3321;
    let indicators: Vec<IndicatorDef> = (0..200)
        .map(|place| {
            let mut def = def(if place % 2 == 0 { "GD-09" } else { "GD-02" });
            def.code = format!("T-{place}");
            def
        })
        .collect();
    let mut parents = vec![None];
    parents.extend(std::iter::repeat_n(Some(0), provinces));
    parents.extend((0..communes).map(|commune| Some(1 + commune % provinces)));
    let mut table = Totals::new(&indicators, parents.len());
    for unit in 1 + provinces..parents.len() {
        let (sum, ratio) = (Cell::of(1), Cell::of_parts(1, 2));
        let cells: Vec<_> = (0..200)
            .map(|place| (place, if place % 2 == 0 { &sum } else { &ratio }))
            .collect();
        table.set_row(unit, cells);
    }
    let rolled = table.roll_up(&parents).unwrap();
    assert_eq!(rolled.total(0, 198).value, Some(3321));
    assert_eq!(rolled.total(0, 199).den, Some(6642));
    assert_eq!(rolled.total(0, 199).value, Some(5000));
    assert_eq!(rolled.total(1, 0).units_with_value, 98);
}

fn forest() -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(any::<Option<prop::sample::Index>>(), 1..30).prop_map(|picks| {
        picks
            .into_iter()
            .enumerate()
            .map(|(unit, pick)| pick.filter(|_| unit > 0).map(|pick| pick.index(unit)))
            .collect()
    })
}

fn cell() -> impl Strategy<Value = Cell> {
    let number = || prop::option::of(0i64..1_000_000);
    let nature = prop::sample::select(Nature::ALL.to_vec());
    let bound = prop::option::of(prop::sample::select(Bound::ALL.to_vec()));
    let cell = (number(), number(), number(), nature, bound);
    cell.prop_map(|(value, num, den, nature, bound)| Cell {
        value,
        num,
        den,
        nature,
        note: None,
        bound,
    })
}

proptest! {
    #[test]
    fn r_4_1_the_total_of_a_node_is_its_own_figure_and_the_totals_below(
        parents in forest(),
        cells in prop::collection::vec(cell(), 30),
        expected in prop::collection::vec(any::<bool>(), 30),
    ) {
        let mut table = Totals::new(&defs(), parents.len());
        for (unit, _) in parents.iter().enumerate() {
            table.set_expected(unit, expected[unit]);
            table.set_row(unit, [(SUM, &cells[unit]), (RATIO, &cells[unit])]);
        }
        for answers in [table.answers(SUM), table.answers(RATIO)] {
            let estimated = (0..parents.len()).any(|unit| answers.is_estimate(unit));
            prop_assert!(answers.may_have_estimates() || !estimated);
            let threshold = (0..parents.len()).any(|unit| answers.is_threshold(unit));
            prop_assert!(answers.may_have_thresholds() || !threshold);
        }
        let rolled = table.roll_up(&parents).unwrap();
        let alone = vec![None; parents.len()];
        let flat = table.roll_up(&alone).unwrap();
        for node in 0..parents.len() {
            for indicator in [SUM, RATIO] {
                let below = (0..parents.len())
                    .filter(|unit| parents[*unit] == Some(node))
                    .map(|unit| rolled.total(unit, indicator));
                // Only what can be combined adds up: a bare ratio cannot.
                let all: Vec<Total> = std::iter::once(flat.total(node, indicator))
                    .chain(below)
                    .collect();
                let total = rolled.total(node, indicator);
                let add = |part: fn(&Total) -> Option<i64>| -> Option<i64> {
                    all.iter().filter_map(part).reduce(|a, b| a + b)
                };
                let count = |part: fn(&Total) -> u32| -> u32 { all.iter().map(part).sum() };
                if indicator == SUM {
                    prop_assert_eq!(total.value, add(|t| t.value));
                } else {
                    prop_assert_eq!(total.num, add(|t| t.num));
                    prop_assert_eq!(total.den, add(|t| t.den));
                    if let (Some(num), Some(den)) = (total.num, total.den) {
                        prop_assert_eq!(total.value, ratio_value(num, den, 100, 2));
                    }
                }
                prop_assert_eq!(total.units_with_value, count(|t| t.units_with_value));
                prop_assert_eq!(total.units_expected, count(|t| t.units_expected));
                prop_assert_eq!(total.estimated, count(|t| t.estimated));
                prop_assert_eq!(total.thresholds, count(|t| t.thresholds));
                let gap = total.units_expected - total.units_with_value;
                prop_assert_eq!(rolled.missing(node, indicator).len(), gap as usize);
            }
        }
    }

    #[test]
    fn the_order_of_filling_does_not_matter(
        parents in forest(),
        first in prop::collection::vec(cell(), 30),
        second in prop::collection::vec(cell(), 30),
        order in Just((0..30usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let units = parents.len();
        let row = |cell: &Cell| -> Vec<(usize, Cell)> { (0..4).map(|i| (i, cell.clone())).collect() };
        let mut straight = Totals::new(&defs(), units);
        for (unit, cell) in second.iter().take(units).enumerate() {
            straight.set_row(unit, row(cell).iter().map(|(i, c)| (*i, c)));
        }
        let mut shuffled = Totals::new(&defs(), units);
        for cells in [&first, &second] {
            for unit in order.iter().copied().filter(|unit| *unit < units) {
                shuffled.set_row(unit, row(&cells[unit]).iter().map(|(i, c)| (*i, c)));
            }
        }
        let (a, b) = (straight.roll_up(&parents).unwrap(), shuffled.roll_up(&parents).unwrap());
        for node in 0..units {
            for indicator in 0..4 {
                prop_assert_eq!(a.total(node, indicator), b.total(node, indicator));
            }
        }
    }
}
