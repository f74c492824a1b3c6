//! Where a person confirmed that a directive is cited. The places that the
//! program recognises by itself are `mention`.

use crate::entity::citations;
use crate::{Handle, StoreError, Write};
use domain::id::DirectiveId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Where a directive is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// "conference", "reading" or "report".
    pub noun: String,
    /// Its id.
    pub subject: Uuid,
    /// The words in which it is named.
    pub quote: String,
}

/// Notes where a directive is cited.
///
/// # Errors
/// When the database fails.
pub async fn insert_citation(
    w: &Write,
    id: Uuid,
    directive: DirectiveId,
    cited: &Citation,
) -> Result<(), StoreError> {
    let row = citations::ActiveModel {
        id: Set(id),
        directive_id: Set(directive.0),
        noun: Set(cited.noun.clone()),
        subject_id: Set(cited.subject),
        quote: Set(cited.quote.clone()),
    };
    citations::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Where a directive is cited.
///
/// # Errors
/// When the database fails.
pub async fn citations_of(h: &impl Handle, id: DirectiveId) -> Result<Vec<Citation>, StoreError> {
    let rows = citations::Entity::find()
        .filter(citations::Column::DirectiveId.eq(id.0))
        .all(h.conn())
        .await?;
    Ok(rows
        .into_iter()
        .map(|r| Citation {
            noun: r.noun,
            subject: r.subject_id,
            quote: r.quote,
        })
        .collect())
}
