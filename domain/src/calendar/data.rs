//! The data file of a working-day calendar.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How sure a calendar entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayStatus {
    /// Fixed by law or announced by the competent body.
    Official,
    /// Follows from the law or press reports; not yet announced.
    Expected,
}

/// A day off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayNote {
    /// The day.
    pub date: Date,
    /// Vietnamese name of the holiday.
    pub name: String,
    /// English name of the holiday.
    pub name_en: String,
    /// How sure it is.
    pub status: DayStatus,
    /// Law or announcement it rests on.
    pub source: String,
}

/// A swap of working days (*hoán đổi ngày làm việc*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swap {
    /// The weekday that becomes free.
    pub off: Date,
    /// The weekend day that is worked instead.
    pub working: Date,
    /// How sure it is.
    pub status: DayStatus,
    /// Announcement it rests on.
    pub source: String,
}

/// How sure a year of the calendar is, and what it was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearNote {
    /// The year.
    pub year: i16,
    /// Official when every day off of it is fixed or announced.
    pub status: DayStatus,
    /// What it rests on.
    pub source: String,
    /// What was compared with what.
    pub compared: String,
}

crate::codes! {
    /// What is not sure about the working days of a year.
    YearDoubt {
        /// No day off is known: only weekends are counted.
        Unknown = "unknown",
        /// Days off follow from the law and are not all announced.
        Expected = "expected",
    }
}

/// Why a calendar file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not TOML of the expected shape; the parser's words.
    #[error("calendar file: {0}")]
    Syntax(String),
    /// A day is listed as free twice, or as free and as worked.
    #[error("calendar file: {0} is listed twice")]
    Twice(Date),
}

impl CalendarError {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            CalendarError::Syntax(_) => "calendar.syntax",
            CalendarError::Twice(_) => "calendar.twice",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarFile {
    #[serde(default)]
    pub(super) years: Vec<YearNote>,
    #[serde(default)]
    pub(super) holidays: Vec<DayNote>,
    #[serde(default)]
    pub(super) swaps: Vec<Swap>,
}
