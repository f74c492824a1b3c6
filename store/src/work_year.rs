//! Days off of a year as an office entered them.

use crate::entity::work_years;
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::calendar::WorkYear;
use domain::id::AccountId;
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// A year with who entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredYear {
    /// Its id.
    pub id: Uuid,
    /// The days.
    pub year: WorkYear,
    /// Who entered them last; none for the system.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
    /// Counter of changes.
    pub version: i32,
}

/// All years that were entered.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(h: &impl Handle) -> Result<Vec<EnteredYear>, StoreError> {
    work_years::Entity::find()
        .order_by_asc(work_years::Column::Year)
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| {
            Ok(EnteredYear {
                id: row.id,
                year: serde_json::from_str(&row.body)?,
                by: row.entered_by.map(AccountId),
                at: timestamp(row.entered_at)?,
                version: row.version,
            })
        })
        .collect()
}

/// Enters a year for the first time.
///
/// # Errors
/// [`StoreError::Duplicate`] when it was entered already.
pub async fn insert(w: &Write, new: &EnteredYear) -> Result<(), StoreError> {
    let row = work_years::ActiveModel {
        id: Set(new.id),
        year: Set(i32::from(new.year.note.year)),
        body: Set(serde_json::to_string(&new.year)?),
        entered_by: Set(new.by.map(|a| a.0)),
        entered_at: Set(instant(new.at)),
        version: Set(1),
    };
    work_years::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Enters a year anew, if nobody did since `version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, year: &EnteredYear) -> Result<(), StoreError> {
    use work_years::Column as C;
    let changed = work_years::Entity::update_many()
        .col_expr(C::Body, Expr::value(serde_json::to_string(&year.year)?))
        .col_expr(C::EnteredBy, Expr::value(year.by.map(|a| a.0)))
        .col_expr(C::EnteredAt, Expr::value(instant(year.at)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(year.id))
        .filter(C::Version.eq(year.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        return Err(StoreError::Conflict);
    }
    Ok(())
}
