//! What offices decided about their numbers. The rule is `domain::numbering`, the
//! numbers themselves are [`crate::setting`].

use crate::entity::numbering_rules::{ActiveModel, Column, Entity};
use crate::time::{day, instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, UnitId};
use domain::numbering::NumberingRule;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// A decision with who entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredRule {
    /// Its id.
    pub id: Uuid,
    /// Whose documents are counted so.
    pub office: UnitId,
    /// The decision.
    pub rule: NumberingRule,
    /// Who entered it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// The decisions of an office, by form and first day.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(h: &impl Handle, office: UnitId) -> Result<Vec<EnteredRule>, StoreError> {
    let rows = Entity::find()
        .filter(Column::OfficeId.eq(office.0))
        .order_by_asc(Column::IssuerKind)
        .order_by_asc(Column::ValidFrom)
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(EnteredRule {
                id: row.id,
                office: UnitId(row.office_id),
                rule: serde_json::from_str(&row.body)?,
                by: AccountId(row.entered_by),
                at: timestamp(row.entered_at)?,
            })
        })
        .collect()
}

/// Enters a decision.
///
/// # Errors
/// [`StoreError::Duplicate`] when the office has one for this form from this day.
pub async fn insert(w: &Write, new: &EnteredRule) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(new.id),
        office_id: Set(new.office.0),
        issuer_kind: Set(new.rule.kind.code().into()),
        valid_from: Set(day(new.rule.from)),
        body: Set(serde_json::to_string(&new.rule)?),
        entered_by: Set(new.by.0),
        entered_at: Set(instant(new.at)),
    };
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Takes a decision back; whether it was still there.
///
/// # Errors
/// When the database fails.
pub async fn delete(w: &Write, id: Uuid) -> Result<bool, StoreError> {
    let gone = Entity::delete_by_id(id).exec(w.conn()).await?;
    Ok(gone.rows_affected > 0)
}
