//! The rows of the page of checks: bounds and rules, written into a form and
//! read from it.

use super::checks::BLANK;
use crate::Fields;
use app::FieldError;
use domain::number::{format_number, read_number};
use domain::regime::RegimeBody;
use domain::text::clean_line;
use domain::validation::{
    Bound, Importance, MissingStrategy, Operator, Rule, read_formula, write_formula,
};

type Pairs = Vec<(String, String)>;

const OPERATORS: [(&str, Operator); 10] = [
    ("equal", Operator::Equal),
    ("not_equal", Operator::NotEqual),
    ("less", Operator::Less),
    ("at_most", Operator::AtMost),
    ("greater", Operator::Greater),
    ("at_least", Operator::AtLeast),
    ("compulsory_pair", Operator::CompulsoryPair),
    ("exclusive_pair", Operator::ExclusivePair),
    ("not_copied", Operator::NotCopied),
    ("not_all_copied", Operator::NotAllCopied),
];
const WITHIN: &str = "within_factor";

const IMPORTANCES: [(&str, Importance); 3] = [
    ("high", Importance::High),
    ("medium", Importance::Medium),
    ("low", Importance::Low),
];

const MISSING: [(&str, MissingStrategy); 3] = [
    ("skip_if_any", MissingStrategy::SkipIfAny),
    ("skip_if_all", MissingStrategy::SkipIfAll),
    ("never_skip", MissingStrategy::NeverSkip),
];

pub(super) fn operators() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().map(|o| o.0).chain([WITHIN])
}

pub(super) fn importances() -> impl Iterator<Item = &'static str> {
    IMPORTANCES.iter().map(|i| i.0)
}

pub(super) fn missing() -> impl Iterator<Item = &'static str> {
    MISSING.iter().map(|m| m.0)
}

fn code_of<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    let found = table.iter().find(|(_, v)| v == value);
    found.map_or("", |(code, _)| *code)
}

fn value_of<T: Copy>(table: &[(&'static str, T)], code: &str) -> Option<T> {
    table.iter().find(|(c, _)| *c == code).map(|(_, v)| *v)
}

pub(super) fn write_bound(pairs: &mut Pairs, i: usize, bound: &Bound, body: &RegimeBody) {
    let def = body.indicators.iter().find(|d| d.code == bound.indicator);
    let number = |value: Option<i64>| match (value, def) {
        (Some(value), Some(def)) => format_number(value, def.scale),
        (Some(value), None) => value.to_string(),
        (None, _) => String::new(),
    };
    let importance = code_of(&IMPORTANCES, &bound.importance);
    pairs.extend([
        (format!("bound_{i}"), bound.indicator.clone()),
        (format!("least_{i}"), number(bound.least)),
        (format!("most_{i}"), number(bound.most)),
        (format!("bound_does_{i}"), importance.to_owned()),
    ]);
}

pub(super) fn write_rule(pairs: &mut Pairs, i: usize, rule: &Rule) {
    let operator = operator_code(&rule.operator);
    let times = match rule.operator {
        Operator::WithinFactor { times } => times.to_string(),
        _ => String::new(),
    };
    pairs.extend([
        (format!("code_{i}"), rule.code.clone()),
        (format!("says_{i}"), rule.says.clone()),
        (format!("says_en_{i}"), rule.says_en.clone()),
        (format!("left_{i}"), write_formula(&rule.left)),
        (format!("operator_{i}"), operator.to_owned()),
        (format!("times_{i}"), times),
        (format!("right_{i}"), write_formula(&rule.right)),
        (
            format!("does_{i}"),
            importance_code(rule.importance).to_owned(),
        ),
        (
            format!("missing_{i}"),
            code_of(&MISSING, &rule.missing).to_owned(),
        ),
    ]);
}

/// Rows without an indicator are left out; those of other pages stay.
pub(super) fn read_bounds(
    fields: &Fields,
    before: &RegimeBody,
    errors: &mut Vec<FieldError>,
) -> Vec<Bound> {
    let mut bounds = Vec::new();
    for i in 0..before.checks.bounds.len() + BLANK {
        let what = format!("bound_{i}");
        if !fields.has(&what) {
            bounds.extend(before.checks.bounds.get(i).cloned());
            continue;
        }
        let indicator = fields.get(&what).trim().to_owned();
        if indicator.is_empty() {
            continue;
        }
        let def = before.indicators.iter().find(|d| d.code == indicator);
        let scale = def.map_or(0, |d| d.scale);
        let mut number = |name: String| {
            let text = fields.get(&name).trim();
            if text.is_empty() {
                return None;
            }
            let value = read_number(text, scale).ok().and_then(|r| r.exact());
            if value.is_none() {
                errors.push(FieldError::new(name, "regime.number"));
            }
            value
        };
        let (least, most) = (number(format!("least_{i}")), number(format!("most_{i}")));
        let does = fields.get(&format!("bound_does_{i}"));
        bounds.push(Bound {
            indicator,
            least,
            most,
            importance: value_of(&IMPORTANCES, does).unwrap_or(Importance::Medium),
        });
    }
    bounds
}

/// Rows in which nothing was typed are left out; those of other pages stay.
pub(super) fn read_rules(
    fields: &Fields,
    before: &RegimeBody,
    errors: &mut Vec<FieldError>,
) -> Vec<Rule> {
    let mut rules = Vec::new();
    for i in 0..before.checks.rules.len() + BLANK {
        if !fields.has(&format!("left_{i}")) {
            rules.extend(before.checks.rules.get(i).cloned());
            continue;
        }
        let typed = |name: &str| fields.get(&format!("{name}_{i}")).trim().to_owned();
        let is_empty = ["code", "says", "left", "right"]
            .iter()
            .all(|name| typed(name).is_empty());
        if is_empty {
            continue;
        }
        let mut side = |name: &str| {
            let side = read_formula(&typed(name));
            side.map_err(|e| {
                let field = format!("{name}_{i}");
                errors.push(FieldError::new(field, "checks.formula").with("about", e.0));
            })
            .ok()
        };
        let (left, right) = (side("left"), side("right"));
        let operator = match typed("operator").as_str() {
            WITHIN => typed("times")
                .parse()
                .ok()
                .map(|times| Operator::WithinFactor { times }),
            code => value_of(&OPERATORS, code),
        };
        if operator.is_none() {
            let field = match typed("operator").as_str() {
                WITHIN => format!("times_{i}"),
                _ => format!("operator_{i}"),
            };
            errors.push(FieldError::new(field, "required"));
        }
        let line = |name: &str| clean_line(&typed(name)).unwrap_or_default();
        if let (Some(left), Some(operator), Some(right)) = (left, operator, right) {
            rules.push(Rule {
                code: line("code"),
                left,
                operator,
                right,
                importance: value_of(&IMPORTANCES, &typed("does")).unwrap_or(Importance::Medium),
                missing: value_of(&MISSING, &typed("missing")).unwrap_or_default(),
                says: line("says"),
                says_en: line("says_en"),
            });
        }
    }
    rules
}

/// The code under which an operator has its text.
pub(super) fn operator_code(operator: &Operator) -> &'static str {
    match operator {
        Operator::WithinFactor { .. } => WITHIN,
        operator => code_of(&OPERATORS, operator),
    }
}

/// The code under which an importance has its text.
pub(super) fn importance_code(importance: Importance) -> &'static str {
    code_of(&IMPORTANCES, &importance)
}
