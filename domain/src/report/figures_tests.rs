//! Tests of the checks of figures (R-3.7, R-3.8, domain facts §6.4).

use super::*;
use crate::field::Field;
use crate::indicator::{Cell, catalogue};
use crate::period::PeriodKind;
use crate::regime::{Asked, UnitFacts};
use crate::report::{CellTrouble, remarks};
use crate::unit::{Tier, UnitKind};
use crate::validation::{Figures, standard_checks};
use std::collections::BTreeMap;

const HEALTH: Asked<'_> = Asked {
    unit: UnitFacts {
        kind: UnitKind::Department,
        tier: Tier::Province,
        fields: &[Field::YTe],
        groups: &[],
    },
    period: PeriodKind::Year,
};

fn regime() -> RegimeBody {
    let mut body = crate::regime::tests::body();
    body.indicators = catalogue();
    body.outline.clear();
    body.checks = standard_checks();
    body
}

fn body(cells: &[(&str, Cell)]) -> ReportBody {
    let values = cells
        .iter()
        .map(|(code, cell)| ((*code).to_owned(), cell.clone()))
        .collect();
    ReportBody {
        values,
        ..ReportBody::default()
    }
}

/// What is said about a report of the health department.
fn said(
    regime: &RegimeBody,
    asked: Asked<'_>,
    body: &ReportBody,
    troubles: &[CellTrouble],
    past: Past<'_>,
) -> Vec<Remark> {
    remarks(
        &Checking::of(regime, asked),
        regime,
        asked,
        body,
        troubles,
        past,
    )
}

fn told(cells: &[(&str, Cell)], past: Past<'_>) -> Vec<Remark> {
    said(&regime(), HEALTH, &body(cells), &[], past)
}

fn has(found: &[Remark], code: &str) -> bool {
    found.iter().any(|r| r.code == code)
}

#[test]
fn a_regime_version_from_before_there_were_checks_has_the_starter_set() {
    let mut json = serde_json::to_value(regime()).unwrap();
    json.as_object_mut().unwrap().remove("checks");
    let old: RegimeBody = serde_json::from_value(json).unwrap();
    let body = body(&[("YT-09", Cell::of(-1))]);
    let found = said(&old, HEALTH, &body, &[], Past::default());
    assert!(has(&found, "check.negative_count"));
}

#[test]
fn a_rule_of_the_office_speaks_in_its_own_words_and_is_explained_beside_it() {
    let cells = [("YT-09", Cell::of(10)), ("YT-09a", Cell::of(20))];
    let found = told(&cells, Past::default());
    let own = found.iter().find(|r| r.code == "check.own").unwrap();
    assert!(own.detail.contains("nội trú") && !own.detail_en.is_empty() && own.blocks());
    let mut explained = body(&cells);
    explained
        .explanations
        .insert(own.key.clone(), "Hai bệnh viện mới chỉ có nội trú.".into());
    let found = said(&regime(), HEALTH, &explained, &[], Past::default());
    assert!(found.iter().all(|r| !r.blocks()));
}

#[test]
fn with_fewer_than_six_past_values_the_form_says_so_once_and_guesses_nothing() {
    let history = BTreeMap::from([("YT-09".to_owned(), vec![10, 11, 12, 10, 11])]);
    let past = Past {
        history: Some(&history),
        ..Past::default()
    };
    let cells = [("YT-09", Cell::of(900)), ("YT-10", Cell::of(5))];
    let found = told(&cells, past);
    let said: Vec<_> = found
        .iter()
        .filter(|r| r.code == "outlier.not_enough_history")
        .collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].detail, "2");
    assert!(!has(&found, "outlier.unusual"));
}

#[test]
fn a_value_unlike_the_units_past_informs_and_one_beyond_its_limits_needs_a_word() {
    let history = BTreeMap::from([("YT-09".to_owned(), vec![100, 104, 98, 101, 97, 103])]);
    let limits = BTreeMap::from([("YT-09".to_owned(), (50, 200))]);
    let past = Past {
        history: Some(&history),
        limits: Some(&limits),
        ..Past::default()
    };
    let found = told(&[("YT-09", Cell::of(1_010))], past);
    let weight = |code: &str| found.iter().find(|r| r.code == code).unwrap().importance;
    assert_eq!(weight("outlier.unusual"), Importance::Low);
    assert_eq!(weight("outlier.beyond_limits"), Importance::Medium);
    assert!(told(&[("YT-09", Cell::of(102))], past).is_empty());
}

#[test]
fn an_estimate_of_last_time_is_remembered_until_it_is_replaced() {
    let estimate = Cell::of(100).with_nature(Nature::Estimate);
    for (before, expected) in [(estimate, true), (Cell::of(100), false)] {
        let before = Figures::from([("YT-09".to_owned(), before)]);
        let past = Past {
            previous: Some(&before),
            ..Past::default()
        };
        let found = told(&[("YT-09", Cell::of(101))], past);
        assert_eq!(has(&found, "check.estimate_open"), expected);
    }
}

#[test]
fn a_figure_of_a_field_that_is_no_longer_the_units_blocks_signing() {
    let found = told(&[("GD-09", Cell::of(5))], Past::default());
    let foreign = found
        .iter()
        .find(|r| r.code == "check.foreign_field")
        .unwrap();
    assert!(foreign.blocks());
}

/// "percentages whose parts disagree", of which a missing part is one.
#[test]
fn r_3_7_a_ratio_with_one_of_its_parts_is_not_signed() {
    let def = regime()
        .indicators_for(HEALTH)
        .find(|d| d.factor().is_some())
        .unwrap()
        .clone();
    let mut without_rules = regime();
    without_rules.checks.rules.clear();
    let half = |num, den| Cell {
        num,
        den,
        ..Cell::default()
    };
    let cases = [
        (half(Some(5), None), Some("check.den_missing")),
        (half(None, Some(9)), Some("check.num_missing")),
        (half(Some(5), Some(9)), None),
        (half(Some(0), Some(9)), None),
    ];
    for (cell, expected) in cases {
        let of = body(&[(&def.code, cell)]);
        let found = said(&without_rules, HEALTH, &of, &[], Past::default());
        let missing: Vec<_> = found
            .iter()
            .filter(|r| r.code.ends_with("_missing"))
            .collect();
        assert_eq!(missing.first().map(|r| r.code.as_str()), expected);
        assert!(missing.iter().all(|r| r.blocks()));
    }
    // The part was typed: what could not be read is said once.
    let trouble = CellTrouble {
        code: def.code.clone(),
        part: crate::report::Part::Den,
        scale: 0,
        typed: "abc".into(),
        trouble: crate::report::Trouble::Refused {
            error: crate::number::NumberError::Malformed,
        },
    };
    let of = body(&[(&def.code, half(Some(5), None))]);
    let found = said(&regime(), HEALTH, &of, &[trouble], Past::default());
    assert!(!has(&found, "check.den_missing"));
    let unread = found.iter().find(|r| r.code == "number.malformed").unwrap();
    assert_eq!(unread.detail, "abc", "the remark says what was typed");
}

#[test]
fn r_3_7_a_plan_is_not_sent_as_a_result_without_a_word_and_does_not_count_as_filled() {
    let plan = |note: Option<&str>| Cell {
        note: note.map(str::to_owned),
        ..Cell::of(10).with_nature(Nature::Plan)
    };
    let blocks = |cell: Cell| {
        let found = told(&[("YT-09", cell)], Past::default());
        let remark = found
            .into_iter()
            .find(|r| r.code == "check.plan_not_result");
        remark.map(|r| r.blocks())
    };
    assert_eq!(blocks(plan(None)), Some(true));
    assert_eq!(blocks(plan(Some("Chưa có số thực hiện."))), Some(false));
    assert_eq!(blocks(Cell::of(10)), None);
    let of = body(&[("YT-09", plan(None))]);
    let done = crate::report::progress(&regime(), HEALTH, &of).cells_done;
    assert_eq!(done, 0);
}

/// the word beside a ratio is about both its parts.
#[test]
fn r_3_7_one_word_beside_a_ratio_explains_the_sums_of_both_its_parts() {
    let parts = Figures::from([("YT-07".to_owned(), Cell::of_parts(4, 1_000))]);
    let blocking = |note: Option<&str>| {
        let cell = Cell {
            note: note.map(str::to_owned),
            ..Cell::of_parts(3, 900)
        };
        let past = Past {
            parts: Some(&parts),
            ..Past::default()
        };
        let found = told(&[("YT-07", cell)], past);
        let sums = found
            .iter()
            .filter(|r| r.code.starts_with("check.cumulative_"));
        sums.map(Remark::blocks).collect::<Vec<_>>()
    };
    assert_eq!(blocking(None), [true, true]);
    let word = "Bổ sung số của một bệnh viện.";
    assert_eq!(blocking(Some(word)), [false, false]);
}
