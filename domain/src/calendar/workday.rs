//! Which days are worked, and counting in working days.

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
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_built_in_calendar_covers_its_years_and_swaps_make_sense() {
        let calendar = WorkCalendar::built_in();
        assert!((2024..=2027).all(|year| calendar.covers(year)));
        assert!(!calendar.covers(2028));
        for swap in calendar.swaps() {
            let weekend = [Weekday::Saturday, Weekday::Sunday];
            assert!(!weekend.contains(&swap.off.weekday()), "{}", swap.off);
            assert!(
                weekend.contains(&swap.working.weekday()),
                "{}",
                swap.working
            );
        }
    }

    #[test]
    fn r_3_2_dates_in_years_without_known_or_announced_days_off_are_doubted() {
        let calendar = WorkCalendar::built_in();
        let of = |years: &[i16]| calendar.doubts(years.iter().map(|y| date(*y, 6, 1)));
        assert_eq!(of(&[2025, 2024]), []);
        assert_eq!(of(&[2026]), [(2026, YearDoubt::Expected)]);
        assert_eq!(
            of(&[2028, 2027, 2025, 2028]),
            [(2027, YearDoubt::Expected), (2028, YearDoubt::Unknown)]
        );
        // A file that does not speak of years is judged by its days.
        let own = |status| {
            let day = DayNote {
                date: date(2028, 9, 1),
                name: "Quốc khánh".into(),
                name_en: "National Day".into(),
                status,
                source: "Thông báo".into(),
            };
            let calendar = WorkCalendar::new(vec![day], Vec::new()).unwrap();
            calendar.doubts([date(2028, 9, 5)])
        };
        assert_eq!(own(DayStatus::Official), []);
        assert_eq!(own(DayStatus::Expected), [(2028, YearDoubt::Expected)]);
    }

    #[test]
    fn every_year_says_how_sure_it_is_and_an_official_one_has_official_days_only() {
        let calendar = WorkCalendar::built_in();
        let years: Vec<i16> = calendar.years().iter().map(|y| y.year).collect();
        assert_eq!(years, [2024, 2025, 2026, 2027]);
        for year in calendar.years() {
            let is_expected = |(date, status): (Date, DayStatus)| {
                date.year() == year.year && status == DayStatus::Expected
            };
            let holidays = calendar.holidays().map(|n| (n.date, n.status));
            let swaps = calendar.swaps().map(|s| (s.off, s.status));
            let has_expected = holidays.chain(swaps).any(is_expected);
            assert_eq!(year.status == DayStatus::Expected, has_expected, "{year:?}");
            assert!(!year.source.is_empty() && !year.compared.is_empty());
        }
    }

    #[test]
    fn every_year_has_the_eleven_days_of_the_labour_code() {
        let calendar = WorkCalendar::built_in();
        for year in 2024..=2027 {
            let named = |name: &str| {
                calendar
                    .holidays()
                    .filter(|note| note.date.year() == year && note.name == name)
                    .count()
            };
            assert_eq!(named("Tết Dương lịch"), 1, "{year}");
            assert_eq!(named("Tết Nguyên đán"), 5, "{year}");
            assert_eq!(named("Giỗ Tổ Hùng Vương"), 1, "{year}");
            assert_eq!(named("Ngày Chiến thắng"), 1, "{year}");
            assert_eq!(named("Ngày Quốc tế Lao động"), 1, "{year}");
            assert_eq!(named("Quốc khánh"), 2, "{year}");
        }
    }

    #[test]
    fn a_holiday_on_a_weekend_has_its_day_in_lieu() {
        let calendar = WorkCalendar::built_in();
        for year in 2024..=2027 {
            let of_year = |note: &&DayNote| note.date.year() == year;
            let on_weekend = calendar
                .holidays()
                .filter(of_year)
                .filter(|note| note.name != "Nghỉ bù")
                .filter(|n| matches!(n.date.weekday(), Weekday::Saturday | Weekday::Sunday))
                .count();
            let in_lieu = calendar
                .holidays()
                .filter(of_year)
                .filter(|note| note.name == "Nghỉ bù")
                .count();
            assert_eq!(in_lieu, on_weekend, "{year}");
        }
    }

    #[test]
    fn swapped_days_change_places() {
        let calendar = WorkCalendar::built_in();
        assert!(!calendar.is_working_day(date(2025, 5, 2)));
        assert!(calendar.is_working_day(date(2025, 4, 26)));
        assert!(!calendar.is_working_day(date(2025, 4, 27)));
        assert_eq!(
            calendar.holiday(date(2026, 2, 17)).unwrap().status,
            DayStatus::Official
        );
    }

    #[test]
    fn counting_jumps_over_tet() {
        let calendar = WorkCalendar::built_in();
        // Friday 13/2/2026 is the last day before nine days off.
        assert_eq!(
            calendar.add_working_days(date(2026, 2, 13), 1),
            date(2026, 2, 23)
        );
        assert_eq!(
            calendar.add_working_days(date(2026, 2, 23), -1),
            date(2026, 2, 13)
        );
        assert_eq!(
            calendar.working_days_between(date(2026, 2, 13), date(2026, 2, 23)),
            1
        );
        assert_eq!(
            calendar.next_working_day(date(2026, 2, 14)),
            date(2026, 2, 23)
        );
        assert_eq!(
            calendar.previous_working_day(date(2026, 2, 22)),
            date(2026, 2, 13)
        );
    }

    #[test]
    fn an_office_may_load_its_own_file_but_no_day_twice() {
        let entry = "[[holidays]]\ndate = \"2030-01-01\"\nname = \"Tết\"\nname_en = \"New Year\"\nstatus = \"official\"\nsource = \"x\"\n";
        let calendar = WorkCalendar::from_toml(entry).unwrap();
        assert!(!calendar.is_working_day(date(2030, 1, 1)));
        assert_eq!(
            WorkCalendar::from_toml(&entry.repeat(2)),
            Err(CalendarError::Twice(date(2030, 1, 1)))
        );
        let error = WorkCalendar::from_toml("holidays = 3").unwrap_err();
        assert_eq!(error.code(), "calendar.syntax");
    }

    #[test]
    fn the_ends_of_time_do_not_loop_for_ever() {
        let calendar = WorkCalendar::weekends_only();
        let _ = calendar.add_working_days(Date::MAX, 3);
        let _ = calendar.previous_working_day(Date::MIN);
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(offset in 0i32..1400, n in -60i32..=60) {
            let calendar = WorkCalendar::built_in();
            let start = calendar.next_working_day(date(2024, 1, 1).saturating_add(offset.days()));
            let end = calendar.add_working_days(start, n);
            prop_assert!(calendar.is_working_day(end));
            prop_assert_eq!(calendar.working_days_between(start, end), n);
            prop_assert_eq!(calendar.add_working_days(end, -n), start);
        }
    }
}
