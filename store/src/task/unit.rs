//! The units charged with a task, each with its own part.

use crate::entity::task_units::{ActiveModel, Column, Entity};
use crate::{Handle, StoreError, Write};
use domain::id::{TaskId, UnitId};
use domain::task::UnitRole;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// One unit's part of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskUnit {
    /// Its id.
    pub id: Uuid,
    /// The task.
    pub task: TaskId,
    /// The unit.
    pub unit: UnitId,
    /// What it is to the task.
    pub role: UnitRole,
    /// Share of its own part done, 0–100.
    pub percent: i32,
    /// Its last word on its part.
    pub progress: String,
    /// Counter of changes.
    pub version: i32,
}

/// The units of these tasks, lead units first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn units_of(h: &impl Handle, tasks: &[TaskId]) -> Result<Vec<TaskUnit>, StoreError> {
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let rows = Entity::find()
        .filter(Column::TaskId.is_in(tasks.iter().map(|t| t.0)))
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    let mut units = rows
        .into_iter()
        .map(|r| {
            Ok(TaskUnit {
                id: r.id,
                task: TaskId(r.task_id),
                unit: UnitId(r.unit_id),
                role: UnitRole::from_code(&r.role)
                    .ok_or_else(|| StoreError::corrupt("unit role", &r.role))?,
                percent: r.percent,
                progress: r.progress,
                version: r.version,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    units.sort_by_key(|u| u.role);
    Ok(units)
}

/// Charges units with tasks.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unit has the role already.
pub async fn insert_units(w: &Write, new: &[TaskUnit]) -> Result<(), StoreError> {
    for chunk in new.chunks(500) {
        let rows = chunk.iter().map(|u| ActiveModel {
            id: Set(u.id),
            task_id: Set(u.task.0),
            unit_id: Set(u.unit.0),
            role: Set(u.role.code().into()),
            percent: Set(u.percent),
            progress: Set(u.progress.clone()),
            version: Set(1),
        });
        Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Changes a unit's part.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it in the meantime.
pub async fn update_unit(w: &Write, unit: &TaskUnit) -> Result<(), StoreError> {
    let row = ActiveModel {
        unit_id: Set(unit.unit.0),
        percent: Set(unit.percent),
        progress: Set(unit.progress.clone()),
        version: Set(unit.version + 1),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(unit.id))
        .filter(Column::Version.eq(unit.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}
