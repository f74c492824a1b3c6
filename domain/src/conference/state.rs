//! The states of a conference and the guard of each act.
//!
//! Whether the notice is issued is not a state: conclusions are written until
//! then, also after the closing.

crate::codes! {
    /// Where a conference stands.
    ConferenceState {
        /// Đang chuẩn bị: nothing leaves the office.
        Draft = "draft",
        /// Đã triệu tập: the invited units see it and name delegates.
        Convened = "convened",
        /// Đang họp.
        InSession = "in_session",
        /// Đã họp.
        Closed = "closed",
    }
}

crate::codes! {
    /// How a conference came into the books.
    Origin {
        /// Prepared and held with this program.
        Held = "held",
        /// Read in from a page or document about the past.
        Read = "read",
    }
}

crate::codes! {
    /// What can be done to a conference as a whole.
    Act {
        /// Triệu tập: invitations leave.
        Convene = "conference.convene",
        /// Back to preparation.
        Withdraw = "conference.withdraw",
        /// Khai mạc.
        Begin = "conference.begin",
        /// Bế mạc.
        Close = "conference.close",
        /// Ban hành thông báo kết luận.
        IssueNotice = "conference.issue_notice",
    }
}

/// What the guards look at besides the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Invited units.
    pub invited: usize,
    /// Invitations that have left.
    pub sent: usize,
    /// Whether today is the day of the conference or later.
    pub is_day_reached: bool,
    /// Whether a notice of conclusions is issued.
    pub is_issued: bool,
    /// Conclusions written.
    pub conclusions: usize,
}

/// Why an act on a conference is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConferenceError {
    /// The act does not exist in this state.
    #[error("conference.wrong_state")]
    WrongState,
    /// Nobody is invited.
    #[error("conference.nobody_invited")]
    NobodyInvited,
    /// Invitations have left: the conference cannot be unmade silently.
    #[error("conference.invitations_left")]
    InvitationsLeft,
    /// The day has not come.
    #[error("conference.too_early")]
    TooEarly,
    /// The notice is issued: what it says is binding.
    #[error("conference.notice_issued")]
    NoticeIssued,
    /// There is nothing to give notice of.
    #[error("conference.no_conclusions")]
    NoConclusions,
}

impl ConferenceError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongState => "conference.wrong_state",
            Self::NobodyInvited => "conference.nobody_invited",
            Self::InvitationsLeft => "conference.invitations_left",
            Self::TooEarly => "conference.too_early",
            Self::NoticeIssued => "conference.notice_issued",
            Self::NoConclusions => "conference.no_conclusions",
        }
    }
}

/// The state after `act`, or why it is refused.
///
/// # Errors
/// [`ConferenceError`]; nothing is changed.
pub fn next_state(
    state: ConferenceState,
    act: Act,
    facts: &Facts,
) -> Result<ConferenceState, ConferenceError> {
    use ConferenceState as S;
    match (act, state) {
        (Act::Convene, S::Draft) if facts.invited == 0 => Err(ConferenceError::NobodyInvited),
        (Act::Convene, S::Draft) => Ok(S::Convened),
        (Act::Withdraw, S::Convened) if facts.sent > 0 => Err(ConferenceError::InvitationsLeft),
        (Act::Withdraw, S::Convened) => Ok(S::Draft),
        (Act::Begin, S::Convened) if !facts.is_day_reached => Err(ConferenceError::TooEarly),
        (Act::Begin, S::Convened) => Ok(S::InSession),
        (Act::Close, S::InSession) => Ok(S::Closed),
        (Act::IssueNotice, S::Closed) if facts.is_issued => Err(ConferenceError::NoticeIssued),
        (Act::IssueNotice, S::Closed) if facts.conclusions == 0 => {
            Err(ConferenceError::NoConclusions)
        }
        (Act::IssueNotice, S::Closed) => Ok(S::Closed),
        _ => Err(ConferenceError::WrongState),
    }
}

#[cfg(test)]
mod tests {
    use super::ConferenceState as S;
    use super::*;
    use proptest::prelude::*;

    const READY: Facts = Facts {
        invited: 3,
        sent: 0,
        is_day_reached: true,
        is_issued: false,
        conclusions: 2,
    };

    #[test]
    fn each_act_exists_in_exactly_one_state() {
        let table = [
            (Act::Convene, S::Draft, S::Convened),
            (Act::Withdraw, S::Convened, S::Draft),
            (Act::Begin, S::Convened, S::InSession),
            (Act::Close, S::InSession, S::Closed),
            (Act::IssueNotice, S::Closed, S::Closed),
        ];
        assert_eq!(table.len(), Act::ALL.len());
        for (act, from, to) in table {
            for state in S::ALL {
                let expected = if *state == from {
                    Ok(to)
                } else {
                    Err(ConferenceError::WrongState)
                };
                assert_eq!(
                    next_state(*state, act, &READY),
                    expected,
                    "{} in {}",
                    act.code(),
                    state.code()
                );
            }
        }
    }

    #[test]
    fn each_guard_has_its_own_refusal() {
        let cases = [
            (
                S::Draft,
                Act::Convene,
                Facts {
                    invited: 0,
                    ..READY
                },
                ConferenceError::NobodyInvited,
            ),
            (
                S::Convened,
                Act::Withdraw,
                Facts { sent: 1, ..READY },
                ConferenceError::InvitationsLeft,
            ),
            (
                S::Convened,
                Act::Begin,
                Facts {
                    is_day_reached: false,
                    ..READY
                },
                ConferenceError::TooEarly,
            ),
            (
                S::Closed,
                Act::IssueNotice,
                Facts {
                    is_issued: true,
                    ..READY
                },
                ConferenceError::NoticeIssued,
            ),
            (
                S::Closed,
                Act::IssueNotice,
                Facts {
                    conclusions: 0,
                    ..READY
                },
                ConferenceError::NoConclusions,
            ),
        ];
        for (state, act, facts, error) in cases {
            assert_eq!(next_state(state, act, &facts), Err(error));
        }
    }

    proptest! {
        #[test]
        fn a_conference_that_has_begun_never_goes_back(acts in proptest::collection::vec(0..Act::ALL.len(), 0..20)) {
            let mut state = S::Draft;
            let mut has_begun = false;
            for index in acts {
                if let Ok(next) = next_state(state, Act::ALL[index], &READY) {
                    has_begun |= next == S::InSession;
                    prop_assert!(!has_begun || matches!(next, S::InSession | S::Closed));
                    state = next;
                }
            }
        }
    }
}
