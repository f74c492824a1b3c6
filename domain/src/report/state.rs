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
        /// Đã ký, chưa gửi: signed by the head, and still owed until the server
        /// has received it.
        Signed = "signed",
        /// Đã nhận: sent, with the server's receipt.
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
    pub const OWED: [Self; 5] = [
        Self::Scheduled,
        Self::Open,
        Self::Drafting,
        Self::Signed,
        Self::Returned,
    ];

    /// Whether the unit still owes the report.
    #[must_use]
    pub fn is_owed(self) -> bool {
        Self::OWED.contains(&self)
    }

    /// Where it stands without the head's signature: one that was sent before came
    /// back to be corrected. Every other state is as it is.
    #[must_use]
    pub fn unsigned(self, was_sent: bool) -> Self {
        match self {
            Self::Signed if was_sent => Self::Returned,
            Self::Signed => Self::Drafting,
            other => other,
        }
    }
}

crate::codes! {
    /// What can be done to a report.
    Act {
        /// Save the draft.
        Save = "report.save",
        /// Sign; the draft stays as it is until it is sent or the signature withdrawn.
        Sign = "report.sign",
        /// Withdraw the signature.
        Unsign = "report.unsign",
        /// Send what is signed.
        Send = "report.send",
        /// Return with a reason.
        Return = "report.return",
        /// Accept.
        Accept = "report.accept",
        /// Exempt with a reason.
        Exempt = "report.exempt",
        /// Take an exemption back (*bỏ miễn*), with a reason.
        Unexempt = "report.unexempt",
        /// Open an accepted report again, so that its estimates can be replaced, or what
        /// came to its unit since can be written.
        Reopen = "report.reopen",
    }
}

impl Act {
    /// Whether an act of the journal, by its code, is about the draft alone: of it
    /// nothing has reached the office, and nobody but the unit reads it.
    #[must_use]
    pub fn is_of_draft(code: &str) -> bool {
        matches!(
            Self::from_code(code),
            Some(Self::Save | Self::Sign | Self::Unsign)
        )
    }
}

/// Why an act on a report is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The state does not allow the act.
    #[error("report.wrong_state")]
    WrongState,
    /// It is signed: the signature is withdrawn before anything changes.
    #[error("report.is_signed")]
    Signed,
    /// What would be sent is not what was signed.
    #[error("report.signature_stale")]
    SignatureStale,
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
    /// None of its figures waits for a final one, and nothing came to its unit since.
    #[error("report.no_estimate")]
    NoEstimate,
    /// The unit has ended and nobody answers for it: it cannot owe again.
    #[error("report.unit_ended")]
    UnitEnded,
}

impl ReportError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongState => "report.wrong_state",
            Self::Signed => "report.is_signed",
            Self::SignatureStale => "report.signature_stale",
            Self::RoundClosed => "report.round_closed",
            Self::NotOpenYet => "report.not_open_yet",
            Self::Empty => "report.empty",
            Self::ReasonMissing => "report.reason_missing",
            Self::LateReasonMissing => "report.late_reason_missing",
            Self::LateReasonLong => "report.late_reason_long",
            Self::Locked => "report.locked",
            Self::NoEstimate => "report.no_estimate",
            Self::UnitEnded => "report.unit_ended",
        }
    }
}

/// The state after `act` of a report of which a version was sent before or not, or
/// why the act is refused. Whoever is exempt has sent nothing, except as
/// [`exempted`] allows: a signature that was not sent goes away with it.
///
/// # Errors
/// [`ReportError::Signed`] for a change of what is signed, else
/// [`ReportError::WrongState`] where the act does not exist in this state.
pub fn next_state(
    state: ReportState,
    act: Act,
    was_sent: bool,
) -> Result<ReportState, ReportError> {
    use ReportState as S;
    match (act, state) {
        (Act::Save, S::Open | S::Drafting) => Ok(S::Drafting),
        (Act::Save, S::Returned) => Ok(S::Returned),
        (Act::Save | Act::Sign, S::Signed) => Err(ReportError::Signed),
        (Act::Sign, S::Open | S::Drafting | S::Returned) => Ok(S::Signed),
        (Act::Unsign, S::Signed) => Ok(state.unsigned(was_sent)),
        (Act::Send, S::Signed) if was_sent => Ok(S::Resubmitted),
        (Act::Send, S::Signed) => Ok(S::Received),
        (Act::Return, S::Received | S::Resubmitted) => Ok(S::Returned),
        (Act::Accept, S::Received | S::Resubmitted) => Ok(S::Accepted),
        (Act::Exempt, S::Scheduled | S::Open | S::Drafting) => Ok(S::Exempt),
        (Act::Exempt, S::Signed) if !was_sent => Ok(S::Exempt),
        (Act::Reopen, S::Accepted) => Ok(S::Returned),
        (Act::Unexempt, S::Exempt) if was_sent => Ok(S::Returned),
        (Act::Unexempt, S::Exempt) => Ok(S::Open),
        _ => Err(ReportError::WrongState),
    }
}

/// The state after a unit is exempted, or why that is refused: nothing that it sent
/// counts. It sent nothing, or every version was returned as unusable and the report
/// lies with the unit again; `counts` says whether a version counts.
///
/// # Errors
/// As [`next_state`].
pub fn exempted(
    state: ReportState,
    was_sent: bool,
    counts: bool,
) -> Result<ReportState, ReportError> {
    if !counts && state.unsigned(was_sent) == ReportState::Returned {
        return Ok(ReportState::Exempt);
    }
    next_state(state, Act::Exempt, was_sent)
}

/// The state after an exemption is taken back: the obligation goes on as it was.
/// `first` is the state of a report on which nobody has worked yet, by the day of
/// opening; a draft is found as it was left, and what was returned is owed as
/// returned.
///
/// # Errors
/// [`ReportError::WrongState`] for a unit that is not exempt.
pub fn unexempted(
    state: ReportState,
    was_sent: bool,
    has_draft: bool,
    first: ReportState,
) -> Result<ReportState, ReportError> {
    let next = next_state(state, Act::Unexempt, was_sent)?;
    Ok(match (next, first) {
        (ReportState::Open, ReportState::Open) if has_draft => ReportState::Drafting,
        (ReportState::Open, first) => first,
        (next, _) => next,
    })
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
/// replace its estimates (domain §6.4), or because its unit was given more to report
/// on since it signed (`has_more`; ). The version stays the one that counts
/// until the next comes, and its receipt the one that is on time or late.
///
/// # Errors
/// [`ReportError::Locked`] in a closed round, [`ReportError::WrongState`] before it
/// is accepted, [`ReportError::NoEstimate`] where there is nothing to be added.
pub fn reopened(
    state: ReportState,
    round: RoundState,
    body: &ReportBody,
    has_more: bool,
) -> Result<ReportState, ReportError> {
    if is_locked(state, round) {
        return Err(ReportError::Locked);
    }
    let next = next_state(state, Act::Reopen, true)?;
    if body.estimates().next().is_none() && !has_more {
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
#[path = "state_tests.rs"]
mod tests;
