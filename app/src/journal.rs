//! History of objects, the journal's page, and the check of the hash chain.

use crate::scope::scope;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::UnitId;
use domain::journal::{ChainError, GENESIS, Noun, Sealed, verify as verify_chain};
use uuid::Uuid;

/// The history of one object whose matter belongs to `unit`, for those who
/// may `right` it; newest first.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn history(
    ctx: &Ctx,
    noun: Noun,
    subject: Uuid,
    right: Right,
    unit: UnitId,
) -> Result<Vec<Sealed>, AppError> {
    ctx.require(right, unit).await?;
    Ok(store::journal::list_of(&ctx.read(), noun, subject).await?)
}

/// One page of the journal, newest first, limited to units the actor may see.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to read the journal.
pub async fn list(
    ctx: &Ctx,
    before: Option<i64>,
    noun: Option<Noun>,
    limit: u64,
) -> Result<Vec<Sealed>, AppError> {
    ctx.require_any(Right::ReadJournal)?;
    let tree = ctx.tree().await?;
    let units = scope(&ctx.actor, Right::ReadJournal, &tree);
    Ok(store::journal::list_page(&ctx.read(), units.as_deref(), before, noun, limit).await?)
}

/// Result of checking the whole chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries were checked.
    pub entries: i64,
    /// Hash of the last one.
    pub head: String,
    /// The first broken link, if any.
    pub broken: Option<ChainError>,
}

/// Walks the whole chain from the first entry to the head.
///
/// # Errors
/// When the database fails. A broken chain is an answer, not an error.
pub async fn verify(ctx: &Ctx) -> Result<Verified, AppError> {
    let read = ctx.read();
    let mut end = (0, GENESIS.to_owned());
    loop {
        let entries = store::journal::list_after(&read, end.0, 2_000).await?;
        if entries.is_empty() {
            break;
        }
        match verify_chain(end.clone(), &entries) {
            Ok(next) => end = next,
            Err(broken) => {
                return Ok(Verified {
                    entries: end.0,
                    head: end.1,
                    broken: Some(broken),
                });
            }
        }
    }
    let head = store::journal::head(&read).await?;
    // Entries cut off at the end leave the head pointing past the last one.
    let broken = (head != end).then_some(ChainError::Gap(end.0 + 1));
    Ok(Verified {
        entries: end.0,
        head: end.1,
        broken,
    })
}
