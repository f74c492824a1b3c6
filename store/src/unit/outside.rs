//! Codes by which others know units. Adding one and finding a unit by one are in
//! [`crate::lineage`].

use crate::entity::external_codes::{Column, Entity, Model};
use crate::time::{civil, day, opt_civil};
use crate::{Handle, StoreError, Write};
use domain::id::UnitId;
use domain::unit::{CodeScheme, OutsideCode};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// All codes of all units: at most a few per unit.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_codes(h: &impl Handle) -> Result<Vec<OutsideCode>, StoreError> {
    let rows = Entity::find()
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(code).collect()
}

/// The codes of one unit, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn codes_of(h: &impl Handle, unit: UnitId) -> Result<Vec<OutsideCode>, StoreError> {
    let rows = Entity::find()
        .filter(Column::UnitId.eq(unit.0))
        .order_by_asc(Column::ValidFrom)
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(code).collect()
}

/// Lets a code end on `to`, if nobody changed its end meanwhile.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn end_code(w: &Write, known: &OutsideCode, to: Date) -> Result<(), StoreError> {
    let is_same = match known.to {
        Some(to) => Column::ValidTo.eq(day(to)),
        None => Column::ValidTo.is_null(),
    };
    let done = Entity::update_many()
        .col_expr(Column::ValidTo, Expr::value(day(to)))
        .filter(Column::Id.eq(known.id))
        .filter(is_same)
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Removes a code that was entered by mistake.
///
/// # Errors
/// [`StoreError::Conflict`] when it is gone already.
pub async fn delete_code(w: &Write, id: Uuid) -> Result<(), StoreError> {
    let done = Entity::delete_by_id(id).exec(w.conn()).await?;
    changed(done.rows_affected)
}

fn changed(rows: u64) -> Result<(), StoreError> {
    if rows == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn code(row: Model) -> Result<OutsideCode, StoreError> {
    Ok(OutsideCode {
        id: row.id,
        unit: UnitId(row.unit_id),
        scheme: CodeScheme::from_code(&row.scheme)
            .ok_or_else(|| StoreError::corrupt("code scheme", &row.scheme))?,
        value: row.value,
        from: civil(row.valid_from)?,
        to: opt_civil(row.valid_to)?,
    })
}
