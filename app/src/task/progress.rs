//! Progress of a unit's own part.

use super::{advance, diary, find_visible, part_of, words};
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{TaskId, UnitId};
use domain::journal::Noun;
use domain::task::{Act, EntryKind, UnitRole};
use serde_json::json;
use store::Write;
use store::task::{Task, TaskUnit};

/// What a unit says about its part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressInput {
    /// Which unit speaks.
    pub unit: UnitId,
    /// Version of the unit's part that was looked at.
    pub version: i32,
    /// Share done, 0–100.
    pub percent: Option<i32>,
    /// What was done.
    pub text: String,
}

/// Enters progress of the lead or a cooperating unit, each for its own part;
/// the lead's share is the task's.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; [`AppError::Forbidden`] for a unit
/// that is not the actor's; [`AppError::NotFound`] for a unit not charged.
pub async fn progress(ctx: &Ctx, id: TaskId, input: ProgressInput) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (mut task, units) = find_visible(ctx, &w, id).await?;
    let part = part_of(&units, input.unit)
        .ok_or(AppError::NotFound)?
        .clone();
    if !ctx.may(Right::WorkTask, input.unit).await? {
        return Err(AppError::Forbidden);
    }
    if part.version != input.version {
        return Err(AppError::Conflict);
    }
    if input.percent.is_some_and(|p| !(0..=100).contains(&p)) {
        return Err(AppError::Invalid(vec![FieldError::new(
            "percent",
            "task.percent_range",
        )]));
    }
    let text = words(&input.text)?;
    let before = advance(ctx, &mut task, &units, Act::Progress, &text, None)?;
    let role = part.role;
    write_part(&w, &mut task, part, input.percent, &text).await?;
    let mut line = diary(ctx, id, input.unit, EntryKind::Progress, &text)?;
    line.percent = input.percent;
    store::task::insert_entries(&w, &[line]).await?;
    let detail = json!({ "from": before, "to": task.state, "unit": input.unit, "role": role, "percent": input.percent });
    ctx.commit(
        w,
        ctx.entry(
            Act::Progress.code(),
            Noun::Task,
            id.0,
            Some(task.lead),
            detail,
        ),
    )
    .await
}

/// Writes a unit's part and, through the lead's part, the task. The task's
/// counter moves only when the task itself changes, so that units do not
/// disturb each other.
pub(super) async fn write_part(
    w: &Write,
    task: &mut Task,
    mut part: TaskUnit,
    percent: Option<i32>,
    text: &str,
) -> Result<(), AppError> {
    let stored = store::task::find(w, task.id)
        .await?
        .ok_or(AppError::NotFound)?;
    part.percent = percent.unwrap_or(part.percent);
    if !text.is_empty() {
        part.progress = text.to_owned();
    }
    store::task::update_unit(w, &part).await?;
    if part.role == UnitRole::Lead {
        task.percent = part.percent;
    }
    if *task != stored {
        store::task::update(w, task).await?;
    }
    Ok(())
}
