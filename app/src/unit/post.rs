//! Posts and areas of posts go to the heirs and to nobody else. Posts
//! are dated, so they are moved when the act is confirmed and take effect by
//! themselves on its day.

use super::MovedPost;
use super::plan::OpenThing;
use crate::{AppError, Ctx};
use domain::account::{Delegation, Post};
use domain::id::{DelegationId, PostId, UnitActId, UnitId};
use domain::journal::{Entry, Noun};
use domain::unit::MoveKind;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use store::Write;
use store::unit::UnitMove;
use uuid::Uuid;

/// Ends the posts of ended units and gives their holders the same posts with
/// the heirs, from `on` on. One entry per post; what a withdrawal needs is handed back.
pub(super) async fn move_posts(
    ctx: &Ctx,
    w: &Write,
    act: UnitActId,
    decision: &str,
    on: Date,
    open: &[OpenThing],
) -> Result<(Vec<Entry>, Vec<MovedPost>), AppError> {
    let mut by_post: BTreeMap<Uuid, Vec<&OpenThing>> = BTreeMap::new();
    for thing in open {
        if matches!(thing.row.kind, MoveKind::Post | MoveKind::Scope) {
            by_post.entry(thing.row.subject).or_default().push(thing);
        }
    }
    let (mut entries, mut moves, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    for (id, things) in by_post {
        let Some(old) = store::unit::post(w, PostId(id)).await? else {
            continue;
        };
        // A post that begins later never begins in the ended unit.
        let day = old.from.max(on);
        store::unit::end_post(w, old.id, day).await?;
        let mut held = store::account::posts_of(w, old.account).await?;
        let delegated: Vec<Delegation> = store::delegation::list_of(w, old.id)
            .await?
            .into_iter()
            .filter(|d| day < d.until)
            .collect();
        let mut this = MovedPost {
            post: old.id,
            ends: day,
            until: old.until,
            given: Vec::new(),
            delegations: Vec::new(),
        };
        for running in &delegated {
            let ends = day.max(running.from);
            store::delegation::end(w, running, ends).await?;
            this.delegations.push((running.id, ends, running.until));
        }
        let mut given = Vec::new();
        for (unit, area) in places(&old, &things) {
            let is_same = |p: &Post| {
                p.id != old.id
                    && (p.unit, p.area, p.role) == (unit, area, old.role)
                    && p.from <= day
                    && p.until
                        .is_none_or(|until| old.until.is_some_and(|o| o <= until))
            };
            // Whoever had the post in several of the merged units has it once.
            if held.iter().any(is_same) {
                continue;
            }
            let new = Post {
                id: PostId(ctx.new_id()),
                unit,
                area,
                from: day,
                ..old.clone()
            };
            store::account::insert_post(w, &new).await?;
            // Whoever acts in the post goes on acting in it.
            for running in &delegated {
                let going_on = Delegation {
                    id: DelegationId(ctx.new_id()),
                    post: new.id,
                    from: day.max(running.from),
                    ..running.clone()
                };
                store::delegation::insert(w, &going_on, ctx.now()).await?;
            }
            given.push(json!({ "unit": unit, "area": area }));
            this.given.push(new.id);
            held.push(new);
        }
        for thing in &things {
            for heir in &thing.heirs {
                moves.push(UnitMove {
                    id: ctx.new_id(),
                    act,
                    kind: thing.row.kind,
                    subject: id,
                    from: thing.row.unit,
                    to: *heir,
                    applied_at: Some(ctx.now()),
                });
            }
        }
        let detail = json!({
            "decision": decision,
            "role": old.role.code(),
            "from": { "unit": old.unit, "area": old.area },
            "to": given,
            "on": day,
        });
        entries.push(ctx.entry(
            "account.move_post",
            Noun::Account,
            old.account.0,
            Some(old.unit),
            detail,
        ));
        moved.push(this);
    }
    store::unit::insert_moves(w, &moves).await?;
    Ok((entries, moved))
}

/// Where the post stands afterwards: each heir of its unit with each heir of
/// its area; an area that is the unit itself goes along.
fn places(old: &Post, things: &[&OpenThing]) -> Vec<(UnitId, UnitId)> {
    let heirs = |kind: MoveKind| {
        things
            .iter()
            .find(|t| t.row.kind == kind)
            .map(|t| t.heirs.clone())
    };
    let units = heirs(MoveKind::Post).unwrap_or_else(|| vec![old.unit]);
    if old.area == old.unit {
        return units.into_iter().map(|u| (u, u)).collect();
    }
    let areas = heirs(MoveKind::Scope).unwrap_or_else(|| vec![old.area]);
    units
        .iter()
        .flat_map(|u| areas.iter().map(|a| (*u, *a)))
        .collect()
}
