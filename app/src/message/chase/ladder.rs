//! The job of the ladder: each working day one message per person, about
//! every round of which the ladder reminds on that day.

use super::{Accounts, REMIND, ToTell, plan, send};
use crate::round::matrix;
use crate::{Actor, App, AppError, Ctx, Locale};
use domain::chase::ladder_step;
use std::sync::Arc;

/// On the working days before and after each unit's day that the ladder names,
/// its people are told by themselves. Running it again on the same day tells
/// nobody twice. Answers how many messages were written.
///
/// # Errors
/// When the database fails.
pub async fn chase_by_ladder(app: &Arc<App>) -> Result<usize, AppError> {
    let ctx = Ctx::new(Arc::clone(app), Actor::System, Locale::Vi);
    let calendar = ctx.calendar().await?;
    let mut plans = Vec::new();
    let mut accounts = Accounts::new();
    for round in store::round::list_opened_by(&ctx.read(), ctx.today()).await? {
        let rows = matrix(&ctx, round.id).await?.rows;
        let regime = crate::regime::version(&ctx, round.regime_version).await?;
        let ladder = &regime.body.chase;
        let mut to_tell: Vec<ToTell<'_>> = Vec::new();
        for row in rows.iter().filter(|r| r.owes()) {
            let due_on = row.extended_due_on.unwrap_or(row.due_on);
            if let Some(step) = ladder_step(ladder, due_on, ctx.today(), &calendar) {
                to_tell.push((row, &step.to));
            }
        }
        if to_tell.is_empty() {
            continue;
        }
        let (plan, known) = plan(&ctx, &round, to_tell, Vec::new()).await?;
        accounts.extend(known);
        plans.push((round, plan));
    }
    Ok(send(&ctx, &plans, &accounts, REMIND).await?.written)
}
