//! More time for a task: the lead asks, the giver decides.
//! Each request stays as a row of its own; the first due date never changes.

use super::{diary, load_for_giver, load_for_lead, refused, settings, words};
use crate::extension::record_decision;
use crate::{AppError, Ctx, FieldError};
use domain::extension::{Decision, ExtensionNoun, ExtensionState};
use domain::id::{ExtensionId, TaskId};
use domain::journal::Noun;
use domain::task::{EntryKind, ExtensionFacts, check_extension, check_grant};
use jiff::civil::Date;
use serde_json::json;
use store::Handle;
use store::extension::Extension;
use store::task::Task;

/// The requests for a task, newest first.
pub(super) async fn requests(h: &impl Handle, id: TaskId) -> Result<Vec<Extension>, AppError> {
    Ok(store::extension::list_of(h, ExtensionNoun::Task, id.0).await?)
}

/// What the guards look at.
pub(super) fn facts(ctx: &Ctx, task: &Task, requests: &[Extension]) -> ExtensionFacts {
    let granted =
        |e: &&Extension| matches!(e.state, ExtensionState::Granted | ExtensionState::Shortened);
    ExtensionFacts {
        state: task.state,
        due: task.due_on,
        granted: u32::try_from(requests.iter().filter(granted).count()).unwrap_or(u32::MAX),
        has_pending: requests.iter().any(|e| e.state == ExtensionState::Asked),
        today: ctx.today(),
    }
}

/// Asks for more time.
///
/// # Errors
/// [`AppError::Invalid`] with every obstacle; [`AppError::Forbidden`] for units
/// other than the lead; [`AppError::Conflict`].
pub async fn ask_extension(
    ctx: &Ctx,
    id: TaskId,
    version: i32,
    new_due: Option<Date>,
    reason: &str,
) -> Result<ExtensionId, AppError> {
    let w = ctx.begin().await?;
    let (task, _) = load_for_lead(ctx, &w, id, version).await?;
    let reason = words(reason)?;
    let Some(new_due) = new_due else {
        return Err(AppError::Invalid(vec![FieldError::new(
            "due_on", "required",
        )]));
    };
    let before = requests(&w, id).await?;
    let limits = settings(&w).await?.extension;
    let errors = check_extension(
        &facts(ctx, &task, &before),
        new_due,
        !reason.is_empty(),
        limits,
    );
    let Some(old_due) = task.due_on.filter(|_| errors.is_empty()) else {
        return Err(refused(&errors));
    };
    let request = Extension {
        id: ExtensionId(ctx.new_id()),
        noun: ExtensionNoun::Task,
        subject: id.0,
        unit: task.lead,
        old_due_on: old_due,
        asked_due_on: new_due,
        reason: reason.clone(),
        asked_by: ctx.account()?,
        asked_at: ctx.now(),
        state: ExtensionState::Asked,
        granted_due_on: None,
        decision_reason: None,
        decided_by: None,
        decided_at: None,
        version: 1,
    };
    store::extension::insert(&w, &request).await?;
    store::task::insert_entries(
        &w,
        &[diary(ctx, id, task.lead, EntryKind::Extension, &reason)?],
    )
    .await?;
    let detail = json!({ "request": request.id, "old_due_on": old_due, "asked_due_on": new_due, "reason": reason });
    ctx.commit(
        w,
        ctx.entry(
            "task.ask_extension",
            Noun::Task,
            id.0,
            Some(task.lead),
            detail,
        ),
    )
    .await?;
    Ok(request.id)
}

/// Grants, shortens or refuses a request. A grant moves the due date; the first
/// one stays.
///
/// # Errors
/// [`AppError::Invalid`] with every obstacle; [`AppError::Forbidden`] for others
/// than the giver; [`AppError::Conflict`].
pub async fn decide_extension(
    ctx: &Ctx,
    id: TaskId,
    version: i32,
    request: ExtensionId,
    decision: Decision,
    reason: &str,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (mut task, _) = load_for_giver(ctx, &w, id, version).await?;
    let all = requests(&w, id).await?;
    let asked = all
        .iter()
        .find(|e| e.id == request)
        .cloned()
        .ok_or(AppError::NotFound)?;
    let decided = record_decision(ctx, &w, asked, &decision, reason, None).await?;
    if let Some(new_due) = decided.granted_due_on {
        let limits = settings(&w).await?.extension;
        check_grant(&facts(ctx, &task, &all), new_due, limits).map_err(|e| refused(&[e]))?;
        task.due_on = Some(new_due);
        store::task::update(&w, &task).await?;
    }
    let reason = decided.decision_reason.unwrap_or_default();
    store::task::insert_entries(
        &w,
        &[diary(ctx, id, task.giver, EntryKind::Extension, &reason)?],
    )
    .await?;
    let detail = json!({
        "request": request, "decision": decided.state, "old_due_on": decided.old_due_on,
        "due_on": task.due_on, "first_due_on": task.first_due_on, "reason": reason,
    });
    ctx.commit(
        w,
        ctx.entry(
            "task.decide_extension",
            Noun::Task,
            id.0,
            Some(task.giver),
            detail,
        ),
    )
    .await
}
