//! The job of the ladder: each working day one message per person, about
//! every round of which the ladder reminds on that day, or should have reminded
//! since it last ran, of the units' days and of the office's own: a day on which
//! no server ran loses no step.

use super::{Accounts, REMIND, ToTell, is_asked, plan, send};
use crate::round::matrix;
use crate::{Actor, App, AppError, Ctx, Locale};
use domain::chase::{LADDER_REACH, ladder_step};
use domain::id::RoundId;
use domain::round::RoundState;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Chore;
use store::round::Round;

/// The setting that holds the last day on which the ladder ran.
const RAN_ON: &str = "ladder.ran_on";

/// On the working days before and after each unit's day that the ladder names,
/// its people are told by themselves; of the office's own day the office is told
/// until its report is issued, also after the round was closed. What was missed is
/// made up on the next working day. Running it again on the same day tells nobody
/// twice. Answers how many messages were written.
///
/// # Errors
/// When the database fails.
pub async fn chase_by_ladder(app: &Arc<App>) -> Result<usize, AppError> {
    let ctx = Ctx::new(Arc::clone(app), Actor::System, Locale::Vi);
    let calendar = ctx.calendar().await?;
    let today = ctx.today();
    if calendar.next_working_day(today) != today {
        return Ok(0);
    }
    let yesterday = today.yesterday().unwrap_or(today);
    let ran_on: Option<Date> = store::setting::find(&ctx.read(), RAN_ON).await?;
    let since = ran_on.unwrap_or(yesterday).min(yesterday);
    let mut plans = Vec::new();
    let mut accounts = Accounts::new();
    for round in rounds(&ctx).await? {
        let regime = crate::regime::version(&ctx, round.regime_version).await?;
        let ladder = &regime.body.chase;
        // What fell before the opening was never to be sent.
        let opens_on = round.dates.opens_on;
        let since = since.max(opens_on.yesterday().unwrap_or(opens_on));
        let step = |due_on| ladder_step(ladder, due_on, (since, today), &calendar);
        let mut own = step(round.dates.office_due_on);
        if own.is_some() && crate::consolidation::is_issued(&ctx, round.id).await? {
            own = None;
        }
        let rows = match round.state {
            RoundState::Open => matrix(&ctx, round.id).await?.rows,
            RoundState::Closed => Vec::new(),
        };
        let mut to_tell: Vec<ToTell<'_>> = Vec::new();
        for row in rows.iter().filter(|r| is_asked(r)) {
            if let Some(step) = step(row.extended_due_on.unwrap_or(row.due_on)) {
                to_tell.push((row, &step.to));
            }
        }
        if to_tell.is_empty() && own.is_none() {
            continue;
        }
        let (plan, known) = plan(&ctx, &round, to_tell, Vec::new(), own).await?;
        accounts.extend(known);
        plans.push((round, plan));
    }
    let written = send(&ctx, &plans, &accounts, REMIND).await?.written;
    if ran_on != Some(today) {
        let w = ctx.begin().await?;
        store::setting::set(&w, RAN_ON, &today).await?;
        w.commit_chore(Chore::Delivery).await?;
    }
    Ok(written)
}

/// Rounds that are open, and those whose office is due about now.
async fn rounds(ctx: &Ctx) -> Result<Vec<Round>, AppError> {
    let (read, today) = (ctx.read(), ctx.today());
    let from = today.saturating_sub(LADDER_REACH.days());
    let to = today.saturating_add(LADDER_REACH.days());
    let open = store::round::list_opened_by(&read, today).await?;
    let due = store::round::list_office_due(&read, from, to).await?;
    let due = due.into_iter().filter(|r| r.dates.opens_on <= today);
    let all: BTreeMap<RoundId, Round> = open.into_iter().chain(due).map(|r| (r.id, r)).collect();
    Ok(all.into_values().collect())
}
