//! When the figures are closed and when each tier is due (elements 6 and 8).

use super::RegimeBody;
use crate::calendar::{DueRule, Shift, WorkCalendar, due_on};
use crate::period::{Period, PeriodKind};
use crate::unit::Tier;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// When the figures of a period are closed (element 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum ClosingRule {
    /// On the last day of the period: the 14th in the State scheme.
    #[default]
    EndOfPeriod,
    /// So many calendar days earlier, which the regime declares itself.
    DaysBeforeEnd {
        /// Calendar days.
        days: u16,
    },
    /// On a day of the period's last month, which the regime declares itself;
    /// in a shorter month its last day.
    DayOfLastMonth {
        /// Day of the month, 1–31.
        day: u8,
    },
}

impl ClosingRule {
    /// The closing day; it does not move with holidays.
    #[must_use]
    pub fn of(self, period: &Period) -> Date {
        match self {
            ClosingRule::EndOfPeriod => period.to,
            ClosingRule::DaysBeforeEnd { days } => period.to.saturating_sub(i32::from(days).days()),
            ClosingRule::DayOfLastMonth { day } => due_on(
                &DueRule::DayOfLastMonth { day },
                period,
                period.to,
                Shift::Same,
                &WorkCalendar::weekends_only(),
            ),
        }
    }
}

/// When the units of one tier above the lowest are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierDue {
    /// The tier.
    pub tier: Tier,
    /// Its rule.
    pub rule: DueRule,
}

/// The rules of time for some kinds of period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// For which kinds of period.
    pub kinds: Vec<PeriodKind>,
    /// When the figures are closed.
    #[serde(default)]
    pub closing: ClosingRule,
    /// The lowest tier, and every unit whose tier is not named below.
    pub units_due: DueRule,
    /// Tiers above, lower ones first.
    #[serde(default)]
    pub tier_dues: Vec<TierDue>,
    /// The last consolidator.
    pub office_due: DueRule,
}

impl RegimeBody {
    /// The rules of time that hold for a kind of period: its own where the
    /// regime states some, else those of the regime.
    #[must_use]
    pub fn times(&self, kind: PeriodKind) -> Times {
        let own = self.own_times.iter().find(|t| t.kinds.contains(&kind));
        own.cloned().unwrap_or_else(|| Times {
            kinds: vec![kind],
            closing: self.closing,
            units_due: self.units_due,
            tier_dues: self.tier_dues.clone(),
            office_due: self.office_due,
        })
    }
}
