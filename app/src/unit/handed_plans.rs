//! Plans of a year that heirs take over. Nothing is guessed: what the heir
//! has already is added to only where the indicator adds up. Whose a plan is
//! on which day is in `domain::indicator`.

use super::take_over::{Decision, Moving};
use crate::{AppError, Ctx};
use domain::id::UnitId;
use domain::indicator::{Aggregation, Goal, HeldPlan, PlanLife, take_over_plan};
use domain::journal::{Entry, Noun};
use domain::unit::MoveKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::Write;
use store::plan::PlanValue;
use store::plan_past::PlanKey;

/// The plans of the year and later ones. An heir with a plan of its own gets the
/// sum where the indicator adds up over units; of a ratio its own stays, and the
/// former unit's stays where it was. What both had on the days before is kept, also
/// where acts of later days were entered before this one.
pub(super) async fn plans(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
    mut detail: Value,
) -> Result<Option<Entry>, AppError> {
    let day = decision.effective_on;
    let indicators = crate::plan::indicators(ctx).await?;
    // Decimals of those that add up over units.
    let sums: BTreeMap<&str, u8> = indicators
        .iter()
        .filter(|d| d.over_units == Aggregation::Sum)
        .map(|d| (d.code.as_str(), d.scale))
        .collect();
    let mut of_heir = lives(w, it.to, day.year()).await?;
    let (mut cells, mut joined) = (0, Vec::new());
    for ((year, indicator), former) in lives(w, it.from, day.year()).await? {
        let key = (year, indicator);
        let own = of_heir.remove(&key).unwrap_or_default();
        let scale = sums.get(key.1.as_str()).copied();
        let sum = |own: &HeldPlan, theirs: &HeldPlan| {
            let goal = own.goal.plus(theirs.goal);
            let goal = goal.filter(|_| scale.is_some())?;
            let from = format!("{}: {}", it.from_name, theirs.note);
            let note = [own.note.trim(), from.trim_end_matches([':', ' '])].join("; ");
            Some(HeldPlan { goal, note })
        };
        let Some((left, taken)) = take_over_plan(&former.life, &own.life, day, sum) else {
            continue;
        };
        cells += 1;
        keep(ctx, w, it.from, &key, (&former.life, &left)).await?;
        keep(ctx, w, it.to, &key, (&own.life, &taken)).await?;
        // Of a ratio it may be that only days before a later act are concerned.
        let Some(row) = former.row.filter(|_| left.now.is_none()) else {
            continue;
        };
        let Some((own, sum)) = own.row.zip(taken.now) else {
            store::unit::move_owned(w, MoveKind::Plan, row.id.0, it.from, it.to).await?;
            continue;
        };
        joined.push(told(&row, &own, sum.goal, scale));
        let new = PlanValue {
            goal: sum.goal,
            note: sum.note,
            updated_by: decision.by,
            updated_at: ctx.now(),
            ..own
        };
        store::plan::update(w, &new).await?;
        store::plan::delete(w, &row).await?;
    }
    if cells == 0 {
        return Ok(None);
    }
    detail["cells"] = json!(cells);
    detail["joined"] = json!(joined);
    let entry = ctx.entry(
        "plan.take_over",
        Noun::Plan,
        it.subject,
        Some(it.to),
        detail,
    );
    Ok(Some(entry))
}

/// A plan that was added to the heir's own, for the journal: numbers at the scale of the
/// indicator, without which they say nothing. A threshold says on which side it lies, and
/// a sum of such that point both ways is a number alone (§6.2).
fn told(former: &PlanValue, own: &PlanValue, sum: Goal, scale: Option<u8>) -> Value {
    let mut joined = json!({
        "indicator": former.indicator, "year": former.year, "scale": scale,
    });
    let goals = [
        ("of_heir", own.goal),
        ("of_former", former.goal),
        ("to", sum),
    ];
    for (key, goal) in goals {
        joined[key] = json!(goal.value);
        if let Some(bound) = goal.bound {
            joined[format!("{key}_bound")] = json!(bound);
        }
    }
    joined
}

/// A plan of one unit.
#[derive(Default)]
struct Own {
    life: PlanLife,
    /// As it is stored today.
    row: Option<PlanValue>,
}

/// The plans of a unit for a year and later ones, by year and indicator.
async fn lives(
    w: &Write,
    unit: UnitId,
    from_year: i16,
) -> Result<BTreeMap<(i16, String), Own>, AppError> {
    let mut all: BTreeMap<_, Own> = BTreeMap::new();
    for row in store::plan::list_of(w, unit, from_year).await? {
        let own = all.entry((row.year, row.indicator.clone())).or_default();
        own.life.now = Some(HeldPlan {
            goal: row.goal,
            note: row.note.clone(),
        });
        own.row = Some(row);
    }
    for (of, past) in store::plan_past::list_of(w, unit, from_year).await? {
        let own = all.entry((of.year, of.indicator)).or_default();
        own.life.pasts.push(past);
    }
    Ok(all)
}

/// Keeps what a plan was, where that is not known yet or has changed.
async fn keep(
    ctx: &Ctx,
    w: &Write,
    unit: UnitId,
    (year, indicator): &(i16, String),
    (before, after): (&PlanLife, &PlanLife),
) -> Result<(), AppError> {
    let of = PlanKey {
        unit,
        indicator: indicator.clone(),
        year: *year,
    };
    let new = after.pasts.iter().filter(|p| !before.pasts.contains(p));
    for past in new {
        store::plan_past::keep(w, ctx.new_id(), &of, past).await?;
    }
    Ok(())
}
