//! Tests of what late data change in a frozen report (R-4.5).

use super::*;
use crate::consolidation::ReportCoverage;
use crate::id::{RegimeVersionId, RoundId, UnitId};
use crate::number::Bound;
use jiff::civil::date;
use uuid::Uuid;

pub(in super::super) fn content(missing: &[&str], value: Option<i64>) -> Content {
    Content {
        form: 1,
        round: RoundId(Uuid::nil()),
        title: "Giao ban".into(),
        period: "quý III năm 2026".into(),
        period_from: date(2026, 7, 1),
        period_to: date(2026, 9, 30),
        office: UnitId(Uuid::nil()),
        office_name: "Ban".into(),
        parent_name: None,
        symbol: "BTGDVTU".into(),
        place: "Sông Lam".into(),
        regime_version: RegimeVersionId(Uuid::nil()),
        journal_seq: 1,
        coverage: ReportCoverage {
            missing: missing.iter().map(|m| (*m).to_owned()).collect(),
            ..ReportCoverage::default()
        },
        versions: Default::default(),
        sections: vec![],
        figures: vec![Figure {
            code: "GD-09".into(),
            value,
            ..Figure::default()
        }],
        tasks: vec![],
        documents: vec![],
        reviews: vec![],
        timeliness: None,
        charts: vec![],
        arrivals: None,
        forms: vec![],
        supplement: 0,
        differences: vec![],
    }
}

#[test]
fn a_supplement_names_who_arrived_and_what_changed() {
    let old = content(&["Xã An", "Xã Bình"], Some(5));
    let new = content(&["Xã Bình", "Xã Cẩm"], Some(9));
    let found = differences(&old, &new);
    assert_eq!(
        found[0],
        Difference::Arrived {
            unit: "Xã An".into()
        }
    );
    assert_eq!(
        found[1],
        Difference::Withdrawn {
            unit: "Xã Cẩm".into()
        }
    );
    assert!(matches!(
        &found[2],
        Difference::Figure {
            old: Some(5),
            new: Some(9),
            ..
        }
    ));
    assert!(differences(&old, &old).is_empty());
}

/// R-4.5, §6.2: "5" that becomes "từ 5 trở lên" is another total, and one without
/// thresholds is kept as before.
#[test]
fn r_4_5_a_total_that_only_became_a_threshold_or_stopped_being_one_is_a_difference() {
    let exact = content(&[], Some(5));
    let mut bounded = exact.clone();
    bounded.figures[0].bound = Some(Bound::AtLeast);
    bounded.figures[0].threshold_units = vec!["Xã An".into()];
    let mut open = bounded.clone();
    open.figures[0].bound = None;
    let told = |old: &Content, new: &Content| -> Vec<_> {
        let found = differences(old, new).into_iter();
        found
            .map(|difference| match difference {
                Difference::Figure {
                    old_bound,
                    new_bound,
                    ..
                } => (old_bound, new_bound),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let (lower, both) = (Some(Threshold::AtLeast), Some(Threshold::BothWays));
    assert_eq!(told(&exact, &bounded), [(None, lower)]);
    assert_eq!(told(&bounded, &exact), [(lower, None)]);
    assert_eq!(told(&bounded, &open), [(lower, both)]);
    assert!(told(&open, &open).is_empty());
    // Names beside no value are no threshold.
    let mut none = open.clone();
    none.figures[0].value = None;
    assert_eq!(told(&none, &open), [(None, both)]);
    let other = content(&[], Some(6));
    let json = serde_json::to_string(&differences(&exact, &other)).unwrap();
    assert!(json.ends_with(r#""old":5,"new":6}]"#), "{json}");
}

/// R-4.2, R-4.5: a unit that says "không phát sinh" afterwards completes a total; against
/// a report frozen before answers were counted, figures are compared with figures.
#[test]
fn r_4_2_answers_are_compared_with_answers_and_figures_with_figures() {
    let mut old = content(&[], Some(5));
    (old.figures[0].with_value, old.figures[0].expected) = (1, 3);
    let mut new = old.clone();
    new.figures[0].answered = Some(2);
    assert!(differences(&old, &new).is_empty());
    old.figures[0].answered = Some(1);
    let found = differences(&old, &new);
    assert!(
        matches!(
            &found[..],
            [Difference::Figure {
                old: Some(5),
                new: Some(5),
                old_units: Some((1, 3)),
                new_units: Some((2, 3)),
                ..
            }]
        ),
        "{found:?}"
    );
}

/// R-4.2, R-4.5: a total of other units and another plan are named, each with old and
/// new, also where the number is the same.
#[test]
fn r_4_5_another_coverage_and_another_plan_are_differences_with_old_and_new() {
    let mut old = content(&[], Some(5));
    (old.figures[0].with_value, old.figures[0].expected) = (2, 4);
    old.figures[0].plan = Some(50);
    let mut new = old.clone();
    new.figures[0].with_value = 1;
    new.figures[0].plan = Some(60);
    new.figures[0].plan_units = (0, 4);
    assert!(differences(&old, &old).is_empty());
    let found = differences(&old, &new);
    assert!(
        matches!(
            &found[..],
            [
                Difference::Figure {
                    old: Some(5),
                    new: Some(5),
                    old_units: Some((2, 4)),
                    new_units: Some((1, 4)),
                    ..
                },
                Difference::Plan {
                    old: Some(50),
                    new: Some(60),
                    old_units: None,
                    new_units: Some((0, 4)),
                    ..
                }
            ]
        ),
        "{found:?}"
    );
    // A plan of other units is another one, and so is one that is there no more.
    let mut partial = old.clone();
    partial.figures[0].plan_units = (1, 4);
    assert!(matches!(
        &differences(&partial, &old)[..],
        [Difference::Plan {
            old: Some(50),
            new: Some(50),
            old_units: Some((1, 4)),
            new_units: None,
            ..
        }]
    ));
    let mut none = old.clone();
    none.figures[0].plan = None;
    assert!(matches!(
        &differences(&old, &none)[..],
        [Difference::Plan {
            old: Some(50),
            new: None,
            ..
        }]
    ));
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(
        serde_json::from_str::<Vec<Difference>>(&json).unwrap(),
        found
    );
}

#[test]
fn r_4_5_a_corrected_text_and_figures_are_named_by_unit_also_with_equal_totals() {
    let catalogue = crate::indicator::catalogue();
    let outline = crate::regime::standard_outline();
    let of = |code: &str| catalogue.iter().find(|d| d.code == code).unwrap();
    let body = |text: &str, students: Cell, share: Cell| ReportBody {
        sections: vec![crate::report::SectionText {
            code: "I.1".into(),
            text: text.into(),
            is_nil: false,
        }],
        values: [("GD-09".to_owned(), students), ("GD-02".to_owned(), share)].into(),
        ..ReportBody::default()
    };
    let told = |new: &ReportBody| {
        let old = body("Như cũ.", Cell::of(1200), Cell::of_parts(50, 53));
        unit_differences("Xã An", (&old, new), &outline, &catalogue)
    };
    let same = body("Như cũ.", Cell::of(1200), Cell::of_parts(50, 53));
    assert!(told(&same).is_empty());
    // The share is the same, what it is made of is not.
    let other = body("Nói lại.", Cell::of(1250), Cell::of_parts(100, 106));
    let found = told(&other);
    assert!(
        matches!(&found[0], Difference::Text { unit, section, .. } if unit == "Xã An" && section == "I.1")
    );
    let shares: Vec<_> = found[1..]
        .iter()
        .map(|d| match d {
            Difference::UnitFigure { code, old, new, .. } => {
                (code.as_str(), old.clone(), new.clone())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let share = |cell: Cell| Some(cell.words(of("GD-02")));
    assert_eq!(
        shares,
        [
            (
                "GD-02",
                share(Cell::of_parts(50, 53)),
                share(Cell::of_parts(100, 106))
            ),
            ("GD-09", Some("1.200".into()), Some("1.250".into())),
        ]
    );
    // Only how final it is, and only a word beside it.
    let mut cell = Cell::of(1200);
    cell.nature = Nature::Estimate;
    cell.note = Some("Đã rà.".into());
    let found = told(&body("Như cũ.", cell.clone(), Cell::of_parts(50, 53)));
    let natures = (Nature::Official, Nature::Estimate);
    assert!(
        matches!(&found[..], [Difference::UnitFigure { natures: Some(n), .. }] if *n == natures)
    );
    cell.nature = Nature::Official;
    assert!(told(&body("Như cũ.", cell, Cell::of_parts(50, 53))).is_empty());
    let gone = told(&body("Như cũ.", Cell::default(), Cell::of_parts(50, 53)));
    assert!(matches!(
        &gone[..],
        [Difference::UnitFigure {
            new: None,
            natures: None,
            ..
        }]
    ));
}

#[test]
fn r_4_5_a_supplement_names_a_units_figure_that_is_not_public_without_its_value() {
    let catalogue = crate::indicator::catalogue();
    let body = |value: i64| ReportBody {
        values: [
            ("GD-09".to_owned(), Cell::of(value)),
            ("YT-07".to_owned(), Cell::of_parts(value, 100)),
            ("DS-03".to_owned(), Cell::of_parts(value, 100)),
        ]
        .into(),
        ..ReportBody::default()
    };
    let (old, new) = (body(12), body(13));
    let found = unit_differences("Xã An", (&old, &new), &[], &catalogue);
    let told: Vec<_> = found
        .iter()
        .map(|d| match d {
            Difference::UnitFigure { code, old, new, .. } => {
                (code.as_str(), old.as_deref().zip(new.as_deref()))
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let open = Some(("12", "13"));
    assert_eq!(told, [("DS-03", None), ("GD-09", open), ("YT-07", None)]);
    assert!(
        found.iter().all(|d| matches!(
            d,
            Difference::UnitFigure { code, old, new, .. }
                if code == "GD-09" || (old.is_none() && new.is_none())
        )),
        "{found:?}"
    );
    // How final it is, is no less its own.
    let mut estimate = body(12);
    for cell in estimate.values.values_mut() {
        cell.nature = Nature::Estimate;
    }
    let found = unit_differences("Xã An", (&old, &estimate), &[], &catalogue);
    let open = found.iter().filter_map(|d| match d {
        Difference::UnitFigure { code, natures, .. } => natures.map(|_| code.as_str()),
        _ => None,
    });
    assert_eq!((found.len(), open.collect::<Vec<_>>()), (3, vec!["GD-09"]));
}

/// R-4.5: a field that nobody answers for was asked of everybody when the report was
/// frozen; that it no longer is changes no figure, and who had answered and no longer
/// is asked does.
#[test]
fn r_4_5_units_that_never_answered_and_are_asked_no_more_are_no_difference() {
    let with = |value, answered, expected| {
        let mut content = content(&[], value);
        content.figures[0].answered = Some(answered);
        content.figures[0].expected = expected;
        content.figures[0].plan_units = (answered, expected);
        content
    };
    assert_eq!(differences(&with(None, 0, 6), &with(None, 0, 0)), []);
    let found = differences(&with(Some(5), 2, 6), &with(None, 0, 0));
    assert!(matches!(
        &found[0],
        Difference::Figure {
            old_units: Some((2, 6)),
            new_units: Some((0, 0)),
            ..
        }
    ));
    assert!(!differences(&with(None, 0, 6), &with(None, 0, 5)).is_empty());
}
