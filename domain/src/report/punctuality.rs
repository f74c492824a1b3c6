//! What one report says in the table unit × period of timeliness: both days of
//! in one word, with the days late.

use super::{DueDays, Timeliness, both_timely};
use crate::calendar::day_in_vietnam;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a unit kept to its day in one round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "days", rename_all = "snake_case")]
pub enum Punctuality {
    /// The round did not ask the unit.
    NotAsked,
    /// The unit was exempt.
    Exempt,
    /// Nothing came, and the day is not over.
    Pending,
    /// It came by the day that was set at the opening.
    OnTime,
    /// It came after that day and by the extended one.
    Extended,
    /// It came so many days after the day that counts.
    Late(i32),
    /// Nothing came, so many days after the day that counts.
    Missing(i32),
}

impl Punctuality {
    /// All of them, as a legend lists them; the days are none.
    pub const ALL: [Self; 7] = [
        Self::OnTime,
        Self::Extended,
        Self::Late(0),
        Self::Missing(0),
        Self::Pending,
        Self::Exempt,
        Self::NotAsked,
    ];

    /// Stable code, the key of its word and of its sign.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Exempt => "exempt",
            Self::Pending => "pending",
            Self::OnTime => "on_time",
            Self::Extended => "extended",
            Self::Late(_) => "late",
            Self::Missing(_) => "missing",
        }
    }

    /// Days after the day that counts, where it was not kept.
    #[must_use]
    pub fn days(self) -> Option<i32> {
        match self {
            Self::Late(days) | Self::Missing(days) => Some(days),
            _ => None,
        }
    }
}

/// What a report that was received at `counted` (or not yet) says at `now`.
/// Days late are days begun: what came after the hour of the due day is one
/// day late.
#[must_use]
pub fn punctuality(due: DueDays, counted: Option<Timestamp>, now: Timestamp) -> Punctuality {
    let both = both_timely(due, counted, now);
    let after = |at: Timestamp| (day_in_vietnam(at) - due.last()).get_days().max(1);
    match both.extended {
        Timeliness::OnTime if both.original == Timeliness::OnTime => Punctuality::OnTime,
        Timeliness::OnTime => Punctuality::Extended,
        Timeliness::Late => Punctuality::Late(counted.map_or(0, after)),
        Timeliness::Overdue => Punctuality::Missing(after(now)),
        Timeliness::NotDue | Timeliness::DueSoon => Punctuality::Pending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date, time};

    const DUE: Date = date(2026, 9, 25);
    const MORE: Date = date(2026, 10, 1);

    fn due(extended: Option<Date>) -> DueDays {
        DueDays {
            on: DUE,
            extended,
            by: None,
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// the extension does not hide that the first day was missed.
    #[test]
    fn r_3_5_a_report_within_its_extension_is_told_apart_from_one_on_time() {
        let now = at("2026-10-20T01:00:00Z");
        let of = |more, came| punctuality(due(more), came, now);
        let (early, after) = (at("2026-09-25T16:59:00Z"), at("2026-09-28T01:00:00Z"));
        assert_eq!(of(None, Some(early)), Punctuality::OnTime);
        assert_eq!(of(Some(MORE), Some(early)), Punctuality::OnTime);
        assert_eq!(of(Some(MORE), Some(after)), Punctuality::Extended);
        assert_eq!(of(None, Some(after)), Punctuality::Late(3));
        assert_eq!(of(None, None), Punctuality::Missing(25));
        assert_eq!(of(Some(MORE), None), Punctuality::Missing(19));
    }

    #[test]
    fn days_are_those_of_viet_nam_and_begin_after_the_last_moment() {
        let moment = at("2026-09-25T17:00:00Z");
        let late = punctuality(due(None), Some(moment), moment);
        assert_eq!(late, Punctuality::Late(1));
        let before = at("2026-09-25T16:00:00Z");
        assert_eq!(punctuality(due(None), None, before), Punctuality::Pending);
        assert_eq!(
            punctuality(due(None), None, moment),
            Punctuality::Missing(1)
        );
        let by_five = DueDays {
            by: Some(time(17, 0, 0, 0)),
            ..due(None)
        };
        let six = at("2026-09-25T11:00:00Z");
        assert_eq!(
            punctuality(by_five, Some(six), moment),
            Punctuality::Late(1)
        );
    }
}
