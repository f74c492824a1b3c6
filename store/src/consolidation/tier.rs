//! The way of a round up: into which round it goes, and what was sent up.

use crate::entity::{round_links, sent_up};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ObligationId, RoundId, SnapshotId, UnitId};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// A round goes up into another, as the report of one of its units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundLink {
    /// Its id.
    pub id: Uuid,
    /// The lower round.
    pub round: RoundId,
    /// The upper round.
    pub parent: RoundId,
    /// The unit that answers for it there.
    pub unit: UnitId,
    /// Who said so.
    pub linked_by: AccountId,
    /// When.
    pub linked_at: Timestamp,
}

/// A snapshot that lies above as a version of a unit's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentUp {
    /// Its id.
    pub id: Uuid,
    /// What was sent.
    pub snapshot: SnapshotId,
    /// As the report of which obligation above.
    pub obligation: ObligationId,
    /// As which version of it.
    pub version_number: i32,
    /// Who sent it.
    pub sent_by: AccountId,
    /// When.
    pub sent_at: Timestamp,
}

/// Keeps a link.
///
/// # Errors
/// [`StoreError::Duplicate`] when the lower round has one.
pub async fn insert_link(w: &Write, new: &RoundLink) -> Result<(), StoreError> {
    let row = round_links::ActiveModel {
        id: Set(new.id),
        round_id: Set(new.round.0),
        parent_id: Set(new.parent.0),
        unit_id: Set(new.unit.0),
        linked_by: Set(new.linked_by.0),
        linked_at: Set(instant(new.linked_at)),
    };
    round_links::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Takes a link away.
///
/// # Errors
/// [`StoreError::Conflict`] when it is gone already.
pub async fn delete_link(w: &Write, id: Uuid) -> Result<(), StoreError> {
    let gone = round_links::Entity::delete_many()
        .filter(round_links::Column::Id.eq(id))
        .exec(w.conn())
        .await?;
    if gone.rows_affected == 0 {
        return Err(StoreError::Conflict);
    }
    Ok(())
}

/// Where a round goes up, if anywhere.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_link(h: &impl Handle, round: RoundId) -> Result<Option<RoundLink>, StoreError> {
    let row = round_links::Entity::find()
        .filter(round_links::Column::RoundId.eq(round.0))
        .one(h.conn())
        .await?;
    row.map(link).transpose()
}

/// The rounds that go up into `parent` directly.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_links(h: &impl Handle, parent: RoundId) -> Result<Vec<RoundLink>, StoreError> {
    round_links::Entity::find()
        .filter(round_links::Column::ParentId.eq(parent.0))
        .order_by_asc(round_links::Column::Id)
        .all(h.conn())
        .await?
        .into_iter()
        .map(link)
        .collect()
}

/// The rounds that go up into `parent` through all tiers, tier by tier. Areas
/// get smaller with each tier, so this ends.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_links_below(
    h: &impl Handle,
    parent: RoundId,
) -> Result<Vec<RoundLink>, StoreError> {
    let mut found = list_links(h, parent).await?;
    let mut at = 0;
    while at < found.len() {
        let round = found[at].round;
        found.extend(list_links(h, round).await?);
        at += 1;
    }
    Ok(found)
}

/// Keeps what was sent up.
///
/// # Errors
/// [`StoreError::Duplicate`] when that version has its origin already.
pub async fn insert_sent_up(w: &Write, new: &SentUp) -> Result<(), StoreError> {
    let row = sent_up::ActiveModel {
        id: Set(new.id),
        snapshot_id: Set(new.snapshot.0),
        obligation_id: Set(new.obligation.0),
        version_number: Set(new.version_number),
        sent_by: Set(new.sent_by.0),
        sent_at: Set(instant(new.sent_at)),
    };
    sent_up::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// What lies above as the reports of these obligations, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_sent_up(
    h: &impl Handle,
    obligations: &[ObligationId],
) -> Result<Vec<SentUp>, StoreError> {
    if obligations.is_empty() {
        return Ok(Vec::new());
    }
    sent_up::Entity::find()
        .filter(sent_up::Column::ObligationId.is_in(obligations.iter().map(|o| o.0)))
        .order_by_asc(sent_up::Column::Id)
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| {
            Ok(SentUp {
                id: row.id,
                snapshot: SnapshotId(row.snapshot_id),
                obligation: ObligationId(row.obligation_id),
                version_number: row.version_number,
                sent_by: AccountId(row.sent_by),
                sent_at: timestamp(row.sent_at)?,
            })
        })
        .collect()
}

fn link(row: round_links::Model) -> Result<RoundLink, StoreError> {
    Ok(RoundLink {
        id: row.id,
        round: RoundId(row.round_id),
        parent: RoundId(row.parent_id),
        unit: UnitId(row.unit_id),
        linked_by: AccountId(row.linked_by),
        linked_at: timestamp(row.linked_at)?,
    })
}
