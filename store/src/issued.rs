//! Documents issued with a number: consolidated reports and notices of
//! conclusions. Append-only: an issued document is never changed or removed; a
//! correction is a later document with a number of its own.
//!
//! The number comes from [`crate::setting::next_number`] in the same
//! transaction; the form of number and symbol is `domain::numbering`.

use crate::entity::issued_documents::{ActiveModel, Column, Entity, Model};
use crate::time::{civil, day, instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, IssuedDocumentId, UnitId};
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// A document as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedDocument {
    /// Its id.
    pub id: IssuedDocumentId,
    /// The series from which the number was taken.
    pub series_key: String,
    /// The number within the series, from 1.
    pub number: i32,
    /// Number and symbol as written ("05-TB/BTGDVTU").
    pub symbol: String,
    /// Type as in the symbol ("BC", "TB").
    pub doc_type: String,
    /// Whose form it takes.
    pub issuer_kind: IssuerKind,
    /// Who issued it.
    pub issuer: UnitId,
    /// Date written on it.
    pub issued_on: Date,
    /// Trích yếu.
    pub subject: String,
    /// Who signed.
    pub signer_name: String,
    /// As what.
    pub signer_title: String,
    /// About which kind of object: [`Noun::Consolidation`] or [`Noun::Conference`].
    pub noun: Noun,
    /// About which one.
    pub subject_id: Uuid,
    /// The document's content as JSON text, exactly as it was hashed.
    pub body: String,
    /// SHA-256 of `body`, lower-case hexadecimal.
    pub sha256: String,
    /// Who pressed the button.
    pub issued_by: AccountId,
    /// When, by the server's clock.
    pub issued_at: Timestamp,
}

/// Keeps a document that is being issued.
///
/// # Errors
/// [`StoreError::Duplicate`] when the series already has the number.
pub async fn insert(w: &Write, new: &IssuedDocument) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(new.id.0),
        series_key: Set(new.series_key.clone()),
        number: Set(new.number),
        symbol: Set(new.symbol.clone()),
        doc_type: Set(new.doc_type.clone()),
        issuer_kind: Set(new.issuer_kind.code().into()),
        issuer_id: Set(new.issuer.0),
        issued_on: Set(day(new.issued_on)),
        subject: Set(new.subject.clone()),
        signer_name: Set(new.signer_name.clone()),
        signer_title: Set(new.signer_title.clone()),
        noun: Set(new.noun.code().into()),
        subject_id: Set(new.subject_id),
        body: Set(new.body.clone()),
        sha256: Set(new.sha256.clone()),
        issued_by: Set(new.issued_by.0),
        issued_at: Set(instant(new.issued_at)),
    };
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// The document with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(
    h: &impl Handle,
    id: IssuedDocumentId,
) -> Result<Option<IssuedDocument>, StoreError> {
    Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(document)
        .transpose()
}

/// The documents issued about one object, first one first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(
    h: &impl Handle,
    noun: Noun,
    subject: Uuid,
) -> Result<Vec<IssuedDocument>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Noun.eq(noun.code()))
        .filter(Column::SubjectId.eq(subject))
        .order_by_asc(Column::IssuedAt)
        .order_by_asc(Column::Number)
        .all(h.conn())
        .await?;
    rows.into_iter().map(document).collect()
}

fn document(row: Model) -> Result<IssuedDocument, StoreError> {
    Ok(IssuedDocument {
        id: IssuedDocumentId(row.id),
        series_key: row.series_key,
        number: row.number,
        symbol: row.symbol,
        doc_type: row.doc_type,
        issuer_kind: IssuerKind::from_code(&row.issuer_kind)
            .ok_or_else(|| StoreError::corrupt("issuer kind", &row.issuer_kind))?,
        issuer: UnitId(row.issuer_id),
        issued_on: civil(row.issued_on)?,
        subject: row.subject,
        signer_name: row.signer_name,
        signer_title: row.signer_title,
        noun: Noun::from_code(&row.noun).ok_or_else(|| StoreError::corrupt("noun", &row.noun))?,
        subject_id: row.subject_id,
        body: row.body,
        sha256: row.sha256,
        issued_by: AccountId(row.issued_by),
        issued_at: timestamp(row.issued_at)?,
    })
}
