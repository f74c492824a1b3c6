//! What a confirmed act has written ahead of its day, taken away again.
//! Whether it may be is decided in `domain`; each function here does one thing.

use crate::entity::{
    delegations, function_assignments, posts, unit_lineages, unit_moves, unit_versions, units,
};
use crate::time::day;
use crate::{Handle, StoreError, Write};
use domain::id::{PostId, UnitActId, UnitId};
use jiff::civil::Date;
use sea_orm::entity::prelude::ChronoDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use uuid::Uuid;

/// Removes what only this act ordered: versions, fields, edges, and the list of
/// what it was to move.
///
/// # Errors
/// When the database fails.
pub async fn delete_ordered(w: &Write, act: UnitActId) -> Result<(), StoreError> {
    unit_versions::Entity::delete_many()
        .filter(unit_versions::Column::ActId.eq(act.0))
        .exec(w.conn())
        .await?;
    function_assignments::Entity::delete_many()
        .filter(function_assignments::Column::ActId.eq(act.0))
        .exec(w.conn())
        .await?;
    unit_lineages::Entity::delete_many()
        .filter(unit_lineages::Column::ActId.eq(act.0))
        .exec(w.conn())
        .await?;
    unit_moves::Entity::delete_many()
        .filter(unit_moves::Column::ActId.eq(act.0))
        .exec(w.conn())
        .await?;
    Ok(())
}

/// Removes a unit that has no version any more.
///
/// # Errors
/// [`StoreError::Referenced`] when something names it.
pub async fn delete_unit(w: &Write, unit: UnitId) -> Result<(), StoreError> {
    units::Entity::delete_by_id(unit.0).exec(w.conn()).await?;
    Ok(())
}

/// Lets the version that began on `from` and was to end on `on` go on.
///
/// # Errors
/// [`StoreError::Conflict`] when it has another end.
pub async fn reopen_version(
    w: &Write,
    unit: UnitId,
    from: Date,
    on: Date,
) -> Result<(), StoreError> {
    use unit_versions::Column as C;
    let done = unit_versions::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(None::<ChronoDate>))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::UnitId.eq(unit.0))
        .filter(C::ValidFrom.eq(day(from)))
        .filter(C::ValidTo.eq(day(on)))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Lets a unit keep a field that it was to give up on `on`.
///
/// # Errors
/// [`StoreError::Conflict`] when it was to keep it anyway.
pub async fn reopen_function(
    w: &Write,
    unit: UnitId,
    field: &str,
    on: Date,
) -> Result<(), StoreError> {
    use function_assignments::Column as C;
    let done = function_assignments::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(None::<ChronoDate>))
        .filter(C::UnitId.eq(unit.0))
        .filter(C::Field.eq(field))
        .filter(C::ValidTo.eq(day(on)))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Removes posts that never began, with the delegations of them.
///
/// # Errors
/// When the database fails.
pub async fn delete_posts(w: &Write, ids: &[PostId]) -> Result<(), StoreError> {
    for chunk in ids.chunks(400) {
        let ids: Vec<Uuid> = chunk.iter().map(|p| p.0).collect();
        delegations::Entity::delete_many()
            .filter(delegations::Column::PostId.is_in(ids.iter().copied()))
            .exec(w.conn())
            .await?;
        posts::Entity::delete_many()
            .filter(posts::Column::Id.is_in(ids))
            .exec(w.conn())
            .await?;
    }
    Ok(())
}

/// Gives a post that was to end on `on` its former end; answers whether it did:
/// one that somebody ended otherwise meanwhile stays so.
///
/// # Errors
/// When the database fails.
pub async fn reopen_post(
    w: &Write,
    id: PostId,
    on: Date,
    until: Option<Date>,
) -> Result<bool, StoreError> {
    use posts::Column as C;
    let done = posts::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(until.map(day)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(id.0))
        .filter(C::ValidTo.eq(day(on)))
        .exec(w.conn())
        .await?;
    Ok(done.rows_affected > 0)
}

fn changed(rows: u64) -> Result<(), StoreError> {
    if rows == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}
