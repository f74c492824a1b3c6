//! Which days are worked, and counting in working days.

use super::WorkYear;
use super::data::{CalendarError, CalendarFile, DayNote, DayStatus, Swap, YearDoubt, YearNote};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

const BUILT_IN: &str = include_str!("../../data/holidays.toml");

/// Working days: Monday to Friday, without holidays, with swapped days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    days: BTreeMap<Date, Day>,
    years: Vec<YearNote>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Day {
    Off(DayNote),
    SwappedOff(Swap),
    SwappedWorking(Swap),
}

impl WorkCalendar {
    /// A calendar from its entries.
    ///
    /// # Errors
    /// [`CalendarError::Twice`] if one day has two entries.
    pub fn new(holidays: Vec<DayNote>, swaps: Vec<Swap>) -> Result<WorkCalendar, CalendarError> {
        let mut days = BTreeMap::new();
        let mut add = |date, day| match days.insert(date, day) {
            None => Ok(()),
            Some(_) => Err(CalendarError::Twice(date)),
        };
        for note in holidays {
            add(note.date, Day::Off(note))?;
        }
        for swap in swaps {
            add(swap.off, Day::SwappedOff(swap.clone()))?;
            add(swap.working, Day::SwappedWorking(swap))?;
        }
        Ok(WorkCalendar {
            days,
            years: Vec::new(),
        })
    }

    /// A calendar from a TOML text of `[[holidays]]` and `[[swaps]]`.
    ///
    /// # Errors
    /// [`CalendarError`].
    pub fn from_toml(text: &str) -> Result<WorkCalendar, CalendarError> {
        let file: CalendarFile =
            toml::from_str(text).map_err(|error| CalendarError::Syntax(error.to_string()))?;
        let calendar = WorkCalendar::new(file.holidays, file.swaps)?;
        Ok(WorkCalendar {
            years: file.years,
            ..calendar
        })
    }

    /// The calendar that comes with the program: 2024 to 2027, the later part
    /// marked expected.
    ///
    /// # Panics
    /// Never: a test reads the built-in file.
    #[must_use]
    pub fn built_in() -> WorkCalendar {
        WorkCalendar::from_toml(BUILT_IN).expect("the built-in calendar is valid")
    }

    /// Weekends only; for years without data and for tests.
    #[must_use]
    pub fn weekends_only() -> WorkCalendar {
        WorkCalendar {
            days: BTreeMap::new(),
            years: Vec::new(),
        }
    }

    /// Whether the calendar has any entry in this year; if not, its answers
    /// know weekends only and the office should be told.
    #[must_use]
    pub fn covers(&self, year: i16) -> bool {
        self.days.keys().any(|date| date.year() == year)
    }

    /// The years in which some of these days lie and whose days off are not
    /// known or not all announced; dates reckoned in them may still move.
    #[must_use]
    pub fn doubts(&self, days: impl IntoIterator<Item = Date>) -> Vec<(i16, YearDoubt)> {
        let years: BTreeSet<i16> = days.into_iter().map(Date::year).collect();
        let years = years.into_iter();
        years
            .filter_map(|year| Some((year, self.doubt(year)?)))
            .collect()
    }

    fn doubt(&self, year: i16) -> Option<YearDoubt> {
        if !self.covers(year) {
            return Some(YearDoubt::Unknown);
        }
        let is_expected = match self.years.iter().find(|note| note.year == year) {
            Some(note) => note.status == DayStatus::Expected,
            // A file of an office need not say it year by year.
            None => self.days.iter().any(|(date, day)| {
                let (Day::Off(DayNote { status, .. })
                | Day::SwappedOff(Swap { status, .. })
                | Day::SwappedWorking(Swap { status, .. })) = day;
                date.year() == year && *status == DayStatus::Expected
            }),
        };
        is_expected.then_some(YearDoubt::Expected)
    }

    /// The same calendar, in which a year is as it was entered: whatever was
    /// known of its days before is gone.
    ///
    /// # Errors
    /// [`CalendarError::Twice`] when one of its days has two entries.
    pub fn with(mut self, entered: &WorkYear) -> Result<WorkCalendar, CalendarError> {
        let year = entered.note.year;
        self.days.retain(|date, _| date.year() != year);
        self.years.retain(|note| note.year != year);
        let own = WorkCalendar::new(entered.holidays.clone(), entered.swaps.clone())?;
        for (date, day) in own.days {
            if self.days.insert(date, day).is_some() {
                return Err(CalendarError::Twice(date));
            }
        }
        self.years.push(entered.note.clone());
        self.years.sort_by_key(|note| note.year);
        Ok(self)
    }

    /// Everything known of a year; none when nothing is.
    #[must_use]
    pub fn work_year(&self, year: i16) -> Option<WorkYear> {
        if !self.covers(year) {
            return None;
        }
        let is_in = |date: Date| date.year() == year;
        let note = self.years.iter().find(|note| note.year == year).cloned();
        Some(WorkYear {
            note: note.unwrap_or_else(|| YearNote {
                year,
                status: match self.doubt(year) {
                    None => DayStatus::Official,
                    Some(_) => DayStatus::Expected,
                },
                source: String::new(),
                compared: String::new(),
            }),
            holidays: self.holidays().filter(|h| is_in(h.date)).cloned().collect(),
            swaps: self.swaps().filter(|s| is_in(s.off)).cloned().collect(),
        })
    }

    /// What is known of each year, in the file's order.
    #[must_use]
    pub fn years(&self) -> &[YearNote] {
        &self.years
    }

    /// All holidays in order of date.
    pub fn holidays(&self) -> impl Iterator<Item = &DayNote> {
        self.days.values().filter_map(|day| match day {
            Day::Off(note) => Some(note),
            _ => None,
        })
    }

    /// All swapped days, in order of the day that becomes free.
    pub fn swaps(&self) -> impl Iterator<Item = &Swap> {
        self.days.values().filter_map(|day| match day {
            Day::SwappedOff(swap) => Some(swap),
            _ => None,
        })
    }

    /// The holiday on this day, if it is one.
    #[must_use]
    pub fn holiday(&self, date: Date) -> Option<&DayNote> {
        match self.days.get(&date) {
            Some(Day::Off(note)) => Some(note),
            _ => None,
        }
    }

    /// Whether offices work on this day.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(Day::Off(_) | Day::SwappedOff(_)) => false,
            Some(Day::SwappedWorking(_)) => true,
            None => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// The day itself if worked, else the first working day after it.
    #[must_use]
    pub fn next_working_day(&self, date: Date) -> Date {
        self.seek(date, 1)
    }

    /// The day itself if worked, else the last working day before it.
    #[must_use]
    pub fn previous_working_day(&self, date: Date) -> Date {
        self.seek(date, -1)
    }

    /// The `n`-th working day after `date` (before it if `n` is negative); with
    /// `n` = 0 the day itself, worked or not.
    #[must_use]
    pub fn add_working_days(&self, date: Date, n: i32) -> Date {
        let step = n.signum();
        (0..n.unsigned_abs()).fold(date, |day, _| self.seek(step_by(day, step), step))
    }

    /// How many working days lie after `from`, up to and including `to`;
    /// negative if `to` is earlier.
    #[must_use]
    pub fn working_days_between(&self, from: Date, to: Date) -> i32 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = step_by(day, 1);
            count += i32::from(self.is_working_day(day));
        }
        count
    }

    fn seek(&self, date: Date, step: i32) -> Date {
        let mut day = date;
        while !self.is_working_day(day) {
            let next = step_by(day, step);
            if next == day {
                break;
            }
            day = next;
        }
        day
    }
}

/// One day on or back; stays at the ends of the calendar of jiff (year ±9999).
fn step_by(day: Date, step: i32) -> Date {
    day.saturating_add(step.days())
}

#[cfg(test)]
#[path = "workday_tests.rs"]
mod tests;
