//! Every way in which an act is refused.

use super::tests::*;
use crate::unit::{ActRefusal, Step, UnitKind};
use jiff::civil::date;

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
fn r_1_1_an_act_that_changes_nothing_in_a_unit_makes_no_version_of_it() {
    let before = province();
    let name = before.life(id(11))[0].name.clone();
    for same in [renamed("XA", &name), renamed("XA", &format!(" {name} "))] {
        assert_eq!(
            refusals(&before, &act(DAY, vec![same])),
            [(Some(0), ActRefusal::Unchanged)]
        );
    }
    let still = moved("XA", "HVN");
    assert_eq!(
        refusals(&before, &act(DAY, vec![still])),
        [(Some(0), ActRefusal::Unchanged)]
    );
    // The name may stay where the symbol changes.
    let symbol = Step::Rename {
        unit: "XA".into(),
        name,
        short_name: String::new(),
        symbol: "ĐU-A".into(),
    };
    assert!(run(&before, &act(DAY, vec![symbol])).is_ok());
}

#[test]
fn r_1_2_abolishing_without_an_heir_asks_for_the_heir_and_for_nothing_else() {
    let before = province();
    let found = run(&before, &act(DAY, vec![abolish("XA", " ")])).unwrap_err();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].refusal, found[0].what.as_str()),
        (ActRefusal::HeirMissing, "XA")
    );
    assert_eq!(
        refusals(&before, &act(DAY, vec![moved("XA", "")])),
        [(Some(0), ActRefusal::UnitMissing)]
    );
}

#[test]
fn what_is_wrong_with_all_steps_together_names_no_step() {
    let before = province();
    let ring = act(DAY, vec![moved("HVN", "XA")]);
    let found = run(&before, &ring).unwrap_err();
    let whole = found.iter().find(|e| e.step.is_none()).unwrap();
    assert_eq!(whole.code(), "unit.act.whole.cycle");
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
fn a_change_that_says_nothing_new_or_is_ordered_twice_is_refused() {
    let before = province();
    let one = |step| refusals(&before, &act(DAY, vec![step]));
    assert_eq!(
        one(changed("XA", None, " ")),
        [(Some(0), ActRefusal::ChangeEmpty)]
    );
    assert_eq!(
        one(changed("XA", Some(UnitKind::Department), "")),
        [(Some(0), ActRefusal::Unchanged)]
    );
    assert_eq!(
        one(changed("KHONG", None, "Nơi khác")),
        [(Some(0), ActRefusal::UnitUnknown)]
    );
    let twice = vec![changed("XA", None, "Nơi khác"), changed("XA", None, "Nữa")];
    assert_eq!(
        refusals(&before, &act(DAY, twice)),
        [(Some(1), ActRefusal::Twice)]
    );
    // A unit that ends is not changed by the same act.
    let lost = vec![changed("XA", None, "Nơi khác"), abolish("XA", "XB")];
    assert_eq!(
        refusals(&before, &act(DAY, lost)),
        [(Some(1), ActRefusal::Twice)]
    );
}
