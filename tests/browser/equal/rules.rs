//! Random rules, figures and pasts, with the answers of `domain`.

use super::cases;
use domain::field::Field;
use domain::indicator::{Aggregation, Cell, Direction, IndicatorDef, IndicatorKind, Publicity};
use domain::number::Bound;
use domain::validation::{
    Definitions, Expression, Facts, Figures, Finding, Importance, MissingStrategy, Operator,
    OutlierTest, Rule, When, check_all, pack, test_outlier, test_threshold, unpack,
};
use jiff::civil::date;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What the page does with a case of [`made`].
pub const SCRIPT: &str = "return m.checkAll(m.unpack(c.rules), c.facts) \
     .map(f => [f.code, f.importance, ...f.indicators].join(' ')).join(';')";

/// What the page does with a case of [`outliers`].
pub const OUTLIER_SCRIPT: &str =
    "return m.testOutlier(c.test, c.history, BigInt(c.value), c.bound)";

/// Few indicators, so that rules meet figures; one has no definition.
const CODES: [&str; 5] = ["A", "B", "C", "D", "LẠ"];

/// Small numbers, so that sides are often equal, and the ends of the range.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        8 => -4i64..12,
        3 => prop::sample::select(vec![0, 100, 1_000, -100, 333, 9_434, 10_000]),
        2 => -1_000_000_000i64..1_000_000_000,
        1 => any::<i64>(),
        1 => prop::sample::select(vec![i64::MIN, i64::MAX, i64::MAX - 1, (1 << 53) + 1]),
    ]
}

fn scale() -> impl Strategy<Value = u8> {
    prop_oneof![12 => 0u8..=3, 2 => 4u8..=18, 1 => 19u8..=60]
}

pub(super) fn definition(code: &'static str) -> impl Strategy<Value = IndicatorDef> {
    let factor = option::of(prop::sample::select(vec![
        1i64,
        100,
        1_000,
        100_000,
        i64::MAX,
    ]));
    (scale(), factor).prop_map(move |(scale, factor)| IndicatorDef {
        code: code.into(),
        name: code.into(),
        name_en: code.into(),
        measure: "người".into(),
        scale,
        over_units: Aggregation::Sum,
        over_time: Aggregation::Sum,
        weight: None,
        live: None,
        parent: None,
        has_loose_parts: false,
        kind: factor.map_or(IndicatorKind::Plain, |factor| IndicatorKind::Ratio {
            num_label: String::new(),
            den_label: String::new(),
            factor,
        }),
        direction: Direction::Up,
        field: Field::YTe,
        public: Publicity::Internal,
        frequency: vec![],
        reported_by: domain::regime::UnitRule::default(),
        valid_from: date(2025, 1, 1),
        valid_to: None,
    })
}

fn bound() -> impl Strategy<Value = Bound> {
    prop::sample::select(Bound::ALL.to_vec())
}

fn definitions() -> impl Strategy<Value = Vec<IndicatorDef>> {
    (
        definition("A"),
        definition("B"),
        definition("C"),
        definition("D"),
    )
        .prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

fn figures() -> impl Strategy<Value = Figures> {
    let cell = (
        option::of(number()),
        option::of(number()),
        option::of(number()),
        option::weighted(0.2, bound()),
    )
        .prop_map(|(value, num, den, bound)| Cell {
            value,
            num,
            den,
            bound,
            ..Cell::default()
        });
    let code = prop::sample::select(CODES.to_vec()).prop_map(str::to_owned);
    btree_map(code, cell, 0..5)
}

fn expression() -> impl Strategy<Value = Expression> {
    let when = prop::sample::select(vec![
        When::Now,
        When::Now,
        When::Previous,
        When::LastYear,
        When::CumulativeBefore,
        When::Parts,
    ]);
    let code = prop::sample::select(CODES.to_vec()).prop_map(str::to_owned);
    let figure = (code, when, 0..6).prop_map(|(code, when, of)| match of {
        0 => Expression::Num { code, when },
        1 => Expression::Den { code, when },
        2 => Expression::Sent { code, when },
        _ => Expression::Value { code, when },
    });
    let constant =
        (number(), scale()).prop_map(|(value, scale)| Expression::Number { value, scale });
    let leaf = prop_oneof![5 => figure, 1 => constant];
    leaf.prop_recursive(2, 8, 3, |inner| {
        vec(inner, 0..4).prop_map(|of| Expression::Sum { of })
    })
}

fn operator() -> impl Strategy<Value = Operator> {
    let times = prop_oneof![0u16..5, any::<u16>()];
    prop_oneof![
        10 => prop::sample::select(vec![
            Operator::Equal,
            Operator::NotEqual,
            Operator::Less,
            Operator::AtMost,
            Operator::Greater,
            Operator::AtLeast,
            Operator::CompulsoryPair,
            Operator::ExclusivePair,
            Operator::NotCopied,
            Operator::NotAllCopied,
        ]),
        2 => times.prop_map(|times| Operator::WithinFactor { times }),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    let importance =
        prop::sample::select(vec![Importance::Low, Importance::Medium, Importance::High]);
    let missing = prop::sample::select(vec![
        MissingStrategy::SkipIfAny,
        MissingStrategy::SkipIfAll,
        MissingStrategy::NeverSkip,
    ]);
    (
        "[a-c]",
        expression(),
        operator(),
        expression(),
        importance,
        missing,
    )
        .prop_map(|(code, left, operator, right, importance, missing)| {
            // From JSON, as a page gets it: what a rule says is of no matter here.
            let rule = json!({
                "code": code, "left": left, "operator": operator, "right": right,
                "importance": importance, "missing": missing,
            });
            serde_json::from_value(rule).expect("a rule")
        })
}

/// A rule alone, or the same about every indicator, as most rules of a form are.
fn rules() -> impl Strategy<Value = Vec<Rule>> {
    (rule(), any::<bool>(), any::<bool>()).prop_map(|(mut rule, is_pattern, is_twin)| {
        if is_twin {
            rule.right = at(&rule.left, When::Previous);
        }
        if !is_pattern {
            return vec![rule];
        }
        let of = |code: &&str| Rule {
            left: about(&rule.left, code),
            right: about(&rule.right, code),
            ..rule.clone()
        };
        CODES.iter().map(of).collect()
    })
}

/// The same side seen from another period: what the rules about copies compare.
fn at(side: &Expression, time: When) -> Expression {
    let mut side = side.clone();
    match &mut side {
        Expression::Number { .. } => {}
        Expression::Sum { of } => *of = of.iter().map(|part| at(part, time)).collect(),
        Expression::Value { when, .. }
        | Expression::Sent { when, .. }
        | Expression::Num { when, .. }
        | Expression::Den { when, .. } => *when = time,
    }
    side
}

fn about(side: &Expression, to: &str) -> Expression {
    let mut side = side.clone();
    match &mut side {
        Expression::Number { .. } => {}
        Expression::Sum { of } => *of = of.iter().map(|part| about(part, to)).collect(),
        Expression::Value { code, .. }
        | Expression::Sent { code, .. }
        | Expression::Num { code, .. }
        | Expression::Den { code, .. } => to.clone_into(code),
    }
    side
}

/// Rule sets in their short form, as the page gets them, and what `domain`
/// finds by the long one.
pub fn made(count: usize) -> (Vec<Value>, Vec<String>) {
    let past = || option::weighted(0.8, figures());
    let set = (
        definitions(),
        vec(rules(), 1..5),
        figures(),
        past(),
        past(),
        past(),
        past(),
        any::<bool>(),
    );
    cases(&set, count)
        .into_iter()
        .map(|(definitions, rules, now, previous, last_year, cumulative_before, parts, is_copied)| {
            // A report copied from the one before, which random figures never are.
            let previous = if is_copied { Some(now.clone()) } else { previous };
            let definitions = Definitions::new(definitions);
            let facts = Facts {
                definitions: &definitions,
                now: &now,
                previous: previous.as_ref(),
                last_year: last_year.as_ref(),
                cumulative_before: cumulative_before.as_ref(),
                parts: parts.as_ref(),
            };
            let rules: Vec<Rule> = rules.into_iter().flatten().collect();
            let packed = pack(&rules);
            let mut long: Vec<String> = check_all(&rules, &facts).iter().map(line).collect();
            let told: Vec<String> = check_all(&unpack(&packed), &facts).iter().map(line).collect();
            // Packing puts equal rules together, so only their order may change.
            let mut short = told.clone();
            long.sort_unstable();
            short.sort_unstable();
            assert_eq!(long, short, "packed rules find what the rules find");
            let short = |d: &IndicatorDef| (d.code.clone(), json!({ "scale": d.scale, "factor": d.factor() }));
            let case = json!({
                "rules": packed,
                "facts": {
                    "definitions": definitions.all().iter().map(short).collect::<serde_json::Map<_, _>>(),
                    "now": now,
                    "previous": previous,
                    "last_year": last_year,
                    "cumulative_before": cumulative_before,
                    "parts": parts,
                },
            });
            (case, told.join(";"))
        })
        .unzip()
}

fn line(finding: &Finding) -> String {
    let importance = serde_json::to_value(finding.importance).expect("a code");
    let importance = importance.as_str().unwrap_or_default().to_owned();
    let mut words = vec![finding.code.clone(), importance];
    words.extend(finding.indicators.iter().cloned());
    words.join(" ")
}

/// Pasts of one indicator as the page gets them, and what `domain` says.
pub fn outliers(count: usize) -> (Vec<Value>, Vec<String>) {
    let tenths = || prop_oneof![Just(30u16), Just(35), 0u16..100];
    let test = prop_oneof![
        (number(), number()).prop_map(|(min, max)| OutlierTest::MinMax { min, max }),
        tenths().prop_map(|tenths| OutlierTest::ZScore { tenths }),
        tenths().prop_map(|tenths| OutlierTest::ModifiedZScore { tenths }),
    ];
    let value = || prop_oneof![3 => 90i64..110, 1 => number()];
    let bound = option::weighted(0.3, bound());
    cases(&(test, vec(value(), 0..14), value(), bound), count)
        .into_iter()
        .map(|(test, history, value, bound)| {
            let answer = match bound {
                Some(bound) => test_threshold(test, bound, value),
                None => test_outlier(test, &history, value),
            };
            let told = serde_json::to_value(answer).expect("a code");
            let case = json!({ "test": test, "history": history, "value": value, "bound": bound });
            (case, told.as_str().unwrap_or_default().to_owned())
        })
        .unzip()
}
