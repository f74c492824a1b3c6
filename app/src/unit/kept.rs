//! Plans and receipts that heirs take over. Nothing is guessed: what the
//! heir has already is added to only where the indicator adds up.

use super::take_over::{Decision, Moving};
use crate::{AppError, Ctx};
use domain::id::ReceiptId;
use domain::indicator::{Aggregation, Goal, PlanPast};
use domain::journal::{Entry, Noun};
use domain::unit::MoveKind;
use serde_json::{Value, json};
use store::Write;
use store::plan::PlanValue;
use store::plan_past::PlanKey;

/// The plans of the year and later ones. An heir with a plan of its own gets the
/// sum where the indicator adds up over units; of a ratio its own stays, and the
/// former unit's stays where it was. What both had before is kept for rounds of
/// days before the act.
pub(super) async fn plans(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
    mut detail: Value,
) -> Result<Option<Entry>, AppError> {
    let year = decision.effective_on.year();
    let own = store::plan::list_of(w, it.to, year).await?;
    let indicators = crate::plan::indicators(ctx).await?;
    let adds_up = |code: &str| {
        let def = indicators.iter().find(|d| d.code == code);
        def.is_some_and(|d| d.over_units == Aggregation::Sum)
    };
    let (mut moved, mut joined) = (0, Vec::new());
    for former in store::plan::list_of(w, it.from, year).await? {
        let is_same = |p: &&PlanValue| (&p.indicator, p.year) == (&former.indicator, former.year);
        let Some(heirs) = own.iter().find(is_same) else {
            keep(ctx, w, decision, it, &former, None).await?;
            store::unit::move_owned(w, MoveKind::Plan, former.id.0, it.from, it.to).await?;
            moved += 1;
            continue;
        };
        let sum = heirs.goal.plus(former.goal);
        let Some(sum) = sum.filter(|_| adds_up(&former.indicator)) else {
            continue;
        };
        keep(ctx, w, decision, it, &former, Some(heirs.goal)).await?;
        let from = format!("{}: {}", it.from_name, former.note);
        let new = PlanValue {
            goal: sum,
            note: [heirs.note.trim(), from.trim_end_matches([':', ' '])].join("; "),
            updated_by: decision.by,
            updated_at: ctx.now(),
            ..heirs.clone()
        };
        store::plan::update(w, &new).await?;
        store::plan::delete(w, &former).await?;
        joined.push(json!({
            "indicator": former.indicator, "year": former.year,
            "of_heir": heirs.goal.value, "of_former": former.goal.value, "to": sum.value,
        }));
    }
    if moved == 0 && joined.is_empty() {
        return Ok(None);
    }
    detail["cells"] = json!(moved + joined.len());
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

/// Keeps what the former unit and its heir had planned until the act. Later years
/// have no day before it.
async fn keep(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
    former: &PlanValue,
    of_heir: Option<Goal>,
) -> Result<(), AppError> {
    let until = decision.effective_on;
    if former.year > until.year() {
        return Ok(());
    }
    for (unit, goal) in [(it.from, Some(former.goal)), (it.to, of_heir)] {
        let of = PlanKey {
            unit,
            indicator: former.indicator.clone(),
            year: former.year,
        };
        let past = PlanPast { until, goal };
        store::plan_past::keep(w, ctx.new_id(), &of, past).await?;
    }
    Ok(())
}

/// A receipt that waits for somebody to acknowledge it. An heir that received
/// the same document answers by its own; the former's stays as it was.
pub(super) async fn receipt(
    ctx: &Ctx,
    w: &Write,
    it: &Moving<'_>,
    detail: Value,
) -> Result<Option<Entry>, AppError> {
    let id = ReceiptId(it.subject);
    if store::consolidation::has_receipt_beside(w, id, it.to).await? {
        return Ok(None);
    }
    store::unit::move_owned(w, it.kind, it.subject, it.from, it.to).await?;
    let noun = Noun::Consolidation;
    let entry = ctx.entry(
        "consolidation.receipt_moved",
        noun,
        it.subject,
        Some(it.to),
        detail,
    );
    Ok(Some(entry))
}
