//! What the giving office decides about a task.

use super::{advance, diary, load_for_giver, settings, words};
use crate::{AppError, Ctx};
use domain::id::{TaskId, UnitId};
use domain::journal::Noun;
use domain::task::{Act, EntryKind, UnitRole, timeliness};
use jiff::civil::Date;
use serde_json::json;
use store::task::{Task, TaskUnit};

/// Confirms the result: the task is done, on time or late by the day on which
/// the result was submitted.
///
/// # Errors
/// [`AppError::Invalid`] in another state; [`AppError::Forbidden`] for others
/// than the giver; [`AppError::Conflict`].
pub async fn confirm(ctx: &Ctx, id: TaskId, version: i32, remark: &str) -> Result<(), AppError> {
    decide(
        ctx,
        id,
        version,
        Act::Confirm,
        EntryKind::Confirmed,
        remark,
        None,
    )
    .await
}

/// Sends the result back with a reason; the task returns to the state that it
/// had before (domain facts §2.6).
///
/// # Errors
/// As [`confirm`]; the reason is required.
pub async fn reject(ctx: &Ctx, id: TaskId, version: i32, reason: &str) -> Result<(), AppError> {
    decide(
        ctx,
        id,
        version,
        Act::Reject,
        EntryKind::Rejected,
        reason,
        None,
    )
    .await
}

/// Takes the task back with a reason.
///
/// # Errors
/// As [`reject`].
pub async fn recall(ctx: &Ctx, id: TaskId, version: i32, reason: &str) -> Result<(), AppError> {
    decide(
        ctx,
        id,
        version,
        Act::Recall,
        EntryKind::Recalled,
        reason,
        None,
    )
    .await
}

/// Opens a finished task again with a reason and a new due date. That it was
/// done, and whether late, stays in its history.
///
/// # Errors
/// As [`reject`]; the date is required and not past.
pub async fn reopen(
    ctx: &Ctx,
    id: TaskId,
    version: i32,
    reason: &str,
    due_on: Option<Date>,
) -> Result<(), AppError> {
    decide(
        ctx,
        id,
        version,
        Act::Reopen,
        EntryKind::Reopened,
        reason,
        due_on,
    )
    .await
}

/// Stops the work for a time, with a reason.
///
/// # Errors
/// As [`reject`].
pub async fn pause(ctx: &Ctx, id: TaskId, version: i32, reason: &str) -> Result<(), AppError> {
    decide(
        ctx,
        id,
        version,
        Act::Pause,
        EntryKind::Paused,
        reason,
        None,
    )
    .await
}

/// Lets the work go on where it stopped.
///
/// # Errors
/// As [`confirm`].
pub async fn resume(ctx: &Ctx, id: TaskId, version: i32, remark: &str) -> Result<(), AppError> {
    decide(
        ctx,
        id,
        version,
        Act::Resume,
        EntryKind::Resumed,
        remark,
        None,
    )
    .await
}

async fn decide(
    ctx: &Ctx,
    id: TaskId,
    version: i32,
    act: Act,
    kind: EntryKind,
    text: &str,
    due_on: Option<Date>,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (mut task, units) = load_for_giver(ctx, &w, id, version).await?;
    let text = words(text)?;
    let warn_days = settings(&w).await?.warn_days;
    let stood = timeliness(
        task.due_on,
        task.submitted_at,
        task.confirmed_at.is_some(),
        ctx.now(),
        warn_days,
    );
    let before = advance(ctx, &mut task, &units, act, &text, due_on)?;
    match act {
        Act::Confirm => {
            task.confirmed_at = Some(ctx.now());
            task.percent = 100;
        }
        Act::Reject => task.submitted_at = None,
        Act::Reopen => {
            task.submitted_at = None;
            task.confirmed_at = None;
            task.due_on = due_on;
        }
        _ => {}
    }
    store::task::update(&w, &task).await?;
    store::task::insert_entries(&w, &[diary(ctx, id, task.giver, kind, &text)?]).await?;
    let detail = json!({ "from": before, "to": task.state, "stood": stood, "due_on": task.due_on, "reason": text });
    ctx.commit(
        w,
        ctx.entry(act.code(), Noun::Task, id.0, Some(task.giver), detail),
    )
    .await
}

/// Gives a returned task out again, to another lead unit if one is named. The
/// former lead keeps no part; the answer to its reason is required.
///
/// # Errors
/// As [`reject`]; [`AppError::Invalid`] for a unit that cannot lead.
pub async fn reassign(
    ctx: &Ctx,
    id: TaskId,
    version: i32,
    lead: Option<UnitId>,
    answer: &str,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (mut task, units) = load_for_giver(ctx, &w, id, version).await?;
    let answer = words(answer)?;
    let former = task.lead;
    let before = advance(ctx, &mut task, &units, Act::Reassign, &answer, None)?;
    if let Some(new_lead) = lead.filter(|unit| *unit != former) {
        change_lead(ctx, &mut task, &units, new_lead).await?;
        let mut part = units
            .iter()
            .find(|u| u.role == UnitRole::Lead)
            .cloned()
            .ok_or(AppError::NotFound)?;
        part.unit = new_lead;
        store::task::update_unit(&w, &part).await?;
    }
    store::task::update(&w, &task).await?;
    store::task::insert_entries(
        &w,
        &[diary(ctx, id, task.giver, EntryKind::Assigned, &answer)?],
    )
    .await?;
    let detail =
        json!({ "from": before, "to": task.state, "lead": [former, task.lead], "reason": answer });
    ctx.commit(
        w,
        ctx.entry(
            Act::Reassign.code(),
            Noun::Task,
            id.0,
            Some(task.giver),
            detail,
        ),
    )
    .await
}

async fn change_lead(
    ctx: &Ctx,
    task: &mut Task,
    units: &[TaskUnit],
    lead: UnitId,
) -> Result<(), AppError> {
    let tree = ctx.tree().await?;
    let is_charged = units
        .iter()
        .any(|u| u.unit == lead && u.role == UnitRole::Cooperating);
    if is_charged {
        return Err(AppError::refused("conference.lead_cooperates"));
    }
    if tree.get(lead).is_none()
        || !ctx
            .actor
            .has_over(domain::account::Right::DecideTask, lead, &tree)
    {
        return Err(AppError::refused("conference.unit_unknown"));
    }
    task.lead = lead;
    Ok(())
}
