//! A rule and its evaluation.

use super::expression::{Decimal, Expression, Facts};
use crate::number::Reach;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How the sides of a rule must stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Operator {
    /// Equal.
    Equal,
    /// Different.
    NotEqual,
    /// Left less than right.
    Less,
    /// Left at most right.
    AtMost,
    /// Left greater than right.
    Greater,
    /// Left at least right.
    AtLeast,
    /// Both sides given or none.
    CompulsoryPair,
    /// Not both sides given.
    ExclusivePair,
    /// Not the same to the digit; two zeros are no copy.
    NotCopied,
    /// Not all figures of the sides' sums the same to the digit, taken in pairs:
    /// a ratio is copied if both its parts are, while a denominator alone may well
    /// stay. Zeros alone are no copy; sides without a sum are one pair.
    NotAllCopied,
    /// Neither side more than `times` the other; zeros are not compared.
    WithinFactor {
        /// Largest usual factor.
        times: u16,
    },
}

/// What a finding does to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// Informs.
    Low,
    /// Needs an explanation.
    Medium,
    /// Blocks signing.
    High,
}

/// What happens when figures are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingStrategy {
    /// The rule says nothing if any figure is missing.
    #[default]
    SkipIfAny,
    /// The rule says nothing if all figures are missing; else missing is zero.
    SkipIfAll,
    /// Missing is zero.
    NeverSkip,
}

/// A validation rule, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable code, the key of the message; several rules may share one.
    pub code: String,
    /// Left side.
    pub left: Expression,
    /// How the sides must stand to each other.
    pub operator: Operator,
    /// Right side.
    pub right: Expression,
    /// What a finding does.
    pub importance: Importance,
    /// What missing figures do; pairs ignore it.
    #[serde(default)]
    pub missing: MissingStrategy,
    /// What is wrong when it does not hold, in the words of the office that
    /// wrote it; empty for rules whose code has a text of its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says_en: String,
}

/// A rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Code of the rule.
    pub code: String,
    /// What it does to the report.
    pub importance: Importance,
    /// Indicators concerned, in the order of the rule.
    pub indicators: Vec<String>,
    /// The rule's own words, Vietnamese and English; empty if its code has a text.
    #[serde(default)]
    pub says: (String, String),
}

/// The finding of one rule, None if it holds or does not apply.
#[must_use]
pub fn check(rule: &Rule, facts: &Facts<'_>) -> Option<Finding> {
    if holds(rule, facts) {
        return None;
    }
    Some(Finding {
        code: rule.code.clone(),
        importance: rule.importance,
        indicators: rule.indicators(),
        says: (rule.says.clone(), rule.says_en.clone()),
    })
}

impl Rule {
    /// The indicators that it looks at, each once.
    #[must_use]
    pub fn indicators(&self) -> Vec<String> {
        let mut codes = Vec::new();
        self.left.collect_codes(&mut codes);
        self.right.collect_codes(&mut codes);
        codes
    }

    /// The indicator whose cell alone decides whether this rule blocks signing; none
    /// where it never does, or looks at other cells or periods too.
    #[must_use]
    pub fn blocks_by(&self) -> Option<String> {
        let is_of_now = self.left.is_of_now() && self.right.is_of_now();
        let mut codes = self.indicators();
        let is_alone = codes.len() == 1 && is_of_now && self.importance == Importance::High;
        codes.pop().filter(|_| is_alone)
    }
}

/// The findings of all rules, gravest first, else in the order of the rules.
#[must_use]
pub fn check_all(rules: &[Rule], facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rules.iter().filter_map(|rule| check(rule, facts)).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.importance));
    findings
}

/// Whether the rule holds, which it also does where it does not apply, a number is
/// too large to compare, or a threshold leaves it open: "trên 95 %" may be 100 %, "trên
/// 100 %" is surely too much.
fn holds(rule: &Rule, facts: &Facts<'_>) -> bool {
    let (left, right) = (rule.left.evaluate(facts), rule.right.evaluate(facts));
    let (left_given, right_given) = (left.present > 0, right.present > 0);
    match rule.operator {
        Operator::CompulsoryPair => return left_given == right_given,
        Operator::ExclusivePair => return !(left_given && right_given),
        _ => {}
    }
    let missing = left.missing + right.missing;
    let skipped = match rule.missing {
        MissingStrategy::SkipIfAny => missing > 0,
        MissingStrategy::SkipIfAll => missing > 0 && !left_given && !right_given,
        MissingStrategy::NeverSkip => false,
    };
    let Some((a, b)) = left.value.zip(right.value).filter(|_| !skipped) else {
        return true;
    };
    let Some(order) = a.compare(b) else {
        return true;
    };
    let reach = left.reach.minus(right.reach);
    let surely = |wanted: &[Ordering]| reach.is_surely(order, wanted);
    match rule.operator {
        Operator::Equal => !surely(&[Ordering::Less, Ordering::Greater]),
        Operator::NotEqual => !surely(&[Ordering::Equal]),
        Operator::Less => !surely(&[Ordering::Equal, Ordering::Greater]),
        Operator::AtMost => !surely(&[Ordering::Greater]),
        Operator::Greater => !surely(&[Ordering::Less, Ordering::Equal]),
        Operator::AtLeast => !surely(&[Ordering::Less]),
        Operator::NotCopied => !surely(&[Ordering::Equal]) || a.mantissa == 0,
        Operator::WithinFactor { times } => {
            if a.mantissa <= 0 || b.mantissa <= 0 {
                return true;
            }
            let exceeds = |(big, of): (Decimal, Reach), (small, to): (Decimal, Reach)| {
                let order = small.times(times).and_then(|limit| big.compare(limit));
                order == Some(Ordering::Greater) && !of.less && to.is_exact()
            };
            let (a, b) = ((a, left.reach), (b, right.reach));
            !exceeds(a, b) && !exceeds(b, a)
        }
        Operator::NotAllCopied => !is_copy(&rule.left, &rule.right, facts),
        Operator::CompulsoryPair | Operator::ExclusivePair => true,
    }
}

/// Whether every figure of one side is that of the other, and one is no zero.
fn is_copy(left: &Expression, right: &Expression, facts: &Facts<'_>) -> bool {
    let (left, right) = (left.terms(), right.terms());
    let pairs: Vec<_> = left
        .iter()
        .zip(right)
        .map(|(a, b)| (a.evaluate(facts), b.evaluate(facts)))
        .map(|(a, b)| {
            let pair = a.value.zip(b.value);
            pair.filter(|_| a.reach.is_exact() && b.reach.is_exact())
        })
        .collect();
    let is_same = |(a, b): &(Decimal, Decimal)| a.compare(*b) == Some(Ordering::Equal);
    let are_same = pairs.iter().all(|pair| pair.as_ref().is_some_and(is_same));
    let is_figure = pairs.iter().flatten().any(|(a, _)| a.mantissa != 0);
    left.len() == right.len() && are_same && is_figure
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
