//! The dry run of an act: what it would change, everything that is open,
//! who would take it over, and everything that hinders. Nothing is written. What only
//! informs is worked out in `preview`.

use super::field_moves::FieldMoves;
use super::preview::Sent;
use super::resettled::Staying;
use super::{ALL, ActInput, EXEMPT};
use crate::{AppError, Ctx, FieldError, Locale};
use domain::account::Right;
use domain::id::{ObligationId, UnitId};
use domain::report::Act;
use domain::unit::{ActError, Changes, Ended, History, MoveKind, Tree, UnitAct, apply};
use std::collections::HashMap;
use store::Handle;
use store::unit::OpenRow;

/// A unit that could take something over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends: a code, [`ALL`] or [`EXEMPT`].
    pub value: String,
    /// Its name; empty for the two others.
    pub name: String,
}

/// Something that an ended unit leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenThing {
    /// Key by which heirs are named.
    pub key: String,
    /// What it is, as stored.
    pub row: OpenRow,
    /// Name of the unit that has it.
    pub unit_name: String,
    /// Who could take it over.
    pub choices: Vec<Choice>,
    /// What is chosen or proposed; empty when a person must choose.
    pub chosen: String,
    /// The heirs that this means.
    pub heirs: Vec<UnitId>,
}

impl OpenThing {
    /// Whether the report ends with its unit instead of moving.
    #[must_use]
    pub fn is_exempt(&self) -> bool {
        self.chosen == EXEMPT
    }
}

/// What an act would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The act.
    pub act: UnitAct,
    /// What it changes, if it can be worked out.
    pub changes: Changes,
    /// The history before.
    pub before: History,
    /// The history after.
    pub after: History,
    /// Everything open, with its heirs.
    pub open: Vec<OpenThing>,
    /// For each ended unit whose heirs are several, who takes what nobody named.
    pub general: Vec<(UnitId, Option<UnitId>)>,
    /// Of an act that lies in the past: what the units it changes have sent since
    /// its day, and what was frozen with them. It stays as it is; this informs.
    pub sent: Vec<Sent>,
    /// Open reports of units that move, or change their kind, tier or place: they
    /// stay with the office that asked for them. This informs too.
    pub staying: Vec<Staying>,
    /// What fields of work that move change in open rounds, and the plans that stay.
    pub fields: FieldMoves,
    /// Everything that hinders confirming, heirs that are missing too.
    pub errors: Vec<FieldError>,
}

/// The dry run as confirming needs it, without what only informs: [`Plan::sent`],
/// [`Plan::staying`] and [`Plan::fields`] are empty.
///
/// # Errors
/// As [`super::preview::plan`].
pub(super) async fn plan_on(
    ctx: &Ctx,
    h: &impl Handle,
    input: &ActInput,
) -> Result<Plan, AppError> {
    let mut plan = worked_out(ctx, h, input).await?;
    if plan.errors.is_empty() {
        heirs(ctx, h, input, &mut plan).await?;
    }
    Ok(plan)
}

/// What the act changes, and what is wrong with it, before anybody asks who takes
/// over what is open.
///
/// # Errors
/// As [`super::preview::plan`].
pub(super) async fn worked_out(
    ctx: &Ctx,
    h: &impl Handle,
    input: &ActInput,
) -> Result<Plan, AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let before = store::unit::history(h).await?;
    let mut errors = foreign(ctx, &before, &input.act).await?;
    let changes = match apply(&before, &input.act, || UnitId(ctx.new_id())) {
        Ok(changes) => changes,
        Err(found) => {
            errors.extend(found.iter().map(|e| refusal(e, ctx.locale)));
            Changes::default()
        }
    };
    let after = before.with(&changes, input.act.effective_on);
    Ok(Plan {
        act: input.act.clone(),
        changes,
        before,
        after,
        open: Vec::new(),
        general: Vec::new(),
        sent: Vec::new(),
        staying: Vec::new(),
        fields: FieldMoves::default(),
        errors,
    })
}

/// A refusal of the rules as an error of the form.
fn refusal(e: &ActError, locale: Locale) -> FieldError {
    let field = match (e.step, e.refusal.code()) {
        (Some(n), _) => format!("step_{n}"),
        (None, "unit.act.decision_missing") => "decision".into(),
        (None, "unit.act.effective_before_decision") => "effective_on".into(),
        (None, _) => String::new(),
    };
    let mut error = FieldError::new(field, e.code()).with("what", e.what.clone());
    if let Some(of) = e.field {
        let name = match locale {
            Locale::Vi => of.name_vi(),
            Locale::En => of.name_en(),
        };
        error = error.with("field", name);
    }
    match e.step {
        Some(n) => error.with("row", (n + 1).to_string()),
        None => error,
    }
}

/// Units that the actor does not keep do not exist for it.
async fn foreign(ctx: &Ctx, history: &History, act: &UnitAct) -> Result<Vec<FieldError>, AppError> {
    let today = ctx.tree().await?;
    let on_the_day = history.tree_at(act.effective_on);
    let keeps = |unit: UnitId, tree: &Tree| ctx.actor.has_over(Right::ManageUnits, unit, tree);
    let mut errors = Vec::new();
    for (n, step) in act.steps.iter().enumerate() {
        for code in step.codes() {
            let Some(unit) = history.by_code(code.trim()) else {
                continue;
            };
            if !keeps(unit, &today) && !keeps(unit, &on_the_day) {
                errors.push(
                    FieldError::new(format!("step_{n}"), "unit.act.unit_unknown")
                        .with("what", code)
                        .with("row", (n + 1).to_string()),
                );
            }
        }
    }
    Ok(errors)
}

/// Everything open with who takes it over, and what is missing of that.
pub(super) async fn heirs(
    ctx: &Ctx,
    h: &impl Handle,
    input: &ActInput,
    plan: &mut Plan,
) -> Result<(), AppError> {
    let ended: HashMap<UnitId, &Ended> = plan.changes.ended.iter().map(|e| (e.unit, e)).collect();
    let units: Vec<UnitId> = ended.keys().copied().collect();
    let rows = store::unit::open_things(h, &units, input.act.effective_on).await?;
    let name_of = |unit: UnitId| plan.after.life(unit).last().cloned();
    let mut errors = Vec::new();
    let mut general: HashMap<UnitId, Option<UnitId>> = HashMap::new();
    for end in &plan.changes.ended {
        let code = name_of(end.unit).map(|v| v.code).unwrap_or_default();
        let named = input.heirs.general.get(&code).map_or("", |c| c.trim());
        let heir = match (named, end.heirs.as_slice()) {
            ("", [only]) => Some(*only),
            ("", _) => None,
            (named, heirs) => plan.after.by_code(named).filter(|u| heirs.contains(u)),
        };
        let is_future = input.act.effective_on > ctx.today();
        if heir.is_none() && (!named.is_empty() || is_future) {
            // Things arise until the day, and nobody will be there to choose.
            let why = if named.is_empty() {
                "unit.act.general_missing"
            } else {
                "unit.act.heir_choice"
            };
            errors.push(FieldError::new(format!("general_{code}"), why).with("what", code));
        }
        general.insert(end.unit, heir);
    }
    let mut open = Vec::new();
    for row in rows {
        let Some(end) = ended.get(&row.unit) else {
            continue;
        };
        let unit = name_of(row.unit);
        let key = key(&row, unit.as_ref().map_or("", |v| &v.code));
        let mut choices: Vec<Choice> = end
            .heirs
            .iter()
            .filter_map(|heir| name_of(*heir))
            .map(|v| Choice {
                value: v.code,
                name: v.name,
            })
            .collect();
        if row.kind.may_multiply() && end.heirs.len() > 1 {
            choices.push(special(ALL));
        }
        if may_end(h, &row, &end.heirs).await? {
            choices.push(special(EXEMPT));
        }
        let named = input.heirs.items.get(&key).map_or("", |v| v.trim());
        let general_code = general
            .get(&row.unit)
            .copied()
            .flatten()
            .and_then(name_of)
            .map(|v| v.code)
            .unwrap_or_default();
        let chosen = if named.is_empty() {
            general_code
        } else {
            named.to_owned()
        };
        let is_choice = choices.iter().any(|c| c.value == chosen);
        let title = row.title.clone();
        if chosen.is_empty() || !is_choice {
            let why = if chosen.is_empty() {
                "unit.act.heir_open"
            } else {
                "unit.act.heir_choice"
            };
            errors.push(FieldError::new(format!("heir_{key}"), why).with("what", title));
        }
        let heirs = match chosen.as_str() {
            ALL => end.heirs.clone(),
            EXEMPT => end.heirs.iter().copied().take(1).collect(),
            code => plan.after.by_code(code).into_iter().collect(),
        };
        open.push(OpenThing {
            key,
            unit_name: unit.map(|v| v.name).unwrap_or_default(),
            choices,
            chosen,
            heirs,
            row,
        });
    }
    plan.general = plan
        .changes
        .ended
        .iter()
        .map(|e| (e.unit, general.get(&e.unit).copied().flatten()))
        .collect();
    plan.open = open;
    plan.errors.extend(errors);
    Ok(())
}

fn special(value: &str) -> Choice {
    Choice {
        value: value.into(),
        name: String::new(),
    }
}

/// The key of an open thing: short enough to type, and unique.
pub(super) fn key(row: &OpenRow, unit_code: &str) -> String {
    format!("{}.{}.{unit_code}", row.kind.code(), row.subject)
}

/// Whether a report may end with its unit: nothing was sent, and the heir owes
/// one for itself in the same round.
async fn may_end(h: &impl Handle, row: &OpenRow, heirs: &[UnitId]) -> Result<bool, AppError> {
    if row.kind != MoveKind::Obligation {
        return Ok(false);
    }
    let id = ObligationId(row.subject);
    let Some(owed) = store::obligation::find(h, id).await? else {
        return Ok(false);
    };
    if owed.after(Act::Exempt).is_err() {
        return Ok(false);
    }
    for heir in heirs {
        if store::obligation::find_of(h, owed.round, *heir)
            .await?
            .is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
