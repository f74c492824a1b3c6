//! Tests of one unit's past.

use super::super::catalogue;
use super::*;
use crate::unit::{Lineage, LineageKind, Succession, Tier, UnitKind, UnitVersion};
use jiff::civil::{Date, date};
use std::collections::HashMap;
use uuid::Uuid;

const DAY: Date = date(2025, 7, 1);
const THEN: Date = date(2025, 6, 30);
const TODAY: Date = date(2025, 12, 31);

fn id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn defs() -> Vec<IndicatorDef> {
    let all = catalogue();
    let of = |code: &str| all.iter().find(|d| d.code == code).unwrap().clone();
    vec![of("GD-09"), of("GD-02"), of("GD-05")]
}

fn edge(from: u128, to: u128, kind: LineageKind, weight: Option<i64>) -> Succession {
    Succession {
        edge: Lineage {
            from: id(from),
            to: id(to),
            kind,
            effective_on: DAY,
            legal_basis: String::new(),
            weight,
        },
        fields: Vec::new(),
    }
}

/// These units, below one.
fn tree(units: &[u128]) -> Tree {
    let version = |n: &u128| UnitVersion {
        unit: id(*n),
        code: n.to_string(),
        name: String::new(),
        short_name: String::new(),
        symbol: String::new(),
        place: String::new(),
        kind: UnitKind::Commune,
        tier: Tier::Commune,
        parent: (*n != 9).then_some(id(9)),
        valid_from: date(2020, 1, 1),
        valid_to: None,
    };
    Tree::new([9].iter().chain(units).map(version).collect())
}

fn sent(unit: u128, cells: &[(&str, Cell)]) -> Sent {
    Sent {
        unit: id(unit),
        cells: cells
            .iter()
            .map(|(c, cell)| ((*c).to_owned(), cell.clone()))
            .collect(),
        asked: defs().into_iter().map(|d| d.code).collect(),
    }
}

fn merged(rows: Vec<Sent>) -> OnesPast {
    let acts = [
        edge(1, 3, LineageKind::Merge, None),
        edge(2, 3, LineageKind::Merge, None),
    ];
    let ended = HashMap::from([(id(1), DAY), (id(2), DAY)]);
    let mapping = Mapping::new(&acts, ended, THEN, TODAY);
    ones_past(&defs(), rows, &mapping, &tree(&[3]), id(3))
}

/// sums add up, a ratio by its parts, and what stands alone does not.
#[test]
fn the_past_of_a_merged_unit_is_that_of_both() {
    let one = [
        ("GD-09", Cell::of(5)),
        ("GD-02", Cell::of_parts(1, 4)),
        ("GD-05", Cell::of(7)),
    ];
    let two = [
        ("GD-09", Cell::of(6).with_nature(Nature::Estimate)),
        ("GD-02", Cell::of_parts(2, 4)),
        ("GD-05", Cell::of(8)),
    ];
    let past = merged(vec![sent(1, &one), sent(2, &two)]);
    assert_eq!(past.cells["GD-09"].value, Some(11));
    assert_eq!(past.cells["GD-09"].nature, Nature::Estimate);
    assert_eq!(past.cells["GD-02"].parts(), Some((3, 8)));
    assert_eq!(past.incomparable, BTreeSet::from(["GD-05".to_owned()]));
    assert_eq!(past.from, [id(1), id(2)]);
}

/// a sum with a gap is no figure; who was not asked leaves no gap.
#[test]
fn one_of_two_is_not_comparable_unless_the_other_was_not_asked() {
    let one = [("GD-09", Cell::of(5))];
    let past = merged(vec![sent(1, &one), sent(2, &[])]);
    assert!(past.cells.is_empty() && past.incomparable.contains("GD-09"));
    let mut idle = sent(2, &[]);
    idle.asked.clear();
    let past = merged(vec![sent(1, &one), idle]);
    assert_eq!(past.cells["GD-09"].value, Some(5));
    assert!(past.incomparable.is_empty());
}

/// of a divided unit only stated weights give a past, as an estimate.
#[test]
fn a_part_has_a_past_only_by_stated_weights() {
    let past = |weights: [Option<i64>; 2]| {
        let acts = [
            edge(1, 3, LineageKind::Split, weights[0]),
            edge(1, 4, LineageKind::Split, weights[1]),
        ];
        let mapping = Mapping::new(&acts, HashMap::from([(id(1), DAY)]), THEN, TODAY);
        let rows = vec![sent(1, &[("GD-09", Cell::of(10))])];
        ones_past(&defs(), rows, &mapping, &tree(&[3, 4]), id(3))
    };
    let none = past([None, None]);
    assert!(none.cells.is_empty() && none.incomparable.contains("GD-09"));
    let shared = past([Some(3), Some(2)]);
    assert_eq!(shared.cells["GD-09"].value, Some(6));
    assert_eq!(shared.cells["GD-09"].nature, Nature::Estimate);
}

/// A unit to which nothing happened keeps its cells as they were sent.
#[test]
fn a_unit_that_stayed_keeps_its_cells() {
    let mapping = Mapping::new(&[], HashMap::new(), THEN, TODAY);
    let plan = Cell::of(4).with_nature(Nature::Plan);
    let rows = vec![sent(3, &[("GD-09", plan.clone())])];
    let past = ones_past(&defs(), rows, &mapping, &tree(&[3]), id(3));
    assert_eq!(past.cells["GD-09"], plan);
    assert!(past.from.is_empty());
}
