//! Acts of reorganisation: what they do, and every refusal.

use super::apply;
use crate::field::Field;
use crate::id::UnitId;
use crate::unit::{
    ActRefusal, Changes, FunctionSpan, History, LineageKind, NewUnit, Step, Tier, UnitAct,
    UnitKind, UnitVersion,
};
use jiff::civil::{Date, date};
use uuid::Uuid;

const BORN: Date = date(2020, 1, 1);
const DAY: Date = date(2025, 3, 1);

fn id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn unit(n: u128, code: &str, parent: Option<u128>) -> UnitVersion {
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

fn span(n: u128, field: Field) -> FunctionSpan {
    FunctionSpan {
        unit: id(n),
        field,
        from: BORN,
        to: None,
    }
}

/// A province with departments and, under a district, three communes.
fn province() -> History {
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

fn act(effective_on: Date, steps: Vec<Step>) -> UnitAct {
    UnitAct {
        decision: "983-QĐ/TU".into(),
        decided_on: date(2019, 1, 1),
        effective_on,
        steps,
    }
}

fn create(code: &str, parent: &str) -> Step {
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

fn merge(from: &[&str], into: &str) -> Step {
    Step::Merge {
        from: from.iter().map(|c| (*c).into()).collect(),
        into: into.into(),
    }
}

fn split(from: &str, into: &[&str], weights: &[i64]) -> Step {
    Step::Split {
        from: from.into(),
        into: into.iter().map(|c| (*c).into()).collect(),
        weights: weights.into(),
    }
}

fn moved(unit: &str, parent: &str) -> Step {
    Step::Move {
        unit: unit.into(),
        parent: parent.into(),
    }
}

fn renamed(unit: &str, name: &str) -> Step {
    Step::Rename {
        unit: unit.into(),
        name: name.into(),
        short_name: String::new(),
        symbol: String::new(),
    }
}

fn abolish(unit: &str, heir: &str) -> Step {
    Step::Abolish {
        unit: unit.into(),
        heir: heir.into(),
    }
}

fn run(history: &History, act: &UnitAct) -> Result<Changes, Vec<super::ActError>> {
    let mut next = 1000;
    apply(history, act, || {
        next += 1;
        id(next)
    })
}

fn refusals(history: &History, act: &UnitAct) -> Vec<(Option<usize>, ActRefusal)> {
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
fn an_act_before_the_birth_or_after_the_end_of_a_unit_is_refused() {
    let before = province();
    for early in [date(2019, 6, 1), BORN] {
        let early = act(early, vec![merge(&["XA", "XB"], "XA")]);
        assert!(
            refusals(&before, &early).contains(&(Some(0), ActRefusal::BeforeBirth)),
            "{early:?}"
        );
    }
    let changes = run(&before, &act(DAY, vec![abolish("XA", "HVN")])).unwrap();
    let after = before.with(&changes, DAY);
    let late = act(date(2026, 1, 1), vec![renamed("XA", "Xã A mới")]);
    assert_eq!(refusals(&after, &late), [(Some(0), ActRefusal::AfterEnd)]);
    let between = act(date(2024, 1, 1), vec![renamed("XA", "Xã A mới")]);
    assert_eq!(
        refusals(&after, &between),
        [(Some(0), ActRefusal::LaterChange)]
    );
}

#[test]
fn overlaps_are_refused_as_changes_before_a_later_one() {
    let before = province();
    let changes = run(&before, &act(DAY, vec![renamed("XA", "Xã A mới")])).unwrap();
    let after = before.with(&changes, DAY);
    for day in [DAY, date(2024, 1, 1)] {
        let second = act(day, vec![renamed("XA", "Xã A khác")]);
        assert_eq!(
            refusals(&after, &second),
            [(Some(0), ActRefusal::LaterChange)]
        );
    }
}

#[test]
fn cycles_are_refused_also_those_that_only_later_acts_would_close() {
    let before = province();
    let ring = act(DAY, vec![moved("HVN", "XA")]);
    assert!(
        refusals(&before, &ring)
            .iter()
            .any(|r| r.1 == ActRefusal::Cycle)
    );
    let own = act(DAY, vec![moved("XA", "XA")]);
    assert_eq!(refusals(&before, &own), [(Some(0), ActRefusal::Cycle)]);
    let ring = act(DAY, vec![create("N1", "N2"), create("N2", "N1")]);
    assert!(
        refusals(&before, &ring)
            .iter()
            .any(|r| r.1 == ActRefusal::Cycle)
    );
    // A future act puts XA under XB; an earlier one must not put XB under XA.
    let later = run(&before, &act(date(2026, 1, 1), vec![moved("XA", "XB")])).unwrap();
    let planned = before.with(&later, date(2026, 1, 1));
    let earlier = act(DAY, vec![moved("XB", "XA")]);
    assert!(
        refusals(&planned, &earlier)
            .iter()
            .any(|r| r.1 == ActRefusal::Cycle)
    );
}

#[test]
fn no_unit_ends_without_an_heir_that_lives_on() {
    let before = province();
    let cases = [
        (vec![abolish("XA", "")], ActRefusal::HeirMissing),
        (vec![merge(&["XA", "XB"], "")], ActRefusal::HeirMissing),
        (vec![abolish("XA", "XA")], ActRefusal::HeirSelf),
        (vec![split("XA", &["XA", "XB"], &[])], ActRefusal::HeirSelf),
        (vec![split("XA", &["XB"], &[])], ActRefusal::SplitFew),
        (vec![split("XA", &["XB", "XB"], &[])], ActRefusal::Twice),
        (vec![merge(&["XA"], "XA")], ActRefusal::MergeFew),
        (vec![merge(&[], "XA")], ActRefusal::MergeFew),
        (
            vec![abolish("XA", "XB"), abolish("XB", "XC")],
            ActRefusal::HeirEnded,
        ),
        (vec![abolish("HVN", "TU")], ActRefusal::ChildrenLeft),
        (
            vec![abolish("XA", "XB"), abolish("XA", "XC")],
            ActRefusal::Twice,
        ),
        (
            vec![abolish("XA", "XB"), renamed("XA", "A")],
            ActRefusal::Twice,
        ),
        (
            vec![renamed("XA", "A"), renamed("XA", "B")],
            ActRefusal::Twice,
        ),
        (
            vec![abolish("XA", "XB"), moved("XC", "XA")],
            ActRefusal::ParentMissing,
        ),
    ];
    for (steps, refusal) in cases {
        let found = refusals(&before, &act(DAY, steps.clone()));
        assert!(found.iter().any(|r| r.1 == refusal), "{steps:?}: {found:?}");
    }
}

#[test]
fn unknown_and_used_codes_and_empty_names_are_refused_together() {
    let before = province();
    let gone = run(&before, &act(DAY, vec![abolish("XA", "XB")])).unwrap();
    let after = before.with(&gone, DAY);
    let mut nameless = create("X9", "TU");
    if let Step::Create(new) = &mut nameless {
        new.name = " ".into();
    }
    let mut bad = act(
        date(2026, 1, 1),
        vec![
            create("XA", "TU"),
            create("X Y", "TU"),
            create("XD", "KHONG"),
            create("XE", "TU"),
            create("XE", "TU"),
            renamed("XB", ""),
            nameless,
        ],
    );
    bad.decision = "  ".into();
    let found = refusals(&after, &bad);
    for expected in [
        (None, ActRefusal::DecisionMissing),
        // A code is never given twice, not even after its unit has ended.
        (Some(0), ActRefusal::CodeTaken),
        (Some(1), ActRefusal::CodeForm),
        (Some(2), ActRefusal::UnitUnknown),
        (Some(4), ActRefusal::CodeTaken),
        (Some(5), ActRefusal::NameEmpty),
        (Some(6), ActRefusal::NameEmpty),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    let mut hasty = act(DAY, Vec::new());
    hasty.decided_on = date(2025, 3, 2);
    assert_eq!(
        refusals(&before, &hasty),
        [
            (None, ActRefusal::EffectiveBeforeDecision),
            (None, ActRefusal::NoSteps)
        ]
    );
}

#[test]
fn a_field_is_transferred_only_by_who_has_it() {
    let before = province();
    let transfer = |from: &str| Step::Transfer {
        field: Field::YTe,
        from: from.into(),
        to: "SNV".into(),
    };
    assert_eq!(
        refusals(&before, &act(DAY, vec![transfer("SLDTBXH")])),
        [(Some(0), ActRefusal::NoFunction)]
    );
    // A field must not go to a unit that ends by the same act.
    let lost = Step::Transfer {
        field: Field::YTe,
        from: "SYT".into(),
        to: "SLDTBXH".into(),
    };
    assert_eq!(
        refusals(&before, &act(DAY, vec![lost, abolish("SLDTBXH", "SNV")])),
        [(None, ActRefusal::HeirEnded)]
    );
    // What an abolished unit transfers by name goes there and not to its heir.
    let named = Step::Transfer {
        field: Field::DanSoGiaDinhTreEm,
        from: "SLDTBXH".into(),
        to: "SYT".into(),
    };
    let changes = run(&before, &act(DAY, vec![named, abolish("SLDTBXH", "SNV")])).unwrap();
    assert_eq!(
        changes.functions_opened,
        [
            (id(3), Field::DanSoGiaDinhTreEm),
            (id(4), Field::GiamNgheoAnSinh)
        ]
    );
}
