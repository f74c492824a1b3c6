//! Requests for more time, for reports and for tasks: the unit asks,
//! the office grants, shortens or refuses with a reason; silence does not grant.

use crate::calendar::due_moment;
use crate::report::{DueDays, ReportState};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What more time is asked for.
    ExtensionNoun {
        /// A unit's report in a round; the subject is the obligation.
        Report = "report",
        /// A task.
        Task = "task",
    }
}

crate::codes! {
    /// Where a request stands.
    ExtensionState {
        /// Chờ quyết định.
        Asked = "asked",
        /// Đồng ý ngày đã xin.
        Granted = "granted",
        /// Đồng ý một ngày sớm hơn.
        Shortened = "shortened",
        /// Không đồng ý.
        Refused = "refused",
    }
}

/// What the office decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// The day asked for.
    Grant,
    /// An earlier day.
    Shorten {
        /// The day granted.
        to: Date,
    },
    /// No more time.
    Refuse,
}

/// Why a request or a decision is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExtensionError {
    /// The day asked for is not after the present due day, or already past.
    #[error("extension.not_later")]
    NotLater,
    /// A reason is needed.
    #[error("extension.reason_missing")]
    ReasonMissing,
    /// A request is waiting already.
    #[error("extension.waiting")]
    Waiting,
    /// Nothing is owed any more.
    #[error("extension.nothing_due")]
    NothingDue,
    /// It was decided or taken back already.
    #[error("extension.decided")]
    Decided,
    /// A shortened day must lie after the present due day and before the day
    /// asked for.
    #[error("extension.shorten_range")]
    ShortenRange,
}

impl ExtensionError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotLater => "extension.not_later",
            Self::ReasonMissing => "extension.reason_missing",
            Self::Waiting => "extension.waiting",
            Self::NothingDue => "extension.nothing_due",
            Self::Decided => "extension.decided",
            Self::ShortenRange => "extension.shorten_range",
        }
    }

    /// The form field that it concerns.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::NotLater => "asked_due_on",
            Self::ReasonMissing => "reason",
            Self::ShortenRange => "granted_due_on",
            Self::Waiting | Self::NothingDue | Self::Decided => "",
        }
    }
}

/// Whether a request that waits has become needless: the unit is exempt and owes
/// nothing, or the report arrived by the day that holds without it, and was not given
/// back as unusable since.
#[must_use]
pub fn is_needless(state: ReportState, received: Option<Timestamp>, due: DueDays) -> bool {
    let is_in = matches!(
        state,
        ReportState::Received | ReportState::Resubmitted | ReportState::Accepted
    );
    let is_in_time = is_in && received.is_some_and(|at| at <= due_moment(due.last(), due.by));
    is_in_time || state == ReportState::Exempt
}

/// Whether more time until a day, or an hour of it where one is stated, gives any:
/// its last moment must still be to come.
#[must_use]
pub fn gives_time(until: Date, by: Option<Time>, now: Timestamp) -> bool {
    due_moment(until, by) >= now
}

/// Whether it is too late to grant a day: its last moment is over, and the report had
/// not come by then, so that it would be late all the same.
#[must_use]
pub fn is_granted_too_late(
    until: Date,
    by: Option<Time>,
    received: Option<Timestamp>,
    now: Timestamp,
) -> bool {
    let came_by_then = received.is_some_and(|at| at <= due_moment(until, by));
    !came_by_then && !gives_time(until, by, now)
}

/// Everything wrong with a request. It may be made before and after the due
/// day, but only for a moment that is still to come.
#[must_use]
pub fn check_ask(
    due_on: Date,
    (asked_due_on, by): (Date, Option<Time>),
    reason: &str,
    has_waiting: bool,
    now: Timestamp,
) -> Vec<ExtensionError> {
    let mut errors = Vec::new();
    if has_waiting {
        errors.push(ExtensionError::Waiting);
    }
    if asked_due_on <= due_on || !gives_time(asked_due_on, by, now) {
        errors.push(ExtensionError::NotLater);
    }
    if reason.trim().is_empty() {
        errors.push(ExtensionError::ReasonMissing);
    }
    errors
}

/// The state and the day that follow from a decision. Shortening and refusing
/// need a reason.
///
/// # Errors
/// All that is wrong, see [`ExtensionError`].
pub fn decide(
    state: ExtensionState,
    old_due_on: Date,
    asked_due_on: Date,
    decision: &Decision,
    reason: &str,
) -> Result<(ExtensionState, Option<Date>), Vec<ExtensionError>> {
    let mut errors = Vec::new();
    if state != ExtensionState::Asked {
        errors.push(ExtensionError::Decided);
    }
    if *decision != Decision::Grant && reason.trim().is_empty() {
        errors.push(ExtensionError::ReasonMissing);
    }
    if let Decision::Shorten { to } = decision
        && (*to <= old_due_on || *to >= asked_due_on)
    {
        errors.push(ExtensionError::ShortenRange);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(match decision {
        Decision::Grant => (ExtensionState::Granted, Some(asked_due_on)),
        Decision::Shorten { to } => (ExtensionState::Shortened, Some(*to)),
        Decision::Refuse => (ExtensionState::Refused, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DUE: Date = date(2026, 10, 5);
    const ASKED: Date = date(2026, 10, 12);

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_unit_may_ask_after_the_due_day_but_not_for_a_past_one() {
        let found = |now: &str| check_ask(DUE, (ASKED, None), "Chờ số liệu", false, at(now));
        assert!(found("2026-10-08T02:00:00Z").is_empty());
        // The last minute of the day in Viet Nam, and the first of the next.
        assert!(found("2026-10-12T16:59:00Z").is_empty());
        assert_eq!(found("2026-10-12T17:00:00Z"), [ExtensionError::NotLater]);
    }

    #[test]
    fn r_3_6_where_an_hour_is_stated_today_is_asked_for_only_before_it() {
        let by = Some(jiff::civil::time(11, 30, 0, 0));
        let found = |now: &str| check_ask(DUE, (ASKED, by), "Chờ số liệu", false, at(now));
        assert!(found("2026-10-12T04:30:00Z").is_empty());
        assert_eq!(found("2026-10-12T04:30:01Z"), [ExtensionError::NotLater]);
    }

    #[test]
    fn all_defects_of_a_request_are_told_at_once() {
        let found = check_ask(DUE, (DUE, None), " ", true, at("2026-10-05T02:00:00Z"));
        assert_eq!(
            found,
            [
                ExtensionError::Waiting,
                ExtensionError::NotLater,
                ExtensionError::ReasonMissing
            ]
        );
    }

    #[test]
    fn the_office_grants_shortens_or_refuses_with_a_reason() {
        let asked = ExtensionState::Asked;
        assert_eq!(
            decide(asked, DUE, ASKED, &Decision::Grant, ""),
            Ok((ExtensionState::Granted, Some(ASKED)))
        );
        let to = date(2026, 10, 8);
        let shorter = Decision::Shorten { to };
        assert_eq!(
            decide(asked, DUE, ASKED, &shorter, "Hội nghị ngày 9"),
            Ok((ExtensionState::Shortened, Some(to)))
        );
        assert_eq!(
            decide(asked, DUE, ASKED, &Decision::Refuse, ""),
            Err(vec![ExtensionError::ReasonMissing])
        );
        assert_eq!(
            decide(asked, DUE, ASKED, &Decision::Refuse, "Muộn"),
            Ok((ExtensionState::Refused, None))
        );
    }

    #[test]
    fn a_shortened_day_lies_between_the_old_and_the_asked_one() {
        for to in [DUE, ASKED] {
            let found = decide(
                ExtensionState::Asked,
                DUE,
                ASKED,
                &Decision::Shorten { to },
                "Lý do",
            );
            assert_eq!(found, Err(vec![ExtensionError::ShortenRange]));
        }
    }

    #[test]
    fn nothing_is_decided_twice() {
        let found = decide(ExtensionState::Granted, DUE, ASKED, &Decision::Grant, "");
        assert_eq!(found, Err(vec![ExtensionError::Decided]));
    }

    /// a day that is over helps only a report that had come by its end.
    #[test]
    fn r_3_6_a_day_that_is_over_is_granted_to_who_sent_by_then_alone() {
        let by = Some(jiff::civil::time(11, 30, 0, 0));
        let found = |received: Option<&str>, now: &str| {
            is_granted_too_late(ASKED, by, received.map(at), at(now))
        };
        let (last, after) = ("2026-10-12T04:30:00Z", "2026-10-12T04:30:01Z");
        assert!(!found(None, last));
        assert!(found(None, after));
        assert!(!found(Some(last), after));
        assert!(found(Some(after), after));
    }

    /// who sends in time needs no answer any more; who was late still does.
    #[test]
    fn r_3_6_a_request_is_needless_once_the_report_came_in_time() {
        let due = DueDays {
            on: date(2026, 10, 5),
            extended: None,
            by: None,
        };
        let in_time: Timestamp = "2026-10-05T09:00:00Z".parse().unwrap();
        let late: Timestamp = "2026-10-06T09:00:00Z".parse().unwrap();
        let received = ReportState::Received;
        assert!(is_needless(received, Some(in_time), due));
        assert!(!is_needless(received, Some(late), due));
        assert!(!is_needless(ReportState::Returned, Some(in_time), due));
        assert!(!is_needless(ReportState::Drafting, None, due));
    }

    /// whoever is exempt owes nothing, and waits for no answer either.
    #[test]
    fn r_3_6_a_request_is_needless_once_the_unit_is_exempt() {
        let due = DueDays {
            on: DUE,
            extended: None,
            by: None,
        };
        assert!(is_needless(ReportState::Exempt, None, due));
        assert!(!is_needless(ReportState::Open, None, due));
    }
}
