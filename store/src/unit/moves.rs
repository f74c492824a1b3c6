//! What acts moved from one unit to another: why a task, a report or a post is
//! where it is ("taken over from … by decision …", R-6.9).

use super::ActRow;
use crate::entity::unit_moves::{ActiveModel, Column, Entity, Model};
use crate::entity::{function_assignments, unit_acts, unit_lineages, unit_versions};
use crate::time::{day, instant, opt_timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{UnitActId, UnitId};
use domain::unit::MoveKind;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// One thing that an act moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMove {
    /// Its id.
    pub id: Uuid,
    /// By which act.
    pub act: UnitActId,
    /// What it is.
    pub kind: MoveKind,
    /// Id of the task, obligation, post …
    pub subject: Uuid,
    /// From which unit.
    pub from: UnitId,
    /// To which unit.
    pub to: UnitId,
    /// When it moved.
    pub applied_at: Option<Timestamp>,
}

/// Writes down what moved.
///
/// # Errors
/// When the database fails.
pub async fn insert_moves(w: &Write, new: &[UnitMove]) -> Result<(), StoreError> {
    for chunk in new.chunks(400) {
        let rows = chunk.iter().map(|m| ActiveModel {
            id: Set(m.id),
            act_id: Set(m.act.0),
            kind: Set(m.kind.code().into()),
            subject_id: Set(m.subject),
            from_id: Set(m.from.0),
            to_id: Set(m.to.0),
            applied_at: Set(m.applied_at.map(instant)),
        });
        Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Notes that something has moved.
///
/// # Errors
/// [`StoreError::Conflict`] when it had moved already.
pub async fn mark_moved(w: &Write, id: Uuid, at: Timestamp) -> Result<(), StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::AppliedAt, Expr::value(instant(at)))
        .filter(Column::Id.eq(id))
        .filter(Column::AppliedAt.is_null())
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// What moved one thing, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn moves_of(h: &impl Handle, subject: Uuid) -> Result<Vec<UnitMove>, StoreError> {
    let kinds = MoveKind::ALL.iter().map(|k| k.code());
    let rows = Entity::find()
        .filter(Column::Kind.is_in(kinds))
        .filter(Column::SubjectId.eq(subject))
        .order_by_asc(Column::AppliedAt)
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(moved).collect()
}

/// Everything that an act has moved.
///
/// # Errors
/// When the database fails.
pub async fn moved_subjects(h: &impl Handle) -> Result<HashSet<Uuid>, StoreError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::SubjectId)
        .filter(Column::AppliedAt.is_not_null())
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(ids.into_iter().collect())
}

/// What an act moved.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn moves_of_act(h: &impl Handle, act: UnitActId) -> Result<Vec<UnitMove>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ActId.eq(act.0))
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(moved).collect()
}

/// The fields of work that acts confirmed after `since` gave a unit from `by` or an
/// earlier day on.
///
/// # Errors
/// When the database fails.
pub async fn fields_given_since(
    h: &impl Handle,
    unit: UnitId,
    since: Timestamp,
    by: Date,
) -> Result<Vec<String>, StoreError> {
    let acts: Vec<Uuid> = unit_acts::Entity::find()
        .select_only()
        .column(unit_acts::Column::Id)
        .filter(unit_acts::Column::ConfirmedAt.gt(instant(since)))
        .into_tuple()
        .all(h.conn())
        .await?;
    if acts.is_empty() {
        return Ok(Vec::new());
    }
    let fields: Vec<String> = function_assignments::Entity::find()
        .select_only()
        .column(function_assignments::Column::Field)
        .filter(function_assignments::Column::UnitId.eq(unit.0))
        .filter(function_assignments::Column::ActId.is_in(acts))
        .filter(function_assignments::Column::ValidFrom.lte(day(by)))
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(fields)
}

/// The acts that changed a unit: its versions, its fields or its lineage.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn acts_of(h: &impl Handle, unit: UnitId) -> Result<Vec<ActRow>, StoreError> {
    let mut ids: BTreeSet<Uuid> = BTreeSet::new();
    let versions: Vec<Option<Uuid>> = unit_versions::Entity::find()
        .select_only()
        .column(unit_versions::Column::ActId)
        .filter(unit_versions::Column::UnitId.eq(unit.0))
        .into_tuple()
        .all(h.conn())
        .await?;
    let functions: Vec<Option<Uuid>> = function_assignments::Entity::find()
        .select_only()
        .column(function_assignments::Column::ActId)
        .filter(function_assignments::Column::UnitId.eq(unit.0))
        .into_tuple()
        .all(h.conn())
        .await?;
    let edges: Vec<Option<Uuid>> = unit_lineages::Entity::find()
        .select_only()
        .column(unit_lineages::Column::ActId)
        .filter(
            Condition::any()
                .add(unit_lineages::Column::FromId.eq(unit.0))
                .add(unit_lineages::Column::ToId.eq(unit.0)),
        )
        .into_tuple()
        .all(h.conn())
        .await?;
    ids.extend(versions.into_iter().chain(functions).chain(edges).flatten());
    let mut acts = Vec::new();
    for id in ids {
        acts.extend(super::find_act(h, UnitActId(id)).await?);
    }
    acts.sort_by_key(|a| a.effective_on);
    Ok(acts)
}

fn moved(row: Model) -> Result<UnitMove, StoreError> {
    Ok(UnitMove {
        id: row.id,
        act: UnitActId(row.act_id),
        kind: MoveKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("move kind", &row.kind))?,
        subject: row.subject_id,
        from: UnitId(row.from_id),
        to: UnitId(row.to_id),
        applied_at: opt_timestamp(row.applied_at)?,
    })
}
