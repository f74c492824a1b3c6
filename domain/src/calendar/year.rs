//! The days off of one year as an office enters them when they are announced
//! one line a day, so that an announcement can be typed as it reads.

use super::{DayNote, DayStatus, Swap, YearNote, read_day};
use crate::text::clean_line;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Days of one span at most: the longest Tết had nine.
const LONGEST: i32 = 16;

/// The days off of a year; they stand in for everything known of it before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkYear {
    /// How sure the year is and what it rests on.
    pub note: YearNote,
    /// Days off, by date.
    pub holidays: Vec<DayNote>,
    /// Swapped days.
    #[serde(default)]
    pub swaps: Vec<Swap>,
}

/// A year as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedYear {
    /// The year.
    pub year: i16,
    /// Whether everything is announced.
    pub status: DayStatus,
    /// Announcement it rests on.
    pub source: String,
    /// One line for a day off: `01/01/2027 Tết Dương lịch`, or for several in a
    /// row: `05/02/2027 - 11/02/2027 Tết Nguyên đán`.
    pub holidays: String,
    /// One line for a swap: the day that becomes free, the weekend day worked
    /// instead: `02/01/2026 10/01/2026`.
    pub swaps: String,
}

crate::codes! {
    /// What is wrong with a line, or with the whole.
    YearFault {
        /// No source named.
        SourceMissing = "calendar.year.source_missing",
        /// No day off at all.
        Empty = "calendar.year.empty",
        /// The line does not begin with a day.
        Day = "calendar.year.day",
        /// The line has no name.
        Name = "calendar.year.name",
        /// The last day of a span lies before its first, or too far after it.
        Span = "calendar.year.span",
        /// The day lies in another year.
        OtherYear = "calendar.year.other_year",
        /// The day stands in another line too.
        Twice = "calendar.year.twice",
        /// A swap has no second day.
        Second = "calendar.year.second",
        /// The day that becomes free is no weekday.
        NotWeekday = "calendar.year.not_weekday",
        /// The day that is worked is no Saturday or Sunday.
        NotWeekend = "calendar.year.not_weekend",
    }
}

/// In which part of the form something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearPart {
    /// [`TypedYear::source`].
    Source,
    /// [`TypedYear::holidays`].
    Holidays,
    /// [`TypedYear::swaps`].
    Swaps,
}

/// One thing wrong, with the number of its line from 1; 0 for the whole part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearError {
    /// Where.
    pub part: YearPart,
    /// Which line.
    pub line: usize,
    /// What.
    pub fault: YearFault,
}

impl WorkYear {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn read(typed: &TypedYear) -> Result<Self, Vec<YearError>> {
        let mut reading = Reading {
            typed,
            errors: Vec::new(),
            taken: BTreeSet::new(),
        };
        let source = clean_line(&typed.source).unwrap_or_default();
        if source.is_empty() {
            reading.fail(YearPart::Source, 0, YearFault::SourceMissing);
        }
        let mut holidays = Vec::new();
        for (line, text) in lines(&typed.holidays) {
            match reading.holiday(text) {
                Ok(days) => {
                    for (date, name) in days {
                        reading.take(YearPart::Holidays, line, date);
                        holidays.push(DayNote {
                            date,
                            name_en: name.clone(),
                            name,
                            status: typed.status,
                            source: source.clone(),
                        });
                    }
                }
                Err(fault) => reading.fail(YearPart::Holidays, line, fault),
            }
        }
        if lines(&typed.holidays).next().is_none() {
            reading.fail(YearPart::Holidays, 0, YearFault::Empty);
        }
        let mut swaps = Vec::new();
        for (line, text) in lines(&typed.swaps) {
            match reading.swap(text) {
                Ok((off, working)) => {
                    reading.take(YearPart::Swaps, line, off);
                    reading.take(YearPart::Swaps, line, working);
                    swaps.push(Swap {
                        off,
                        working,
                        status: typed.status,
                        source: source.clone(),
                    });
                }
                Err(fault) => reading.fail(YearPart::Swaps, line, fault),
            }
        }
        if !reading.errors.is_empty() {
            return Err(reading.errors);
        }
        holidays.sort_by_key(|note| note.date);
        let compared = source.clone();
        Ok(Self {
            note: YearNote {
                year: typed.year,
                status: typed.status,
                source,
                compared,
            },
            holidays,
            swaps,
        })
    }

    /// As it would be typed; days in a row of one name are one line.
    #[must_use]
    pub fn write(&self) -> TypedYear {
        let mut spans: Vec<(Date, Date, &str)> = Vec::new();
        for note in &self.holidays {
            match spans.last_mut() {
                Some((_, last, name)) if *name == note.name && next(*last) == note.date => {
                    *last = note.date;
                }
                _ => spans.push((note.date, note.date, &note.name)),
            }
        }
        let holidays = spans.into_iter().map(|(first, last, name)| {
            if first == last {
                format!("{} {name}\n", written(first))
            } else {
                format!("{} - {} {name}\n", written(first), written(last))
            }
        });
        let swaps = self.swaps.iter();
        TypedYear {
            year: self.note.year,
            status: self.note.status,
            source: self.note.source.clone(),
            holidays: holidays.collect(),
            swaps: swaps
                .map(|s| format!("{} {}\n", written(s.off), written(s.working)))
                .collect(),
        }
    }
}

struct Reading<'a> {
    typed: &'a TypedYear,
    errors: Vec<YearError>,
    taken: BTreeSet<Date>,
}

impl Reading<'_> {
    fn fail(&mut self, part: YearPart, line: usize, fault: YearFault) {
        self.errors.push(YearError { part, line, fault });
    }

    fn take(&mut self, part: YearPart, line: usize, day: Date) {
        if !self.taken.insert(day) {
            self.fail(part, line, YearFault::Twice);
        }
    }

    /// The days of a line with their name.
    fn holiday(&self, text: &str) -> Result<Vec<(Date, String)>, YearFault> {
        let (first, rest) = first_day(text).ok_or(YearFault::Day)?;
        let (last, rest) = match rest.strip_prefix(['-', '–', '—']) {
            Some(rest) => first_day(rest).ok_or(YearFault::Day)?,
            None => (first, rest),
        };
        let name = clean_line(rest).unwrap_or_default();
        if name.is_empty() {
            return Err(YearFault::Name);
        }
        let count = (last - first).get_days();
        if !(0..LONGEST).contains(&count) {
            return Err(YearFault::Span);
        }
        let days = (0..=count).map(|n| first.saturating_add(n.days()));
        if days.clone().any(|day| day.year() != self.typed.year) {
            return Err(YearFault::OtherYear);
        }
        Ok(days.map(|day| (day, name.clone())).collect())
    }

    /// The two days of a swap.
    fn swap(&self, text: &str) -> Result<(Date, Date), YearFault> {
        let (off, rest) = first_day(text).ok_or(YearFault::Day)?;
        let rest = rest.trim_start_matches(['-', '–', '—', '>', '→', ' ']);
        let (working, _) = first_day(rest).ok_or(YearFault::Second)?;
        if [off, working].iter().any(|d| d.year() != self.typed.year) {
            return Err(YearFault::OtherYear);
        }
        let is_weekend = |day: Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if is_weekend(off) {
            return Err(YearFault::NotWeekday);
        }
        if !is_weekend(working) {
            return Err(YearFault::NotWeekend);
        }
        Ok((off, working))
    }
}

/// The lines that say something, numbered from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate();
    numbered
        .map(|(n, line)| (n + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

/// The day with which a text begins, and what follows it.
fn first_day(text: &str) -> Option<(Date, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '/')
        .unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    let rest = rest.trim_start_matches([':', ',', ';']).trim_start();
    read_day(day).map(|day| (day, rest))
}

fn written(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

fn next(day: Date) -> Date {
    day.saturating_add(1.day())
}

#[cfg(test)]
#[path = "year_tests.rs"]
mod tests;
