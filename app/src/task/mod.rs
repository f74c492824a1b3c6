//! Tasks: how they come from conclusions, what the charged units and the giver
//! do with them, and how their progress flows into the next report.
//!
//! The units charged act for themselves ([`Right::WorkTask`]); the giving
//! office decides ([`Right::DecideTask`]). A task of other units does not exist
//! for an actor.

mod decide;
mod extension;
mod figures;
mod from_report;
mod issue;
mod list;
mod progress;
mod show;
mod then;
mod work;

pub use decide::{confirm, pause, reassign, recall, reject, reopen, resume};
pub use extension::{ask_extension, decide_extension};
pub(crate) use figures::{TaskFigures, figures_on};
pub use from_report::{OpenTask, open_tasks_of, record_from_report};
pub(crate) use issue::{Source, issue_from_conclusions};
pub(crate) use list::rows;
pub use list::{TaskList, TaskQuery, TaskRow, TaskView, list, walk};
pub use progress::{ProgressInput, progress};
pub use show::{Part, TaskPage, show};
pub use then::walk_on;
pub use work::{return_to_giver, submit};

use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{TaskEntryId, TaskId, UnitId};
use domain::task::{
    Act, EntryKind, ExtensionLimits, Facts, TaskError, TaskState, UnitRole, next_state,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Handle;
use store::task::{Task, TaskEntry, TaskUnit};

/// Key of the setting.
pub const SETTINGS: &str = "task";

/// What an office sets for its tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskSettings {
    /// Days before the due date from which a task is due soon.
    pub warn_days: u16,
    /// Limits of extensions.
    pub extension: ExtensionLimits,
}

impl Default for TaskSettings {
    fn default() -> Self {
        Self {
            warn_days: 7,
            extension: ExtensionLimits::default(),
        }
    }
}

/// The settings in force.
///
/// # Errors
/// When the database fails.
pub async fn settings(h: &impl Handle) -> Result<TaskSettings, AppError> {
    Ok(store::setting::find(h, SETTINGS).await?.unwrap_or_default())
}

/// The settings in force, out of memory: for pages.
///
/// # Errors
/// When the database fails.
async fn kept_settings(ctx: &Ctx) -> Result<Arc<TaskSettings>, AppError> {
    let read = async { settings(&ctx.read()).await };
    ctx.app.task_settings.or_read((), read).await
}

/// A task with its units, if the actor may see it.
async fn find_visible(
    ctx: &Ctx,
    h: &impl Handle,
    id: TaskId,
) -> Result<(Task, Vec<TaskUnit>), AppError> {
    let task = store::task::find(h, id).await?.ok_or(AppError::NotFound)?;
    let units = store::task::units_of(h, &[id]).await?;
    let tree = ctx.tree().await?;
    let is_visible = std::iter::once(task.giver)
        .chain(units.iter().map(|u| u.unit))
        .any(|unit| ctx.actor.has_over(Right::ReadTask, unit, &tree));
    if is_visible {
        Ok((task, units))
    } else {
        Err(AppError::NotFound)
    }
}

/// A task for an act of the giver, refusing what somebody changed since `version`.
async fn load_for_giver(
    ctx: &Ctx,
    h: &impl Handle,
    id: TaskId,
    version: i32,
) -> Result<(Task, Vec<TaskUnit>), AppError> {
    let (task, units) = find_visible(ctx, h, id).await?;
    if !ctx.may(Right::DecideTask, task.giver).await? {
        return Err(AppError::Forbidden);
    }
    if task.version == version {
        Ok((task, units))
    } else {
        Err(AppError::Conflict)
    }
}

/// A task for an act of its lead unit.
async fn load_for_lead(
    ctx: &Ctx,
    h: &impl Handle,
    id: TaskId,
    version: i32,
) -> Result<(Task, Vec<TaskUnit>), AppError> {
    let (task, units) = find_visible(ctx, h, id).await?;
    if !ctx.may(Right::WorkTask, task.lead).await? {
        return Err(AppError::Forbidden);
    }
    if task.version == version {
        Ok((task, units))
    } else {
        Err(AppError::Conflict)
    }
}

/// Whether any charged unit has begun.
fn has_progress(units: &[TaskUnit]) -> bool {
    units
        .iter()
        .any(|u| u.percent > 0 || !u.progress.is_empty())
}

/// Moves the task on, or says in which field the obstacle lies.
fn advance(
    ctx: &Ctx,
    task: &mut Task,
    units: &[TaskUnit],
    act: Act,
    text: &str,
    new_due: Option<Date>,
) -> Result<TaskState, AppError> {
    let facts = Facts {
        is_issued: true,
        has_progress: has_progress(units),
        previous: task.previous_state,
        has_text: !text.is_empty(),
        new_due,
        today: ctx.today(),
    };
    let before = task.state;
    task.state = next_state(before, act, &facts).map_err(|e| refused(&[e]))?;
    match act {
        Act::Submit | Act::Pause => task.previous_state = Some(before),
        Act::Reject | Act::Resume | Act::Confirm => task.previous_state = None,
        _ => {}
    }
    Ok(before)
}

/// Obstacles as errors of the form's fields.
fn refused(errors: &[TaskError]) -> AppError {
    let field = |error: TaskError| match error {
        TaskError::ReasonMissing | TaskError::TextMissing | TaskError::ResultMissing => "text",
        TaskError::NewDueMissing | TaskError::DateNotLater => "due_on",
        _ => "",
    };
    AppError::Invalid(
        errors
            .iter()
            .map(|e| FieldError::new(field(*e), e.code()))
            .collect(),
    )
}

/// A text that people typed, cleaned.
fn words(text: &str) -> Result<String, AppError> {
    domain::text::clean_text(text)
        .map_err(|e| AppError::Invalid(vec![FieldError::new("text", e.code())]))
}

/// A line of the diary, now, by this actor.
fn diary(
    ctx: &Ctx,
    task: TaskId,
    unit: UnitId,
    kind: EntryKind,
    text: &str,
) -> Result<TaskEntry, AppError> {
    Ok(TaskEntry {
        id: TaskEntryId(ctx.new_id()),
        task,
        unit,
        kind,
        text: text.to_owned(),
        percent: None,
        obligation: None,
        written_by: ctx.account()?,
        at: ctx.now(),
    })
}

/// The part of a task that a unit has, lead before cooperating.
fn part_of(units: &[TaskUnit], unit: UnitId) -> Option<&TaskUnit> {
    units
        .iter()
        .find(|u| u.unit == unit && u.role != UnitRole::Supervising)
}
