//! One id type per entity, so that a unit's id can never be passed for a task's.
//!
//! Ids are UUIDs of version 7, made by the caller ([`crate`] has no randomness).
//! Numbers that people say aloud (document numbers, task codes) are other fields.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A unit over its whole life; its names and parents are dated versions.
    UnitId,
    /// An act of reorganisation.
    UnitActId,
    /// A person's account.
    AccountId,
    /// A post: one person, one unit, one role, over dates.
    PostId,
    /// A post delegated to somebody for a time.
    DelegationId,
    /// A signed-in browser.
    SessionId,
    /// A reporting regime over all its versions.
    RegimeId,
    /// A group of units (*khối*).
    GroupId,
    /// One version of a regime; a round keeps the one it was opened with.
    RegimeVersionId,
    /// A round (*kỳ giao ban*).
    RoundId,
    /// What one unit owes in one round.
    ObligationId,
    /// One sent version of a report.
    ReportVersionId,
    /// One return of a report with its reason.
    ReturnId,
    /// A request for more time.
    ExtensionId,
    /// A message to one person.
    MessageId,
    /// The consolidated report of a round.
    ConsolidationId,
    /// A frozen snapshot of a consolidated report.
    SnapshotId,
    /// A round of opinions on a draft.
    OpinionRoundId,
    /// One opinion on a draft.
    OpinionId,
    /// A draft laid before the head.
    SubmissionId,
    /// What a unit received of an issued report.
    ReceiptId,
    /// A plan value of one unit, indicator and year.
    PlanId,
    /// A conference.
    ConferenceId,
    /// A numbered conclusion of a conference.
    ConclusionId,
    /// A document issued with a number.
    IssuedDocumentId,
    /// A task.
    TaskId,
    /// One entry of a task's diary.
    TaskEntryId,
    /// A directive in the register.
    DirectiveId,
    /// A text read in and waiting for a person.
    ReadingId,
    /// An article of the portal.
    ArticleId,
}
