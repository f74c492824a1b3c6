//! What an indicator is.

use super::live::LiveFigure;
use crate::field::Field;
use crate::period::PeriodKind;
use crate::regime::UnitRule;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How values combine, over units or over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// Values add up.
    Sum,
    /// Numerators and denominators add up and the ratio is computed anew;
    /// ratios are never averaged.
    Ratio,
    /// The mean of the values, each counted as often as the weight indicator
    /// says ([`IndicatorDef::weight`]).
    WeightedMean,
    /// The state at the end counts. Over units nothing is combined.
    Last,
    /// The greatest value counts.
    Max,
    /// Nothing is combined: each unit and period stands alone.
    None,
}

/// Whether an indicator is counted, made of two parts, or says an order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum IndicatorKind {
    /// One number.
    #[default]
    Plain,
    /// `num / den × factor`.
    Ratio {
        /// Vietnamese name of the numerator.
        num_label: String,
        /// Vietnamese name of the denominator.
        den_label: String,
        /// 100 for percentages, 1 000 for ‰, 10 000 for "trên vạn dân",
        /// 100 000 for maternal mortality.
        factor: i64,
    },
    /// A place in an order, 1 the best.
    Rank,
    /// A level of a list.
    Category {
        /// Vietnamese names of the levels, lowest first.
        levels: Vec<String>,
    },
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
    /// The nearer to this value, at the scale of the indicator, the better: 105
    /// boys born to 100 girls (DS-01), 2,1 children to a woman (DS-02).
    Toward(i64),
}

/// Who may see the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publicity {
    /// Anybody, once published.
    Public,
    /// Anybody, but counts of 1 to 4 are suppressed (domain rule for figures
    /// on children, violence and disease).
    SuppressSmall,
    /// Staff only.
    Internal,
}

impl Publicity {
    /// Whether a count may appear on a public page. Zero may: it names nobody.
    #[must_use]
    pub fn may_show_count(self, count: i64) -> bool {
        match self {
            Publicity::Public => true,
            Publicity::SuppressSmall => !(1..5).contains(&count),
            Publicity::Internal => false,
        }
    }
}

/// The definition of an indicator from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDef {
    /// Stable code, e.g. `GD-01`.
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Unit of measure as printed, e.g. "%", "người".
    pub measure: String,
    /// Decimals kept; values are `i64` at 10^scale.
    pub scale: u8,
    /// How values of units combine.
    pub over_units: Aggregation,
    /// How values of periods combine.
    pub over_time: Aggregation,
    /// Code of the indicator by whose values a mean is weighted, e.g. the number
    /// of candidates of a mean mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Code of the indicator of which this is a part (*phân tổ*), e.g. of all cases
    /// those of one disease.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its parts, if it has any, are not held to add up to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_loose_parts: bool,
    /// Where its figures come from when nobody types them (CT-05).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<LiveFigure>,
    /// Plain number or ratio.
    #[serde(default)]
    pub kind: IndicatorKind,
    /// Which way is better.
    pub direction: Direction,
    /// The field of work it belongs to.
    pub field: Field,
    /// Who may see it.
    pub public: Publicity,
    /// The kinds of period for which it is collected.
    pub frequency: Vec<PeriodKind>,
    /// Which units report it; units that the rule does not name are not asked,
    /// so that a department and its communes do not both count the same people.
    #[serde(default, skip_serializing_if = "UnitRule::is_any")]
    pub reported_by: UnitRule,
    /// First day of this definition.
    pub valid_from: Date,
    /// Last day of this definition, if it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
}

impl IndicatorDef {
    /// Whether the definition holds on this day.
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The factor of a ratio.
    #[must_use]
    pub fn factor(&self) -> Option<i64> {
        match self.kind {
            IndicatorKind::Ratio { factor, .. } => Some(factor),
            IndicatorKind::Plain | IndicatorKind::Rank | IndicatorKind::Category { .. } => None,
        }
    }

    /// A ratio of a part to its whole in per cent, so within 0 … 100.
    #[must_use]
    pub fn is_percentage(&self) -> bool {
        self.factor() == Some(100) && self.measure == "%"
    }
}

#[cfg(test)]
mod tests {
    use super::Publicity;

    #[test]
    fn small_counts_are_suppressed_but_zero_is_shown() {
        let class = Publicity::SuppressSmall;
        assert!(class.may_show_count(0));
        assert!(!class.may_show_count(1));
        assert!(!class.may_show_count(4));
        assert!(class.may_show_count(5));
        assert!(Publicity::Public.may_show_count(1));
        assert!(!Publicity::Internal.may_show_count(50));
    }
}
