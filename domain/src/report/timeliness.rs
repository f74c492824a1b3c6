//! On time or late: derived from days and receipts, never typed.

use crate::calendar::{day_in_vietnam, due_moment};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};

/// Calendar days before the due day from which a report is *due soon*.
pub const WARN_DAYS: i32 = 3;

crate::codes! {
    /// How a report stands to its due day.
    Timeliness {
        /// Trong hạn, chưa nộp.
        NotDue = "not_due",
        /// Sắp đến hạn.
        DueSoon = "due_soon",
        /// Nộp đúng hạn.
        OnTime = "on_time",
        /// Nộp muộn.
        Late = "late",
        /// Quá hạn, chưa nộp.
        Overdue = "overdue",
    }
}

/// Timeliness by the original day and by the extended one; both are published
///
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BothTimely {
    /// By the day that was set at the opening.
    pub original: Timeliness,
    /// By the extended day; the same where nothing was extended.
    pub extended: Timeliness,
}

/// When one report is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDays {
    /// The day that was set at the opening.
    pub on: Date,
    /// The day to which it was extended, if it was.
    pub extended: Option<Date>,
    /// The hour of the day, in Viet Nam; without one its end. It holds for the
    /// extended day too.
    pub by: Option<Time>,
}

impl DueDays {
    /// The day that counts in the end.
    #[must_use]
    pub fn last(&self) -> Date {
        self.extended.unwrap_or(self.on)
    }
}

/// How a report that was received at `counted` (or not yet) stands to a day:
/// late begins after its end in Viet Nam, or after the hour `by`.
#[must_use]
pub fn timeliness(
    due_on: Date,
    by: Option<Time>,
    counted: Option<Timestamp>,
    now: Timestamp,
) -> Timeliness {
    let due_at = due_moment(due_on, by);
    match counted {
        Some(at) if at <= due_at => Timeliness::OnTime,
        Some(_) => Timeliness::Late,
        None if now > due_at => Timeliness::Overdue,
        None if day_in_vietnam(now) >= due_on.saturating_sub(WARN_DAYS.days()) => {
            Timeliness::DueSoon
        }
        None => Timeliness::NotDue,
    }
}

/// Both answers at once.
#[must_use]
pub fn both_timely(due: DueDays, counted: Option<Timestamp>, now: Timestamp) -> BothTimely {
    BothTimely {
        original: timeliness(due.on, due.by, counted, now),
        extended: timeliness(due.last(), due.by, counted, now),
    }
}

/// The receipt that counts: of the first version that was not returned as
/// empty or unusable. `receipts` are (version number, received at);
/// `unusable` are the numbers of versions returned as unusable. A return for
/// corrections changes nothing.
#[must_use]
pub fn counted_receipt(receipts: &[(i32, Timestamp)], unusable: &[i32]) -> Option<Timestamp> {
    receipts
        .iter()
        .filter(|(number, _)| !unusable.contains(number))
        .min_by_key(|(number, _)| *number)
        .map(|(_, at)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const DUE: Date = date(2026, 10, 5);

    #[test]
    fn lateness_begins_on_the_day_after_in_viet_nam() {
        let last = at("2026-10-05T16:59:59.999999Z");
        let after = at("2026-10-05T17:00:00Z");
        assert_eq!(timeliness(DUE, None, Some(last), after), Timeliness::OnTime);
        assert_eq!(timeliness(DUE, None, Some(after), after), Timeliness::Late);
        assert_eq!(timeliness(DUE, None, None, last), Timeliness::DueSoon);
        assert_eq!(timeliness(DUE, None, None, after), Timeliness::Overdue);
    }

    #[test]
    fn a_report_is_due_soon_three_days_ahead() {
        assert_eq!(
            timeliness(DUE, None, None, at("2026-10-01T16:59:00Z")),
            Timeliness::NotDue
        );
        assert_eq!(
            timeliness(DUE, None, None, at("2026-10-01T17:00:00Z")),
            Timeliness::DueSoon
        );
    }

    #[test]
    fn an_extension_keeps_the_original_answer_beside_the_new_one() {
        let received = at("2026-10-07T02:00:00Z");
        let both = both_timely(
            DueDays {
                on: DUE,
                extended: Some(date(2026, 10, 8)),
                by: None,
            },
            Some(received),
            received,
        );
        assert_eq!(
            both,
            BothTimely {
                original: Timeliness::Late,
                extended: Timeliness::OnTime
            }
        );
    }

    #[test]
    fn a_return_for_corrections_never_turns_an_on_time_unit_late() {
        let receipts = [
            (1, at("2026-10-04T02:00:00Z")),
            (2, at("2026-10-09T02:00:00Z")),
        ];
        let counted = counted_receipt(&receipts, &[]);
        assert_eq!(
            timeliness(DUE, None, counted, at("2026-10-10T00:00:00Z")),
            Timeliness::OnTime
        );
    }

    #[test]
    fn an_unusable_version_does_not_count_as_received() {
        let receipts = [
            (1, at("2026-10-04T02:00:00Z")),
            (2, at("2026-10-09T02:00:00Z")),
        ];
        assert_eq!(counted_receipt(&receipts, &[1]), Some(receipts[1].1));
        assert_eq!(counted_receipt(&receipts[..1], &[1]), None);
        assert_eq!(
            timeliness(
                DUE,
                None,
                counted_receipt(&receipts, &[1]),
                at("2026-10-10T00:00:00Z")
            ),
            Timeliness::Late
        );
    }

    /// the regime may state an hour, which holds for the extended day too.
    #[test]
    fn r_3_5_with_an_hour_lateness_begins_on_the_due_day_itself() {
        let due = DueDays {
            on: DUE,
            extended: Some(date(2026, 10, 8)),
            by: Some(jiff::civil::time(17, 0, 0, 0)),
        };
        let of = |came| both_timely(due, Some(at(came)), at("2026-10-20T00:00:00Z"));
        let five = of("2026-10-05T10:00:00Z");
        assert_eq!(five.original, Timeliness::OnTime);
        let after = of("2026-10-05T10:00:01Z");
        assert_eq!(
            (after.original, after.extended),
            (Timeliness::Late, Timeliness::OnTime)
        );
        assert_eq!(of("2026-10-08T10:00:01Z").extended, Timeliness::Late);
        let unsent = both_timely(due, None, at("2026-10-05T10:00:01Z"));
        assert_eq!(
            (unsent.original, unsent.extended),
            (Timeliness::Overdue, Timeliness::DueSoon)
        );
    }
}
