//! One act on one page: decision, steps, what it would do, heirs, confirming.
//! Every button saves what stands on the page; nothing has an effect before the
//! act is confirmed.

use super::act_id;
use super::acts::{read_head, tone};
use super::new::{fields as field_choices, kinds, tiers};
use super::preview::{Preview, of_life, preview};
use super::step::{read_step, words};
use crate::page::pager::Pager;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::unit::{ActInput, ActPage};
use axum::extract::{Path, Query};
use domain::id::{UnitActId, UnitId};
use domain::unit::ActState;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Lines on a page: steps, changes and open things, one after the other. An act
/// of a whole province has hundreds.
const LINES: usize = 40;
/// Obstacles that are named.
const OBSTACLES: usize = 40;

#[derive(Deserialize)]
pub(super) struct Choice {
    trang: Option<usize>,
}

#[derive(askama::Template)]
#[template(path = "unit/act.html")]
struct ActView {
    l: Layout,
    form: FormState,
    id: UnitActId,
    version: i32,
    decision: String,
    decided_on: String,
    effective_on: String,
    state: &'static str,
    tone: &'static str,
    is_draft: bool,
    /// Whether it waits for its day and can still be taken back.
    is_ahead: bool,
    withdrawn: Option<Withdrawn>,
    /// Those that the page shows.
    steps: Vec<StepRow>,
    has_steps: bool,
    p: Preview,
    /// Whom the office is to add to open rounds.
    will_owe: Vec<String>,
    /// Whether anything is open, and would change, on any page.
    is_open: bool,
    is_changing: bool,
    more_obstacles: usize,
    moves: Vec<Moved>,
    pager: Pager,
    kinds: Vec<(String, String)>,
    tiers: Vec<(String, String)>,
    fields: Vec<(String, String)>,
}

#[derive(Clone)]
struct StepRow {
    /// Position in the act, from 0.
    n: usize,
    kind: String,
    content: String,
    /// The lives of the units that it names: address and name.
    units: Vec<(String, String)>,
}

/// Who took the act back, when and why.
struct Withdrawn {
    by: String,
    at: String,
    reason: String,
}

/// Name of a unit, and the address of its life.
type Named = (String, String);

#[derive(Clone)]
struct Moved {
    kind: String,
    from: Named,
    to: Named,
    count: usize,
    is_done: bool,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = act_id(&id).map_err(fail)?;
    let act = app::unit::load(&staff.ctx, id).await.map_err(fail)?;
    let form = fresh(&act);
    page(&build(&staff, act, choice.trang, form).await?)
}

fn fresh(act: &ActPage) -> FormState {
    FormState::fresh(&[
        ("decision", act.row.decision.clone()),
        ("decided_on", act.row.decided_on.to_string()),
        ("effective_on", act.row.effective_on.to_string()),
    ])
}

pub(super) async fn submit(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = act_id(&id).map_err(fail)?;
    match act(&staff, id, &fields).await {
        Ok((to, said)) => done(&to, said),
        Err(AppError::Invalid(errors)) => {
            let act = app::unit::load(&staff.ctx, id).await.map_err(fail)?;
            let mut typed = fields;
            // The head is a form of its own; it shows what is stored.
            for (name, value) in fresh(&act).as_map() {
                if !typed.has(name) {
                    typed.set(name, value);
                }
            }
            let asked = typed.get("trang").parse().ok();
            let form = FormState::refused(typed, &errors, staff.ctx.locale);
            refused(&build(&staff, act, asked, form).await?)
        }
        Err(other) => Err(fail(other)),
    }
}

async fn act(
    staff: &Staff,
    id: UnitActId,
    fields: &Fields,
) -> Result<(String, &'static str), AppError> {
    let here = format!("/don-vi/sap-xep/{id}");
    let ctx = &staff.ctx;
    let stored = app::unit::load(ctx, id).await?;
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let version = fields.get("version").parse().unwrap_or_default();
    if fields.get("do") == "withdraw" {
        app::unit::withdraw(ctx, id, version, fields.get("reason")).await?;
        return Ok((here, "unit.act_withdrawn"));
    }
    // Nobody types a withdrawn act again to correct it.
    if fields.get("do") == "again" && stored.row.withdrawn.is_some() {
        let draft = app::unit::save(ctx, None, &stored.input).await?;
        return Ok((format!("/don-vi/sap-xep/{draft}"), "unit.act_again"));
    }
    let mut input = stored.input;
    // Heirs are saved from page to page.
    let to: Option<usize> = fields.get("den").parse().ok();
    let verb = match to {
        Some(_) => "heirs",
        None => fields.get("do"),
    };
    let page = to.or_else(|| fields.get("trang").parse().ok());
    match verb {
        "head" => {
            let head = read_head(fields)?;
            input.act.decision = head.decision;
            input.act.decided_on = head.decided_on;
            input.act.effective_on = head.effective_on;
        }
        "add" => input
            .act
            .steps
            .push(read_step(staff, fields, &input).await?),
        "heirs" | "confirm" => read_heirs(fields, &mut input),
        "discard" => {
            app::unit::discard(ctx, id, version).await?;
            return Ok(("/don-vi/sap-xep".into(), "unit.act_discarded"));
        }
        // Buttons that remove a step carry its position.
        other => {
            let n: usize = other
                .strip_prefix("remove_")
                .and_then(|n| n.parse().ok())
                .ok_or(AppError::NotFound)?;
            if n < input.act.steps.len() {
                input.act.steps.remove(n);
            }
        }
    }
    app::unit::save(ctx, Some((id, version)), &input).await?;
    if verb != "confirm" {
        let here = page.map_or_else(|| here.clone(), |n| format!("{here}?trang={n}"));
        return Ok((here, "unit.act_saved"));
    }
    let done = app::unit::confirm_draft(ctx, id, version + 1).await?;
    if done.is_applied {
        Ok((here, "unit.act_applied"))
    } else {
        Ok((here, "unit.act_confirmed"))
    }
}

fn read_heirs(fields: &Fields, input: &mut ActInput) {
    for (name, value) in fields.pairs() {
        let (map, key) = if let Some(key) = name.strip_prefix("heir_") {
            (&mut input.heirs.items, key)
        } else if let Some(key) = name.strip_prefix("general_") {
            (&mut input.heirs.general, key)
        } else {
            continue;
        };
        if value.is_empty() {
            map.remove(key);
        } else {
            map.insert(key.to_owned(), value.to_owned());
        }
    }
}

async fn build(
    staff: &Staff,
    act: ActPage,
    asked: Option<usize>,
    form: FormState,
) -> Result<ActView, PageError> {
    let mut l = staff.layout("");
    l.title = match act.row.decision.as_str() {
        "" => l.t("unit.act.untitled").into_owned(),
        decision => l.t1("unit.act.title", "decision", decision),
    };
    let tree = staff.ctx.tree_at(act.row.effective_on).await?;
    let name = |unit: UnitId| {
        let name = tree.known(unit).map(|u| u.name.clone());
        (name.unwrap_or_default(), of_life(unit))
    };
    let mut moved: BTreeMap<_, usize> = BTreeMap::new();
    for m in &act.moves {
        let line = (m.kind, name(m.from), name(m.to), m.applied_at.is_some());
        *moved.entry(line).or_default() += 1;
    }
    let moves: Vec<Moved> = moved
        .into_iter()
        .map(|((kind, from, to, is_done), count)| Moved {
            kind: l.code_text("unit.open", kind.code()).into_owned(),
            from,
            to,
            count,
            is_done,
        })
        .collect();
    let will_owe = match &act.plan {
        Some(plan) => app::unit::will_owe(&staff.ctx, plan).await?,
        None => Vec::new(),
    };
    let p = act.plan.as_ref().map(|plan| preview(&l, plan));
    let mut p = p.unwrap_or_default();
    let steps: Vec<StepRow> = (0..)
        .zip(act.input.act.steps.iter().zip(&act.named))
        .map(|(n, (step, named))| {
            let (kind, content) = words(&l, step);
            StepRow {
                n,
                kind,
                content,
                units: named
                    .iter()
                    .map(|(unit, name)| (of_life(*unit), name.clone()))
                    .collect(),
            }
        })
        .collect();
    let (has_steps, is_changing) = (!steps.is_empty(), !p.changes.is_empty());
    let is_open = !p.open.is_empty();
    let [before_changes, before_open] = [steps.len(), steps.len() + p.changes.len()];
    let lines = before_open + p.open.len() + moves.len();
    let pager = Pager::of(&l, LINES, lines, asked, |page| {
        format!("/don-vi/sap-xep/{}?trang={page}", act.row.id)
    });
    let moves = pager.part(before_open + p.open.len(), &moves).to_vec();
    p.open = pager.part(before_open, &p.open).to_vec();
    p.changes = pager.part(before_changes, &p.changes).to_vec();
    let more_obstacles = p.obstacles.len().saturating_sub(OBSTACLES);
    p.obstacles.truncate(OBSTACLES);
    Ok(ActView {
        id: act.row.id,
        version: act.row.version,
        decision: act.row.decision.clone(),
        decided_on: l.date(&act.row.decided_on),
        effective_on: l.date(&act.row.effective_on),
        state: act.row.state.code(),
        tone: tone(act.row.state.code()),
        is_draft: act.row.state == ActState::Draft,
        is_ahead: act.row.state == ActState::Confirmed && staff.ctx.today() < act.row.effective_on,
        withdrawn: act.row.withdrawn.as_ref().map(|it| Withdrawn {
            by: act.withdrawn_by.clone(),
            at: l.instant(&it.at),
            reason: it.reason.clone(),
        }),
        steps: pager.part(0, &steps).to_vec(),
        has_steps,
        p,
        will_owe: will_owe.iter().map(|one| one.words(l.locale)).collect(),
        is_open,
        is_changing,
        more_obstacles,
        moves,
        pager,
        kinds: kinds(&l),
        tiers: tiers(&l),
        fields: field_choices(&l),
        form,
        l,
    })
}
