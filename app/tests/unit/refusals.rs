//! Bad input of acts: refused with the row and the reason,
//! nothing half done.

use super::made::*;
use app::unit::{confirm, plan};
use app::{AppError, Locale};
use domain::field::Field;
use domain::unit::Step;
use jiff::civil::date;
use testkit::TestApp;

fn step(kind: &str, a: &str, b: &str) -> Step {
    let (a, b) = (a.to_owned(), b.to_owned());
    match kind {
        "move" => Step::Move { unit: a, parent: b },
        "rename" => Step::Rename {
            unit: a,
            name: b,
            short_name: String::new(),
            symbol: String::new(),
        },
        "merge" => Step::Merge {
            from: vec![a],
            into: b,
        },
        _ => Step::Abolish { unit: a, heir: b },
    }
}

#[tokio::test]
async fn every_bad_act_is_refused_with_its_row_and_reason_and_nothing_is_written() {
    let app = TestApp::new().await;
    let read = app.app.store.read();
    let units = async || {
        let history = store::unit::history(&read).await.unwrap();
        history
            .units()
            .flat_map(|(_, life)| life.to_vec())
            .collect::<Vec<_>>()
    };
    let before = units().await;
    let head = store::journal::head(&read).await.unwrap();
    let cases = [
        (TODAY, step("abolish", "XTD", ""), "heir_missing"),
        (TODAY, step("merge", "XTD", ""), "heir_missing"),
        (TODAY, step("abolish", "XTD", "XTD"), "heir_self"),
        (date(2026, 9, 1), step("move", "TU", "XTD"), "whole.cycle"),
        (TODAY, step("move", "KHONGCO", "TU"), "unit_unknown"),
        (TODAY, step("rename", "XTD", "   "), "name_empty"),
        (TODAY, step("rename", "XTD", "Xã\u{0}"), "name_empty"),
        (TODAY, commune("XHS"), "code_taken"),
        (TODAY, commune(""), "code_form"),
        (TODAY, step("abolish", "TU", "BTGDV"), "children_left"),
    ];
    for (day, bad, code) in cases {
        // The bad step stands second, so that the row is told right.
        let input = act(day, vec![step("rename", "SYT", "Sở Y tế mới"), bad.clone()]);
        let errors = refused(&app, &input).await;
        let code = format!("unit.act.{code}");
        let found = errors.iter().find(|e| e.code == code);
        let found = found.unwrap_or_else(|| panic!("{bad:?}: {errors:?}"));
        if code != "unit.act.whole.cycle" {
            assert!(found.args.contains(&("row", "2".into())), "{found:?}");
        }
    }
    let mut early = act(date(2025, 7, 1), merge());
    early.act.decided_on = date(2025, 1, 1);
    assert!(codes(&refused(&app, &early).await).contains(&"unit.act.before_birth"));
    let transfer = Step::Transfer {
        field: Field::KhuyenHoc,
        from: "SYT".into(),
        to: "SGDDT".into(),
    };
    let errors = refused(&app, &act(TODAY, vec![transfer])).await;
    assert_eq!(codes(&errors), ["unit.act.no_function"]);
    assert_eq!(units().await, before);
    assert_eq!(store::journal::head(&read).await.unwrap(), head);
    assert!(store::unit::list_acts(&read).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_second_act_on_the_same_or_an_earlier_day_would_overlap_and_is_refused() {
    let app = TestApp::new().await;
    confirmed(
        &app,
        &act(TODAY, vec![step("rename", "XTD", "Phường Thượng Điền")]),
    )
    .await;
    for day in [TODAY, date(2026, 9, 10)] {
        let again = act(day, vec![step("rename", "XTD", "Phường khác")]);
        assert_eq!(
            codes(&refused(&app, &again).await),
            ["unit.act.later_change"]
        );
    }
    confirmed(
        &app,
        &act(date(2026, 10, 6), vec![step("abolish", "XTD", "XHS")]),
    )
    .await;
    let late = act(date(2026, 12, 1), vec![step("rename", "XTD", "Xã cũ")]);
    assert_eq!(codes(&refused(&app, &late).await), ["unit.act.after_end"]);
    let reborn = act(date(2026, 12, 1), vec![commune("XTD")]);
    assert_eq!(
        codes(&refused(&app, &reborn).await),
        ["unit.act.code_taken"]
    );
}

/// a unit may answer for several fields; the refusal says of which another act
/// speaks, in the language of the reader.
#[tokio::test]
async fn r_1_1_a_field_that_a_later_act_orders_is_named_in_both_languages() {
    let app = TestApp::new().await;
    let taken = Step::Discharge {
        unit: "SYT".into(),
        field: Field::YTe,
    };
    confirmed(&app, &act(TODAY, vec![taken])).await;
    let given = Step::Transfer {
        field: Field::YTe,
        from: "XTD".into(),
        to: "SYT".into(),
    };
    let early = act(date(2026, 9, 10), vec![given]);
    for (locale, said) in [
        (Locale::Vi, "lĩnh vực “Y tế” của đơn vị “SYT”"),
        (
            Locale::En,
            "Step 1: another act orders the field “Health” of “SYT”",
        ),
    ] {
        let mut keeper = app.administrator().await;
        keeper.locale = locale;
        let errors = plan(&keeper, &early).await.unwrap().errors;
        assert_eq!(codes(&errors), ["unit.act.later_change_of_field"]);
        let key = format!("error.{}", errors[0].code);
        let words = app::text::t_with(locale, &key, &errors[0].args);
        assert!(words.contains(said), "{words}");
        assert!(!words.contains("%{"), "{words}");
    }
}

#[tokio::test]
async fn who_keeps_no_units_may_not_and_units_of_other_areas_do_not_exist() {
    let app = TestApp::new().await;
    let input = act(TODAY, merge());
    for login in [
        "dieuphoi",
        "truongban",
        "lanhdao",
        "bc.xtd",
        "tt.xtd",
        "kiemtra",
    ] {
        let who = app.person(login).await;
        let refused = confirm(&who, &input).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{login}");
        assert!(matches!(plan(&who, &input).await, Err(AppError::Forbidden)));
    }
    let foreign = act(TODAY, vec![step("abolish", "BTGDV2", "TU2")]);
    let errors = refused(&app, &foreign).await;
    assert!(
        errors.iter().all(|e| e.code == "unit.act.unit_unknown"),
        "{errors:?}"
    );
    let taken_in = act(TODAY, vec![step("move", "XTD", "TU2")]);
    let errors = refused(&app, &taken_in).await;
    assert_eq!(codes(&errors), ["unit.act.unit_unknown"]);
}

#[tokio::test]
async fn an_heir_that_the_act_does_not_name_cannot_be_chosen() {
    let app = TestApp::new().await;
    let mut input = act(TODAY, merge());
    input.heirs.general.insert("XTD".into(), "SYT".into());
    let errors = refused(&app, &input).await;
    assert!(
        codes(&errors).contains(&"unit.act.heir_choice"),
        "{errors:?}"
    );
}

#[tokio::test]
async fn a_future_split_needs_somebody_for_what_arises_until_its_day() {
    let app = TestApp::new().await;
    let mut input = act(date(2026, 12, 1), split());
    assert!(codes(&refused(&app, &input).await).contains(&"unit.act.general_missing"));
    input.heirs.general.insert("XTD".into(), "XA".into());
    let done = confirmed(&app, &input).await;
    assert!(!done.is_applied);
}
