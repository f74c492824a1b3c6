//! The single writes by which heirs take over what an ended unit had. Which
//! unit takes what is decided in `app`; reports and parts of tasks have their
//! own updates with their nouns.

use crate::account;
use crate::entity::{
    attendances, conferences, invitations, opinion_rounds, plan_values, posts, receipts, regimes,
    rounds, task_units, tasks, unit_group_members, unit_groups,
};
use crate::task::{Task, TaskUnit};
use crate::time::day;
use crate::{Handle, StoreError, Write};
use domain::account::Post;
use domain::id::{ConferenceId, OpinionRoundId, PostId, UnitId};
use domain::unit::MoveKind;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use uuid::Uuid;

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

/// Hands on what belongs to a unit by one column: a conference being prepared, an
/// open round, a regime, a group, a plan value, a receipt.
///
/// # Errors
/// [`StoreError::Conflict`] when `from` does not have it, and for kinds that
/// move in another way.
pub async fn move_owned(
    w: &Write,
    kind: MoveKind,
    id: Uuid,
    from: UnitId,
    to: UnitId,
) -> Result<(), StoreError> {
    macro_rules! hand_on {
        ($table:ident, $unit:ident $(, $version:ident)?) => {{
            use $table::Column as C;
            $table::Entity::update_many()
                .col_expr(C::$unit, Expr::value(to.0))
                $(.col_expr(C::$version, Expr::col(C::$version).add(1)))?
                .filter(C::Id.eq(id))
                .filter(C::$unit.eq(from.0))
                .exec(w.conn())
                .await?
        }};
    }
    let done = match kind {
        MoveKind::Conference => hand_on!(conferences, OfficeId, Version),
        MoveKind::Round => hand_on!(rounds, OfficeId, Version),
        MoveKind::Regime => hand_on!(regimes, OwnerId),
        MoveKind::Group => hand_on!(unit_groups, OwnerId),
        MoveKind::Plan => hand_on!(plan_values, UnitId, Version),
        MoveKind::Receipt => hand_on!(receipts, UnitId, Version),
        _ => return Err(StoreError::Conflict),
    };
    changed(done.rows_affected)
}

/// Lets the heir be in the group in place of a former member, from a day on; an
/// heir that is in it already stays as it is.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such membership.
pub async fn move_member(
    w: &Write,
    id: Uuid,
    new_id: Uuid,
    to: UnitId,
    on: Date,
) -> Result<(), StoreError> {
    use unit_group_members::Column as C;
    let own = unit_group_members::Entity::find_by_id(id)
        .one(w.conn())
        .await?
        .ok_or(StoreError::Conflict)?;
    let until = Ord::max(own.valid_from, day(on));
    unit_group_members::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(until))
        .filter(C::Id.eq(id))
        .exec(w.conn())
        .await?;
    let heirs = unit_group_members::Entity::find()
        .filter(C::GroupId.eq(own.group_id))
        .filter(C::UnitId.eq(to.0))
        .filter(
            C::ValidTo
                .is_null()
                .or(C::ValidTo.gt(until))
                .or(C::ValidFrom.eq(until)),
        )
        .one(w.conn())
        .await?;
    if heirs.is_none() {
        let row = unit_group_members::ActiveModel {
            id: Set(new_id),
            group_id: Set(own.group_id),
            unit_id: Set(to.0),
            valid_from: Set(until),
            valid_to: Set(own.valid_to),
        };
        unit_group_members::Entity::insert(row)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Asks the heir for an opinion in place of the former unit; what that unit has
/// said stays under its name.
///
/// # Errors
/// [`StoreError::Conflict`] when the former unit is not asked.
pub async fn move_asked(
    w: &Write,
    id: OpinionRoundId,
    from: UnitId,
    to: UnitId,
) -> Result<(), StoreError> {
    use opinion_rounds::Column as C;
    let row = opinion_rounds::Entity::find_by_id(id.0)
        .one(w.conn())
        .await?
        .ok_or(StoreError::Conflict)?;
    let asked: Vec<UnitId> = serde_json::from_str(&row.asked)?;
    if !asked.contains(&from) {
        return Err(StoreError::Conflict);
    }
    let mut heirs: Vec<UnitId> = Vec::with_capacity(asked.len());
    for unit in asked {
        let unit = if unit == from { to } else { unit };
        if !heirs.contains(&unit) {
            heirs.push(unit);
        }
    }
    let done = opinion_rounds::Entity::update_many()
        .col_expr(C::Asked, Expr::value(serde_json::to_string(&heirs)?))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(id.0))
        .filter(C::Version.eq(row.version))
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
