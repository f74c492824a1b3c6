//! Acts being written: saved as drafts that change nothing, shown with their dry
//! run, and confirmed from there.

use super::plan::Plan;
use super::preview::preview_on;
use super::{ActInput, Body};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{UnitActId, UnitId};
use domain::journal::Noun;
use domain::unit::{ActState, Step, Tree, UnitAct};
use jiff::civil::Date;
use serde_json::json;
use store::Handle;
use store::unit::{ActRow, UnitMove};

/// An act with everything that its page shows.
#[derive(Debug, Clone)]
pub struct ActPage {
    /// The act as stored.
    pub row: ActRow,
    /// What it says.
    pub input: ActInput,
    /// The dry run of a draft.
    pub plan: Option<Plan>,
    /// What a confirmed act moved or will move.
    pub moves: Vec<UnitMove>,
    /// The units that each step names and that exist or did, with the name that
    /// each had last before the act, or has by it.
    pub named: Vec<Vec<(UnitId, String)>>,
    /// Who took a confirmed act back.
    pub withdrawn_by: String,
}

/// A line of the list of acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActSummary {
    /// Its id.
    pub id: UnitActId,
    /// Number and symbol of the decision.
    pub decision: String,
    /// Its date.
    pub decided_on: Date,
    /// The day from which it holds.
    pub effective_on: Date,
    /// Where it stands.
    pub state: ActState,
    /// Kinds of its steps, in order.
    pub steps: Vec<&'static str>,
}

fn input_of(row: &ActRow) -> Result<ActInput, AppError> {
    let body: Body = serde_json::from_str(&row.body).map_err(AppError::internal)?;
    Ok(ActInput {
        act: UnitAct {
            decision: row.decision.clone(),
            decided_on: row.decided_on,
            effective_on: row.effective_on,
            steps: body.steps,
        },
        heirs: body.heirs,
    })
}

/// Writes an act down, new or changed, without any effect.
///
/// # Errors
/// [`AppError::Conflict`] when somebody changed it meanwhile, or confirmed it.
pub async fn save(
    ctx: &Ctx,
    known: Option<(UnitActId, i32)>,
    input: &ActInput,
) -> Result<UnitActId, AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let body = Body {
        steps: input.act.steps.clone(),
        heirs: input.heirs.clone(),
        ..Body::default()
    };
    let body = serde_json::to_string(&body).map_err(AppError::internal)?;
    let w = ctx.begin().await?;
    let row = ActRow {
        id: UnitActId(ctx.new_id()),
        decision: input.act.decision.trim().to_owned(),
        decided_on: input.act.decided_on,
        effective_on: input.act.effective_on,
        body,
        state: ActState::Draft,
        written_by: ctx.account()?,
        written_at: ctx.now(),
        confirmed_by: None,
        confirmed_at: None,
        applied_at: None,
        withdrawn: None,
        version: 1,
    };
    let id = match known {
        None => {
            store::unit::insert_act(&w, &row).await?;
            row.id
        }
        Some((id, version)) => {
            open_draft(ctx, &w, id, version).await?;
            let row = ActRow { id, version, ..row };
            store::unit::update_act(&w, &row).await?;
            id
        }
    };
    let detail = json!({
        "decision": input.act.decision.trim(),
        "effective_on": input.act.effective_on,
        "steps": input.act.steps.iter().map(|s| s.code()).collect::<Vec<_>>(),
    });
    let area = ctx.actor.areas(Right::ManageUnits).first().copied();
    let entry = ctx.entry("unit.act_save", Noun::Unit, id.0, area, detail);
    ctx.commit(w, entry).await?;
    Ok(id)
}

/// Throws a draft away.
///
/// # Errors
/// As [`save`].
pub async fn discard(ctx: &Ctx, id: UnitActId, version: i32) -> Result<(), AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let w = ctx.begin().await?;
    let (row, _) = open_draft(ctx, &w, id, version).await?;
    store::unit::delete_act(&w, &row).await?;
    let area = ctx.actor.areas(Right::ManageUnits).first().copied();
    let detail = json!({ "decision": row.decision });
    let entry = ctx.entry("unit.act_discard", Noun::Unit, id.0, area, detail);
    ctx.commit(w, entry).await
}

/// A draft that the actor may change, as it was when `version` was read.
pub(super) async fn open_draft(
    ctx: &Ctx,
    h: &impl Handle,
    id: UnitActId,
    version: i32,
) -> Result<(ActRow, ActInput), AppError> {
    let (row, input) = visible(ctx, h, id).await?;
    if row.version != version || row.state != ActState::Draft {
        return Err(AppError::Conflict);
    }
    Ok((row, input))
}

pub(super) async fn visible(
    ctx: &Ctx,
    h: &impl Handle,
    id: UnitActId,
) -> Result<(ActRow, ActInput), AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let row = store::unit::find_act(h, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let input = input_of(&row)?;
    let trees = [ctx.tree().await?, ctx.tree_at(row.effective_on).await?];
    if !may_see(ctx, h, &row, &input, &[&trees[0], &trees[1]]).await? {
        return Err(AppError::NotFound);
    }
    Ok((row, input))
}

/// Whether the actor keeps every unit that the act names; a draft is also seen
/// by whoever wrote it.
async fn may_see(
    ctx: &Ctx,
    h: &impl Handle,
    row: &ActRow,
    input: &ActInput,
    trees: &[&Tree],
) -> Result<bool, AppError> {
    if row.state == ActState::Draft && ctx.actor.account() == Some(row.written_by) {
        return Ok(true);
    }
    let keeps = |unit: UnitId| {
        trees
            .iter()
            .any(|t| ctx.actor.has_over(Right::ManageUnits, unit, t))
    };
    let mut is_any = false;
    for code in input.act.steps.iter().flat_map(|s| s.codes()) {
        if let Some(unit) = store::unit::find_by_code(h, code.trim()).await? {
            if !keeps(unit) {
                return Ok(false);
            }
            is_any = true;
        }
    }
    Ok(is_any)
}

/// One act, a draft with its dry run.
///
/// # Errors
/// [`AppError::NotFound`] for an act over units that the actor does not keep.
pub async fn load(ctx: &Ctx, id: UnitActId) -> Result<ActPage, AppError> {
    let read = ctx.read();
    let (row, input) = visible(ctx, &read, id).await?;
    let plan = match row.state {
        ActState::Draft => Some(preview_on(ctx, &read, &input).await?),
        _ => None,
    };
    let moves = store::unit::moves_of_act(&read, id).await?;
    let history = store::unit::history(&read).await?;
    let named = input.act.steps.iter().map(|step| {
        let new = match step {
            Step::Create(new) => Some(new.code.as_str()),
            _ => None,
        };
        let codes = new.into_iter().chain(step.codes());
        let known = codes.filter_map(|code| {
            let unit = history.by_code(code.trim())?;
            let life = history.life(unit);
            let before = life.iter().rfind(|v| v.valid_from < row.effective_on);
            Some((unit, before.or(life.first())?.name.clone()))
        });
        known.collect()
    });
    let named = named.collect();
    let withdrawn_by = match &row.withdrawn {
        Some(it) => store::account::list_by_ids(&read, &[it.by]).await?,
        None => Vec::new(),
    };
    let withdrawn_by = withdrawn_by.into_iter().next();
    Ok(ActPage {
        withdrawn_by: withdrawn_by.map(|a| a.full_name).unwrap_or_default(),
        named,
        row,
        input,
        plan,
        moves,
    })
}

/// All acts that the actor may see, the latest effective day first.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to keep units.
pub async fn list(ctx: &Ctx) -> Result<Vec<ActSummary>, AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let read = ctx.read();
    let today = ctx.tree().await?;
    let mut found = Vec::new();
    for row in store::unit::list_acts(&read).await? {
        let input = input_of(&row)?;
        let on_the_day = ctx.tree_at(row.effective_on).await?;
        if !may_see(ctx, &read, &row, &input, &[&today, &on_the_day]).await? {
            continue;
        }
        found.push(ActSummary {
            id: row.id,
            decision: row.decision,
            decided_on: row.decided_on,
            effective_on: row.effective_on,
            state: row.state,
            steps: input.act.steps.iter().map(|s| s.code()).collect(),
        });
    }
    Ok(found)
}

/// A new name that an act gave to a unit.
pub(crate) struct NewName {
    /// Code of the unit.
    pub(crate) unit: String,
    /// Number and symbol of the decision.
    pub(crate) decision: String,
    /// The day from which it holds.
    pub(crate) day: Date,
}

/// The new names given after one day and up to another, for who may read what the
/// units are called anyway. The lineage has none: the unit stays the same.
pub(crate) async fn renames(ctx: &Ctx, then: Date, on: Date) -> Result<Vec<NewName>, AppError> {
    let mut found = Vec::new();
    for row in store::unit::list_acts(&ctx.read()).await? {
        let has_effect = matches!(row.state, ActState::Confirmed | ActState::Applied);
        if !has_effect || row.effective_on <= then || on < row.effective_on {
            continue;
        }
        for step in input_of(&row)?.act.steps {
            if let Step::Rename { unit, .. } = step {
                found.push(NewName {
                    unit: unit.trim().to_owned(),
                    decision: row.decision.clone(),
                    day: row.effective_on,
                });
            }
        }
    }
    found.sort_by_key(|name| name.day);
    Ok(found)
}
