//! A unit asks for more time, before or after its due day.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::extension::{ExtensionError, ExtensionNoun, ExtensionState, check_ask};
use domain::id::{ExtensionId, ObligationId, UnitId};
use domain::journal::Noun;
use domain::report::ReportState;
use domain::text::clean_text;
use jiff::civil::{Date, Time};
use serde_json::json;
use store::Write;
use store::extension::Extension;
use uuid::Uuid;

/// What the form of a unit sends.
#[derive(Debug, Clone)]
pub struct AskExtension {
    /// For which report.
    pub obligation: ObligationId,
    /// The day asked for.
    pub asked_due_on: Date,
    /// Why.
    pub reason: String,
}

/// A request as [`record_ask`] needs it, for a report or a task.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Report or task.
    pub noun: ExtensionNoun,
    /// Id of the obligation or the task.
    pub subject: Uuid,
    /// Who asks.
    pub unit: UnitId,
    /// The due day that holds now.
    pub due_on: Date,
    /// The day asked for.
    pub asked_due_on: Date,
    /// Hour of the due day, where one is stated.
    pub by: Option<Time>,
    /// Why.
    pub reason: String,
}

/// Asks for more time for a report.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, also when nothing is owed any more
/// or a request waits already; as [`Ctx::require`].
pub async fn ask(ctx: &Ctx, input: AskExtension) -> Result<ExtensionId, AppError> {
    ctx.require_any(Right::AskExtension)?;
    let w = ctx.begin().await?;
    let o = store::obligation::find(&w, input.obligation)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::AskExtension, o.answers()).await?;
    if !may_need_time(o.state) {
        return Err(AppError::refused(ExtensionError::NothingDue.code()));
    }
    let round = store::round::find(&w, o.round)
        .await?
        .ok_or(AppError::NotFound)?;
    let asked = Asked {
        by: round.dates.due_by,
        noun: ExtensionNoun::Report,
        subject: o.id.0,
        unit: o.unit,
        due_on: o.extended_due_on.unwrap_or(o.due_on),
        asked_due_on: input.asked_due_on,
        reason: input.reason,
    };
    let extension = record_ask(ctx, &w, asked).await?;
    let detail = json!({
        "extension": extension.id,
        "old_due_on": extension.old_due_on,
        "asked_due_on": extension.asked_due_on,
        "reason": extension.reason,
    });
    ctx.commit(
        w,
        ctx.entry("extension.ask", Noun::Report, o.id.0, Some(o.unit), detail),
    )
    .await?;
    Ok(extension.id)
}

/// Checks and writes a request; the caller has checked the right and commits
/// with its own journal entry.
///
/// # Errors
/// [`AppError::Invalid`] with every defect.
pub async fn record_ask(ctx: &Ctx, w: &Write, asked: Asked) -> Result<Extension, AppError> {
    let earlier = store::extension::list_of(w, asked.noun, asked.subject).await?;
    let has_waiting = earlier.iter().any(|e| e.state == ExtensionState::Asked);
    let reason = clean_text(&asked.reason).unwrap_or_default();
    let found = check_ask(
        asked.due_on,
        (asked.asked_due_on, asked.by),
        &reason,
        has_waiting,
        ctx.now(),
    );
    all_valid(
        found
            .into_iter()
            .map(|e| FieldError::new(e.field(), e.code()))
            .collect(),
    )?;
    let extension = Extension {
        id: ExtensionId(ctx.new_id()),
        noun: asked.noun,
        subject: asked.subject,
        unit: asked.unit,
        old_due_on: asked.due_on,
        asked_due_on: asked.asked_due_on,
        reason,
        asked_by: ctx.account()?,
        asked_at: ctx.now(),
        state: ExtensionState::Asked,
        granted_due_on: None,
        decision_reason: None,
        decided_by: None,
        decided_at: None,
        version: 1,
    };
    store::extension::insert(w, &extension).await?;
    Ok(extension)
}

/// Whether a report in this state can still need time.
pub(super) fn may_need_time(state: ReportState) -> bool {
    state.is_owed()
}
