//! The single writes by which heirs take over what an ended unit had. Which
//! unit takes what is decided in `app`; reports and parts of tasks have their
//! own updates with their nouns.

use crate::account;
use crate::entity::{
    attendances, conferences, invitations, posts, regimes, rounds, task_units, tasks,
};
use crate::task::{Task, TaskUnit};
use crate::time::day;
use crate::{Handle, StoreError, Write};
use domain::account::Post;
use domain::id::{ConferenceId, PostId, RegimeId, RoundId, UnitId};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

/// The post with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn post(h: &impl Handle, id: PostId) -> Result<Option<Post>, StoreError> {
    posts::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(account::post)
        .transpose()
}

/// Ends a post on a day.
///
/// # Errors
/// [`StoreError::Conflict`] when it has that end or an earlier one already.
pub async fn end_post(w: &Write, id: PostId, on: Date) -> Result<(), StoreError> {
    use posts::Column as C;
    let done = posts::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(day(on)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(id.0))
        .filter(C::ValidTo.is_null().or(C::ValidTo.gt(day(on))))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Hands a task that was given on to another giver.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed the task.
pub async fn move_task_giver(w: &Write, task: &Task, to: UnitId) -> Result<(), StoreError> {
    use tasks::Column as C;
    let done = tasks::Entity::update_many()
        .col_expr(C::GiverId, Expr::value(to.0))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(task.id.0))
        .filter(C::Version.eq(task.version))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Takes a part of a task away that its heir has already.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it.
pub async fn delete_task_unit(w: &Write, part: &TaskUnit) -> Result<(), StoreError> {
    let done = task_units::Entity::delete_many()
        .filter(task_units::Column::Id.eq(part.id))
        .filter(task_units::Column::Version.eq(part.version))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Hands an invitation and the delegates named on to the heir. An heir that is
/// invited itself gets the seats in addition.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such invitation.
pub async fn move_invitation(
    w: &Write,
    conference: ConferenceId,
    from: UnitId,
    to: UnitId,
) -> Result<(), StoreError> {
    use invitations::Column as C;
    let of = |unit: UnitId| {
        invitations::Entity::find()
            .filter(C::ConferenceId.eq(conference.0))
            .filter(C::UnitId.eq(unit.0))
    };
    let Some(old) = of(from).one(w.conn()).await? else {
        return Err(StoreError::Conflict);
    };
    match of(to).one(w.conn()).await? {
        Some(own) => {
            invitations::Entity::update_many()
                .col_expr(C::Seats, Expr::value(own.seats + old.seats))
                .col_expr(C::Version, Expr::col(C::Version).add(1))
                .filter(C::Id.eq(own.id))
                .exec(w.conn())
                .await?;
            invitations::Entity::delete_by_id(old.id)
                .exec(w.conn())
                .await?;
        }
        None => {
            invitations::Entity::update_many()
                .col_expr(C::UnitId, Expr::value(to.0))
                .col_expr(C::Version, Expr::col(C::Version).add(1))
                .filter(C::Id.eq(old.id))
                .exec(w.conn())
                .await?;
        }
    }
    use attendances::Column as A;
    attendances::Entity::update_many()
        .col_expr(A::UnitId, Expr::value(to.0))
        .col_expr(A::Version, Expr::col(A::Version).add(1))
        .filter(A::ConferenceId.eq(conference.0))
        .filter(A::UnitId.eq(from.0))
        .exec(w.conn())
        .await?;
    Ok(())
}

/// Hands the preparation of a conference on.
///
/// # Errors
/// [`StoreError::Conflict`] when `from` does not prepare it.
pub async fn move_conference(
    w: &Write,
    id: ConferenceId,
    from: UnitId,
    to: UnitId,
) -> Result<(), StoreError> {
    use conferences::Column as C;
    let done = conferences::Entity::update_many()
        .col_expr(C::OfficeId, Expr::value(to.0))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(id.0))
        .filter(C::OfficeId.eq(from.0))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Hands an open round on to another office.
///
/// # Errors
/// [`StoreError::Conflict`] when `from` does not run it.
pub async fn move_round(
    w: &Write,
    id: RoundId,
    from: UnitId,
    to: UnitId,
) -> Result<(), StoreError> {
    use rounds::Column as C;
    let done = rounds::Entity::update_many()
        .col_expr(C::OfficeId, Expr::value(to.0))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(id.0))
        .filter(C::OfficeId.eq(from.0))
        .exec(w.conn())
        .await?;
    changed(done.rows_affected)
}

/// Hands a reporting regime on.
///
/// # Errors
/// [`StoreError::Conflict`] when `from` does not own it.
pub async fn move_regime(
    w: &Write,
    id: RegimeId,
    from: UnitId,
    to: UnitId,
) -> Result<(), StoreError> {
    use regimes::Column as C;
    let done = regimes::Entity::update_many()
        .col_expr(C::OwnerId, Expr::value(to.0))
        .filter(C::Id.eq(id.0))
        .filter(C::OwnerId.eq(from.0))
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
