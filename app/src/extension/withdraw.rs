//! A unit takes its request back while it waits, for one it can make again with another
//! day or reason: what was asked is never changed. Afterwards the journal alone
//! knows of it, by the entries of both acts.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::extension::{ExtensionError, ExtensionNoun, ExtensionState};
use domain::id::{ExtensionId, ObligationId};
use domain::journal::Noun;
use serde_json::json;

/// Takes back the request `id` for a report, by whoever may ask for it.
///
/// # Errors
/// [`AppError::Invalid`] when the report has no such request that waits, since it was
/// decided or taken back; [`AppError::Conflict`] when that happens meanwhile; as
/// [`Ctx::require`].
pub async fn withdraw(ctx: &Ctx, report: ObligationId, id: ExtensionId) -> Result<(), AppError> {
    ctx.require_any(Right::AskExtension)?;
    let w = ctx.begin().await?;
    let o = store::obligation::find(&w, report)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::AskExtension, o.answers()).await?;
    let waiting = store::extension::find(&w, id)
        .await?
        .filter(|e| (e.noun, e.subject) == (ExtensionNoun::Report, o.id.0))
        .filter(|e| e.state == ExtensionState::Asked)
        .ok_or_else(|| AppError::refused(ExtensionError::Decided.code()))?;
    store::extension::delete(&w, &waiting).await?;
    let detail = json!({
        "extension": waiting.id,
        "old_due_on": waiting.old_due_on,
        "asked_due_on": waiting.asked_due_on,
        "reason": waiting.reason,
    });
    let entry = ctx.entry(
        "extension.withdraw",
        Noun::Report,
        o.id.0,
        Some(o.unit),
        detail,
    );
    ctx.commit(w, entry).await
}
