//! Rounds (*kỳ giao ban*): one regime version run over one period.
//!
//! Here: the dates of a round, what is wrong with them, and the one
//! answer to "may this unit still send?". Not here: who must report
//! ([`crate::regime::UnitRule`]) and what late means
//! ([`crate::report::Timeliness`]).

mod dates;
mod links;
mod open;

pub use dates::{DateChoice, RoundDates, TierDates, check_dates, check_period, plan_dates};
pub use links::{check_links, link_days};
pub use open::{check_open, check_reopen, first_state, state_now};

crate::codes! {
    /// Whether a round still takes reports from every unit.
    RoundState {
        /// Đang mở. Late reports are taken and shown as late.
        Open = "open",
        /// Đã đóng: only units with an extension that still runs may send.
        Closed = "closed",
    }
}

/// Why a round cannot be opened or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    /// The regime is not run at this frequency (element 7).
    #[error("round.frequency")]
    Frequency,
    /// The period is counted by another scheme than the regime's (element 8).
    #[error("round.scheme")]
    Scheme,
    /// It would open after the units' due day.
    #[error("round.opens_after_due")]
    OpensAfterDue,
    /// The figures would be closed before the first day that they cover.
    #[error("round.closes_before_data")]
    ClosesBeforeData,
    /// A State regime forbids the chain of dates (Decree 09/2019 art. 8.5).
    #[error("round.due_chain")]
    DueChain,
    /// The rule names no unit in this area.
    #[error("round.no_targets")]
    NoTargets,
    /// It is closed already.
    #[error("round.closed_already")]
    ClosedAlready,
    /// It is open already.
    #[error("round.open_already")]
    OpenAlready,
    /// Opening again needs a reason.
    #[error("round.reason_missing")]
    ReasonMissing,
}

impl RoundError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Frequency => "round.frequency",
            Self::Scheme => "round.scheme",
            Self::OpensAfterDue => "round.opens_after_due",
            Self::ClosesBeforeData => "round.closes_before_data",
            Self::DueChain => "round.due_chain",
            Self::NoTargets => "round.no_targets",
            Self::ClosedAlready => "round.closed_already",
            Self::OpenAlready => "round.open_already",
            Self::ReasonMissing => "round.reason_missing",
        }
    }
}
