//! Comments and follow-up flags at the cells and sections of a report.
//! Rows are added and never changed; whether a place is flagged follows from
//! its last flag row.

use crate::entity::report_comments::{ActiveModel, Column, Entity, Model};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ObligationId};
use domain::report::{CommentKind, PlaceKind};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// One thing said at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: Uuid,
    /// Of which report.
    pub obligation: ObligationId,
    /// Section or cell.
    pub place: PlaceKind,
    /// Code of the section or of the indicator.
    pub code: String,
    /// A comment, a flag set or a flag taken away.
    pub kind: CommentKind,
    /// What was said; may be empty beside a flag.
    pub text: String,
    /// The last version sent when it was said; 0 = none.
    pub version_number: i32,
    /// Who said it.
    pub author: AccountId,
    /// When.
    pub at: Timestamp,
}

/// Adds one.
///
/// # Errors
/// When the database fails.
pub async fn insert(w: &Write, new: &Comment) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(new.id),
        obligation_id: Set(new.obligation.0),
        place_kind: Set(new.place.code().into()),
        place_code: Set(new.code.clone()),
        kind: Set(new.kind.code().into()),
        text: Set(new.text.clone()),
        version_number: Set(new.version_number),
        author_id: Set(new.author.0),
        said_at: Set(instant(new.at)),
    };
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Everything said about a report, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(
    h: &impl Handle,
    obligation: ObligationId,
) -> Result<Vec<Comment>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ObligationId.eq(obligation.0))
        .order_by_asc(Column::SaidAt)
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(comment).collect()
}

fn comment(row: Model) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: row.id,
        obligation: ObligationId(row.obligation_id),
        place: PlaceKind::from_code(&row.place_kind)
            .ok_or_else(|| StoreError::corrupt("comment", row.id))?,
        code: row.place_code,
        kind: CommentKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("comment", row.id))?,
        text: row.text,
        version_number: row.version_number,
        author: AccountId(row.author_id),
        at: timestamp(row.said_at)?,
    })
}
