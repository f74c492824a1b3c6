//! What units received of an issued report: sent, opened, acknowledged.

use crate::entity::receipts;
use crate::time::{instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, IssuedDocumentId, ReceiptId, UnitId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};

/// The receipt of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// Of which document.
    pub document: IssuedDocumentId,
    /// Which unit.
    pub unit: UnitId,
    /// Who sent it.
    pub sent_by: AccountId,
    /// When.
    pub sent_at: Timestamp,
    /// Who opened it first, and when.
    pub opened: Option<(AccountId, Timestamp)>,
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(AccountId, Timestamp)>,
    /// Counter of changes.
    pub version: i32,
}

/// Keeps one receipt per unit.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unit has one for this document.
pub async fn insert_receipts(w: &Write, new: &[Receipt]) -> Result<(), StoreError> {
    // SQLite takes some thousands of values in one statement.
    for some in new.chunks(100) {
        let rows = some.iter().map(|r| receipts::ActiveModel {
            id: Set(r.id.0),
            document_id: Set(r.document.0),
            unit_id: Set(r.unit.0),
            sent_by: Set(r.sent_by.0),
            sent_at: Set(instant(r.sent_at)),
            opened_by: Set(r.opened.map(|o| o.0.0)),
            opened_at: Set(r.opened.map(|o| instant(o.1))),
            acknowledged_by: Set(r.acknowledged.map(|a| a.0.0)),
            acknowledged_at: Set(r.acknowledged.map(|a| instant(a.1))),
            version: Set(1),
        });
        receipts::Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Keeps that it was opened or acknowledged.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it meanwhile.
pub async fn update_receipt(w: &Write, r: &Receipt) -> Result<(), StoreError> {
    use receipts::Column as C;
    let changed = receipts::Entity::update_many()
        .col_expr(C::OpenedBy, Expr::value(r.opened.map(|o| o.0.0)))
        .col_expr(C::OpenedAt, Expr::value(r.opened.map(|o| instant(o.1))))
        .col_expr(
            C::AcknowledgedBy,
            Expr::value(r.acknowledged.map(|a| a.0.0)),
        )
        .col_expr(
            C::AcknowledgedAt,
            Expr::value(r.acknowledged.map(|a| instant(a.1))),
        )
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(r.id.0))
        .filter(C::Version.eq(r.version))
        .exec(w.conn())
        .await?;
    match changed.rows_affected {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// The receipts of these documents.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_receipts(
    h: &impl Handle,
    documents: &[IssuedDocumentId],
) -> Result<Vec<Receipt>, StoreError> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    receipts::Entity::find()
        .filter(receipts::Column::DocumentId.is_in(documents.iter().map(|d| d.0)))
        .order_by_asc(receipts::Column::Id)
        .all(h.conn())
        .await?
        .into_iter()
        .map(receipt)
        .collect()
}

/// What these units received, newest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_receipts_of(
    h: &impl Handle,
    units: &[UnitId],
) -> Result<Vec<Receipt>, StoreError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    receipts::Entity::find()
        .filter(receipts::Column::UnitId.is_in(units.iter().map(|u| u.0)))
        .order_by_desc(receipts::Column::SentAt)
        .all(h.conn())
        .await?
        .into_iter()
        .map(receipt)
        .collect()
}

/// Whether another receipt of the same document is a given unit's.
///
/// # Errors
/// When the database fails.
pub async fn has_receipt_beside(
    h: &impl Handle,
    id: ReceiptId,
    unit: UnitId,
) -> Result<bool, StoreError> {
    use receipts::Column as C;
    let Some(own) = receipts::Entity::find_by_id(id.0).one(h.conn()).await? else {
        return Ok(false);
    };
    let beside = receipts::Entity::find()
        .filter(C::DocumentId.eq(own.document_id))
        .filter(C::UnitId.eq(unit.0))
        .filter(C::Id.ne(id.0))
        .one(h.conn())
        .await?;
    Ok(beside.is_some())
}

fn receipt(row: receipts::Model) -> Result<Receipt, StoreError> {
    let opened_at = opt_timestamp(row.opened_at)?;
    let acknowledged_at = opt_timestamp(row.acknowledged_at)?;
    Ok(Receipt {
        id: ReceiptId(row.id),
        document: IssuedDocumentId(row.document_id),
        unit: UnitId(row.unit_id),
        sent_by: AccountId(row.sent_by),
        sent_at: timestamp(row.sent_at)?,
        opened: row.opened_by.map(AccountId).zip(opened_at),
        acknowledged: row.acknowledged_by.map(AccountId).zip(acknowledged_at),
        version: row.version,
    })
}
