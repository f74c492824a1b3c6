//! The one answer to "is this open for this unit now?".

use super::{RoundError, RoundState};
use crate::calendar::{day_in_vietnam, due_moment};
use crate::report::{ReportError, ReportState};
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// The state in which a unit's report begins.
#[must_use]
pub fn first_state(opens_on: Date, today: Date) -> ReportState {
    if today < opens_on {
        ReportState::Scheduled
    } else {
        ReportState::Open
    }
}

/// Whether a unit may write and send now: the round has opened, and it is open
/// or the unit's extension still runs (until the end of that day in Viet Nam, or
/// the hour `by` of it).
///
/// # Errors
/// [`ReportError::NotOpenYet`], [`ReportError::RoundClosed`].
pub fn check_open(
    state: RoundState,
    opens_on: Date,
    extended_due_on: Option<Date>,
    by: Option<Time>,
    now: Timestamp,
) -> Result<(), ReportError> {
    if day_in_vietnam(now) < opens_on {
        return Err(ReportError::NotOpenYet);
    }
    let is_extended = extended_due_on.is_some_and(|day| now <= due_moment(day, by));
    if state == RoundState::Open || is_extended {
        Ok(())
    } else {
        Err(ReportError::RoundClosed)
    }
}

/// The state of a report on a day: the job that opens rounds may run some
/// minutes after midnight.
#[must_use]
pub fn state_now(state: ReportState, opens_on: Date, today: Date) -> ReportState {
    match state {
        ReportState::Scheduled => first_state(opens_on, today),
        state => state,
    }
}

/// Everything that hinders opening a round again.
#[must_use]
pub fn check_reopen(state: RoundState, reason: &str) -> Vec<RoundError> {
    let mut errors = Vec::new();
    if state == RoundState::Open {
        errors.push(RoundError::OpenAlready);
    }
    if reason.trim().is_empty() {
        errors.push(RoundError::ReasonMissing);
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_closed_round_takes_reports_only_while_an_extension_runs() {
        let opens = date(2026, 9, 15);
        let evening: Timestamp = "2026-10-07T16:59:00Z".parse().unwrap();
        let next_day: Timestamp = "2026-10-07T17:00:00Z".parse().unwrap();
        let extended = Some(date(2026, 10, 7));
        assert_eq!(
            check_open(RoundState::Open, opens, None, None, next_day),
            Ok(())
        );
        assert_eq!(
            check_open(RoundState::Closed, opens, None, None, evening),
            Err(ReportError::RoundClosed)
        );
        assert_eq!(
            check_open(RoundState::Closed, opens, extended, None, evening),
            Ok(())
        );
        assert_eq!(
            check_open(RoundState::Closed, opens, extended, None, next_day),
            Err(ReportError::RoundClosed)
        );
        let five = Some(jiff::civil::time(17, 0, 0, 0));
        assert_eq!(
            check_open(RoundState::Closed, opens, extended, five, evening),
            Err(ReportError::RoundClosed)
        );
    }

    #[test]
    fn nobody_writes_before_the_opening_day() {
        let opens = date(2026, 9, 15);
        let before: Timestamp = "2026-09-14T16:59:59Z".parse().unwrap();
        assert_eq!(
            check_open(RoundState::Open, opens, None, None, before),
            Err(ReportError::NotOpenYet)
        );
        assert_eq!(
            first_state(opens, date(2026, 9, 14)),
            ReportState::Scheduled
        );
        assert_eq!(first_state(opens, opens), ReportState::Open);
    }

    #[test]
    fn a_round_is_opened_again_only_when_closed_and_with_a_reason() {
        let missing = RoundError::ReasonMissing;
        assert_eq!(check_reopen(RoundState::Closed, "Ban yêu cầu bổ sung"), []);
        assert_eq!(check_reopen(RoundState::Closed, " "), [missing]);
        assert_eq!(
            check_reopen(RoundState::Open, ""),
            [RoundError::OpenAlready, missing]
        );
    }

    #[test]
    fn a_report_opens_on_its_day_even_before_the_job_has_run() {
        let opens = date(2026, 9, 15);
        let scheduled = ReportState::Scheduled;
        assert_eq!(state_now(scheduled, opens, opens), ReportState::Open);
        assert_eq!(state_now(scheduled, opens, date(2026, 9, 14)), scheduled);
        assert_eq!(
            state_now(ReportState::Drafting, opens, opens),
            ReportState::Drafting
        );
    }
}
