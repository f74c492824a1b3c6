//! Why a report comes late (R-3.3: each change has who, when and why; ).
//!
//! Whether it is late is in [`super::timeliness`]; here only when the unit must
//! say why.

use super::{DueDays, ReportError, check_reason};
use crate::calendar::due_moment;
use jiff::Timestamp;

/// Longest reason, in characters.
pub const LATE_REASON: usize = 1_000;

/// Whether who signs at `now` must say why it is late: the first version comes
/// after the moment that counts, the extended one where there is one. A version
/// sent again after a return needs no reason again.
#[must_use]
pub fn needs_late_reason(due: DueDays, last_version: i32, now: Timestamp) -> bool {
    last_version == 0 && now > due_moment(due.last(), due.by)
}

/// Checks the reason: a sentence, as every other reason is.
///
/// # Errors
/// [`ReportError::LateReasonMissing`] below a sentence,
/// [`ReportError::LateReasonLong`] above [`LATE_REASON`] characters.
pub fn check_late_reason(reason: &str) -> Result<(), ReportError> {
    check_reason(reason).map_err(|_| ReportError::LateReasonMissing)?;
    if reason.chars().count() > LATE_REASON {
        return Err(ReportError::LateReasonLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn r_3_5_a_reason_is_asked_from_the_moment_on_that_counts() {
        let plain = DueDays {
            on: date(2026, 10, 5),
            extended: None,
            by: None,
        };
        let (last, after) = (at("2026-10-05T16:59:59Z"), at("2026-10-05T17:00:01Z"));
        assert!(!needs_late_reason(plain, 0, last));
        assert!(needs_late_reason(plain, 0, after));
        let extended = DueDays {
            extended: Some(date(2026, 10, 8)),
            ..plain
        };
        assert!(!needs_late_reason(extended, 0, after));
        assert!(needs_late_reason(extended, 0, at("2026-10-09T00:00:00Z")));
        let by_five = DueDays {
            by: Some(time(17, 0, 0, 0)),
            ..plain
        };
        assert!(needs_late_reason(by_five, 0, last));
    }

    #[test]
    fn r_3_5_what_is_sent_again_after_a_return_needs_no_reason_again() {
        let due = DueDays {
            on: date(2026, 10, 5),
            extended: None,
            by: None,
        };
        assert!(!needs_late_reason(due, 1, at("2026-10-09T00:00:00Z")));
    }

    #[test]
    fn a_reason_of_lateness_is_a_sentence_of_bearable_length() {
        assert_eq!(
            check_late_reason("Bận họp"),
            Err(ReportError::LateReasonMissing)
        );
        assert_eq!(check_late_reason("Chờ số liệu của ba xã."), Ok(()));
        let long = "chờ số liệu của xã ".repeat(60);
        assert_eq!(check_late_reason(&long), Err(ReportError::LateReasonLong));
    }
}
