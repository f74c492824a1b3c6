//! Bulk grant: more time for a group of units at once.

use super::ask::may_need_time;
use super::decide::tell;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::extension::{ExtensionError, ExtensionNoun, ExtensionState, gives_time};
use domain::id::{ExtensionId, RoundId, UnitId};
use domain::journal::Noun;
use domain::text::clean_text;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use store::extension::Extension;

/// What the form of the office sends.
#[derive(Debug, Clone)]
pub struct GrantToMany {
    /// In which round.
    pub round: RoundId,
    /// To whom.
    pub units: Vec<UnitId>,
    /// Until when.
    pub to: Date,
    /// Why.
    pub reason: String,
}

/// Grants more time to every unit named that still owes and whose day lies
/// before the new one; requests that wait are decided by it. Answers how many.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn grant_to_many(ctx: &Ctx, input: GrantToMany) -> Result<usize, AppError> {
    ctx.require_any(Right::DecideExtension)?;
    let by = ctx.account()?;
    let w = ctx.begin().await?;
    let round = store::round::find(&w, input.round)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::DecideExtension, round.area).await?;
    let mut errors = Vec::new();
    let reason = clean_text(&input.reason).unwrap_or_default();
    if reason.is_empty() {
        errors.push(FieldError::new(
            "reason",
            ExtensionError::ReasonMissing.code(),
        ));
    }
    if !gives_time(input.to, round.dates.due_by, ctx.now()) {
        errors.push(FieldError::new("to", ExtensionError::NotLater.code()));
    }
    let obligations: Vec<_> = store::obligation::list_of_round(&w, round.id)
        .await?
        .into_iter()
        .filter(|o| input.units.contains(&o.unit) && may_need_time(o.state))
        .filter(|o| o.extended_due_on.unwrap_or(o.due_on) < input.to)
        .collect();
    if obligations.is_empty() {
        errors.push(FieldError::new("units", ExtensionError::NothingDue.code()));
    }
    all_valid(errors)?;
    let mut waiting: HashMap<_, _> =
        store::extension::list_waiting(&w, Some(ExtensionNoun::Report))
            .await?
            .into_iter()
            .map(|e| (e.subject, e))
            .collect();
    let mut entries = Vec::new();
    for mut o in obligations {
        let asked = waiting.remove(&o.id.0);
        let is_new = asked.is_none();
        let base = asked.unwrap_or_else(|| Extension {
            id: ExtensionId(ctx.new_id()),
            noun: ExtensionNoun::Report,
            subject: o.id.0,
            unit: o.unit,
            old_due_on: o.extended_due_on.unwrap_or(o.due_on),
            asked_due_on: input.to,
            reason: reason.clone(),
            asked_by: by,
            asked_at: ctx.now(),
            state: ExtensionState::Granted,
            granted_due_on: None,
            decision_reason: None,
            decided_by: None,
            decided_at: None,
            version: 1,
        });
        let is_shorter = input.to < base.asked_due_on;
        let granted = Extension {
            state: if is_shorter {
                ExtensionState::Shortened
            } else {
                ExtensionState::Granted
            },
            granted_due_on: Some(input.to),
            decision_reason: Some(reason.clone()),
            decided_by: Some(by),
            decided_at: Some(ctx.now()),
            ..base
        };
        if is_new {
            store::extension::insert(&w, &granted).await?;
        } else {
            store::extension::update(&w, &granted).await?;
        }
        o.extended_due_on = Some(input.to);
        store::obligation::update(&w, &o).await?;
        tell(ctx, &w, &granted).await?;
        let detail = json!({
            "extension": granted.id,
            "state": granted.state.code(),
            "original_due_on": o.due_on,
            "granted_due_on": input.to,
            "reason": reason,
            "is_bulk": true,
        });
        entries.push(ctx.entry(
            "extension.grant",
            Noun::Report,
            o.id.0,
            Some(o.unit),
            detail,
        ));
    }
    ctx.commit_all(w, &entries).await?;
    Ok(entries.len())
}
