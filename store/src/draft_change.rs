//! What each save of a draft replaced, place by place, so that texts of two
//! authors can be joined. Working data: rows go when the report is
//! signed, and old ones of a long day of writing go before.

use crate::entity::draft_changes::{ActiveModel, Column, Entity};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ObligationId};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// One place that a save changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftChange {
    /// Counter of the draft after the save.
    pub draft_version: i32,
    /// The place, see `domain::report::merge`.
    pub place: String,
    /// What stood there before the save.
    pub old: String,
    /// Who saved.
    pub changed_by: AccountId,
    /// The open page from which it was saved; empty when not known.
    pub page: String,
    /// When.
    pub changed_at: Timestamp,
}

/// The place of a row that holds all that one save changed.
const ALL: &str = "";

/// Writes down what saves changed: one row per save, since the first save of a
/// whole form changes hundreds of places.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    w: &Write,
    obligation: ObligationId,
    changes: Vec<(Uuid, DraftChange)>,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for save in changes.chunk_by(|(_, a), (_, b)| a.draft_version == b.draft_version) {
        let Some((id, c)) = save.first() else {
            continue;
        };
        let replaced: Vec<_> = save.iter().map(|(_, c)| (&c.place, &c.old)).collect();
        rows.push(ActiveModel {
            id: Set(*id),
            obligation_id: Set(obligation.0),
            draft_version: Set(c.draft_version),
            place: Set(ALL.to_owned()),
            old: Set(serde_json::to_string(&replaced)?),
            changed_by: Set(c.changed_by.0),
            page: Set(c.page.clone()),
            changed_at: Set(instant(c.changed_at)),
        });
    }
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// What saves after `version` changed, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_after(
    h: &impl Handle,
    obligation: ObligationId,
    version: i32,
) -> Result<Vec<DraftChange>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ObligationId.eq(obligation.0))
        .filter(Column::DraftVersion.gt(version))
        .order_by_asc(Column::DraftVersion)
        .all(h.conn())
        .await?;
    let mut changes = Vec::new();
    for row in rows {
        // Rows of one place each were written before saves were kept whole.
        let replaced: Vec<(String, String)> = match row.place.as_str() {
            ALL => serde_json::from_str(&row.old)?,
            _ => vec![(row.place, row.old)],
        };
        let changed_at = timestamp(row.changed_at)?;
        changes.extend(replaced.into_iter().map(|(place, old)| DraftChange {
            draft_version: row.draft_version,
            place,
            old,
            changed_by: AccountId(row.changed_by),
            page: row.page.clone(),
            changed_at,
        }));
    }
    Ok(changes)
}

/// Forgets what saves up to `version` changed.
///
/// # Errors
/// When the database fails.
pub async fn forget(w: &Write, obligation: ObligationId, version: i32) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::ObligationId.eq(obligation.0))
        .filter(Column::DraftVersion.lte(version))
        .exec(w.conn())
        .await?;
    Ok(())
}
