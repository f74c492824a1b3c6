//! The job of midnight: acts whose day has come move what they named, and what
//! arose since then. The tree needs nothing, its versions are dated.

use super::Body;
use super::plan::OpenThing;
use super::post::move_posts;
use super::take_over::{Decision, Moving, hand_over};
use crate::{Actor, App, AppError, Ctx, Locale};
use domain::id::{UnitActId, UnitId};
use domain::journal::Noun;
use domain::unit::{ActState, MoveKind};
use serde_json::json;
use std::sync::Arc;
use store::Write;
use store::unit::{ActRow, OpenRow, UnitMove};

/// Carries out every confirmed act whose day has come; answers how many. Each
/// is one transaction; running it again finds nothing.
///
/// # Errors
/// When the database fails; what was carried out until then stays.
pub async fn apply_due(app: &Arc<App>) -> Result<usize, AppError> {
    let ctx = Ctx::new(Arc::clone(app), Actor::System, Locale::Vi);
    let mut done = 0;
    for act in store::unit::list_due_acts(&ctx.read(), ctx.today()).await? {
        if apply(&ctx, act.id).await? {
            done += 1;
        }
    }
    Ok(done)
}

async fn apply(ctx: &Ctx, id: UnitActId) -> Result<bool, AppError> {
    let w = ctx.begin().await?;
    // Another server was quicker: then there is nothing to do.
    let Some(mut row) = store::unit::find_act(&w, id)
        .await?
        .filter(|a| a.state == ActState::Confirmed)
    else {
        return Ok(false);
    };
    let body: Body = serde_json::from_str(&row.body).map_err(AppError::internal)?;
    let by = row.confirmed_by.unwrap_or(row.written_by);
    let ended: Vec<UnitId> = body.general.keys().copied().collect();
    let open = store::unit::open_things(&w, &ended, ctx.today()).await?;
    let named = store::unit::moves_of_act(&w, id).await?;
    let history = store::unit::history(&w).await?;
    let name = |unit: UnitId| {
        let last = history.life(unit).last();
        last.map(|v| v.name.clone()).unwrap_or_default()
    };
    let (mut entries, mut arisen, mut late_posts) = (Vec::new(), Vec::new(), Vec::new());
    let told = Decision {
        symbol: &row.decision,
        decided_on: row.decided_on,
        effective_on: row.effective_on,
        by,
    };
    let mut moved = 0;
    for thing in open {
        let is_it = |m: &&UnitMove| {
            m.kind == thing.kind
                && m.subject == thing.subject
                && m.from == thing.unit
                && m.applied_at.is_none()
        };
        let planned = named.iter().find(is_it);
        let Some(to) = planned
            .map(|m| m.to)
            .or_else(|| body.general.get(&thing.unit).copied())
        else {
            continue;
        };
        let from_name = name(thing.unit);
        if matches!(thing.kind, MoveKind::Post | MoveKind::Scope) {
            late_posts.push(given_since(thing, from_name, to));
            continue;
        }
        let moving = Moving {
            kind: thing.kind,
            subject: thing.subject,
            from: thing.unit,
            from_name: &from_name,
            to,
            is_exempt: body.exempt.contains(&thing.subject),
        };
        let Some(entry) = hand_over(ctx, &w, &told, &moving).await? else {
            continue;
        };
        entries.push(entry);
        moved += 1;
        match planned {
            Some(planned) => store::unit::mark_moved(&w, planned.id, ctx.now()).await?,
            None => arisen.push(UnitMove {
                id: ctx.new_id(),
                act: id,
                kind: thing.kind,
                subject: thing.subject,
                from: thing.unit,
                to,
                applied_at: Some(ctx.now()),
            }),
        }
    }
    store::unit::insert_moves(&w, &arisen).await?;
    let on = row.effective_on;
    let (posts, _) = move_posts(ctx, &w, id, &row.decision, on, &late_posts).await?;
    entries.extend(posts);
    let detail = json!({
        "decision": row.decision,
        "effective_on": on,
        "moved": moved,
        "posts": late_posts.len(),
    });
    let heir = body.general.values().next().copied();
    entries.insert(0, ctx.entry("unit.apply", Noun::Unit, id.0, heir, detail));
    close(ctx, &w, &mut row).await?;
    ctx.commit_all(w, &entries).await?;
    Ok(true)
}

/// A post given in an ended unit after the act was confirmed.
fn given_since(row: OpenRow, unit_name: String, to: UnitId) -> OpenThing {
    OpenThing {
        key: String::new(),
        row,
        unit_name,
        choices: Vec::new(),
        chosen: String::new(),
        heirs: vec![to],
    }
}

async fn close(ctx: &Ctx, w: &Write, row: &mut ActRow) -> Result<(), AppError> {
    row.state = ActState::Applied;
    row.applied_at = Some(ctx.now());
    Ok(store::unit::update_act(w, row).await?)
}
