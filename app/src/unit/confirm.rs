//! Confirming an act: one transaction with the dated tree, lineage, functions,
//! posts, what moves today, and the journal. Failure at any point leaves nothing
//! changed.

use super::plan::{OpenThing, Plan, plan_on};
use super::post::move_posts;
use super::take_over::{Decision, Moving, hand_over};
use super::{ActInput, Body, Prepared};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::id::UnitActId;
use domain::journal::{Entry, Noun};
use domain::text::clean_line;
use domain::unit::{ActState, MoveKind};
use serde_json::json;
use store::unit::{ActRow, UnitMove};
use store::{StoreError, Write};

/// What confirming did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The act.
    pub id: UnitActId,
    /// Whether everything has moved; else it moves on the day.
    pub is_applied: bool,
    /// How many things moved, or will.
    pub moved: usize,
}

/// Confirms an act that was not written down as a draft (commands).
///
/// # Errors
/// [`AppError::Invalid`] with everything that the dry run shows as hindering.
pub async fn confirm(ctx: &Ctx, input: &ActInput) -> Result<Confirmed, AppError> {
    let w = ctx.begin().await?;
    let row = ActRow {
        id: UnitActId(ctx.new_id()),
        decision: String::new(),
        decided_on: input.act.decided_on,
        effective_on: input.act.effective_on,
        body: "{}".into(),
        state: ActState::Draft,
        written_by: ctx.account()?,
        written_at: ctx.now(),
        confirmed_by: None,
        confirmed_at: None,
        applied_at: None,
        withdrawn: None,
        version: 1,
    };
    store::unit::insert_act(&w, &row).await?;
    confirm_row(ctx, w, row, input).await
}

/// Confirms a draft as its page shows it.
///
/// # Errors
/// As [`confirm`]; [`AppError::Conflict`] when somebody changed it meanwhile.
pub async fn confirm_draft(ctx: &Ctx, id: UnitActId, version: i32) -> Result<Confirmed, AppError> {
    let w = ctx.begin().await?;
    let (row, input) = super::draft::open_draft(ctx, &w, id, version).await?;
    confirm_row(ctx, w, row, &input).await
}

async fn confirm_row(
    ctx: &Ctx,
    w: Write,
    mut row: ActRow,
    input: &ActInput,
) -> Result<Confirmed, AppError> {
    let plan = plan_on(ctx, &w, input).await?;
    all_valid(plan.errors.clone())?;
    let decision = clean_line(&input.act.decision)
        .map_err(|e| AppError::Invalid(vec![FieldError::new("decision", e.code())]))?;
    let by = ctx.account()?;
    let is_due = plan.act.effective_on <= ctx.today();
    write_changes(ctx, &w, row.id, &plan).await?;
    let mut entries = vec![act_entry(ctx, row.id, &plan, &decision)];
    let on = plan.act.effective_on.max(ctx.today());
    let (told_posts, posts) = move_posts(ctx, &w, row.id, &decision, on, &plan.open).await?;
    entries.extend(told_posts);
    let told = Decision {
        symbol: &decision,
        decided_on: plan.act.decided_on,
        effective_on: plan.act.effective_on,
        by,
    };
    let (moves, moved) = move_rest(ctx, &w, &row, &plan, is_due, &told).await?;
    store::unit::insert_moves(&w, &moves).await?;
    entries.extend(moved);
    let body = Body {
        steps: input.act.steps.clone(),
        heirs: input.heirs.clone(),
        general: plan
            .general
            .iter()
            .filter_map(|(unit, heir)| heir.map(|h| (*unit, h)))
            .collect(),
        exempt: plan
            .open
            .iter()
            .filter(|t| t.is_exempt())
            .map(|t| t.row.subject)
            .collect(),
        prepared: (!is_due).then(|| Prepared {
            changes: plan.changes.clone(),
            posts,
        }),
    };
    row.body = serde_json::to_string(&body).map_err(AppError::internal)?;
    row.decision = decision;
    row.confirmed_by = Some(by);
    row.confirmed_at = Some(ctx.now());
    row.state = ActState::Confirmed;
    if is_due {
        row.state = ActState::Applied;
        row.applied_at = Some(ctx.now());
    }
    store::unit::update_act(&w, &row).await?;
    ctx.commit_all(w, &entries).await?;
    Ok(Confirmed {
        id: row.id,
        is_applied: is_due,
        moved: plan.open.len(),
    })
}

/// New units, ends, new versions, fields and lineage.
async fn write_changes(ctx: &Ctx, w: &Write, act: UnitActId, plan: &Plan) -> Result<(), AppError> {
    let (changes, on) = (&plan.changes, plan.act.effective_on);
    for new in &changes.new_units {
        store::unit::insert_by(w, ctx.new_id(), new, Some(act))
            .await
            .map_err(|e| match e {
                // Somebody gave the code away since it was looked up.
                StoreError::Duplicate(_) => AppError::Conflict,
                other => other.into(),
            })?;
    }
    for (unit, from) in &changes.closed {
        store::unit::close_version(w, *unit, *from, on).await?;
    }
    for version in &changes.new_versions {
        store::unit::insert_version_by(w, ctx.new_id(), version, Some(act)).await?;
    }
    for (unit, field) in &changes.functions_closed {
        store::unit::close_function(w, *unit, field.code(), on).await?;
    }
    for (unit, field) in &changes.functions_opened {
        let id = ctx.new_id();
        store::unit::insert_function_by(w, id, *unit, field.code(), on, Some(act)).await?;
    }
    for edge in &changes.lineage {
        store::lineage::insert(w, ctx.new_id(), edge, Some(act)).await?;
    }
    Ok(())
}

/// Everything but posts: moved now when the day has come, else written down.
async fn move_rest(
    ctx: &Ctx,
    w: &Write,
    row: &ActRow,
    plan: &Plan,
    is_due: bool,
    told: &Decision<'_>,
) -> Result<(Vec<UnitMove>, Vec<Entry>), AppError> {
    let is_dated = |t: &&OpenThing| !matches!(t.row.kind, MoveKind::Post | MoveKind::Scope);
    let (mut moves, mut entries) = (Vec::new(), Vec::new());
    for thing in plan.open.iter().filter(is_dated) {
        let Some(to) = thing.heirs.first().copied() else {
            continue;
        };
        if is_due {
            let moving = Moving {
                kind: thing.row.kind,
                subject: thing.row.subject,
                from: thing.row.unit,
                from_name: &thing.unit_name,
                to,
                is_exempt: thing.is_exempt(),
            };
            let Some(entry) = hand_over(ctx, w, told, &moving).await? else {
                continue;
            };
            entries.push(entry);
        }
        moves.push(UnitMove {
            id: ctx.new_id(),
            act: row.id,
            kind: thing.row.kind,
            subject: thing.row.subject,
            from: thing.row.unit,
            to,
            applied_at: is_due.then_some(ctx.now()),
        });
    }
    Ok((moves, entries))
}

fn act_entry(ctx: &Ctx, id: UnitActId, plan: &Plan, decision: &str) -> Entry {
    let steps: Vec<_> = plan.act.steps.iter().map(|s| s.code()).collect();
    let ended: Vec<_> = plan
        .changes
        .ended
        .iter()
        .map(|e| json!({ "unit": e.unit, "by": e.by, "heirs": e.heirs }))
        .collect();
    let detail = json!({
        "decision": decision,
        "decided_on": plan.act.decided_on,
        "effective_on": plan.act.effective_on,
        "steps": steps,
        "new": plan.changes.new_units.iter().map(|u| &u.code).collect::<Vec<_>>(),
        "ended": ended,
        "open": plan.open.len(),
    });
    // Whoever keeps the unit above the first one concerned may read it.
    let first = plan
        .changes
        .ended
        .first()
        .and_then(|e| e.heirs.first().copied())
        .or_else(|| plan.changes.new_versions.first().map(|v| v.unit))
        .or_else(|| plan.changes.new_units.first().and_then(|u| u.parent))
        .or_else(|| plan.changes.functions_opened.first().map(|f| f.0));
    ctx.entry("unit.reorganise", Noun::Unit, id.0, first, detail)
}
