//! In time or late: derived from dates, never stored or typed.

use crate::calendar::day_in_vietnam;
use jiff::Timestamp;
use jiff::civil::Date;

crate::codes! {
    /// How a task stands against its due date (domain facts §2.2, §9.2).
    Timeliness {
        /// Không thời hạn: counted in neither column.
        NoDeadline = "no_deadline",
        /// Trong hạn.
        InTime = "in_time",
        /// Sắp quá hạn.
        DueSoon = "due_soon",
        /// Quá hạn.
        Overdue = "overdue",
        /// Hoàn thành đúng hạn.
        DoneOnTime = "done_on_time",
        /// Hoàn thành quá hạn.
        DoneLate = "done_late",
    }
}

/// Timeliness of a task.
///
/// A confirmed task goes by the Vietnamese day on which its result was
/// submitted, so that the giver's delay is not the unit's; a result that is not
/// confirmed yet does not stop the clock. Overdue begins on the day
/// after the due date. `warn_days` before the due date a task is due soon.
#[must_use]
pub fn timeliness(
    due: Option<Date>,
    submitted_at: Option<Timestamp>,
    is_confirmed: bool,
    now: Timestamp,
    warn_days: u16,
) -> Timeliness {
    let Some(due) = due else {
        return Timeliness::NoDeadline;
    };
    if is_confirmed {
        let on = day_in_vietnam(submitted_at.unwrap_or(now));
        return if on <= due {
            Timeliness::DoneOnTime
        } else {
            Timeliness::DoneLate
        };
    }
    let left = days_between(day_in_vietnam(now), due);
    if left < 0 {
        Timeliness::Overdue
    } else if left <= i32::from(warn_days) {
        Timeliness::DueSoon
    } else {
        Timeliness::InTime
    }
}

/// Days past the due date on `today`; 0 on the due date and before.
#[must_use]
pub fn days_overdue(due: Date, today: Date) -> u32 {
    u32::try_from(days_between(due, today)).unwrap_or(0)
}

/// Bands of ages: code, first and last day overdue.
pub const AGE_BANDS: [(&str, u32, u32); 4] = [
    ("1_7", 1, 7),
    ("8_30", 8, 30),
    ("31_90", 31, 90),
    ("over_90", 91, u32::MAX),
];

/// The band in which so many days overdue lie; none when not overdue.
#[must_use]
pub fn age_band(days: u32) -> Option<&'static str> {
    AGE_BANDS
        .iter()
        .find(|(_, first, last)| (*first..=*last).contains(&days))
        .map(|(code, _, _)| *code)
}

fn days_between(from: Date, to: Date) -> i32 {
    // Two dates always have a span in days; the default unit is days.
    from.until(to).map_or(0, |span| span.get_days())
}

/// The table of the Prime Minister's working group (domain facts §2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Đã hoàn thành đúng hạn.
    pub done_on_time: u64,
    /// Đã hoàn thành quá hạn.
    pub done_late: u64,
    /// Chưa hoàn thành, trong hạn; those due soon are among them.
    pub open_in_time: u64,
    /// Of them, about to expire.
    pub due_soon: u64,
    /// Chưa hoàn thành, quá hạn.
    pub open_overdue: u64,
    /// Không thời hạn: in neither column.
    pub no_deadline: u64,
}

impl Tally {
    /// Counts one task.
    pub fn add(&mut self, timeliness: Timeliness) {
        match timeliness {
            Timeliness::NoDeadline => self.no_deadline += 1,
            Timeliness::InTime => self.open_in_time += 1,
            Timeliness::DueSoon => {
                self.open_in_time += 1;
                self.due_soon += 1;
            }
            Timeliness::Overdue => self.open_overdue += 1,
            Timeliness::DoneOnTime => self.done_on_time += 1,
            Timeliness::DoneLate => self.done_late += 1,
        }
    }

    /// Done, with a deadline.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done_on_time + self.done_late
    }

    /// Not done, with a deadline.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.open_in_time + self.open_overdue
    }

    /// All with a deadline.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.done() + self.open()
    }
}

impl FromIterator<Timeliness> for Tally {
    fn from_iter<I: IntoIterator<Item = Timeliness>>(all: I) -> Self {
        let mut tally = Self::default();
        all.into_iter().for_each(|t| tally.add(t));
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const DUE: Date = date(2026, 11, 20);

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn overdue_begins_on_the_day_after_the_due_date_in_viet_nam() {
        // 16:59:59 UTC is the last second of the due day in Viet Nam.
        let cases = [
            ("2026-11-10T03:00:00Z", Timeliness::InTime),
            ("2026-11-12T16:59:59Z", Timeliness::InTime),
            ("2026-11-12T17:00:00Z", Timeliness::DueSoon),
            ("2026-11-20T16:59:59Z", Timeliness::DueSoon),
            ("2026-11-20T17:00:00Z", Timeliness::Overdue),
        ];
        for (now, expected) in cases {
            assert_eq!(
                timeliness(Some(DUE), None, false, at(now), 7),
                expected,
                "{now}"
            );
        }
    }

    #[test]
    fn a_confirmed_task_goes_by_the_day_of_its_result() {
        let confirmed = at("2026-12-15T02:00:00Z");
        let cases = [
            ("2026-11-20T16:59:59Z", Timeliness::DoneOnTime),
            ("2026-11-20T17:00:00Z", Timeliness::DoneLate),
        ];
        for (submitted, expected) in cases {
            assert_eq!(
                timeliness(Some(DUE), Some(at(submitted)), true, confirmed, 7),
                expected
            );
        }
    }

    #[test]
    fn a_result_that_is_not_confirmed_does_not_stop_the_clock() {
        let submitted = Some(at("2026-11-19T02:00:00Z"));
        assert_eq!(
            timeliness(Some(DUE), submitted, false, at("2026-11-25T02:00:00Z"), 7),
            Timeliness::Overdue
        );
    }

    #[test]
    fn a_task_without_deadline_is_in_neither_column() {
        let tally: Tally = [false, true]
            .map(|done| timeliness(None, None, done, at("2026-11-25T02:00:00Z"), 7))
            .into_iter()
            .collect();
        assert_eq!((tally.total(), tally.no_deadline), (0, 2));
    }

    /// Tasks as (due, submitted, confirmed), so many of each of the four kinds.
    fn tasks(on_time: u64, late: u64, open: u64, overdue: u64) -> impl Iterator<Item = Timeliness> {
        let now = at("2026-11-25T02:00:00Z");
        let in_time = Some(at("2026-11-18T02:00:00Z"));
        let too_late = Some(at("2026-11-24T02:00:00Z"));
        let later = date(2026, 12, 20);
        let kinds = [
            (on_time, DUE, in_time, true),
            (late, DUE, too_late, true),
            (open, later, None, false),
            (overdue, DUE, None, false),
        ];
        kinds
            .into_iter()
            .flat_map(move |(count, due, submitted, done)| {
                (0..count).map(move |_| timeliness(Some(due), submitted, done, now, 7))
            })
    }

    #[test]
    fn the_official_totals_of_2017_come_out() {
        let tally: Tally = tasks(14_068, 1_983, 5_640, 223).collect();
        assert_eq!(
            (tally.done_on_time, tally.done_late, tally.done()),
            (14_068, 1_983, 16_051)
        );
        assert_eq!(
            (tally.open_in_time, tally.open_overdue, tally.open()),
            (5_640, 223, 5_863)
        );
        assert_eq!(tally.total(), 21_914);
    }

    #[test]
    fn the_totals_of_quang_nam_come_out() {
        let tally: Tally = tasks(585, 0, 67, 181).collect();
        assert_eq!(
            (
                tally.done(),
                tally.open_in_time,
                tally.open_overdue,
                tally.total()
            ),
            (585, 67, 181, 833)
        );
    }

    #[test]
    fn ages_fall_into_the_four_bands() {
        let today = date(2026, 11, 25);
        let cases = [
            (today, None),
            (date(2026, 11, 24), Some("1_7")),
            (date(2026, 11, 18), Some("1_7")),
            (date(2026, 11, 17), Some("8_30")),
            (date(2026, 10, 25), Some("31_90")),
            (date(2026, 8, 26), Some("over_90")),
        ];
        for (due, band) in cases {
            assert_eq!(age_band(days_overdue(due, today)), band, "{due}");
        }
    }

    proptest! {
        #[test]
        fn an_open_task_is_overdue_exactly_when_its_day_is_past(offset in -400i32..400, warn in 0u16..60) {
            let now = at("2026-11-25T02:00:00Z");
            let due = date(2026, 11, 25).saturating_add(jiff::Span::new().days(offset));
            let found = timeliness(Some(due), None, false, now, warn);
            prop_assert_eq!(found == Timeliness::Overdue, offset < 0);
            prop_assert_eq!(found == Timeliness::DueSoon, (0..=i32::from(warn)).contains(&offset));
            prop_assert_eq!(days_overdue(due, date(2026, 11, 25)) > 0, offset < 0);
        }
    }
}
