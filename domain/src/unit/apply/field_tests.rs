//! Fields of work in acts: who may give or take one, and what
//! an act of another day orders for the same.

use super::tests::*;
use crate::field::Field;
use crate::unit::{ActRefusal, History, Step};
use jiff::civil::date;

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

#[test]
fn a_field_is_given_to_who_lacks_it_and_taken_from_who_has_it() {
    let before = province();
    let one = |step| refusals(&before, &act(DAY, vec![step]));
    assert_eq!(
        one(charge("SYT", Field::YTe)),
        [(Some(0), ActRefusal::HasFunction)]
    );
    assert_eq!(
        one(discharge("SNV", Field::YTe)),
        [(Some(0), ActRefusal::NoFunction)]
    );
    let twice = vec![charge("SNV", Field::YTe), charge("SNV", Field::YTe)];
    assert_eq!(
        refusals(&before, &act(DAY, twice)),
        [(Some(1), ActRefusal::HasFunction)]
    );
    let twice = vec![discharge("SYT", Field::YTe), discharge("SYT", Field::YTe)];
    assert_eq!(
        refusals(&before, &act(DAY, twice)),
        [(Some(1), ActRefusal::Twice)]
    );
    let lost = vec![charge("SNV", Field::YTe), abolish("SNV", "SYT")];
    assert_eq!(
        refusals(&before, &act(DAY, lost)),
        [(Some(0), ActRefusal::EndsHere)]
    );
    // A field that comes by a later act is the unit's already.
    let later = run(&before, &act(DAY, vec![charge("SNV", Field::YTe)])).unwrap();
    let after = before.with(&later, DAY);
    let early = act(date(2024, 1, 1), vec![charge("SNV", Field::YTe)]);
    assert_eq!(
        refusals(&after, &early),
        [(Some(0), ActRefusal::HasFunction)]
    );
}

/// a field that the taker gives away, or is given, by an act of a later
/// day would be with it twice on one day, or with nobody until then.
#[test]
fn a_field_does_not_go_to_a_unit_for_which_a_later_act_orders_it() {
    let transfer = |from: &str, to: &str| Step::Transfer {
        field: Field::YTe,
        from: from.into(),
        to: to.into(),
    };
    let both = [span(2, Field::YTe), span(3, Field::YTe)];
    let lives = province().units().flat_map(|(_, l)| l.to_vec()).collect();
    let two = History::new(lives, both.to_vec(), Vec::new());
    // The health department gives it away on the day; before it nothing comes.
    let gives = run(&two, &act(DAY, vec![transfer("SYT", "SNV")])).unwrap();
    let gives = two.with(&gives, DAY);
    let before = date(2024, 1, 1);
    for step in [transfer("SLDTBXH", "SYT"), abolish("SLDTBXH", "SYT")] {
        assert_eq!(
            refusals(&gives, &act(before, vec![step.clone()])),
            [(Some(0), ActRefusal::LaterChange)]
        );
        // On the day itself one follows the other.
        assert!(run(&gives, &act(DAY, vec![step])).is_ok());
    }
    // The interior department gets it on the day; before it, it lacks it.
    assert_eq!(
        refusals(&gives, &act(before, vec![transfer("SLDTBXH", "SNV")])),
        [(Some(0), ActRefusal::LaterChange)]
    );
    assert!(run(&gives, &act(DAY, vec![transfer("SLDTBXH", "SNV")])).is_ok());
}

/// on 1/3 the health department's field comes to one that has it; until
/// then it must stay with it, or the field would be with nobody afterwards.
#[test]
fn a_field_that_a_later_act_hands_to_its_holder_is_not_taken_from_it() {
    let lives = province().units().flat_map(|(_, l)| l.to_vec()).collect();
    let both = vec![span(3, Field::YTe), span(4, Field::YTe)];
    let two = History::new(lives, both, Vec::new());
    let gives = run(&two, &act(DAY, vec![abolish("SYT", "SNV")])).unwrap();
    assert!(gives.functions_opened.is_empty());
    let gives = two.with(&gives, DAY);
    let on = Step::Transfer {
        field: Field::YTe,
        from: "SNV".into(),
        to: "SLDTBXH".into(),
    };
    for step in [discharge("SNV", Field::YTe), on, abolish("SNV", "TU")] {
        let before = act(date(2024, 1, 1), vec![step.clone()]);
        assert_eq!(
            refusals(&gives, &before),
            [(Some(0), ActRefusal::LaterChange)]
        );
        assert!(run(&gives, &act(DAY, vec![step])).is_ok());
    }
}

/// a unit may answer for several fields, so it is said of which one another act
/// speaks; where the unit itself changes, none is named.
#[test]
fn a_refusal_for_a_later_act_names_the_field_that_it_orders() {
    let both = vec![span(2, Field::YTe), span(3, Field::YTe)];
    let lives = province().units().flat_map(|(_, l)| l.to_vec()).collect();
    let two = History::new(lives, both, Vec::new());
    let steps = vec![
        discharge("SYT", Field::YTe),
        renamed("SNV", "Sở Nội vụ mới"),
    ];
    let later = run(&two, &act(DAY, steps)).unwrap();
    let later = two.with(&later, DAY);
    let of_field = "unit.act.later_change_of_field";
    for (step, unit, field, code) in [
        (abolish("SLDTBXH", "SYT"), "SYT", Some(Field::YTe), of_field),
        (abolish("SYT", "SNV"), "SYT", Some(Field::YTe), of_field),
        (
            renamed("SNV", "Sở khác"),
            "SNV",
            None,
            "unit.act.later_change",
        ),
    ] {
        let early = act(date(2024, 1, 1), vec![step]);
        let errors = run(&later, &early).expect_err("the act must be refused");
        let told: Vec<_> = errors
            .iter()
            .map(|e| (e.step, e.what.as_str(), e.field, e.code()))
            .collect();
        assert_eq!(told, [(Some(0), unit, field, code)]);
    }
}
