//! The diary of a task: append-only lines.

use crate::entity::task_entries::{ActiveModel, Column, Entity, Model};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ObligationId, TaskEntryId, TaskId, UnitId};
use domain::task::EntryKind;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// One line of a task's diary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskEntry {
    /// Its id.
    pub id: TaskEntryId,
    /// The task.
    pub task: TaskId,
    /// The unit that speaks.
    pub unit: UnitId,
    /// What the line tells.
    pub kind: EntryKind,
    /// Words; may be empty.
    pub text: String,
    /// Share done as stated, 0–100.
    pub percent: Option<i32>,
    /// The report from which the line was taken, if it was.
    pub obligation: Option<ObligationId>,
    /// Who wrote it.
    pub written_by: AccountId,
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// Adds lines.
///
/// # Errors
/// When the database fails.
pub async fn insert_entries(w: &Write, new: &[TaskEntry]) -> Result<(), StoreError> {
    for chunk in new.chunks(500) {
        let rows = chunk.iter().map(|e| ActiveModel {
            id: Set(e.id.0),
            task_id: Set(e.task.0),
            unit_id: Set(e.unit.0),
            kind: Set(e.kind.code().into()),
            text: Set(e.text.clone()),
            percent: Set(e.percent),
            obligation_id: Set(e.obligation.map(|o| o.0)),
            written_by: Set(e.written_by.0),
            at: Set(instant(e.at)),
        });
        Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// The diary of a task, newest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_entries(h: &impl Handle, task: TaskId) -> Result<Vec<TaskEntry>, StoreError> {
    let rows = Entity::find()
        .filter(Column::TaskId.eq(task.0))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(entry).collect()
}

/// The last line that came from a report, for each task of that report.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn entry_of_report(
    h: &impl Handle,
    obligation: ObligationId,
) -> Result<HashMap<TaskId, TaskEntry>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ObligationId.eq(obligation.0))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|row| entry(row).map(|e| (e.task, e)))
        .collect()
}

fn entry(row: Model) -> Result<TaskEntry, StoreError> {
    Ok(TaskEntry {
        id: TaskEntryId(row.id),
        task: TaskId(row.task_id),
        unit: UnitId(row.unit_id),
        kind: EntryKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("entry kind", &row.kind))?,
        text: row.text,
        percent: row.percent,
        obligation: row.obligation_id.map(ObligationId),
        written_by: AccountId(row.written_by),
        at: timestamp(row.at)?,
    })
}
