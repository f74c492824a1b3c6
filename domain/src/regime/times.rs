//! When the figures are closed and when each tier is due (elements 6 and 8).

use super::{LinkDues, RegimeBody};
use crate::calendar::{DueRule, Shift, WorkCalendar, due_on};
use crate::period::{Period, PeriodKind, Scheme};
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

    /// The first day that the figures of a period cover: the day after
    /// the figures were closed, by this rule, for the period that ends where this
    /// one begins. So the windows of a year tile whatever the rule is, those of
    /// cumulative periods with the windows of their parts, and the first of a
    /// year with the last of the year before. A span with borders of its own
    /// follows nothing and covers itself.
    #[must_use]
    pub fn first_day(self, period: &Period) -> Date {
        let Some(eve) = period.from.yesterday().ok() else {
            return period.from;
        };
        if period.scheme == Scheme::Custom {
            return period.from;
        }
        // Of the period before, the rules ask for its last day alone.
        let before = Period { to: eve, ..*period };
        self.of(&before).tomorrow().unwrap_or(period.from)
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
    /// What follows the consolidator's day.
    #[serde(default, skip_serializing_if = "LinkDues::is_empty")]
    pub links: LinkDues,
}

impl RegimeBody {
    /// The rules of time that hold for a kind of period: its own where the
    /// regime states some, else those of the regime. A link behind the office's day
    /// follows the usual rule also where a kind's own rules do not name it.
    #[must_use]
    pub fn times(&self, kind: PeriodKind) -> Times {
        let own = self.own_times.iter().find(|t| t.kinds.contains(&kind));
        let mut times = own.cloned().unwrap_or_else(|| Times {
            kinds: vec![kind],
            closing: self.closing,
            units_due: self.units_due,
            tier_dues: self.tier_dues.clone(),
            office_due: self.office_due,
            links: LinkDues::default(),
        });
        times.links = times.links.or(&self.links);
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// whatever the rule, no day is counted twice or never.
    #[test]
    fn r_3_2_the_windows_of_consecutive_periods_tile_under_every_rule() {
        let rules = (0..25)
            .map(|days| ClosingRule::DaysBeforeEnd { days })
            .chain((1..=31).map(|day| ClosingRule::DayOfLastMonth { day }));
        for rule in rules {
            for scheme in [Scheme::HanhChinh, Scheme::Lich] {
                let window = |kind, year, index| {
                    let period = Period::new(scheme, kind, year, index).unwrap();
                    (rule.first_day(&period), rule.of(&period))
                };
                for year in [2023, 2024, 2026] {
                    let year_long = window(PeriodKind::Year, year, 1);
                    for kind in [PeriodKind::Month, PeriodKind::Quarter] {
                        let mut next = year_long.0;
                        for index in 1..=kind.per_year() {
                            let (from, to) = window(kind, year, index);
                            assert_eq!(from, next, "{rule:?} {kind:?} {year}-{index}");
                            next = to.tomorrow().unwrap();
                        }
                        assert_eq!(next, year_long.1.tomorrow().unwrap(), "{rule:?}");
                    }
                    assert_eq!(window(PeriodKind::NineMonths, year, 1).0, year_long.0);
                }
            }
        }
    }
}
