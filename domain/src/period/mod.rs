//! Reporting periods: which days a report covers.
//!
//! A period is *(scheme, kind, year, index)* with explicit first and last day,
//! because a "quarter" of the State reporting regime (15th to 14th, Decree
//! 09/2019 art. 12) is not the calendar quarter of the statistics office or of
//! the Party giao ban. Values of two schemes must never be summed or compared
//! silently, so the scheme is part of the identity.
//! Not here: due dates, which follow from a period by rule (`calendar`).

mod code;
mod kind;
mod label;
mod relation;
mod so_far;
mod window;

pub use kind::{PeriodKind, Scheme};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A span of days under review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// How its borders are drawn.
    pub scheme: Scheme,
    /// What kind of span it is.
    pub kind: PeriodKind,
    /// The year by which people call it; of a school year or term, the first.
    pub year: i16,
    /// Number within the year for months, quarters and weeks, else 1.
    pub index: u8,
    /// First day.
    pub from: Date,
    /// Last day (inclusive): the closing date of the data.
    pub to: Date,
}

/// Why there is no such period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The scheme does not know this kind, e.g. a quarter of a school year.
    #[error("this scheme has no such kind of period")]
    NotInScheme,
    /// No such month, quarter or week.
    #[error("no such index")]
    Index,
    /// The year is outside 1900 … 2200.
    #[error("year out of range")]
    Year,
    /// The last day lies before the first.
    #[error("ends before it starts")]
    Reversed,
    /// The text is no period code.
    #[error("not a period code")]
    Code,
}

impl PeriodError {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PeriodError::NotInScheme => "period.not_in_scheme",
            PeriodError::Index => "period.index",
            PeriodError::Year => "period.year",
            PeriodError::Reversed => "period.reversed",
            PeriodError::Code => "period.code",
        }
    }
}

impl Period {
    /// The period of this scheme, kind, year and index.
    ///
    /// `index` is 1–12 for months, 1–4 for quarters, 1–53 for ISO weeks and 1
    /// for all other kinds.
    ///
    /// # Errors
    /// [`PeriodError`] if the scheme has no such period. Days and custom spans
    /// have constructors of their own.
    pub fn new(
        scheme: Scheme,
        kind: PeriodKind,
        year: i16,
        index: u8,
    ) -> Result<Period, PeriodError> {
        if !(1900..=2200).contains(&year) {
            return Err(PeriodError::Year);
        }
        let (from, to) = window::window(scheme, kind, year, index)?;
        Ok(Period {
            scheme,
            kind,
            year,
            index,
            from,
            to,
        })
    }

    /// A span with borders of its own, for a thematic or ad hoc report or a
    /// regime that declares its own closing dates.
    ///
    /// # Errors
    /// [`PeriodError::Reversed`], [`PeriodError::Year`].
    pub fn custom(from: Date, to: Date) -> Result<Period, PeriodError> {
        if to < from {
            return Err(PeriodError::Reversed);
        }
        if !(1900..=2200).contains(&from.year()) || !(1900..=2200).contains(&to.year()) {
            return Err(PeriodError::Year);
        }
        Ok(Period {
            scheme: Scheme::Custom,
            kind: PeriodKind::OneOff,
            year: from.year(),
            index: 1,
            from,
            to,
        })
    }

    /// One calendar day.
    ///
    /// # Errors
    /// [`PeriodError::Year`].
    pub fn day(day: Date) -> Result<Period, PeriodError> {
        Ok(Period {
            scheme: Scheme::Lich,
            kind: PeriodKind::Day,
            ..Period::custom(day, day)?
        })
    }

    /// Whether the period covers this day.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}
