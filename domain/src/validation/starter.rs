//! The rules every office starts with.

use super::expression::{Expression, When};
use super::rule::{Importance, MissingStrategy, Operator, Rule};
use crate::indicator::{Aggregation, IndicatorDef, IndicatorKind, parts_of_whole};
use serde::{Deserialize, Serialize};

/// What an office may tune in the starter set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StarterSettings {
    /// A figure more than so many times its last one, or less than that part
    /// of it, needs an explanation.
    pub usual_factor: u16,
}

impl Default for StarterSettings {
    fn default() -> StarterSettings {
        StarterSettings { usual_factor: 3 }
    }
}

/// Codes of the starter rules, for choosing which to do without.
pub const STARTER_CODES: [&str; 17] = [
    "check.ratio_disagrees",
    "check.percent_below_0",
    "check.percent_above_100",
    "check.part_over_whole",
    "check.negative_count",
    "check.cumulative_fell",
    "check.cumulative_differs",
    "check.cumulative_num_differs",
    "check.cumulative_den_differs",
    "check.rank_below_1",
    "check.weight_missing",
    "check.parts_over_total",
    "check.parts_below_total",
    "check.large_change",
    "check.large_change_num",
    "check.large_change_den",
    "check.same_as_last_period",
];

/// The rule with which a regime has or does without this one, unless it says
/// otherwise: a jump of a part of a ratio is a jump.
#[must_use]
pub fn goes_with(code: &str) -> Option<&'static str> {
    match code {
        "check.large_change_num" | "check.large_change_den" => Some("check.large_change"),
        _ => None,
    }
}

/// The starter rules for these indicators.
///
/// Ratios: a value that was sent beside its parts agrees with them (high).
/// Percentages: within 0 … 100, part not over its whole (high). Counts that add
/// up: not negative (high), cumulative value not below that of the shorter
/// period (medium). These, counts at the end of a period and both parts of a
/// ratio: no change beyond the usual factor (medium), not the same to the digit
/// as last period (low; of a ratio only if both parts are). What adds up over time: the same as the sum
/// of the parts of a longer period, as far as the unit reported them (medium,
/// A weighted mean and its weight: both or none (medium, R-4.1).
/// A rank is 1 or more (high). Parts of a breakdown: together not more than their
/// whole (high) and, if all of them are given, not less (medium).
#[must_use]
pub fn starter_rules(definitions: &[IndicatorDef], settings: StarterSettings) -> Vec<Rule> {
    let mut rules = Vec::new();
    for def in definitions {
        let code = || def.code.clone();
        let value = |when| Expression::Value { code: code(), when };
        let mut add = |name: &str, left, operator, right, importance| {
            // A part that was left empty is no zero, but the others alone may
            // already be more than the whole.
            let missing = match (&right, operator) {
                (Expression::Sum { .. }, Operator::AtLeast) => MissingStrategy::SkipIfAll,
                _ => MissingStrategy::SkipIfAny,
            };
            rules.push(Rule {
                code: format!("check.{name}"),
                left,
                operator,
                right,
                importance,
                missing,
                says: String::new(),
                says_en: String::new(),
            });
        };
        let (now, high) = (When::Now, Importance::High);
        let usual = Operator::WithinFactor {
            times: settings.usual_factor,
        };
        if def.factor().is_some() {
            let sent = Expression::Sent {
                code: code(),
                when: now,
            };
            add("ratio_disagrees", sent, Operator::Equal, value(now), high);
            let num = |when| Expression::Num { code: code(), when };
            let den = |when| Expression::Den { code: code(), when };
            let (medium, low) = (Importance::Medium, Importance::Low);
            for (name, now, before) in [
                ("large_change_num", num(now), num(When::Previous)),
                ("large_change_den", den(now), den(When::Previous)),
            ] {
                add(name, now, usual, before, medium);
            }
            let both = |when| Expression::Sum {
                of: vec![num(when), den(when)],
            };
            let (same, copied) = ("same_as_last_period", Operator::NotAllCopied);
            add(same, both(now), copied, both(When::Previous), low);
        }
        if def.is_percentage() {
            let hundred = number(100);
            add(
                "percent_below_0",
                value(now),
                Operator::AtLeast,
                number(0),
                high,
            );
            add(
                "percent_above_100",
                value(now),
                Operator::AtMost,
                hundred,
                high,
            );
            let num = Expression::Num {
                code: code(),
                when: now,
            };
            let den = Expression::Den {
                code: code(),
                when: now,
            };
            add("part_over_whole", num, Operator::AtMost, den, high);
        }
        let medium = Importance::Medium;
        if def.over_time == Aggregation::Ratio {
            let num = |when| Expression::Num { code: code(), when };
            let den = |when| Expression::Den { code: code(), when };
            for (name, left, right) in [
                ("cumulative_num_differs", num(now), num(When::Parts)),
                ("cumulative_den_differs", den(now), den(When::Parts)),
            ] {
                add(name, left, Operator::Equal, right, medium);
            }
        }
        if def.is_rank() {
            let first = number(1);
            add("rank_below_1", value(now), Operator::AtLeast, first, high);
        }
        let parts: Vec<Expression> = parts_that_add_up(definitions, def)
            .map(|part| Expression::Value {
                code: part.code.clone(),
                when: now,
            })
            .collect();
        if !parts.is_empty() {
            for (name, operator, importance) in [
                ("parts_over_total", Operator::AtLeast, high),
                ("parts_below_total", Operator::AtMost, medium),
            ] {
                let sum = Expression::Sum { of: parts.clone() };
                add(name, value(now), operator, sum, importance);
            }
        }
        if let Some(weight) = &def.weight {
            let weight = Expression::Value {
                code: weight.clone(),
                when: now,
            };
            let pair = Operator::CompulsoryPair;
            add("weight_missing", value(now), pair, weight, medium);
        }
        if def.over_time == Aggregation::WeightedMean {
            let parts = value(When::Parts);
            add(
                "cumulative_differs",
                value(now),
                Operator::Equal,
                parts,
                medium,
            );
        }
        if def.factor().is_none() && def.over_time == Aggregation::Sum {
            let before = value(When::CumulativeBefore);
            add(
                "negative_count",
                value(now),
                Operator::AtLeast,
                number(0),
                high,
            );
            add(
                "cumulative_fell",
                value(now),
                Operator::AtLeast,
                before,
                medium,
            );
            let parts = value(When::Parts);
            add(
                "cumulative_differs",
                value(now),
                Operator::Equal,
                parts,
                medium,
            );
        }
        // Levels and ranks say an order and no amount; staying on one is usual.
        let is_amount = def.kind == IndicatorKind::Plain;
        if is_amount && [Aggregation::Sum, Aggregation::Last].contains(&def.over_time) {
            let (previous, low) = (|| value(When::Previous), Importance::Low);
            let (same, copied) = ("same_as_last_period", Operator::NotCopied);
            add("large_change", value(now), usual, previous(), medium);
            add(same, value(now), copied, previous(), low);
        }
    }
    rules
}

/// The parts of a whole that is to be their sum.
fn parts_that_add_up<'a>(
    definitions: &'a [IndicatorDef],
    whole: &'a IndicatorDef,
) -> impl Iterator<Item = &'a IndicatorDef> {
    let adds = whole.over_units == Aggregation::Sum
        && whole.live.is_none()
        && whole.factor().is_none()
        && !whole.has_loose_parts;
    parts_of_whole(definitions, &whole.code).filter(move |_| adds)
}

fn number(value: i64) -> Expression {
    Expression::Number { value, scale: 0 }
}
