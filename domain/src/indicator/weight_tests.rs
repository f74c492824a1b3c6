//! Tests of weighted means: held against rational arithmetic, and the laws that
//! a mean by weight must keep.

use super::super::{Aggregation, Cell, IndicatorDef, Nature, Totals, catalogue};
use super::super::{cumulative_cell, over_time};
use super::*;
use crate::period::{Period, PeriodKind, Scheme};
use proptest::prelude::*;
use std::collections::HashMap;
use std::sync::LazyLock;

static DEFS: LazyLock<Vec<IndicatorDef>> = LazyLock::new(|| {
    let all = catalogue();
    let find = |code: &str| all.iter().find(|def| def.code == code).unwrap().clone();
    vec![find("GD-07"), find("GD-07t")]
});

const MEAN: usize = 0;
const WEIGHT: usize = 1;

/// A nation (0) and the units below it.
fn star(units: usize) -> Vec<Option<usize>> {
    std::iter::once(None)
        .chain(std::iter::repeat_n(Some(0), units))
        .collect()
}

fn table(rows: &[(Option<i64>, Option<i64>)]) -> Totals {
    let mut table = Totals::new(&DEFS, rows.len() + 1);
    for (unit, (value, weight)) in (1..).zip(rows) {
        table.set_expected(unit, true);
        let cells = [(MEAN, value), (WEIGHT, weight)];
        let cells = cells.map(|(at, number)| (at, number.map(Cell::of).unwrap_or_default()));
        table.set_row(unit, cells.iter().map(|(at, cell)| (*at, cell)));
    }
    table
}

/// Twice the distance from `value` to `sum / weights`, times `weights`.
fn is_nearest(value: i64, sum: i128, weights: i128) -> bool {
    let twice = 2 * (i128::from(value) * weights - sum);
    twice.abs() <= weights
}

#[test]
fn r_4_1_a_mean_counts_each_unit_as_often_as_its_weight_says() {
    // 6,500 of 1.000 candidates and 7,000 of 3.000: 6,875, not 6,750.
    let table = table(&[(Some(6_500), Some(1_000)), (Some(7_000), Some(3_000))]);
    let rolled = table.roll_up(&star(2)).unwrap();
    let total = rolled.total(0, MEAN);
    assert_eq!((total.value, total.den), (Some(6_875), Some(4_000)));
    assert_eq!(rolled.total(2, MEAN).value, Some(7_000));
}

#[test]
fn r_4_2_a_value_without_a_weight_is_not_counted_and_is_named() {
    let table = table(&[
        (Some(6_000), Some(10)),
        (Some(9_000), None),
        (Some(9_000), Some(0)),
        (Some(9_000), Some(-5)),
        (None, Some(1_000)),
    ]);
    let rolled = table.roll_up(&star(5)).unwrap();
    let total = rolled.total(0, MEAN);
    assert_eq!(total.value, Some(6_000));
    assert_eq!((total.units_with_value, total.units_expected), (1, 5));
    assert_eq!(rolled.missing(0, MEAN), [2, 3, 4, 5]);
    let lacking: Vec<usize> = (1..6).filter(|u| table.lacks_weight(*u, MEAN)).collect();
    assert_eq!(lacking, [2, 3, 4]);
    // Its own figure is shown all the same.
    assert_eq!(rolled.total(2, MEAN).value, Some(9_000));
}

#[test]
fn nothing_to_weigh_is_no_mean() {
    let empty = table(&[(Some(5), None), (None, Some(5))]);
    assert_eq!(empty.roll_up(&star(2)).unwrap().total(0, MEAN).value, None);
    assert_eq!(mean_value(0, 0), None);
    assert_eq!(weighed(i64::MAX, 2), None);
    assert_eq!((mean_value(5, 2), mean_value(-5, 2)), (Some(3), Some(-3)));
}

#[test]
fn an_estimated_weight_makes_an_estimate_and_a_plan_is_no_weight() {
    let mut table = table(&[(Some(5), Some(2))]);
    let estimated = |table: &Totals| table.roll_up(&star(1)).unwrap().total(0, MEAN).estimated;
    assert_eq!(estimated(&table), 0);
    table.set(1, WEIGHT, &Cell::of(2).with_nature(Nature::Estimate));
    assert_eq!(estimated(&table), 1);
    table.set(1, WEIGHT, &Cell::of(2));
    assert_eq!(estimated(&table), 0);
    table.set(1, WEIGHT, &Cell::of(2).with_nature(Nature::Plan));
    assert!(table.lacks_weight(1, MEAN));
}

#[test]
fn r_4_1_who_weighs_must_add_up_and_be_asked_of_the_same_units() {
    let (mean, weight) = (&DEFS[MEAN], &DEFS[WEIGHT]);
    assert!(can_weigh(weight, mean));
    assert!(!can_weigh(mean, mean));
    let with = |change: fn(&mut IndicatorDef)| {
        let mut other = weight.clone();
        change(&mut other);
        can_weigh(&other, mean)
    };
    assert!(!with(|w| w.over_units = Aggregation::None));
    assert!(!with(|w| w.frequency = vec![PeriodKind::Quarter]));
    assert!(!with(|w| w.field = crate::field::Field::YTe));
    assert!(with(|w| w.reported_by = crate::regime::UnitRule::default()));
    let alone = [mean.clone()];
    assert_eq!(unweighable(&alone), Some("GD-07".to_owned()));
    assert_eq!(unweighable(&DEFS), None);
}

/// with: the mean of a year from its quarters, and of those only if
/// every one has its weight.
#[test]
fn a_mean_over_time_is_weighted_too() {
    let mut def = DEFS[MEAN].clone();
    def.over_time = Aggregation::WeightedMean;
    let year = Period::new(Scheme::Lich, PeriodKind::NineMonths, 2026, 1).unwrap();
    let quarters: Vec<String> = year.parts().iter().map(Period::code).collect();
    let mut sent: HashMap<(String, String), Cell> = HashMap::new();
    for (quarter, (value, weight)) in quarters.iter().zip([(1, 10), (2, 20), (5, 70)]) {
        sent.insert((quarter.clone(), "GD-07".into()), Cell::of(value));
        sent.insert((quarter.clone(), "GD-07t".into()), Cell::of(weight));
    }
    let made = |sent: &HashMap<(String, String), Cell>| {
        let find = |part: &Period, code: &str| sent.get(&(part.code(), code.to_owned()));
        cumulative_cell(&def, &year, &find).map(|found| found.cell)
    };
    assert_eq!(made(&sent), Some(Cell::of(4)));
    sent.remove(&(quarters[1].clone(), "GD-07t".into()));
    assert_eq!(made(&sent), None);
}

fn rows() -> impl Strategy<Value = Vec<(Option<i64>, Option<i64>)>> {
    let value = prop::option::weighted(0.9, -1_000_000_000i64..1_000_000_000);
    let weight = prop::option::weighted(0.9, -3i64..5_000_000_000);
    prop::collection::vec((value, weight), 0..40)
}

proptest! {
    #[test]
    fn r_4_1_the_mean_is_the_nearest_number_to_the_rational_one(rows in rows()) {
        let rolled = table(&rows);
        let total = rolled.roll_up(&star(rows.len())).unwrap().total(0, MEAN);
        let counted: Vec<(i128, i128)> = rows.iter()
            .filter_map(|(v, w)| Some((i128::from((*v)?), i128::from(w.filter(|w| *w > 0)?))))
            .collect();
        let sum: i128 = counted.iter().map(|(v, w)| v * w).sum();
        let weights: i128 = counted.iter().map(|(_, w)| w).sum();
        prop_assert_eq!(total.units_with_value as usize, counted.len());
        prop_assert_eq!(total.value.is_some(), !counted.is_empty());
        if let Some(value) = total.value {
            prop_assert!(is_nearest(value, sum, weights), "{} {} {}", value, sum, weights);
        }
    }

    /// A unit that is split, with its weight, into two of the same value leaves
    /// every mean above it as it was.
    #[test]
    fn r_4_1_splitting_units_never_changes_the_mean(
        rows in rows(),
        cuts in prop::collection::vec(any::<u32>(), 40),
    ) {
        let mut parted = Vec::new();
        for ((value, weight), cut) in rows.iter().zip(&cuts) {
            match weight.filter(|w| *w > 1) {
                Some(weight) => {
                    let one = 1 + i64::from(*cut) % (weight - 1);
                    parted.extend([(*value, Some(one)), (*value, Some(weight - one))]);
                }
                None => parted.push((*value, *weight)),
            }
        }
        let mean = |rows: &[(Option<i64>, Option<i64>)]| {
            let total = table(rows).roll_up(&star(rows.len())).unwrap().total(0, MEAN);
            (total.value, total.num, total.den)
        };
        prop_assert_eq!(mean(&rows), mean(&parted));
    }

    #[test]
    fn the_order_of_filling_value_and_weight_does_not_matter(
        first in rows(),
        second in rows(),
    ) {
        let units = first.len().min(second.len());
        let mut table = table(&first[..units]);
        for (unit, (value, weight)) in (1..).zip(&second[..units]) {
            let cell = |number: &Option<i64>| number.map(Cell::of).unwrap_or_default();
            if unit % 2 == 0 {
                table.set(unit, WEIGHT, &cell(weight));
                table.set(unit, MEAN, &cell(value));
            } else {
                table.set(unit, MEAN, &cell(value));
                table.set(unit, WEIGHT, &cell(weight));
            }
        }
        let straight = super::tests::table(&second[..units]);
        let parents = star(units);
        prop_assert_eq!(
            table.roll_up(&parents).unwrap().total(0, MEAN),
            straight.roll_up(&parents).unwrap().total(0, MEAN)
        );
    }

    /// Mean over periods of totals: the same as the mean over all rows at once.
    #[test]
    fn the_mean_of_the_year_is_that_of_all_its_rows(
        periods in prop::collection::vec(rows(), 1..5),
    ) {
        let mut def = DEFS[MEAN].clone();
        def.over_time = Aggregation::WeightedMean;
        let cells: Vec<Option<Cell>> = periods.iter().map(|rows| {
            let total = table(rows).roll_up(&star(rows.len())).unwrap().total(0, MEAN);
            total.value.map(|value| Cell {
                value: Some(value),
                num: total.num,
                den: total.den,
                ..Cell::default()
            })
        }).collect();
        let all: Vec<_> = periods.concat();
        let whole = table(&all).roll_up(&star(all.len())).unwrap().total(0, MEAN);
        let borrowed: Vec<Option<&Cell>> = cells.iter().map(Option::as_ref).collect();
        // Sums of products that no whole number holds have no parts to add.
        if periods.len() == borrowed.iter().flatten().filter(|c| c.num.is_some()).count() {
            prop_assert_eq!(over_time(&def, &borrowed).value, whole.value);
        }
    }
}
