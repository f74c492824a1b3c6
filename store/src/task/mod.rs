//! Tasks; the units charged with them and their diaries in the files beside.
//!
//! Rules are `domain::task`. Timeliness is not stored anywhere.

mod diary;
mod query;
mod unit;

pub use diary::{TaskEntry, entry_of_report, insert_entries, list_entries};
pub use query::{TaskDates, TaskFilter, dates, find, find_many, list, walk};
pub use unit::{TaskUnit, insert_units, units_of, update_unit};

use crate::entity::tasks::{ActiveModel, Column, Entity, Model};
use crate::time::{day, instant, opt_civil, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{ConclusionId, ConferenceId, IssuedDocumentId, TaskId, UnitId};
use domain::task::TaskState;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Code that people say ("NV-2026-001").
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// The office that gave it.
    pub giver: UnitId,
    /// The lead unit; kept on the task as well because every list asks for it.
    pub lead: UnitId,
    /// The conference it comes from.
    pub conference: Option<ConferenceId>,
    /// The conclusion it comes from.
    pub conclusion: Option<ConclusionId>,
    /// The notice that made it binding.
    pub notice: Option<IssuedDocumentId>,
    /// Stored progress.
    pub state: TaskState,
    /// The state before a result was submitted or the task paused.
    pub previous_state: Option<TaskState>,
    /// First due date; never changed.
    pub first_due_on: Option<Date>,
    /// Present due date.
    pub due_on: Option<Date>,
    /// Output expected.
    pub output: String,
    /// Share done as the lead states it, 0–100.
    pub percent: i32,
    /// When it became binding.
    pub assigned_at: Timestamp,
    /// When the present result was submitted.
    pub submitted_at: Option<Timestamp>,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// The result as submitted.
    pub result: Option<String>,
    /// Counter of changes.
    pub version: i32,
}

/// Adds tasks.
///
/// # Errors
/// [`StoreError::Duplicate`] when a code is taken.
pub async fn insert(w: &Write, new: &[Task]) -> Result<(), StoreError> {
    for chunk in new.chunks(200) {
        let rows = chunk.iter().map(|task| {
            let mut row = changed(task);
            row.id = Set(task.id.0);
            row.code = Set(task.code.clone());
            row.title = Set(task.title.clone());
            row.giver_id = Set(task.giver.0);
            row.conference_id = Set(task.conference.map(|c| c.0));
            row.conclusion_id = Set(task.conclusion.map(|c| c.0));
            row.notice_id = Set(task.notice.map(|n| n.0));
            row.first_due_on = Set(task.first_due_on.map(day));
            row.output = Set(task.output.clone());
            row.assigned_at = Set(instant(task.assigned_at));
            row.version = Set(1);
            row
        });
        Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Changes a task: its state, lead, present due date, percent and result. What
/// was given (code, title, source, first due date, output) has no way to change.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it in the meantime.
pub async fn update(w: &Write, task: &Task) -> Result<(), StoreError> {
    let mut row = changed(task);
    row.version = Set(task.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(task.id.0))
        .filter(Column::Version.eq(task.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn changed(from: &Task) -> ActiveModel {
    ActiveModel {
        lead_id: Set(from.lead.0),
        state: Set(from.state.code().into()),
        previous_state: Set(from.previous_state.map(|s| s.code().into())),
        due_on: Set(from.due_on.map(day)),
        percent: Set(from.percent),
        submitted_at: Set(from.submitted_at.map(instant)),
        confirmed_at: Set(from.confirmed_at.map(instant)),
        result: Set(from.result.clone()),
        ..ActiveModel::default()
    }
}

pub(crate) fn task(row: Model) -> Result<Task, StoreError> {
    let state = |code: &str| {
        TaskState::from_code(code).ok_or_else(|| StoreError::corrupt("task state", code))
    };
    Ok(Task {
        id: TaskId(row.id),
        code: row.code,
        title: row.title,
        giver: UnitId(row.giver_id),
        lead: UnitId(row.lead_id),
        conference: row.conference_id.map(ConferenceId),
        conclusion: row.conclusion_id.map(ConclusionId),
        notice: row.notice_id.map(IssuedDocumentId),
        state: state(&row.state)?,
        previous_state: row.previous_state.as_deref().map(state).transpose()?,
        first_due_on: opt_civil(row.first_due_on)?,
        due_on: opt_civil(row.due_on)?,
        output: row.output,
        percent: row.percent,
        assigned_at: timestamp(row.assigned_at)?,
        submitted_at: opt_timestamp(row.submitted_at)?,
        confirmed_at: opt_timestamp(row.confirmed_at)?,
        result: row.result,
        version: row.version,
    })
}
