//! Writing plan values: from the page one by one, from a table many at once.

use super::list::indicators;
use crate::error::all_valid;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{PlanId, UnitId};
use domain::indicator::Goal;
use domain::journal::{Entry as JournalEntry, Noun};
use domain::text::clean_line;
use serde_json::json;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::plan::PlanValue;

/// A plan as it is typed; an empty value takes the plan away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPlan {
    /// Whose.
    pub unit: UnitId,
    /// Code of the indicator.
    pub indicator: String,
    /// The year.
    pub year: i16,
    /// The number in Vietnamese notation, or nothing.
    pub value: String,
    /// Where it was decided.
    pub note: String,
}

/// A plan ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Whose.
    pub unit: UnitId,
    /// Code of the indicator.
    pub indicator: String,
    /// The year.
    pub year: i16,
    /// What is planned; none takes the plan away.
    pub goal: Option<Goal>,
    /// Decimals of the indicator, without which the journal's numbers say nothing.
    pub scale: u8,
    /// Where it was decided.
    pub note: String,
}

/// Writes one plan value. Answers whether anything is different now.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::Invalid`] with everything wrong.
pub async fn set(ctx: &Ctx, input: SetPlan) -> Result<bool, AppError> {
    ctx.require(Right::WriteConsolidation, input.unit).await?;
    let mut errors = Vec::new();
    let def = indicators(ctx)
        .await?
        .into_iter()
        .find(|d| d.code == input.indicator);
    if def.is_none() {
        errors.push(FieldError::new("indicator", "plan.indicator_unknown"));
    }
    // A unit that ended has the plan that it had; its heirs have their own.
    if ctx.tree().await?.get(input.unit).is_none() {
        errors.push(FieldError::new("unit", "plan.unit_ended"));
    }
    if !(2000..=2100).contains(&input.year) {
        errors.push(FieldError::new("year", "plan.year"));
    }
    let mut goal = None;
    if let Some(def) = def.as_ref().filter(|_| !input.value.trim().is_empty()) {
        goal = Goal::read(def, &input.value);
        if goal.is_none() {
            errors.push(FieldError::new("value", "plan.value"));
        }
    }
    let note = clean_line(&input.note).unwrap_or_else(|err| {
        errors.push(FieldError::new("note", err.code()));
        String::new()
    });
    all_valid(errors)?;
    let planned = Planned {
        unit: input.unit,
        indicator: input.indicator,
        year: input.year,
        goal,
        scale: def.map_or(0, |d| d.scale),
        note,
    };
    Ok(write_all(ctx, &[planned], false).await? > 0)
}

/// Writes plan values in one transaction, or only counts what would change.
///
/// # Errors
/// [`AppError::Conflict`] when somebody wrote one of them meanwhile.
pub(crate) async fn write_all(
    ctx: &Ctx,
    plans: &[Planned],
    is_dry: bool,
) -> Result<usize, AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let mut entries: Vec<JournalEntry> = Vec::new();
    let mut known: HashMap<i16, HashMap<(UnitId, String), PlanValue>> = HashMap::new();
    for plan in plans {
        let of_year = match known.entry(plan.year) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let of_year = store::plan::list(&w, plan.year).await?.into_iter();
                place.insert(
                    of_year
                        .map(|p| ((p.unit, p.indicator.clone()), p))
                        .collect(),
                )
            }
        };
        let old = of_year.get(&(plan.unit, plan.indicator.clone()));
        let is_same = match (old, plan.goal) {
            (None, None) => true,
            (Some(old), Some(goal)) => old.goal == goal && old.note == plan.note,
            _ => false,
        };
        // Where there is no plan there is nothing to take away either.
        let Some(goal) = plan.goal.or(old.map(|old| old.goal)).filter(|_| !is_same) else {
            continue;
        };
        let new = PlanValue {
            id: old.map_or_else(|| PlanId(ctx.new_id()), |o| o.id),
            unit: plan.unit,
            indicator: plan.indicator.clone(),
            year: plan.year,
            goal,
            note: plan.note.clone(),
            updated_by: account,
            updated_at: ctx.now(),
            version: old.map_or(1, |o| o.version),
        };
        if !is_dry {
            match (old, plan.goal) {
                (Some(old), None) => store::plan::delete(&w, old).await?,
                (Some(_), Some(_)) => store::plan::update(&w, &new).await?,
                (None, _) => match store::plan::insert(&w, &new).await {
                    Err(store::StoreError::Duplicate(_)) => return Err(AppError::Conflict),
                    other => other?,
                },
            }
        }
        let mut detail = json!({
            "indicator": plan.indicator, "year": plan.year, "scale": plan.scale,
            "from": old.map(|o| o.goal.value), "to": plan.goal.map(|g| g.value),
        });
        let bounds = [
            ("from_bound", old.and_then(|o| o.goal.bound)),
            ("to_bound", plan.goal.and_then(|g| g.bound)),
        ];
        for (key, bound) in bounds {
            if let Some(bound) = bound {
                detail[key] = json!(bound);
            }
        }
        entries.push(ctx.entry("plan.set", Noun::Plan, new.id.0, Some(plan.unit), detail));
    }
    if !is_dry && !entries.is_empty() {
        ctx.commit_all(w, &entries).await?;
    }
    Ok(entries.len())
}
