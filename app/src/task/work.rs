//! What else the lead unit does: submit the result, or return the task.

use super::{advance, diary, load_for_lead, words};
use crate::{AppError, Ctx};
use domain::id::TaskId;
use domain::journal::Noun;
use domain::task::{Act, EntryKind};
use serde_json::json;

/// Submits the result: document number, file or figure. The task is
/// done only once the giver confirms; timeliness goes by this instant then.
///
/// # Errors
/// [`AppError::Invalid`] without a result or in another state;
/// [`AppError::Forbidden`] for units other than the lead; [`AppError::Conflict`].
pub async fn submit(ctx: &Ctx, id: TaskId, version: i32, result: &str) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (mut task, units) = load_for_lead(ctx, &w, id, version).await?;
    let result = words(result)?;
    let before = advance(ctx, &mut task, &units, Act::Submit, &result, None)?;
    task.submitted_at = Some(ctx.now());
    task.result = Some(result.clone());
    store::task::update(&w, &task).await?;
    store::task::insert_entries(
        &w,
        &[diary(ctx, id, task.lead, EntryKind::Result, &result)?],
    )
    .await?;
    let detail = json!({ "from": before, "to": task.state });
    ctx.commit(
        w,
        ctx.entry(
            Act::Submit.code(),
            Noun::Task,
            id.0,
            Some(task.lead),
            detail,
        ),
    )
    .await
}

/// Returns the task to the giver with a reason, before the first progress
/// . The clock goes on and stays visible.
///
/// # Errors
/// As [`submit`].
pub async fn return_to_giver(
    ctx: &Ctx,
    id: TaskId,
    version: i32,
    reason: &str,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (mut task, units) = load_for_lead(ctx, &w, id, version).await?;
    let reason = words(reason)?;
    let before = advance(ctx, &mut task, &units, Act::Return, &reason, None)?;
    store::task::update(&w, &task).await?;
    store::task::insert_entries(
        &w,
        &[diary(ctx, id, task.lead, EntryKind::Returned, &reason)?],
    )
    .await?;
    let detail = json!({ "from": before, "to": task.state, "reason": reason });
    ctx.commit(
        w,
        ctx.entry(
            Act::Return.code(),
            Noun::Task,
            id.0,
            Some(task.lead),
            detail,
        ),
    )
    .await
}
