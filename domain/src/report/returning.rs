//! Returning a report with a reason: kind, reason, marked places.
//!
//! Who may return is in `app`; what the return does to "on time" is in
//! [`super::timeliness`].

use super::ReportError;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Why a report goes back; the office must choose.
    ReturnKind {
        /// To be corrected or completed. Never turns an on-time unit late.
        Correction = "correction",
        /// Empty or unusable: the version does not count as sent.
        Unusable = "unusable",
        /// Accepted, and opened again for final figures in place of estimates. The
        /// version counts as sent.
        Estimate = "estimate",
    }
}

impl ReturnKind {
    /// The kinds from which the office chooses when it does not accept.
    pub const CHOICES: [Self; 2] = [Self::Correction, Self::Unusable];
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
