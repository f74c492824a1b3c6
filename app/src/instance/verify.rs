//! Whether what was written is still what is there: the journal's chain and the
//! seals of everything sent, frozen, issued or uploaded.

use crate::journal::Verified;
use crate::{AppError, Ctx};
use domain::canonical::canonical_json;
use sha2::{Digest, Sha256};
use store::integrity::{self, Sealed};

/// Rows read at once.
const PAGE: u64 = 500;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Soundness {
    /// The journal's chain.
    pub journal: Verified,
    /// How many seals were checked.
    pub seals: u64,
    /// Objects whose content does not give its seal: kind and id.
    pub broken: Vec<(&'static str, String)>,
    /// Files checked.
    pub files: u64,
}

impl Soundness {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.journal.broken.is_none() && self.broken.is_empty()
    }
}

/// Checks everything that has a seal. `progress` is told how many objects were
/// checked since it was told last.
///
/// # Errors
/// When the database fails. A broken seal is an answer, not an error.
pub async fn verify(
    ctx: &Ctx,
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<Soundness, AppError> {
    let journal = crate::journal::verify(ctx).await?;
    let read = ctx.read();
    let mut found = Soundness {
        journal,
        seals: 0,
        broken: Vec::new(),
        files: 0,
    };
    for kind in integrity::KINDS {
        let mut after = None;
        loop {
            let page = integrity::list_after(&read, *kind, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            found.seals += page.len() as u64;
            progress(page.len());
            found.broken.extend(
                page.iter()
                    .filter(|s| !holds(s))
                    .map(|s| (kind.code(), s.id.to_string())),
            );
        }
    }
    for file in integrity::list_files(&read).await? {
        found.files += 1;
        progress(1);
        // The store gives back only bytes that still have their name.
        let is_whole = matches!(ctx.app.blobs.get(&file.sha256).await, Ok(Some(_)));
        if !is_whole {
            found.broken.push(("file", file.id.to_string()));
        }
    }
    Ok(found)
}

/// A seal is the SHA-256 of the canonical form of the stored JSON (reports), or
/// of the stored text itself (documents and snapshots, which are never rewritten).
fn holds(sealed: &Sealed) -> bool {
    let is_seal = |text: &str| hex::encode(Sha256::digest(text.as_bytes())) == sealed.sha256;
    is_seal(&sealed.body)
        || serde_json::from_str::<serde_json::Value>(&sealed.body)
            .is_ok_and(|value| canonical_json(&value).is_ok_and(|text| is_seal(&text)))
}
