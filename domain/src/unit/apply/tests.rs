//! What acts of reorganisation do; how they are refused is in the file beside.

use super::apply;
use crate::field::Field;
use crate::id::UnitId;
use crate::unit::{
    ActRefusal, Changes, FunctionSpan, History, LineageKind, NewUnit, Step, Tier, UnitAct,
    UnitKind, UnitVersion,
};
use jiff::civil::{Date, date};
use uuid::Uuid;

pub(in crate::unit) const BORN: Date = date(2020, 1, 1);
pub(in crate::unit) const DAY: Date = date(2025, 3, 1);

pub(in crate::unit) fn id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

pub(in crate::unit) fn unit(n: u128, code: &str, parent: Option<u128>) -> UnitVersion {
    UnitVersion {
        unit: id(n),
        code: code.into(),
        name: format!("Đơn vị {code}"),
        short_name: code.into(),
        symbol: code.into(),
        kind: UnitKind::Department,
        tier: Tier::Province,
        parent: parent.map(id),
        place: String::new(),
        valid_from: BORN,
        valid_to: None,
    }
}

pub(in crate::unit) fn span(n: u128, field: Field) -> FunctionSpan {
    FunctionSpan {
        unit: id(n),
        field,
        from: BORN,
        to: None,
    }
}

/// A province with departments and, under a district, three communes.
pub(in crate::unit) fn province() -> History {
    let versions = vec![
        unit(1, "TU", None),
        unit(2, "SLDTBXH", Some(1)),
        unit(3, "SYT", Some(1)),
        unit(4, "SNV", Some(1)),
        unit(10, "HVN", Some(1)),
        unit(11, "XA", Some(10)),
        unit(12, "XB", Some(10)),
        unit(13, "XC", Some(10)),
    ];
    let functions = vec![
        span(2, Field::DanSoGiaDinhTreEm),
        span(2, Field::GiamNgheoAnSinh),
        span(3, Field::YTe),
        span(11, Field::GiaoDucDaoTao),
    ];
    History::new(versions, functions, Vec::new())
}

pub(in crate::unit) fn act(effective_on: Date, steps: Vec<Step>) -> UnitAct {
    UnitAct {
        decision: "983-QĐ/TU".into(),
        decided_on: date(2019, 1, 1),
        effective_on,
        steps,
    }
}

pub(in crate::unit) fn create(code: &str, parent: &str) -> Step {
    Step::Create(NewUnit {
        code: code.into(),
        name: format!("Đơn vị mới {code}"),
        short_name: String::new(),
        symbol: String::new(),
        kind: UnitKind::Commune,
        tier: Tier::Commune,
        parent: parent.into(),
        place: String::new(),
        fields: Vec::new(),
    })
}

pub(in crate::unit) fn merge(from: &[&str], into: &str) -> Step {
    Step::Merge {
        from: from.iter().map(|c| (*c).into()).collect(),
        into: into.into(),
    }
}

pub(in crate::unit) fn split(from: &str, into: &[&str], weights: &[i64]) -> Step {
    Step::Split {
        from: from.into(),
        into: into.iter().map(|c| (*c).into()).collect(),
        weights: weights.into(),
    }
}

pub(in crate::unit) fn moved(unit: &str, parent: &str) -> Step {
    Step::Move {
        unit: unit.into(),
        parent: parent.into(),
    }
}

pub(in crate::unit) fn renamed(unit: &str, name: &str) -> Step {
    Step::Rename {
        unit: unit.into(),
        name: name.into(),
        short_name: String::new(),
        symbol: String::new(),
    }
}

pub(in crate::unit) fn abolish(unit: &str, heir: &str) -> Step {
    Step::Abolish {
        unit: unit.into(),
        heir: heir.into(),
    }
}

pub(in crate::unit) fn changed(unit: &str, kind: Option<UnitKind>, place: &str) -> Step {
    Step::Change {
        unit: unit.into(),
        kind,
        tier: None,
        place: place.into(),
    }
}

pub(in crate::unit) fn charge(unit: &str, field: Field) -> Step {
    Step::Charge {
        unit: unit.into(),
        field,
    }
}

pub(in crate::unit) fn discharge(unit: &str, field: Field) -> Step {
    Step::Discharge {
        unit: unit.into(),
        field,
    }
}

pub(in crate::unit) fn run(
    history: &History,
    act: &UnitAct,
) -> Result<Changes, Vec<super::ActError>> {
    let mut next = 1000;
    apply(history, act, || {
        next += 1;
        id(next)
    })
}

pub(in crate::unit) fn refusals(
    history: &History,
    act: &UnitAct,
) -> Vec<(Option<usize>, ActRefusal)> {
    run(history, act)
        .expect_err("the act must be refused")
        .into_iter()
        .map(|e| (e.step, e.refusal))
        .collect()
}

#[test]
fn children_are_the_labour_departments_until_28_february_and_healths_from_1_march() {
    // oracle of the domain facts §10.4.
    let step = Step::Transfer {
        field: Field::DanSoGiaDinhTreEm,
        from: "SLDTBXH".into(),
        to: "SYT".into(),
    };
    let before = province();
    let changes = run(&before, &act(DAY, vec![step])).unwrap();
    let after = before.with(&changes, DAY);
    let holder = |day: Date| {
        let holds = |s: &&FunctionSpan| s.from <= day && s.to.is_none_or(|to| day < to);
        let found: Vec<UnitId> = after
            .functions()
            .iter()
            .filter(|s| s.field == Field::DanSoGiaDinhTreEm)
            .filter(holds)
            .map(|s| s.unit)
            .collect();
        found
    };
    assert_eq!(holder(date(2025, 2, 28)), [id(2)]);
    assert_eq!(holder(date(2025, 3, 1)), [id(3)]);
    assert!(changes.ended.is_empty() && changes.closed.is_empty());
    assert_eq!(changes.lineage[0].kind, LineageKind::Transfer);
}

#[test]
fn a_merge_ends_its_sources_on_the_day_and_takes_their_children_and_fields_along() {
    let before = province();
    let steps = vec![create("XM", "HVN"), merge(&["XA", "XB"], "XM")];
    let changes = run(&before, &act(DAY, steps)).unwrap();
    let after = before.with(&changes, DAY);
    let heir = after.by_code("XM").unwrap();
    assert!(after.tree_at(date(2025, 2, 28)).get(id(11)).is_some());
    let tree = after.tree_at(DAY);
    assert!(tree.get(id(11)).is_none() && tree.get(id(12)).is_none());
    assert_eq!(tree.heirs(id(11)), [heir]);
    assert_eq!(tree.known(id(11)).unwrap().code, "XA");
    assert_eq!(changes.functions_opened, [(heir, Field::GiaoDucDaoTao)]);

    let district = run(&before, &act(DAY, vec![merge(&["HVN"], "SNV")])).unwrap();
    let after = before.with(&district, DAY);
    // An ended area stands for its heir: what was within it still is.
    let tree = after.tree_at(DAY);
    assert!(tree.is_within(id(13), id(10)) && tree.is_within(id(10), id(4)));
    assert!(!tree.is_within(id(3), id(10)) && !tree.is_within(id(10), id(3)));
    assert_eq!(after.tree_at(DAY).get(id(13)).unwrap().parent, Some(id(4)));
    assert!(after.defects(None).is_empty());
}

#[test]
fn one_of_the_merged_may_be_the_successor_and_lives_on() {
    let before = province();
    let changes = run(&before, &act(DAY, vec![merge(&["XA", "XB"], "XA")])).unwrap();
    assert_eq!(changes.ended.len(), 1);
    assert_eq!(changes.ended[0].unit, id(12));
    assert_eq!(changes.ended[0].heirs, [id(11)]);
}

#[test]
fn a_split_states_weights_only_if_the_decision_does() {
    // nothing is guessed.
    let before = province();
    let silent = run(&before, &act(DAY, vec![split("XA", &["XB", "XC"], &[])])).unwrap();
    assert!(silent.lineage.iter().all(|e| e.weight.is_none()));
    let stated = run(
        &before,
        &act(DAY, vec![split("XA", &["XB", "XC"], &[3, 7])]),
    )
    .unwrap();
    let weights: Vec<_> = stated.lineage.iter().map(|e| (e.to, e.weight)).collect();
    assert_eq!(weights, [(id(12), Some(3)), (id(13), Some(7))]);
    for bad in [
        &[1][..],
        &[0, 1],
        &[-1, 2],
        &[1, 2, 3],
        &[i64::MAX, i64::MAX],
    ] {
        let bad = act(DAY, vec![split("XA", &["XB", "XC"], bad)]);
        assert_eq!(refusals(&before, &bad), [(Some(0), ActRefusal::Weights)]);
    }
}

#[test]
fn a_many_to_many_change_is_one_act() {
    let before = province();
    let steps = vec![
        create("XM", "TU"),
        moved("XC", "TU"),
        split("XA", &["XB", "XM"], &[]),
        abolish("HVN", "TU"),
        moved("XB", "TU"),
        renamed("XB", "Phường B"),
    ];
    let changes = run(&before, &act(DAY, steps)).unwrap();
    let after = before.with(&changes, DAY);
    assert!(after.defects(None).is_empty());
    let tree = after.tree_at(DAY);
    assert_eq!(tree.get(id(12)).unwrap().name, "Phường B");
    assert_eq!(tree.get(id(12)).unwrap().parent, Some(id(1)));
    assert!(tree.get(id(10)).is_none());
}

#[test]
fn r_1_2_another_kind_tier_or_place_is_a_dated_version_like_a_new_name() {
    let before = province();
    let steps = vec![
        renamed("XA", "Phường A"),
        Step::Change {
            unit: "XA".into(),
            kind: Some(UnitKind::Commune),
            tier: Some(Tier::Commune),
            place: "Phường A, Sông Thao".into(),
        },
        changed("XB", None, "Nơi khác"),
        // Also of a unit that moves by the same act.
        moved("XB", "TU"),
    ];
    let changes = run(&before, &act(DAY, steps)).unwrap();
    let after = before.with(&changes, DAY);
    let [old, new] = after.life(id(11)) else {
        panic!("{:?}", after.life(id(11)))
    };
    assert_eq!((old.kind, old.tier), (UnitKind::Department, Tier::Province));
    assert_eq!(old.valid_to, Some(DAY));
    assert_eq!((new.kind, new.tier), (UnitKind::Commune, Tier::Commune));
    assert_eq!(
        (new.name.as_str(), new.place.as_str()),
        ("Phường A", "Phường A, Sông Thao")
    );
    let other = after.life(id(12)).last().unwrap();
    assert_eq!(
        (other.kind, other.place.as_str(), other.parent),
        (UnitKind::Department, "Nơi khác", Some(id(1)))
    );
    assert!(changes.ended.is_empty() && changes.lineage.is_empty());
    assert!(after.defects(None).is_empty());
}

#[test]
fn r_1_2_a_field_is_given_or_taken_by_a_step_of_its_own() {
    let before = province();
    let steps = vec![
        // A second unit with the field: who has it keeps it.
        charge("SNV", Field::YTe),
        discharge("SLDTBXH", Field::GiamNgheoAnSinh),
    ];
    let changes = run(&before, &act(DAY, steps)).unwrap();
    let after = before.with(&changes, DAY);
    let holds = |unit: u128, field: Field, day: Date| {
        let mut spans = after.functions().iter();
        spans.any(|s| {
            (s.unit, s.field) == (id(unit), field)
                && s.from <= day
                && s.to.is_none_or(|to| day < to)
        })
    };
    let eve = DAY.yesterday().unwrap();
    assert!(!holds(4, Field::YTe, eve) && holds(4, Field::YTe, DAY));
    assert!(holds(3, Field::YTe, DAY));
    assert!(holds(2, Field::GiamNgheoAnSinh, eve) && !holds(2, Field::GiamNgheoAnSinh, DAY));
    // Nobody follows anybody by it.
    assert!(changes.lineage.is_empty() && changes.new_versions.is_empty());
}
