//! Returning a report with a reason: kind, reason, marked places.
//!
//! Who may return is in `app`; what the return does to "on time" is in
//! [`super::timeliness`].

use super::{ReportError, ReportState};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Why a report goes back; the office must choose.
    ReturnKind {
        /// To be corrected or completed. Never turns an on-time unit late.
        Correction = "correction",
        /// Empty or unusable: the version does not count as sent.
        Unusable = "unusable",
        /// Accepted, and opened again for final figures in place of estimates, or for
        /// what came to the unit since. The version counts as sent.
        Estimate = "estimate",
    }
}

impl ReturnKind {
    /// The kinds from which the office chooses when it does not accept.
    pub const CHOICES: [Self; 2] = [Self::Correction, Self::Unusable];
}

/// Code of *đang bổ sung số liệu*, which is derived and never stored.
pub const AWAITS_FINAL: &str = "awaits_final";

/// Whether a report was accepted and waits, opened again, for final figures in
/// place of estimates (domain §6.4) or for what came to its unit since: its last
/// version counts and is with the office until the next one comes, which the unit
/// still owes. `last` is its last return.
#[must_use]
pub fn awaits_final(state: ReportState, last: Option<ReturnKind>) -> bool {
    let is_with_unit = matches!(state, ReportState::Returned | ReportState::Signed);
    is_with_unit && last == Some(ReturnKind::Estimate)
}

crate::codes! {
    /// What kind of place of a report is meant.
    PlaceKind {
        /// A section of the outline.
        Section = "section",
        /// A cell, by its indicator.
        Cell = "cell",
    }
}

crate::codes! {
    /// What is said at a place of a report.
    CommentKind {
        /// A comment.
        Comment = "comment",
        /// *Cần theo dõi*: to be followed up.
        Flag = "flag",
        /// Followed up.
        Unflag = "unflag",
    }
}

/// A place in a report at which the office points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Section or cell.
    pub kind: PlaceKind,
    /// Code of the section or of the indicator.
    pub code: String,
    /// What is wrong there; may be empty when the reason says it.
    #[serde(default)]
    pub note: String,
}

/// Fewest words of a sentence: "Số liệu sai" is a label, not a reason that a
/// unit can act on.
const SENTENCE_WORDS: usize = 4;

/// Checks that a reason is at least one sentence.
///
/// # Errors
/// [`ReportError::ReasonMissing`] below four words.
pub fn check_reason(reason: &str) -> Result<(), ReportError> {
    let words = reason
        .split_whitespace()
        .filter(|w| w.chars().any(char::is_alphabetic))
        .count();
    if words < SENTENCE_WORDS {
        Err(ReportError::ReasonMissing)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// only what was opened again is with the office though it is back.
    #[test]
    fn r_3_3_a_report_that_was_opened_again_awaits_final_figures_until_the_next_version() {
        for state in ReportState::ALL {
            for kind in ReturnKind::ALL {
                let is_back = [ReportState::Returned, ReportState::Signed].contains(state);
                let is = is_back && *kind == ReturnKind::Estimate;
                assert_eq!(awaits_final(*state, Some(*kind)), is, "{state:?} {kind:?}");
            }
            assert!(!awaits_final(*state, None));
        }
        assert!(
            ReportState::from_code(AWAITS_FINAL).is_none(),
            "never stored"
        );
    }

    #[test]
    fn a_label_is_no_reason_and_a_sentence_is_one() {
        for label in ["", "   ", "Sai", "Số liệu sai", "... - !! ?", "1 2 3 4 5"] {
            assert_eq!(
                check_reason(label),
                Err(ReportError::ReasonMissing),
                "{label}"
            );
        }
        assert_eq!(check_reason("Số học sinh chưa khớp với quý II."), Ok(()));
    }
}
