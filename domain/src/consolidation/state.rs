//! The states of a consolidated report: draft, frozen, issued.

crate::codes! {
    /// Where a consolidated report stands.
    ConsolidationState {
        /// Đang tổng hợp: texts can be taken, edited, removed.
        Draft = "draft",
        /// Đã chốt: a snapshot exists; texts no longer change.
        Frozen = "frozen",
        /// Đã ban hành with number and date.
        Issued = "issued",
    }
}

crate::codes! {
    /// What can be done to a consolidated report.
    ConsolidationAct {
        /// Change the draft.
        Save = "consolidation.save",
        /// Make the first snapshot.
        Freeze = "consolidation.freeze",
        /// Make a further snapshot of late data (*bổ sung lần n*).
        Supplement = "consolidation.supplement",
        /// Give number and date.
        Issue = "consolidation.issue",
    }
}

/// Why an act on a consolidated report is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsolidationError {
    /// The report is frozen: only a supplement can follow.
    #[error("consolidation.frozen")]
    Frozen,
    /// Freeze first.
    #[error("consolidation.not_frozen")]
    NotFrozen,
    /// The snapshot has a number already.
    #[error("consolidation.issued_already")]
    IssuedAlready,
    /// Nothing has changed since the last snapshot.
    #[error("consolidation.nothing_new")]
    NothingNew,
    /// There is no such paragraph (any more).
    #[error("consolidation.no_such_paragraph")]
    NoSuchParagraph,
    /// A paragraph needs a text.
    #[error("consolidation.paragraph_empty")]
    ParagraphEmpty,
    /// No paragraph at all.
    #[error("consolidation.empty")]
    Empty,
    /// It lies before the head; nothing changes until it is returned.
    #[error("consolidation.submitted")]
    Submitted,
    /// Nothing lies before the head.
    #[error("consolidation.not_submitted")]
    NotSubmitted,
    /// The head has not signed this snapshot.
    #[error("consolidation.not_signed")]
    NotSigned,
    /// It is signed already.
    #[error("consolidation.signed_already")]
    SignedAlready,
    /// Only what has a number is sent.
    #[error("consolidation.not_issued")]
    NotIssued,
    /// It was sent already.
    #[error("consolidation.sent_already")]
    SentAlready,
    /// The opinion round ends before it opens, or lies in the past.
    #[error("consolidation.window_empty")]
    WindowEmpty,
    /// An opinion round is planned or open.
    #[error("consolidation.opinion_open")]
    OpinionOpen,
    /// The opinion round has not opened yet.
    #[error("consolidation.opinion_not_open")]
    OpinionNotOpen,
    /// The opinion round is over.
    #[error("consolidation.opinion_closed")]
    OpinionClosed,
    /// The report was frozen, so nothing is said to its draft any more.
    #[error("consolidation.opinion_frozen")]
    OpinionFrozen,
    /// Opinions wait for an answer.
    #[error("consolidation.opinion_unanswered")]
    OpinionUnanswered,
    /// An opinion that is not taken over needs a reason.
    #[error("consolidation.answer_missing")]
    AnswerMissing,
    /// A return needs a reason.
    #[error("consolidation.reason_missing")]
    ReasonMissing,
}

impl ConsolidationError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Frozen => "consolidation.frozen",
            Self::NotFrozen => "consolidation.not_frozen",
            Self::IssuedAlready => "consolidation.issued_already",
            Self::NothingNew => "consolidation.nothing_new",
            Self::NoSuchParagraph => "consolidation.no_such_paragraph",
            Self::ParagraphEmpty => "consolidation.paragraph_empty",
            Self::Empty => "consolidation.empty",
            Self::Submitted => "consolidation.submitted",
            Self::NotSubmitted => "consolidation.not_submitted",
            Self::NotSigned => "consolidation.not_signed",
            Self::SignedAlready => "consolidation.signed_already",
            Self::NotIssued => "consolidation.not_issued",
            Self::SentAlready => "consolidation.sent_already",
            Self::WindowEmpty => "consolidation.window_empty",
            Self::OpinionOpen => "consolidation.opinion_open",
            Self::OpinionNotOpen => "consolidation.opinion_not_open",
            Self::OpinionClosed => "consolidation.opinion_closed",
            Self::OpinionFrozen => "consolidation.opinion_frozen",
            Self::OpinionUnanswered => "consolidation.opinion_unanswered",
            Self::AnswerMissing => "consolidation.answer_missing",
            Self::ReasonMissing => "consolidation.reason_missing",
        }
    }
}

/// The state after `act`, or why it is refused. A supplement leaves the state:
/// the report stays frozen or issued, and the supplement is issued by itself.
///
/// # Errors
/// [`ConsolidationError::Frozen`] for changes after freezing,
/// [`ConsolidationError::NotFrozen`] for what needs a snapshot.
pub fn next_state(
    state: ConsolidationState,
    act: ConsolidationAct,
) -> Result<ConsolidationState, ConsolidationError> {
    use ConsolidationAct as A;
    use ConsolidationState as S;
    match (act, state) {
        (A::Save, S::Draft) => Ok(S::Draft),
        (A::Freeze, S::Draft) => Ok(S::Frozen),
        (A::Save | A::Freeze, S::Frozen | S::Issued) => Err(ConsolidationError::Frozen),
        (A::Supplement, S::Frozen | S::Issued) => Ok(state),
        (A::Issue, S::Frozen | S::Issued) => Ok(S::Issued),
        (A::Supplement | A::Issue, S::Draft) => Err(ConsolidationError::NotFrozen),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        ConsolidationAct as A, ConsolidationError as E, ConsolidationState as S, next_state,
    };

    #[test]
    fn a_report_goes_from_draft_over_frozen_to_issued_and_never_back() {
        assert_eq!(next_state(S::Draft, A::Freeze), Ok(S::Frozen));
        assert_eq!(next_state(S::Frozen, A::Issue), Ok(S::Issued));
        for state in [S::Frozen, S::Issued] {
            assert_eq!(next_state(state, A::Save), Err(E::Frozen));
            assert_eq!(next_state(state, A::Freeze), Err(E::Frozen));
            assert_eq!(next_state(state, A::Supplement), Ok(state));
        }
    }

    #[test]
    fn a_draft_has_neither_number_nor_supplement() {
        assert_eq!(next_state(S::Draft, A::Issue), Err(E::NotFrozen));
        assert_eq!(next_state(S::Draft, A::Supplement), Err(E::NotFrozen));
    }
}
