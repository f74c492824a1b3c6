//! A confirmed act taken back before its day: everything that it wrote ahead is
//! undone in one transaction, and the act stays on record as withdrawn.
//! From its day on only another act can change it back.

use super::draft::visible;
use super::{Body, MovedPost, Prepared};
use crate::{AppError, Ctx, FieldError};
use domain::id::{UnitActId, UnitId};
use domain::journal::{Entry, Noun};
use domain::text::clean_line;
use domain::unit::{ActState, History, WithdrawError, WithdrawRefusal};
use serde_json::json;
use std::collections::BTreeSet;
use store::unit::{ActRow, Withdrawn};
use store::{StoreError, Write};

/// Takes a confirmed act back.
///
/// # Errors
/// [`AppError::Invalid`] without a reason, from the effective day on, and when
/// something rests on the act, which is named; [`AppError::Conflict`] when the
/// act is not the one that was shown; [`AppError::NotFound`] for an act over
/// units that the actor does not keep.
pub async fn withdraw(
    ctx: &Ctx,
    id: UnitActId,
    version: i32,
    reason: &str,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (mut row, _) = visible(ctx, &w, id).await?;
    if row.version != version || !matches!(row.state, ActState::Confirmed | ActState::Applied) {
        return Err(AppError::Conflict);
    }
    let mut errors = Vec::new();
    let reason = match clean_line(reason) {
        Ok(text) if !text.is_empty() => text,
        Ok(_) => {
            errors.push(FieldError::new("reason", "required"));
            String::new()
        }
        Err(e) => {
            errors.push(FieldError::new("reason", e.code()));
            String::new()
        }
    };
    let body: Body = serde_json::from_str(&row.body).map_err(AppError::internal)?;
    if body.prepared.is_none() && row.state == ActState::Confirmed {
        // Confirmed by a version that did not write down what it prepared.
        return Err(AppError::refused("unit.act.withdraw.unrecorded"));
    }
    let prepared = body.prepared.unwrap_or_default();
    let history = store::unit::history(&w).await?;
    let (on, today) = (row.effective_on, ctx.today());
    let found = domain::unit::withdraw(&history, &prepared.changes, on, today);
    for error in found.err().unwrap_or_default() {
        errors.extend(refusals(&w, &row, &history, error).await?);
    }
    errors.extend(moved_on(&w, &row, &prepared.posts).await?);
    let mut told = BTreeSet::new();
    errors.retain(|e| told.insert((e.field.clone(), e.code, e.args.clone())));
    crate::error::all_valid(errors)?;
    undo(&w, &row, &prepared).await?;
    let mut entries = vec![entry(ctx, &row, &prepared, &reason)];
    entries.extend(put_back(ctx, &w, &row.decision, &prepared.posts).await?);
    row.state = ActState::Withdrawn;
    row.withdrawn = Some(Withdrawn {
        by: ctx.account()?,
        at: ctx.now(),
        reason,
    });
    store::unit::update_act(&w, &row).await?;
    ctx.commit_all(w, &entries).await
}

fn built_on(what: &str) -> FieldError {
    FieldError::new("", WithdrawRefusal::BuiltOn.code()).with("what", what)
}

/// A refusal in words: the acts confirmed since that change the unit, or the
/// unit itself, if it was put there without one.
async fn refusals(
    w: &Write,
    row: &ActRow,
    history: &History,
    error: WithdrawError,
) -> Result<Vec<FieldError>, AppError> {
    let Some(unit) = error.unit else {
        return Ok(vec![FieldError::new("", error.refusal.code())]);
    };
    let mut named: Vec<FieldError> = store::unit::acts_of(w, unit)
        .await?
        .iter()
        .filter(|a| a.id != row.id && a.effective_on >= row.effective_on)
        .map(|a| built_on(&a.decision))
        .collect();
    if named.is_empty() {
        named.push(built_on(&name(history, unit)));
    }
    Ok(named)
}

fn name(history: &History, unit: UnitId) -> String {
    let last = history.life(unit).last();
    last.map(|v| format!("{} ({})", v.name, v.code))
        .unwrap_or_default()
}

/// Later acts that have moved a post on which this act gave.
async fn moved_on(
    w: &Write,
    row: &ActRow,
    posts: &[MovedPost],
) -> Result<Vec<FieldError>, AppError> {
    let mut errors = Vec::new();
    for post in posts.iter().flat_map(|p| &p.given) {
        for it in store::unit::moves_of(w, post.0).await? {
            if it.act != row.id
                && let Some(act) = store::unit::find_act(w, it.act).await?
            {
                errors.push(built_on(&act.decision));
            }
        }
    }
    Ok(errors)
}

/// Takes away what was written ahead: what is new first, so that in no moment
/// two versions hold on one day or a unit is above itself.
async fn undo(w: &Write, row: &ActRow, prepared: &Prepared) -> Result<(), AppError> {
    let (changes, on) = (&prepared.changes, row.effective_on);
    store::unit::delete_ordered(w, row.id).await?;
    let given = prepared.posts.iter().flat_map(|p| &p.given);
    let given: Vec<_> = given.copied().collect();
    store::unit::delete_posts(w, &given).await?;
    for (unit, from) in &changes.closed {
        store::unit::reopen_version(w, *unit, *from, on).await?;
    }
    for (unit, field) in &changes.functions_closed {
        store::unit::reopen_function(w, *unit, field.code(), on).await?;
    }
    // Children first, as they were added parents first.
    for new in changes.new_units.iter().rev() {
        store::unit::delete_unit(w, new.unit)
            .await
            .map_err(|e| match e {
                // A post given there, a place in a group, a code entered ahead.
                StoreError::Referenced(_) => {
                    let what = format!("{} ({})", new.name, new.code);
                    let error = FieldError::new("", "unit.act.withdraw.in_use");
                    AppError::Invalid(vec![error.with("what", what)])
                }
                other => other.into(),
            })?;
    }
    Ok(())
}

/// People keep the posts that they would have lost, with whoever acts in them.
async fn put_back(
    ctx: &Ctx,
    w: &Write,
    decision: &str,
    posts: &[MovedPost],
) -> Result<Vec<Entry>, AppError> {
    let mut entries = Vec::new();
    for it in posts {
        if !store::unit::reopen_post(w, it.post, it.ends, it.until).await? {
            continue;
        }
        for (id, ends, until) in &it.delegations {
            let running = store::delegation::find(w, *id).await?;
            if let Some(running) = running.filter(|d| d.until == *ends) {
                store::delegation::end(w, &running, *until).await?;
            }
        }
        let Some(post) = store::unit::post(w, it.post).await? else {
            continue;
        };
        let detail = json!({
            "decision": decision,
            "role": post.role.code(),
            "on": it.ends,
        });
        entries.push(ctx.entry(
            "account.keep_post",
            Noun::Account,
            post.account.0,
            Some(post.unit),
            detail,
        ));
    }
    Ok(entries)
}

fn entry(ctx: &Ctx, row: &ActRow, prepared: &Prepared, reason: &str) -> Entry {
    let changes = &prepared.changes;
    // Whoever keeps a unit concerned may read it; a created one is gone.
    let first = changes
        .closed
        .first()
        .map(|c| c.0)
        .or_else(|| changes.new_units.first().and_then(|u| u.parent))
        .or_else(|| changes.functions_closed.first().map(|f| f.0))
        .or_else(|| changes.functions_opened.first().map(|f| f.0));
    let detail = json!({
        "decision": row.decision,
        "effective_on": row.effective_on,
        "reason": reason,
        "new": changes.new_units.iter().map(|u| &u.code).collect::<Vec<_>>(),
        "posts": prepared.posts.len(),
    });
    ctx.entry("unit.withdraw", Noun::Unit, row.id.0, first, detail)
}
