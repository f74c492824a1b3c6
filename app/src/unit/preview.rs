//! The dry run of an act with all that it tells who has still to decide: also what was
//! sent since its day, which reports stay, and what fields of work that move change
//! . Confirming asks for none of that. Nothing is written.

use super::ActInput;
use super::field_moves::field_moves;
use super::plan::{Plan, heirs, worked_out};
use super::resettled::staying;
use crate::{AppError, Ctx};
use domain::calendar::VIETNAM;
use domain::id::UnitId;
use jiff::civil::Date;
use store::Handle;

/// A report sent, or a consolidated one frozen, since the day of a back-dated
/// act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Name of who sent it on that day, or of the office that froze it.
    pub unit: String,
    /// Title of the round.
    pub round: String,
    /// The day.
    pub on: Date,
    /// Whether it is the round's consolidated report.
    pub is_consolidated: bool,
}

/// The dry run of an act.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to keep units. What is wrong with
/// the act is in [`Plan::errors`].
pub async fn plan(ctx: &Ctx, input: &ActInput) -> Result<Plan, AppError> {
    preview_on(ctx, &ctx.read(), input).await
}

/// The dry run with all that it tells, for who has still to decide.
///
/// # Errors
/// As [`plan`].
pub(super) async fn preview_on(
    ctx: &Ctx,
    h: &impl Handle,
    input: &ActInput,
) -> Result<Plan, AppError> {
    let mut plan = worked_out(ctx, h, input).await?;
    plan.sent = sent(ctx, h, &plan).await?;
    if plan.errors.is_empty() {
        plan.staying = staying(h, &plan).await?;
        plan.fields = field_moves(ctx, h, &plan).await?;
        heirs(ctx, h, input, &mut plan).await?;
    }
    Ok(plan)
}

/// What was sent and frozen since the day of an act that lies in the past.
async fn sent(ctx: &Ctx, h: &impl Handle, plan: &Plan) -> Result<Vec<Sent>, AppError> {
    let on = plan.act.effective_on;
    if on >= ctx.today() {
        return Ok(Vec::new());
    }
    let fields = [
        &plan.changes.functions_closed,
        &plan.changes.functions_opened,
    ];
    let mut units: Vec<UnitId> = plan.changes.closed.iter().map(|c| c.0).collect();
    units.extend(fields.into_iter().flatten().map(|f| f.0));
    units.sort_unstable();
    units.dedup();
    let rows = store::unit::sent_since(h, &units, on).await?;
    let told = rows.into_iter().map(|row| {
        let on = VIETNAM.to_datetime(row.at).date();
        let life = plan.before.life(row.unit);
        let then = life.iter().find(|v| v.holds_on(on)).or(life.last());
        Sent {
            unit: then.map(|v| v.name.clone()).unwrap_or_default(),
            round: row.title,
            on,
            is_consolidated: row.is_consolidated,
        }
    });
    Ok(told.collect())
}
