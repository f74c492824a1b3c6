//! A report that came on paper: the day on which the office took the
//! paper, beside the receipt time of the server and never in its place.
//!
//! Not here: on time or late, which goes by the server's time alone
//! ([`super::timeliness`]).

use super::ReportState;
use crate::id::AccountId;
use crate::round::RoundState;
use jiff::Timestamp;
use jiff::civil::Date;

/// Longest note, in characters.
pub const PAPER_NOTE: usize = 500;

/// "Received on paper on …, entered by …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperReceipt {
    /// The day on which the paper came, as a person says.
    pub on: Date,
    /// What there is to say of it; may be empty.
    pub note: String,
    /// Who entered it.
    pub by: AccountId,
    /// When it was entered, by the server's clock.
    pub at: Timestamp,
}

/// Why a paper receipt is not noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The day has not come yet.
    #[error("report.paper_future")]
    Future,
    /// Before the round opened and before its figures begin.
    #[error("report.paper_early")]
    Early,
    /// The note is too long.
    #[error("report.paper_note_long")]
    NoteLong,
    /// Nothing is asked of the unit: the round has not opened, or it is exempt.
    #[error("report.paper_not_asked")]
    NotAsked,
    /// The report is locked.
    #[error("report.locked")]
    Locked,
    /// There is no paper receipt to be taken back.
    #[error("report.paper_none")]
    Nothing,
}

impl PaperError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Future => "report.paper_future",
            Self::Early => "report.paper_early",
            Self::NoteLong => "report.paper_note_long",
            Self::NotAsked => "report.paper_not_asked",
            Self::Locked => "report.locked",
            Self::Nothing => "report.paper_none",
        }
    }
}

/// Whether a paper receipt of the report may be noted, corrected or taken back.
///
/// # Errors
/// [`PaperError::NotAsked`], [`PaperError::Locked`].
pub fn may_note_paper(state: ReportState, round: RoundState) -> Result<(), PaperError> {
    match state {
        ReportState::Scheduled | ReportState::Exempt => Err(PaperError::NotAsked),
        _ if super::is_locked(state, round) => Err(PaperError::Locked),
        _ => Ok(()),
    }
}

/// What is wrong with the day of a paper receipt: it has come, and it is not
/// before both the opening of the round and the first day of its figures. A
/// paper may lie on the desk before somebody opens the round in the program.
#[must_use]
pub fn check_paper_day(
    on: Date,
    opens_on: Date,
    figures_from: Date,
    today: Date,
) -> Option<PaperError> {
    if on > today {
        Some(PaperError::Future)
    } else if on < opens_on.min(figures_from) {
        Some(PaperError::Early)
    } else {
        None
    }
}

/// What is wrong with the note of a paper receipt.
#[must_use]
pub fn check_paper_note(note: &str) -> Option<PaperError> {
    (note.chars().count() > PAPER_NOTE).then_some(PaperError::NoteLong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r_3_3_a_paper_came_on_a_day_of_the_round_and_never_tomorrow() {
        let (opens, from, today) = (date(2026, 9, 15), date(2026, 7, 1), date(2026, 10, 7));
        let wrong = |on| check_paper_day(on, opens, from, today);
        assert_eq!(wrong(today), None);
        assert_eq!(wrong(from), None);
        assert_eq!(wrong(date(2026, 10, 8)), Some(PaperError::Future));
        assert_eq!(wrong(date(2026, 6, 30)), Some(PaperError::Early));
        // Opened ahead of its figures: from the opening on.
        let ahead = check_paper_day(date(2026, 6, 25), date(2026, 6, 20), from, today);
        assert_eq!(ahead, None);
    }

    #[test]
    fn r_3_3_a_paper_is_noted_of_every_report_that_is_asked_for_and_not_locked() {
        for state in ReportState::ALL {
            let may = may_note_paper(*state, RoundState::Open);
            let is_asked = !matches!(state, ReportState::Scheduled | ReportState::Exempt);
            assert_eq!(may.is_ok(), is_asked, "{state:?}");
        }
        assert_eq!(
            may_note_paper(ReportState::Accepted, RoundState::Closed),
            Err(PaperError::Locked)
        );
        assert_eq!(
            may_note_paper(ReportState::Open, RoundState::Closed),
            Ok(())
        );
    }

    #[test]
    fn a_note_has_at_most_five_hundred_characters() {
        assert_eq!(check_paper_note(&"ộ".repeat(500)), None);
        assert_eq!(
            check_paper_note(&"ộ".repeat(501)),
            Some(PaperError::NoteLong)
        );
    }
}
