//! The two sides of a rule.

use super::definitions::Definitions;
use crate::indicator::{Cell, IndicatorDef};
use crate::number::Reach;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The cells of one unit and period by indicator code.
pub type Figures = BTreeMap<String, Cell>;

/// From which period a figure is taken, seen from the one under check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The period under check.
    #[default]
    Now,
    /// The period before it.
    Previous,
    /// The same period last year.
    LastYear,
    /// The shorter cumulative period of the same year
    /// ([`crate::period::Period::cumulative_before`]).
    CumulativeBefore,
    /// What the parts of a longer period add up to
    /// ([`crate::indicator::cumulative_cell`]).
    Parts,
}

/// What a rule looks at. All numbers are exact decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Expression {
    /// A constant at 10^scale.
    Number {
        /// The number, times 10^scale.
        value: i64,
        /// Decimals.
        #[serde(default)]
        scale: u8,
    },
    /// The value of an indicator (of a ratio computed from its parts).
    Value {
        /// Indicator code.
        code: String,
        /// Period.
        #[serde(default)]
        when: When,
    },
    /// The value of an indicator as it was sent, also of a ratio that has its
    /// parts: to hold it against them.
    Sent {
        /// Indicator code.
        code: String,
        /// Period.
        #[serde(default)]
        when: When,
    },
    /// The numerator of a ratio.
    Num {
        /// Indicator code.
        code: String,
        /// Period.
        #[serde(default)]
        when: When,
    },
    /// The denominator of a ratio.
    Den {
        /// Indicator code.
        code: String,
        /// Period.
        #[serde(default)]
        when: When,
    },
    /// A sum, e.g. of the parts of a total.
    Sum {
        /// What is added.
        of: Vec<Expression>,
    },
}

/// The figures against which rules are evaluated.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Definitions valid for the period; a code without one counts as missing.
    pub definitions: &'a Definitions,
    /// The report under check.
    pub now: &'a Figures,
    /// The same unit's period before, if it reported.
    pub previous: Option<&'a Figures>,
    /// The same unit's same period last year, if it reported.
    pub last_year: Option<&'a Figures>,
    /// The same unit's shorter cumulative period, if it reported.
    pub cumulative_before: Option<&'a Figures>,
    /// What the same unit's reports for the parts of this period add up to, as
    /// far as they add up.
    pub parts: Option<&'a Figures>,
}

/// An exact decimal: `mantissa` / 10^`scale`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decimal {
    pub(super) mantissa: i128,
    scale: u8,
}

impl Decimal {
    fn new(value: i64, scale: u8) -> Decimal {
        Decimal {
            mantissa: i128::from(value),
            scale,
        }
    }

    /// The mantissa at a finer scale; None if it does not fit.
    fn at(self, scale: u8) -> Option<i128> {
        let power = 10i128.checked_pow(u32::from(scale.checked_sub(self.scale)?))?;
        self.mantissa.checked_mul(power)
    }

    fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        Some(Decimal {
            mantissa: self.at(scale)?.checked_add(other.at(scale)?)?,
            scale,
        })
    }

    pub(super) fn times(self, factor: u16) -> Option<Decimal> {
        Some(Decimal {
            mantissa: self.mantissa.checked_mul(i128::from(factor))?,
            scale: self.scale,
        })
    }

    pub(super) fn compare(self, other: Decimal) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        Some(self.at(scale)?.cmp(&other.at(scale)?))
    }
}

/// The value of an expression and how many of its figures were there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evaluated {
    /// With missing figures as zero; None if the number does not fit.
    pub(super) value: Option<Decimal>,
    /// Where the true value may lie, if thresholds are among its figures.
    pub(super) reach: Reach,
    pub(super) present: usize,
    pub(super) missing: usize,
}

impl Expression {
    pub(super) fn evaluate(&self, facts: &Facts<'_>) -> Evaluated {
        match self {
            Expression::Number { value, scale } => Evaluated {
                value: Some(Decimal::new(*value, *scale)),
                reach: Reach::default(),
                present: 0,
                missing: 0,
            },
            Expression::Value { code, when } => figure(facts, code, *when, |cell, def| {
                let value = Decimal::new(cell.shown_value(def)?, def.scale);
                Some((value, cell.reach(def)))
            }),
            Expression::Sent { code, when } => figure(facts, code, *when, |cell, def| {
                Some((Decimal::new(cell.value?, def.scale), Reach::of(cell.bound)))
            }),
            Expression::Num { code, when } => figure(facts, code, *when, |cell, _| {
                Some((Decimal::new(cell.num?, 0), Reach::default()))
            }),
            Expression::Den { code, when } => figure(facts, code, *when, |cell, _| {
                Some((Decimal::new(cell.den?, 0), Reach::default()))
            }),
            Expression::Sum { of } => {
                let zero = Evaluated {
                    value: Some(Decimal::new(0, 0)),
                    reach: Reach::default(),
                    present: 0,
                    missing: 0,
                };
                of.iter().fold(zero, |sum, part| {
                    let part = part.evaluate(facts);
                    Evaluated {
                        value: sum.value.zip(part.value).and_then(|(a, b)| a.plus(b)),
                        reach: sum.reach.plus(part.reach),
                        present: sum.present + part.present,
                        missing: sum.missing + part.missing,
                    }
                })
            }
        }
    }

    /// What a sum adds; anything else is its own only term.
    pub(super) fn terms(&self) -> &[Expression] {
        match self {
            Expression::Sum { of } => of,
            other => std::slice::from_ref(other),
        }
    }

    /// Adds the indicator codes it looks at, each once.
    pub(super) fn collect_codes(&self, codes: &mut Vec<String>) {
        match self {
            Expression::Number { .. } => {}
            Expression::Value { code, .. }
            | Expression::Sent { code, .. }
            | Expression::Num { code, .. }
            | Expression::Den { code, .. } => {
                if !codes.contains(code) {
                    codes.push(code.clone());
                }
            }
            Expression::Sum { of } => of.iter().for_each(|part| part.collect_codes(codes)),
        }
    }
}

impl Expression {
    /// Whether it looks at no other period than the one under check.
    pub(super) fn is_of_now(&self) -> bool {
        match self {
            Expression::Number { .. } => true,
            Expression::Value { when, .. }
            | Expression::Sent { when, .. }
            | Expression::Num { when, .. }
            | Expression::Den { when, .. } => *when == When::Now,
            Expression::Sum { of } => of.iter().all(Expression::is_of_now),
        }
    }

    /// The same with every indicator code passed through `rename`.
    pub(super) fn renamed(&self, rename: &impl Fn(&str) -> String) -> Expression {
        let mut copy = self.clone();
        match &mut copy {
            Expression::Number { .. } => {}
            Expression::Value { code, .. }
            | Expression::Sent { code, .. }
            | Expression::Num { code, .. }
            | Expression::Den { code, .. } => *code = rename(code),
            Expression::Sum { of } => of.iter_mut().for_each(|part| *part = part.renamed(rename)),
        }
        copy
    }
}

fn figure(
    facts: &Facts<'_>,
    code: &str,
    when: When,
    read: impl Fn(&Cell, &IndicatorDef) -> Option<(Decimal, Reach)>,
) -> Evaluated {
    let figures = match when {
        When::Now => Some(facts.now),
        When::Previous => facts.previous,
        When::LastYear => facts.last_year,
        When::CumulativeBefore => facts.cumulative_before,
        When::Parts => facts.parts,
    };
    // The definition is sought only where there is a figure.
    let def = || facts.definitions.get(code);
    let found = figures
        .and_then(|figures| figures.get(code))
        .and_then(|cell| read(cell, def()?));
    let (value, reach) = found.unwrap_or((Decimal::new(0, 0), Reach::default()));
    Evaluated {
        value: Some(value),
        reach,
        present: usize::from(found.is_some()),
        missing: usize::from(found.is_none()),
    }
}
