//! The journal's entries and their hash chain (invariant 4).
//!
//! Each entry's hash covers its content and the hash before it, so that a
//! change, a removal or a swap anywhere breaks every later link. Storing is
//! `store::journal`; who follows the journal is in `app::follow`.

use crate::id::{AccountId, UnitId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

crate::codes! {
    /// What kind of object an entry is about.
    Noun {
        /// A unit.
        Unit = "unit",
        /// An account or a post.
        Account = "account",
        /// A reporting regime.
        Regime = "regime",
        /// A round.
        Round = "round",
        /// A unit's report (obligation, draft, versions).
        Report = "report",
        /// A message of the outbox.
        Message = "message",
        /// A consolidated report.
        Consolidation = "consolidation",
        /// A plan value (kế hoạch, chỉ tiêu).
        Plan = "plan",
        /// A conference.
        Conference = "conference",
        /// A task.
        Task = "task",
        /// A directive.
        Directive = "directive",
        /// A text read in.
        Reading = "reading",
        /// An article.
        Article = "article",
        /// The instance itself (settings, import, demo).
        Instance = "instance",
    }
}

/// What an act wants to have written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Stable code of the act ("report.sign").
    pub act: String,
    /// Kind of the object.
    pub noun: Noun,
    /// Id of the object.
    pub subject: Uuid,
    /// The unit whose matter it is; decides who may read the entry.
    pub unit: Option<UnitId>,
    /// Who did it; none for the system itself.
    pub actor: Option<AccountId>,
    /// For whom, when acting by delegation.
    pub on_behalf_of: Option<AccountId>,
    /// Facts a reader needs: state before and after, reason, counts. Never the
    /// content of internal papers.
    pub detail: serde_json::Value,
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// A stored entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Position, from 1, without gaps.
    pub seq: i64,
    /// The entry.
    pub entry: Entry,
    /// Hash of the entry before; 64 zeros for the first.
    pub prev_hash: String,
    /// Hash of this entry, lower-case hexadecimal SHA-256.
    pub hash: String,
}

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of an entry at a position after `prev_hash`.
#[must_use]
pub fn seal(seq: i64, prev_hash: &str, entry: &Entry) -> String {
    let mut hasher = Sha256::new();
    let detail = entry.detail.to_string();
    let parts: [&str; 10] = [
        &seq.to_string(),
        prev_hash,
        &entry.act,
        entry.noun.code(),
        &entry.subject.to_string(),
        &entry.unit.map(|u| u.to_string()).unwrap_or_default(),
        &entry.actor.map(|a| a.to_string()).unwrap_or_default(),
        &entry
            .on_behalf_of
            .map(|a| a.to_string())
            .unwrap_or_default(),
        &detail,
        &entry.at.as_microsecond().to_string(),
    ];
    // Lengths go in as well, so that moving text from one part to the next
    // cannot give the same hash.
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hex::encode(hasher.finalize())
}

/// Why a chain is broken, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// A position is missing or out of order.
    #[error("entry {0} is missing or out of order")]
    Gap(i64),
    /// An entry does not name the hash of the one before.
    #[error("entry {0} does not follow from the one before")]
    Link(i64),
    /// An entry's content does not give its hash.
    #[error("entry {0} was changed after it was written")]
    Content(i64),
}

/// Checks `entries`, which must start right after position `after.0` with hash
/// `after.1`, and returns the new end of the chain.
///
/// # Errors
/// The first broken link.
pub fn verify<'a>(
    after: (i64, String),
    entries: impl IntoIterator<Item = &'a Sealed>,
) -> Result<(i64, String), ChainError> {
    let (mut seq, mut hash) = after;
    for sealed in entries {
        if sealed.seq != seq + 1 {
            return Err(ChainError::Gap(seq + 1));
        }
        if sealed.prev_hash != hash {
            return Err(ChainError::Link(sealed.seq));
        }
        if seal(sealed.seq, &sealed.prev_hash, &sealed.entry) != sealed.hash {
            return Err(ChainError::Content(sealed.seq));
        }
        seq = sealed.seq;
        hash.clone_from(&sealed.hash);
    }
    Ok((seq, hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(n: i64) -> Vec<Sealed> {
        let mut prev = GENESIS.to_owned();
        (1..=n)
            .map(|seq| {
                let entry = Entry {
                    act: "report.sign".into(),
                    noun: Noun::Report,
                    subject: Uuid::from_u128(seq as u128),
                    unit: None,
                    actor: None,
                    on_behalf_of: None,
                    detail: serde_json::json!({ "version": seq }),
                    at: Timestamp::from_second(seq).unwrap(),
                };
                let hash = seal(seq, &prev, &entry);
                let sealed = Sealed {
                    seq,
                    entry,
                    prev_hash: prev.clone(),
                    hash: hash.clone(),
                };
                prev = hash;
                sealed
            })
            .collect()
    }

    #[test]
    fn an_untouched_chain_holds() {
        let entries = chain(5);
        let end = verify((0, GENESIS.into()), &entries).unwrap();
        assert_eq!(end, (5, entries[4].hash.clone()));
    }

    #[test]
    fn a_changed_word_breaks_the_chain_at_its_place() {
        let mut entries = chain(5);
        entries[2].entry.detail = serde_json::json!({ "version": 99 });
        assert_eq!(
            verify((0, GENESIS.into()), &entries),
            Err(ChainError::Content(3))
        );
    }

    #[test]
    fn a_removed_entry_breaks_the_chain() {
        let mut entries = chain(5);
        entries.remove(2);
        assert_eq!(
            verify((0, GENESIS.into()), &entries),
            Err(ChainError::Gap(3))
        );
    }
}
