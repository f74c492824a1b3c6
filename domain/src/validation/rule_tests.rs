//! Tests of the rules and of the starter set.

use super::super::{Definitions, Figures, StarterSettings, When, starter_rules};
use super::*;
use crate::indicator::{Aggregation, Cell, IndicatorDef, catalogue};
use proptest::prelude::*;
use std::sync::LazyLock;

static DEFS: LazyLock<Vec<IndicatorDef>> = LazyLock::new(catalogue);
static BY_CODE: LazyLock<Definitions> = LazyLock::new(|| Definitions::new(catalogue()));

fn figures(cells: &[(&str, Cell)]) -> Figures {
    cells
        .iter()
        .map(|(code, cell)| ((*code).to_owned(), cell.clone()))
        .collect()
}

fn facts(now: &Figures) -> Facts<'_> {
    Facts {
        definitions: &BY_CODE,
        now,
        previous: None,
        last_year: None,
        cumulative_before: None,
        parts: None,
    }
}

fn value(code: &str) -> Expression {
    Expression::Value {
        code: code.to_owned(),
        when: When::Now,
    }
}

fn rule(left: Expression, operator: Operator, right: Expression) -> Rule {
    Rule {
        code: "test".to_owned(),
        left,
        operator,
        right,
        importance: Importance::Medium,
        missing: MissingStrategy::SkipIfAny,
        says: String::new(),
        says_en: String::new(),
    }
}

fn number(value: i64, scale: u8) -> Expression {
    Expression::Number { value, scale }
}

#[test]
fn sides_of_different_scales_compare_by_value() {
    let none = Figures::new();
    for (a, operator, b, expected) in [
        ((10, 1), Operator::Equal, (1, 0), true),
        ((10, 1), Operator::NotEqual, (1, 0), false),
        ((99, 2), Operator::Less, (1, 0), true),
        ((100, 2), Operator::Less, (1, 0), false),
        ((100, 2), Operator::AtMost, (1, 0), true),
        ((101, 2), Operator::Greater, (1, 0), true),
        ((101, 2), Operator::AtMost, (1, 0), false),
        ((99, 2), Operator::AtLeast, (1, 0), false),
        ((10, 1), Operator::NotCopied, (1, 0), false),
        ((0, 1), Operator::NotCopied, (0, 0), true),
        ((30, 1), Operator::WithinFactor { times: 3 }, (1, 0), true),
        ((31, 1), Operator::WithinFactor { times: 3 }, (1, 0), false),
        ((1, 0), Operator::WithinFactor { times: 3 }, (31, 1), false),
        ((9, 0), Operator::WithinFactor { times: 3 }, (0, 0), true),
    ] {
        let rule = rule(number(a.0, a.1), operator, number(b.0, b.1));
        assert_eq!(check(&rule, &facts(&none)).is_none(), expected, "{rule:?}");
    }
}

#[test]
fn a_total_is_checked_against_its_parts_and_missing_parts_follow_the_strategy() {
    let parts = Expression::Sum {
        of: vec![value("CT-01"), value("CT-02")],
    };
    let mut rule = rule(value("CT-03"), Operator::Equal, parts);
    let good = figures(&[
        ("CT-03", Cell::of(5)),
        ("CT-01", Cell::of(2)),
        ("CT-02", Cell::of(3)),
    ]);
    assert_eq!(check(&rule, &facts(&good)), None);
    let gap = figures(&[("CT-03", Cell::of(5)), ("CT-01", Cell::of(2))]);
    assert_eq!(check(&rule, &facts(&gap)), None);
    rule.missing = MissingStrategy::SkipIfAll;
    let finding = check(&rule, &facts(&gap)).unwrap();
    assert_eq!(finding.indicators, ["CT-03", "CT-01", "CT-02"]);
    assert_eq!(check(&rule, &facts(&Figures::new())), None);
    rule.missing = MissingStrategy::NeverSkip;
    rule.operator = Operator::NotEqual;
    assert!(check(&rule, &facts(&Figures::new())).is_some());
}

#[test]
fn pairs_look_only_at_what_was_given() {
    let one = figures(&[("CT-02", Cell::of(0))]);
    let both = figures(&[("CT-02", Cell::of(0)), ("CT-02a", Cell::of(9))]);
    let pair = |operator| rule(value("CT-02"), operator, value("CT-02a"));
    assert!(check(&pair(Operator::CompulsoryPair), &facts(&one)).is_some());
    assert!(check(&pair(Operator::CompulsoryPair), &facts(&both)).is_none());
    assert!(check(&pair(Operator::ExclusivePair), &facts(&one)).is_none());
    assert!(check(&pair(Operator::ExclusivePair), &facts(&both)).is_some());
}

#[test]
fn r_3_7_the_starter_rules_find_each_usual_mistake() {
    let rules = starter_rules(&DEFS, StarterSettings::default());
    let now = figures(&[
        ("YT-04", Cell::of(10_001)),
        ("GD-01", Cell::of(-1)),
        ("GD-02", Cell::of_parts(54, 53)),
        ("GD-07", Cell::of(6)),
        ("GD-09", Cell::of(40)),
        ("CT-01", Cell::of(31)),
        ("CT-03", Cell::of(10)),
        ("CT-04", Cell::of(-2)),
        ("DS-01", Cell::of_parts(112, 100)),
    ]);
    let before = figures(&[("CT-01", Cell::of(10)), ("CT-03", Cell::of(10))]);
    let cumulative = figures(&[("GD-09", Cell::of(41))]);
    let facts = Facts {
        previous: Some(&before),
        cumulative_before: Some(&cumulative),
        ..facts(&now)
    };
    let mut found: Vec<(String, String, Importance)> = check_all(&rules, &facts)
        .into_iter()
        .map(|f| (f.indicators[0].clone(), f.code, f.importance))
        .collect();
    found.sort();
    let expected = [
        ("CT-01", "check.large_change", Importance::Medium),
        ("CT-03", "check.same_as_last_period", Importance::Low),
        ("CT-04", "check.negative_count", Importance::High),
        ("GD-01", "check.percent_below_0", Importance::High),
        ("GD-02", "check.part_over_whole", Importance::High),
        ("GD-02", "check.percent_above_100", Importance::High),
        ("GD-07", "check.weight_missing", Importance::Medium),
        ("GD-09", "check.cumulative_fell", Importance::Medium),
        ("YT-04", "check.percent_above_100", Importance::High),
    ]
    .map(|(indicator, code, importance)| (indicator.to_owned(), code.to_owned(), importance));
    assert_eq!(found, expected);
}

/// Domain facts §6.4: sum of parts ≠ total.
#[test]
fn parts_are_held_against_their_whole_and_an_empty_one_is_no_zero() {
    let rules = starter_rules(&DEFS, StarterSettings::default());
    let medals = |whole: Option<i64>, parts: &[i64]| {
        let codes = ["VH-03.hcv", "VH-03.hcb", "VH-03.hcd"];
        let whole = whole.map(|n| ("VH-03", Cell::of(n)));
        let parts = codes.into_iter().zip(parts.iter().map(|n| Cell::of(*n)));
        let now = figures(&whole.into_iter().chain(parts).collect::<Vec<_>>());
        let found = check_all(&rules, &facts(&now));
        found.into_iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(medals(Some(6), &[1, 2, 3]), Vec::<String>::new());
    assert_eq!(medals(None, &[]), Vec::<String>::new());
    assert_eq!(medals(Some(5), &[1, 2, 3]), ["check.parts_over_total"]);
    assert_eq!(medals(None, &[1]), ["check.parts_over_total"]);
    assert_eq!(medals(Some(7), &[1, 2, 3]), ["check.parts_below_total"]);
    // Empty is not zero: with a gap nothing is said of what is lacking.
    assert_eq!(medals(Some(7), &[1]), Vec::<String>::new());
    assert_eq!(medals(Some(7), &[]), Vec::<String>::new());
    assert_eq!(medals(Some(7), &[8]), ["check.parts_over_total"]);
    let mut loose = DEFS.clone();
    for def in &mut loose {
        def.has_loose_parts = true;
    }
    let rules = starter_rules(&loose, StarterSettings::default());
    assert!(
        rules
            .iter()
            .all(|rule| !rule.code.starts_with("check.parts_"))
    );
}

/// R-3.1: what adds up over time is held against the sum of the parts, a ratio by
/// both its parts; a state at the end is not.
#[test]
fn r_3_1_a_cumulative_figure_that_is_no_sum_of_its_parts_needs_a_word() {
    let rules = starter_rules(&DEFS, StarterSettings::default());
    let now = figures(&[
        ("GD-09", Cell::of(40)),
        ("YT-07", Cell::of_parts(3, 900)),
        ("YT-01", Cell::of(7)),
    ]);
    let parts = figures(&[
        ("GD-09", Cell::of(41)),
        ("YT-07", Cell::of_parts(3, 1_000)),
        ("YT-01", Cell::of(8)),
    ]);
    let facts = Facts {
        parts: Some(&parts),
        ..facts(&now)
    };
    let found: Vec<(String, Importance)> = check_all(&rules, &facts)
        .into_iter()
        .map(|f| (f.code, f.importance))
        .collect();
    let medium = |code: &str| (code.to_owned(), Importance::Medium);
    let expected = [
        medium("check.cumulative_differs"),
        medium("check.cumulative_den_differs"),
    ];
    assert_eq!(found, expected);
    let same = Facts {
        parts: Some(&now),
        ..facts
    };
    assert!(check_all(&rules, &same).is_empty());
}

/// Domain facts §6.4: the same value as last period to the digit, and a change
/// beyond the usual, of a ratio by both its parts.
#[test]
fn r_3_7_a_ratio_is_copied_by_both_parts_and_jumps_by_either() {
    let rules = starter_rules(&DEFS, StarterSettings::default());
    let found = |now: (i64, i64), before: (i64, i64)| {
        let now = figures(&[("GD-02", Cell::of_parts(now.0, now.1))]);
        let before = figures(&[("GD-02", Cell::of_parts(before.0, before.1))]);
        let facts = Facts {
            previous: Some(&before),
            ..facts(&now)
        };
        let found = check_all(&rules, &facts).into_iter();
        found
            .map(|f| (f.code, f.importance))
            .collect::<Vec<(String, Importance)>>()
    };
    let none: [(String, Importance); 0] = [];
    let copied = ("check.same_as_last_period".to_owned(), Importance::Low);
    assert_eq!(found((50, 53), (50, 53)), [copied]);
    // The number of schools hardly changes, and the same share of other parts,
    // or the same sum of parts, is no copy.
    assert_eq!(found((51, 53), (50, 53)), none);
    assert_eq!(found((20, 40), (25, 50)), none);
    assert_eq!(found((49, 54), (50, 53)), none);
    assert_eq!(found((0, 0), (0, 0)), none);
    let jump = |part: &str| (format!("check.large_change_{part}"), Importance::Medium);
    assert_eq!(found((31, 300), (10, 300)), [jump("num")]);
    assert_eq!(found((30, 300), (10, 300)), none);
    assert_eq!(found((5, 53), (5, 530)), [jump("den")]);
    assert_eq!(found((40, 53), (4, 5)), [jump("num"), jump("den")]);
}

/// The same for what stands at the end of a period; an order is no amount.
#[test]
fn r_3_7_a_state_at_the_end_is_held_against_the_last_one_and_a_level_is_not() {
    let mut defs = DEFS.clone();
    let state = defs.iter_mut().find(|d| d.code == "CT-03").unwrap();
    state.over_time = Aggregation::Last;
    let rules = starter_rules(&defs, StarterSettings::default());
    let defs = Definitions::new(defs);
    let found = |code: &str, now: i64, before: i64| {
        let now = figures(&[(code, Cell::of(now))]);
        let before = figures(&[(code, Cell::of(before))]);
        let facts = Facts {
            definitions: &defs,
            previous: Some(&before),
            ..facts(&now)
        };
        let found = check_all(&rules, &facts).into_iter();
        found.map(|f| f.code).collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(found("CT-03", 12, 12), ["check.same_as_last_period"]);
    assert_eq!(found("CT-03", 40, 12), ["check.large_change"]);
    assert_eq!(found("CT-03", 13, 12), none);
    // GD-05 is a level of universal education, GD-07h a rank.
    for code in ["GD-05", "GD-07h"] {
        assert_eq!(found(code, 3, 3), none, "{code}");
        assert_eq!(found(code, 1, 4), none, "{code}");
    }
}

#[test]
fn findings_come_gravest_first() {
    let rules = starter_rules(&DEFS, StarterSettings::default());
    let now = figures(&[("CT-03", Cell::of(10)), ("YT-04", Cell::of(10_001))]);
    let before = figures(&[("CT-03", Cell::of(10))]);
    let facts = Facts {
        previous: Some(&before),
        ..facts(&now)
    };
    let found = check_all(&rules, &facts);
    assert_eq!(found[0].importance, Importance::High);
    assert_eq!(found[1].importance, Importance::Low);
}

#[test]
fn rules_are_plain_json() {
    let rule = rule(
        value("GD-01"),
        Operator::WithinFactor { times: 3 },
        number(100, 0),
    );
    let json = serde_json::to_string(&rule).unwrap();
    assert_eq!(serde_json::from_str::<Rule>(&json).unwrap(), rule);
    assert!(
        json.contains(r#""operator":{"is":"within_factor","times":3}"#),
        "{json}"
    );
}

/// R-3.7: of a threshold a rule says only what follows from it.
#[test]
fn r_3_7_a_threshold_breaks_a_rule_only_where_every_figure_within_it_does() {
    use crate::number::Bound::{Above, AtLeast, AtMost, Below};
    let hundred = || number(100, 0);
    for (bound, threshold, operator, expected) in [
        (Above, 95, Operator::AtMost, true),
        (Above, 100, Operator::AtMost, false),
        (AtLeast, 100, Operator::AtMost, true),
        (AtLeast, 101, Operator::AtMost, false),
        (AtMost, 200, Operator::AtMost, true),
        (Below, 100, Operator::AtLeast, false),
        (AtMost, 100, Operator::AtLeast, true),
        (AtLeast, 100, Operator::Equal, true),
        (AtLeast, 101, Operator::Equal, false),
        (AtLeast, 100, Operator::NotCopied, true),
        (AtLeast, 400, Operator::WithinFactor { times: 3 }, false),
        (AtMost, 400, Operator::WithinFactor { times: 3 }, true),
        (AtLeast, 10, Operator::WithinFactor { times: 3 }, true),
    ] {
        let now = figures(&[("GD-09", Cell::of(threshold).with_bound(bound))]);
        let rule = rule(value("GD-09"), operator, hundred());
        let holds = check(&rule, &facts(&now)).is_none();
        assert_eq!(holds, expected, "{bound:?} {threshold} {operator:?}");
    }
}

#[test]
fn a_ratio_that_was_sent_must_agree_with_its_parts() {
    let rules = starter_rules(&DEFS, StarterSettings::default());
    let told = |value: Option<i64>| {
        let cell = Cell {
            value,
            ..Cell::of_parts(50, 53)
        };
        let now = figures(&[("GD-02", cell)]);
        let found = check_all(&rules, &facts(&now));
        found.iter().any(|f| f.code == "check.ratio_disagrees")
    };
    assert!(!told(None) && !told(Some(9434)));
    assert!(told(Some(9400)));
}

proptest! {
    #[test]
    fn comparing_never_panics_and_is_a_total_order(
        a in any::<i64>(), b in any::<i64>(), scale_a in 0u8..=18, scale_b in 0u8..=18,
    ) {
        let none = Figures::new();
        let says = |operator| {
            let rule = rule(number(a, scale_a), operator, number(b, scale_b));
            check(&rule, &facts(&none)).is_none()
        };
        prop_assert_eq!(says(Operator::Less), !says(Operator::AtLeast));
        prop_assert_eq!(says(Operator::Greater), !says(Operator::AtMost));
        prop_assert_eq!(says(Operator::Equal), !says(Operator::NotEqual));
        let one = [Operator::Less, Operator::Equal, Operator::Greater];
        prop_assert_eq!(one.into_iter().filter(|o| says(*o)).count(), 1);
    }
}
