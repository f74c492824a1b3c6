//! The office grants, shortens or refuses; the unit is told.

use crate::message::{UnitMessage, queue_for_unit};
use crate::report::of_office;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::extension::{
    Decision, ExtensionError, ExtensionNoun, ExtensionState, is_granted_too_late,
};
use domain::id::{ExtensionId, ObligationId};
use domain::journal::Noun;
use domain::message::MessageClass;
use domain::text::clean_text;
use jiff::civil::Time;
use serde_json::json;
use store::Write;
use store::extension::Extension;
use store::obligation::Obligation;

/// What the form of the office sends.
#[derive(Debug, Clone)]
pub struct DecideExtension {
    /// Which request.
    pub id: ExtensionId,
    /// Its version when it was read.
    pub version: i32,
    /// The decision.
    pub decision: Decision,
    /// Why; needed unless it is granted as asked.
    pub reason: String,
}

/// Decides a request for a report. The original due day stays beside the
/// extended one.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, [`AppError::Conflict`] when somebody
/// decided meanwhile; as [`Ctx::require`]. A request for a task is not found
/// here: `task` decides it.
pub async fn decide(ctx: &Ctx, input: DecideExtension) -> Result<(), AppError> {
    ctx.require_any(Right::DecideExtension)?;
    let w = ctx.begin().await?;
    let asked = store::extension::find(&w, input.id)
        .await?
        .ok_or(AppError::NotFound)?;
    if asked.noun != ExtensionNoun::Report {
        return Err(AppError::NotFound);
    }
    let id = ObligationId(asked.subject);
    let mut o = store::obligation::find(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let round = store::round::find(&w, o.round)
        .await?
        .ok_or(AppError::NotFound)?;
    let by = of_office(ctx.tree().await?.as_ref(), asked.unit, &round);
    ctx.require(Right::DecideExtension, by).await?;
    let too_late = too_late(ctx, &asked, &input.decision, &o, round.dates.due_by);
    let decided = record_decision(
        ctx,
        &w,
        Extension {
            version: input.version,
            ..asked
        },
        &input.decision,
        &input.reason,
        too_late,
    )
    .await?;
    if let Some(day) = decided.granted_due_on {
        o.extended_due_on = Some(day);
        store::obligation::update(&w, &o).await?;
    }
    tell(ctx, &w, &decided).await?;
    let detail = json!({
        "extension": decided.id,
        "state": decided.state.code(),
        "original_due_on": o.due_on,
        "asked_due_on": decided.asked_due_on,
        "granted_due_on": decided.granted_due_on,
        "reason": decided.decision_reason,
    });
    ctx.commit(
        w,
        ctx.entry(
            "extension.decide",
            Noun::Report,
            id.0,
            Some(decided.unit),
            detail,
        ),
    )
    .await
}

/// What is wrong with granting a day that is over.
fn too_late(
    ctx: &Ctx,
    asked: &Extension,
    decision: &Decision,
    o: &Obligation,
    by: Option<Time>,
) -> Option<FieldError> {
    let (field, day) = match decision {
        Decision::Grant => ("", asked.asked_due_on),
        Decision::Shorten { to } => ("granted_due_on", *to),
        Decision::Refuse => return None,
    };
    let is_refused = asked.state == ExtensionState::Asked
        && is_granted_too_late(day, by, o.first_received_at, ctx.now());
    is_refused.then(|| FieldError::new(field, ExtensionError::NotLater.code()))
}

/// Checks and writes a decision on `asked`; the caller has checked the right, says
/// what else is wrong (`found`), applies the day to the report or task, and commits
/// with its own entry.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; [`AppError::Conflict`] when somebody
/// decided since `asked` was read.
pub async fn record_decision(
    ctx: &Ctx,
    w: &Write,
    asked: Extension,
    decision: &Decision,
    reason: &str,
    found: Option<FieldError>,
) -> Result<Extension, AppError> {
    let reason = clean_text(reason).unwrap_or_default();
    let decided = domain::extension::decide(
        asked.state,
        asked.old_due_on,
        asked.asked_due_on,
        decision,
        &reason,
    );
    let (state, granted_due_on) = match decided {
        Ok(decided) if found.is_none() => decided,
        decided => {
            let errors = decided.err().unwrap_or_default().into_iter();
            let errors = errors.map(|e| FieldError::new(e.field(), e.code()));
            return Err(AppError::Invalid(errors.chain(found).collect()));
        }
    };
    let decided = Extension {
        state,
        granted_due_on,
        decision_reason: (!reason.is_empty()).then_some(reason),
        decided_by: Some(ctx.account()?),
        decided_at: Some(ctx.now()),
        ..asked
    };
    store::extension::update(w, &decided).await?;
    Ok(decided)
}

/// Tells the unit's people how the office decided.
pub(super) async fn tell(ctx: &Ctx, w: &Write, decided: &Extension) -> Result<(), AppError> {
    let day = decided.granted_due_on.unwrap_or(decided.old_due_on);
    let message = UnitMessage {
        class: MessageClass::Information,
        noun: Noun::Report,
        subject_id: decided.subject,
        text: match decided.granted_due_on {
            Some(_) => "message.extension_granted",
            None => "message.extension_refused",
        },
        args: vec![
            ("day", day.strftime("%d/%m/%Y").to_string()),
            (
                "reason",
                decided
                    .decision_reason
                    .clone()
                    .unwrap_or_else(|| "–".into()),
            ),
        ],
        path: format!("/bao-cao/{}", decided.subject),
        key: format!("extension:{}:{}", decided.id, decided.state.code()),
    };
    queue_for_unit(ctx, w, decided.unit, message).await
}
