//! The path to issue: draft → opinion round → submission to the head →
//! signature → number and issue → sending. Each act has its one guard here; the
//! stage that people see is derived from what has been done.
//!
//! Not here: what freezing and supplements do to the texts (`state`), windows
//! and answers of opinions (`opinion`).

use super::state::{ConsolidationError, ConsolidationState};

crate::codes! {
    /// How far a report has come, as people see it.
    Stage {
        /// Đang tổng hợp.
        Draft = "draft",
        /// Đang lấy ý kiến.
        Opinion = "opinion",
        /// Đã trình, chờ ký.
        Submitted = "submitted",
        /// Đã chốt, chưa ký.
        Frozen = "frozen",
        /// Đã ký, chờ cấp số.
        Signed = "signed",
        /// Đã ban hành.
        Issued = "issued",
        /// Đã gửi.
        Sent = "sent",
    }
}

crate::codes! {
    /// Where a submission to the head stands.
    SubmissionState {
        /// Chờ ký.
        Waiting = "waiting",
        /// Trả lại with a reason.
        Returned = "returned",
        /// Đã ký.
        Signed = "signed",
    }
}

crate::codes! {
    /// What is done on the way to issue.
    PathAct {
        /// Ask units or leaders for their opinion on the draft.
        Ask = "consolidation.ask_opinion",
        /// End the opinion round before its time.
        CloseOpinion = "consolidation.close_opinion",
        /// A unit or leader who was asked says something.
        Give = "consolidation.give_opinion",
        /// Submit to the head.
        Submit = "consolidation.submit",
        /// Freeze without submission; the head signs the snapshot.
        Freeze = "consolidation.freeze",
        /// The head returns what was submitted.
        Return = "consolidation.return",
        /// The head signs.
        Sign = "consolidation.sign",
        /// Number and date.
        Issue = "consolidation.issue",
        /// Send to those who receive it.
        Send = "consolidation.send",
    }
}

/// What has been done with a report and the snapshot in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Draft, frozen or issued.
    pub state: ConsolidationState,
    /// An opinion round is planned or open.
    pub has_open_opinion: bool,
    /// Opinions that the office has not answered.
    pub unanswered: usize,
    /// It lies before the head.
    pub is_submitted: bool,
    /// The snapshot in question is signed.
    pub is_signed: bool,
    /// The snapshot in question has its number.
    pub is_issued: bool,
    /// The snapshot in question was sent.
    pub is_sent: bool,
}

impl Standing {
    /// A draft of which nothing is done yet.
    #[must_use]
    pub fn draft() -> Self {
        Self {
            state: ConsolidationState::Draft,
            has_open_opinion: false,
            unanswered: 0,
            is_submitted: false,
            is_signed: false,
            is_issued: false,
            is_sent: false,
        }
    }

    /// How far it has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self.state {
            _ if self.is_sent => Stage::Sent,
            _ if self.is_issued => Stage::Issued,
            _ if self.is_signed => Stage::Signed,
            ConsolidationState::Frozen | ConsolidationState::Issued => Stage::Frozen,
            ConsolidationState::Draft if self.is_submitted => Stage::Submitted,
            ConsolidationState::Draft if self.has_open_opinion => Stage::Opinion,
            ConsolidationState::Draft => Stage::Draft,
        }
    }

    /// Whether the words of the draft may change: not while they lie before the
    /// head, and never after freezing.
    ///
    /// # Errors
    /// [`ConsolidationError::Frozen`], [`ConsolidationError::Submitted`].
    pub fn check_change(&self) -> Result<(), ConsolidationError> {
        match self.state {
            ConsolidationState::Frozen | ConsolidationState::Issued => {
                Err(ConsolidationError::Frozen)
            }
            ConsolidationState::Draft if self.is_submitted => Err(ConsolidationError::Submitted),
            ConsolidationState::Draft => Ok(()),
        }
    }

    /// Whether `act` may be done now.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, act: PathAct) -> Result<(), ConsolidationError> {
        use ConsolidationError as E;
        match act {
            PathAct::Ask => {
                self.check_change()?;
                deny(self.has_open_opinion, E::OpinionOpen)
            }
            PathAct::CloseOpinion => deny(!self.has_open_opinion, E::OpinionClosed),
            PathAct::Give => deny(self.state != ConsolidationState::Draft, E::OpinionFrozen),
            // Both fix the words for good: what was asked about them is settled first.
            PathAct::Submit | PathAct::Freeze => {
                self.check_change()?;
                deny(self.has_open_opinion, E::OpinionOpen)?;
                deny(self.unanswered > 0, E::OpinionUnanswered)
            }
            PathAct::Return => deny(!self.is_submitted, E::NotSubmitted),
            PathAct::Sign => {
                deny(self.is_signed, E::SignedAlready)?;
                let is_draft = self.state == ConsolidationState::Draft;
                deny(is_draft && !self.is_submitted, E::NotSubmitted)
            }
            PathAct::Issue => {
                deny(self.state == ConsolidationState::Draft, E::NotFrozen)?;
                deny(self.is_issued, E::IssuedAlready)?;
                deny(!self.is_signed, E::NotSigned)
            }
            PathAct::Send => {
                deny(!self.is_issued, E::NotIssued)?;
                deny(self.is_sent, E::SentAlready)
            }
        }
    }
}

fn deny(is_refused: bool, error: ConsolidationError) -> Result<(), ConsolidationError> {
    if is_refused { Err(error) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConsolidationError as E;
    use proptest::prelude::*;

    #[test]
    fn r_4_6_a_report_walks_from_draft_to_sent_and_skips_nothing() {
        let mut at = Standing::draft();
        assert_eq!(at.stage(), Stage::Draft);
        assert_eq!(at.check(PathAct::Sign), Err(E::NotSubmitted));
        assert_eq!(at.check(PathAct::Issue), Err(E::NotFrozen));
        assert_eq!(at.check(PathAct::Return), Err(E::NotSubmitted));
        assert_eq!(at.check(PathAct::Ask), Ok(()));
        at.has_open_opinion = true;
        assert_eq!(at.stage(), Stage::Opinion);
        assert_eq!(at.check(PathAct::Ask), Err(E::OpinionOpen));
        assert_eq!(at.check(PathAct::Submit), Err(E::OpinionOpen));
        assert_eq!(at.check_change(), Ok(()));
        at.has_open_opinion = false;
        at.unanswered = 1;
        assert_eq!(at.check(PathAct::Submit), Err(E::OpinionUnanswered));
        at.unanswered = 0;
        assert_eq!(at.check(PathAct::Submit), Ok(()));
        at.is_submitted = true;
        assert_eq!(at.stage(), Stage::Submitted);
        assert_eq!(at.check_change(), Err(E::Submitted));
        assert_eq!(at.check(PathAct::Ask), Err(E::Submitted));
        assert_eq!(at.check(PathAct::Sign), Ok(()));
        at = Standing {
            state: ConsolidationState::Frozen,
            is_signed: true,
            is_submitted: false,
            ..at
        };
        assert_eq!(at.stage(), Stage::Signed);
        assert_eq!(at.check(PathAct::Sign), Err(E::SignedAlready));
        assert_eq!(at.check(PathAct::Send), Err(E::NotIssued));
        assert_eq!(at.check(PathAct::Issue), Ok(()));
        at = Standing {
            state: ConsolidationState::Issued,
            is_issued: true,
            ..at
        };
        assert_eq!(at.check(PathAct::Issue), Err(E::IssuedAlready));
        assert_eq!(at.check(PathAct::Send), Ok(()));
        at.is_sent = true;
        assert_eq!(at.stage(), Stage::Sent);
        assert_eq!(at.check(PathAct::Send), Err(E::SentAlready));
    }

    #[test]
    fn r_4_6_what_hinders_submission_hinders_freezing_in_the_same_words() {
        let draft = Standing::draft();
        for at in [
            draft,
            Standing {
                has_open_opinion: true,
                ..draft
            },
            Standing {
                unanswered: 1,
                ..draft
            },
            Standing {
                is_submitted: true,
                ..draft
            },
            Standing {
                state: ConsolidationState::Frozen,
                unanswered: 1,
                ..draft
            },
        ] {
            assert_eq!(at.check(PathAct::Freeze), at.check(PathAct::Submit));
        }
        let asking = Standing {
            has_open_opinion: true,
            ..draft
        };
        assert_eq!(asking.check(PathAct::Freeze), Err(E::OpinionOpen));
        let unanswered = Standing {
            unanswered: 1,
            ..draft
        };
        assert_eq!(unanswered.check(PathAct::Freeze), Err(E::OpinionUnanswered));
    }

    #[test]
    fn r_4_6_nobody_comments_on_what_is_frozen() {
        assert_eq!(Standing::draft().check(PathAct::Give), Ok(()));
        for state in [ConsolidationState::Frozen, ConsolidationState::Issued] {
            let at = Standing {
                state,
                has_open_opinion: true,
                ..Standing::draft()
            };
            assert_eq!(at.check(PathAct::Give), Err(E::OpinionFrozen));
        }
    }

    proptest! {
        #[test]
        fn nothing_without_a_signature_is_issued(
            state in prop::sample::select(ConsolidationState::ALL.to_vec()),
            flags in prop::array::uniform4(any::<bool>()),
            unanswered in 0_usize..3,
        ) {
            let [has_open_opinion, is_submitted, is_issued, is_sent] = flags;
            let at = Standing { state, has_open_opinion, unanswered, is_submitted, is_signed: false, is_issued, is_sent };
            prop_assert!(at.check(PathAct::Issue).is_err());
        }
    }
}
