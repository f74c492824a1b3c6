//! The whole history of units, and the writes by which an act changes it.

use super::version;
use crate::entity::{function_assignments, unit_versions, units};
use crate::time::{civil, day, opt_civil};
use crate::{Handle, StoreError, Write, lineage};
use domain::field::Field;
use domain::id::UnitId;
use domain::text;
use domain::unit::{FunctionSpan, History, UnitVersion};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

async fn codes(h: &impl Handle) -> Result<HashMap<Uuid, String>, StoreError> {
    let rows = units::Entity::find().all(h.conn()).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.code)).collect())
}

/// Every version, function and edge: four queries. For acts and checks, not for
/// pages; those ask for one day.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn history(h: &impl Handle) -> Result<History, StoreError> {
    let codes = codes(h).await?;
    let versions = unit_versions::Entity::find()
        .order_by_asc(unit_versions::Column::ValidFrom)
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| version(row, &codes))
        .collect::<Result<_, _>>()?;
    let functions = function_assignments::Entity::find()
        .order_by_asc(function_assignments::Column::ValidFrom)
        .order_by_asc(function_assignments::Column::Field)
        .order_by_asc(function_assignments::Column::UnitId)
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| {
            Ok(FunctionSpan {
                unit: UnitId(row.unit_id),
                field: Field::from_code(&row.field)
                    .ok_or_else(|| StoreError::corrupt("field", &row.field))?,
                from: civil(row.valid_from)?,
                to: opt_civil(row.valid_to)?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(History::new(versions, functions, lineage::list(h).await?))
}

/// The last versions of the units that ended on or before `at`.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_ended_at(h: &impl Handle, at: Date) -> Result<Vec<UnitVersion>, StoreError> {
    let rows = unit_versions::Entity::find()
        .filter(unit_versions::Column::ValidTo.lte(day(at)))
        .order_by_asc(unit_versions::Column::ValidFrom)
        .all(h.conn())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let codes = codes(h).await?;
    // Later versions replace earlier ones; those that live on are left out by
    // the tree, which knows them.
    let mut last = HashMap::new();
    for row in rows {
        last.insert(row.unit_id, row);
    }
    last.into_values().map(|row| version(row, &codes)).collect()
}

/// Ends the version of a unit that began on `from`.
///
/// # Errors
/// [`StoreError::Conflict`] when it has an end already.
pub async fn close_version(
    w: &Write,
    unit: UnitId,
    from: Date,
    on: Date,
) -> Result<(), StoreError> {
    use unit_versions::Column as C;
    let done = unit_versions::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(day(on)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::UnitId.eq(unit.0))
        .filter(C::ValidFrom.eq(day(from)))
        .filter(C::ValidTo.is_null())
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Corrects how the version that began on `valid_from` names the unit. Its
/// dates and its parent change by acts only.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such version.
pub async fn update_version(w: &Write, to: &UnitVersion) -> Result<(), StoreError> {
    use unit_versions::Column as C;
    let done = unit_versions::Entity::update_many()
        .col_expr(C::Name, Expr::value(to.name.clone()))
        .col_expr(C::ShortName, Expr::value(to.short_name.clone()))
        .col_expr(C::Symbol, Expr::value(to.symbol.clone()))
        .col_expr(C::Place, Expr::value(to.place.clone()))
        .col_expr(C::NameSort, Expr::value(text::sort_key(&to.name)))
        .col_expr(C::NameFold, Expr::value(text::fold(&to.name)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::UnitId.eq(to.unit.0))
        .filter(C::ValidFrom.eq(day(to.valid_from)))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Ends a unit's present charge with a field.
///
/// # Errors
/// [`StoreError::Conflict`] when it has none.
pub async fn close_function(
    w: &Write,
    unit: UnitId,
    field: &str,
    on: Date,
) -> Result<(), StoreError> {
    use function_assignments::Column as C;
    let done = function_assignments::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(day(on)))
        .filter(C::UnitId.eq(unit.0))
        .filter(C::Field.eq(field))
        .filter(C::ValidTo.is_null())
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

fn changed(rows: u64) -> Result<(), StoreError> {
    if rows == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}
