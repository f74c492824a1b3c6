//! The states of a report: no state is skipped, each act has one guard.
//!
//! *Late* is not here: it is derived from the due day and the receipt time
//! by [`crate::report::ReportState`]'s users in `timeliness`. *Locked* is
//! derived too, from the state and the round.

use super::ReportBody;
use crate::round::RoundState;

crate::codes! {
    /// Where the report of one unit in one round stands.
    ReportState {
        /// Chưa mở: the day of opening has not come.
        Scheduled = "scheduled",
        /// Mở, chưa soạn.
        Open = "open",
        /// Đang soạn.
        Drafting = "drafting",
        /// Đã ký và nhận: signed by the head; the server's receipt follows in
        /// the same act, so *signed* is the state of a report that was signed
        /// offline or waits for the office.
        Received = "received",
        /// Trả lại, with a reason.
        Returned = "returned",
        /// Nhận lại: sent again after a return.
        Resubmitted = "resubmitted",
        /// Tiếp nhận (chấp nhận).
        Accepted = "accepted",
        /// Được miễn, with a reason.
        Exempt = "exempt",
    }
}

impl ReportState {
    /// The states in which the unit still owes the report.
    pub const OWED: [Self; 4] = [Self::Scheduled, Self::Open, Self::Drafting, Self::Returned];

    /// Whether the unit still owes the report.
    #[must_use]
    pub fn is_owed(self) -> bool {
        Self::OWED.contains(&self)
    }
}

crate::codes! {
    /// What can be done to a report.
    Act {
        /// Save the draft.
        Save = "report.save",
        /// Sign and send.
        Sign = "report.sign",
        /// Return with a reason.
        Return = "report.return",
        /// Accept.
        Accept = "report.accept",
        /// Exempt with a reason.
        Exempt = "report.exempt",
        /// Open an accepted report again, so that its estimates can be replaced.
        Reopen = "report.reopen",
    }
}

/// Why an act on a report is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The state does not allow the act.
    #[error("report.wrong_state")]
    WrongState,
    /// The round is closed: ask for an extension.
    #[error("report.round_closed")]
    RoundClosed,
    /// The round is not open yet.
    #[error("report.not_open_yet")]
    NotOpenYet,
    /// Nothing is written.
    #[error("report.empty")]
    Empty,
    /// A return needs a reason of at least one sentence.
    #[error("report.reason_missing")]
    ReasonMissing,
    /// A late report needs the reason of its lateness.
    #[error("report.late_reason_missing")]
    LateReasonMissing,
    /// The reason of lateness is too long.
    #[error("report.late_reason_long")]
    LateReasonLong,
    /// It is accepted and its round is closed.
    #[error("report.locked")]
    Locked,
    /// None of its figures waits for a final one.
    #[error("report.no_estimate")]
    NoEstimate,
}

impl ReportError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongState => "report.wrong_state",
            Self::RoundClosed => "report.round_closed",
            Self::NotOpenYet => "report.not_open_yet",
            Self::Empty => "report.empty",
            Self::ReasonMissing => "report.reason_missing",
            Self::LateReasonMissing => "report.late_reason_missing",
            Self::LateReasonLong => "report.late_reason_long",
            Self::Locked => "report.locked",
            Self::NoEstimate => "report.no_estimate",
        }
    }
}

/// The state after `act`, or why it is refused.
///
/// # Errors
/// [`ReportError::WrongState`] where the act does not exist in this state.
pub fn next_state(state: ReportState, act: Act) -> Result<ReportState, ReportError> {
    use ReportState as S;
    match (act, state) {
        (Act::Save, S::Open | S::Drafting) => Ok(S::Drafting),
        (Act::Save, S::Returned) => Ok(S::Returned),
        (Act::Sign, S::Open | S::Drafting) => Ok(S::Received),
        (Act::Sign, S::Returned) => Ok(S::Resubmitted),
        (Act::Return, S::Received | S::Resubmitted) => Ok(S::Returned),
        (Act::Accept, S::Received | S::Resubmitted) => Ok(S::Accepted),
        (Act::Exempt, S::Scheduled | S::Open | S::Drafting) => Ok(S::Exempt),
        (Act::Reopen, S::Accepted) => Ok(S::Returned),
        _ => Err(ReportError::WrongState),
    }
}

/// Code of *đã khoá*, which is derived and never stored.
pub const LOCKED: &str = "locked";

/// Whether a report is locked (*đã khoá*): accepted in a round that is closed.
/// Opening the round again unlocks it.
#[must_use]
pub fn is_locked(state: ReportState, round: RoundState) -> bool {
    state == ReportState::Accepted && round == RoundState::Closed
}

/// The state after an accepted report is opened again because final figures can
/// replace its estimates (domain §6.4). The version stays the one that counts
/// until the next comes, and its receipt the one that is on time or late.
///
/// # Errors
/// [`ReportError::Locked`] in a closed round, [`ReportError::WrongState`] before it
/// is accepted, [`ReportError::NoEstimate`] where nothing waits for a final figure.
pub fn reopened(
    state: ReportState,
    round: RoundState,
    body: &ReportBody,
) -> Result<ReportState, ReportError> {
    if is_locked(state, round) {
        return Err(ReportError::Locked);
    }
    let next = next_state(state, Act::Reopen)?;
    if body.estimates().next().is_none() {
        return Err(ReportError::NoEstimate);
    }
    Ok(next)
}

/// The code of the state as it is told to people and programs: that of the
/// state, or [`LOCKED`].
#[must_use]
pub fn shown_state(state: ReportState, is_locked: bool) -> &'static str {
    if is_locked { LOCKED } else { state.code() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{Cell, Nature};
    use ReportState as S;
    use proptest::prelude::*;

    /// The whole table: what is not in it is refused.
    const TABLE: [(S, Act, S); 14] = [
        (S::Open, Act::Save, S::Drafting),
        (S::Drafting, Act::Save, S::Drafting),
        (S::Returned, Act::Save, S::Returned),
        (S::Open, Act::Sign, S::Received),
        (S::Drafting, Act::Sign, S::Received),
        (S::Returned, Act::Sign, S::Resubmitted),
        (S::Received, Act::Return, S::Returned),
        (S::Resubmitted, Act::Return, S::Returned),
        (S::Received, Act::Accept, S::Accepted),
        (S::Resubmitted, Act::Accept, S::Accepted),
        (S::Scheduled, Act::Exempt, S::Exempt),
        (S::Open, Act::Exempt, S::Exempt),
        (S::Drafting, Act::Exempt, S::Exempt),
        (S::Accepted, Act::Reopen, S::Returned),
    ];

    #[test]
    fn only_the_acts_of_the_table_exist() {
        for state in S::ALL {
            for act in Act::ALL {
                let expected = TABLE
                    .iter()
                    .find(|(from, by, _)| from == state && by == act)
                    .map(|(_, _, to)| *to)
                    .ok_or(ReportError::WrongState);
                assert_eq!(next_state(*state, *act), expected, "{state:?} {act:?}");
            }
        }
    }

    #[test]
    fn r_3_3_an_accepted_report_of_a_closed_round_is_locked_and_takes_no_act() {
        for state in S::ALL {
            assert!(!is_locked(*state, RoundState::Open), "{state:?}");
            let is = is_locked(*state, RoundState::Closed);
            assert_eq!(is, *state == S::Accepted);
            let body = estimating();
            let again = reopened(*state, RoundState::Closed, &body);
            assert_eq!(again == Err(ReportError::Locked), is);
            assert!(again.is_err(), "{state:?}");
            let others = Act::ALL.iter().filter(|act| **act != Act::Reopen);
            let refused = others
                .map(|act| next_state(*state, *act))
                .all(|r| r.is_err());
            assert!(!is || refused);
            let shown = shown_state(*state, is);
            assert_eq!(shown == LOCKED, is);
            assert!(S::from_code(LOCKED).is_none(), "never stored");
        }
    }

    fn estimating() -> ReportBody {
        let cell = Cell {
            nature: Nature::Estimate,
            ..Cell::of(5)
        };
        ReportBody {
            values: [("GD-01".to_owned(), cell)].into(),
            ..ReportBody::default()
        }
    }

    /// Domain §6.4: an estimate is replaced by the final figure.
    #[test]
    fn r_3_4_only_an_accepted_report_with_an_estimate_is_opened_again() {
        for state in S::ALL {
            let again = reopened(*state, RoundState::Open, &estimating());
            let expected = match state {
                S::Accepted => Ok(S::Returned),
                _ => Err(ReportError::WrongState),
            };
            assert_eq!(again, expected, "{state:?}");
        }
        let mut body = estimating();
        for (nature, is_final) in [
            (Nature::Preliminary, false),
            (Nature::Official, true),
            (Nature::Plan, true),
        ] {
            body.values.get_mut("GD-01").unwrap().nature = nature;
            let again = reopened(S::Accepted, RoundState::Open, &body);
            assert_eq!(again == Err(ReportError::NoEstimate), is_final);
        }
        // An empty cell holds nothing to be replaced.
        body = estimating();
        body.values.get_mut("GD-01").unwrap().value = None;
        let again = reopened(S::Accepted, RoundState::Open, &body);
        assert_eq!(again, Err(ReportError::NoEstimate));
    }

    proptest! {
        #[test]
        fn r_3_3_no_state_is_skipped(acts in prop::collection::vec(prop::sample::select(Act::ALL.to_vec()), 0..30)) {
            let mut state = S::Open;
            let mut was_sent = false;
            let mut was_returned = false;
            for act in acts {
                let Ok(next) = next_state(state, act) else { continue };
                was_sent |= matches!(next, S::Received | S::Resubmitted);
                was_returned |= next == S::Returned;
                // Accepted needs a receipt before, a second receipt a return.
                prop_assert!(next != S::Accepted || was_sent);
                prop_assert!(next != S::Returned || was_sent);
                prop_assert!(next != S::Resubmitted || was_returned);
                prop_assert!(next != S::Exempt || !was_sent);
                state = next;
            }
        }
    }
}
