//! Due dates as rules, and the check of a chain of deadlines.

use super::WorkCalendar;
use crate::period::Period;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How a regime says when a report is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum DueRule {
    /// "2 working days after closing".
    WorkingDaysAfterClosing {
        /// Working days.
        days: u16,
    },
    /// Calendar days after closing.
    CalendarDaysAfterClosing {
        /// Calendar days.
        days: u16,
    },
    /// "the 25th of the last month of the period" (Decree 09/2019 art. 13);
    /// in a shorter month its last day.
    DayOfLastMonth {
        /// Day of the month, 1–31.
        day: u8,
    },
    /// Calendar days after the last day of the period.
    CalendarDaysAfterEnd {
        /// Calendar days.
        days: u16,
    },
    /// Working days after the last day of the period.
    WorkingDaysAfterEnd {
        /// Working days.
        days: u16,
    },
    /// One given day.
    Fixed {
        /// The day.
        date: Date,
    },
}

/// Where a due date goes that is no working day; a choice of the regime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// To the next working day.
    #[default]
    Next,
    /// To the previous working day.
    Previous,
    /// It stays.
    Same,
}

impl Shift {
    /// Where a day goes.
    #[must_use]
    pub fn moved(self, day: Date, calendar: &WorkCalendar) -> Date {
        match self {
            Shift::Next => calendar.next_working_day(day),
            Shift::Previous => calendar.previous_working_day(day),
            Shift::Same => day,
        }
    }
}

/// Under whose rules a regime reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegimeKind {
    /// A State body: Decree 09/2019 binds.
    State,
    /// A Party body: the decree does not bind, its rules are good advice.
    Party,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Shown; does not hinder.
    Warning,
    /// Hinders.
    Error,
}

/// What is wrong with a chain of deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueFindingCode {
    /// Less than one working day after closing (Decree 09/2019 art. 8.5).
    TierTooEarly,
    /// A tier is due less than one working day after the tier below it.
    TierBeforeLowerTier,
    /// The last tier is due after the latest day that the regime names (Decree
    /// 09/2019 art. 13).
    AfterLatest,
    /// A link behind the office's day is due before the one that it follows.
    LinkBeforeEarlier,
}

impl DueFindingCode {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            DueFindingCode::TierTooEarly => "due.tier_too_early",
            DueFindingCode::TierBeforeLowerTier => "due.tier_before_lower_tier",
            DueFindingCode::AfterLatest => "due.after_latest",
            DueFindingCode::LinkBeforeEarlier => "due.link_before_earlier",
        }
    }
}

/// One thing wrong with a chain of deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueFinding {
    /// What.
    pub code: DueFindingCode,
    /// Which tier, counted from 0 at the lowest; the links behind the office that
    /// have a day count on.
    pub tier: usize,
    /// An error in a State regime, a warning in a Party regime.
    pub severity: Severity,
}

/// The due day of a period.
///
/// `closing` is the closing date of the data, usually `period.to`; a regime may
/// declare an earlier one.
#[must_use]
pub fn due_on(
    rule: &DueRule,
    period: &Period,
    closing: Date,
    shift: Shift,
    calendar: &WorkCalendar,
) -> Date {
    let due = match *rule {
        DueRule::WorkingDaysAfterClosing { days } => {
            calendar.add_working_days(closing, i32::from(days))
        }
        DueRule::DayOfLastMonth { day } => {
            let last = period.to.days_in_month();
            let day = i8::try_from(day).unwrap_or(last).clamp(1, last);
            Date::constant(period.to.year(), period.to.month(), day)
        }
        DueRule::CalendarDaysAfterClosing { days } => {
            closing.saturating_add(i32::from(days).days())
        }
        DueRule::CalendarDaysAfterEnd { days } => period.to.saturating_add(i32::from(days).days()),
        DueRule::WorkingDaysAfterEnd { days } => {
            calendar.add_working_days(period.to, i32::from(days))
        }
        DueRule::Fixed { date } => date,
    };
    shift.moved(due, calendar)
}

/// Checks the due days of all tiers, lowest first, against the closing date:
/// each tier at least one working day after closing and after the tier below it
/// (Decree 09/2019 art. 8.5).
#[must_use]
pub fn check_due_chain(
    closing: Date,
    tiers: &[Date],
    regime: RegimeKind,
    calendar: &WorkCalendar,
) -> Vec<DueFinding> {
    let severity = match regime {
        RegimeKind::State => Severity::Error,
        RegimeKind::Party => Severity::Warning,
    };
    let earliest = calendar.add_working_days(closing, 1);
    let mut findings = Vec::new();
    for (tier, due) in tiers.iter().enumerate() {
        let mut add = |code| {
            findings.push(DueFinding {
                code,
                tier,
                severity,
            });
        };
        if *due < earliest {
            add(DueFindingCode::TierTooEarly);
        }
        if tier > 0 && *due < calendar.add_working_days(tiers[tier - 1], 1) {
            add(DueFindingCode::TierBeforeLowerTier);
        }
    }
    findings
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
