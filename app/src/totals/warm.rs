//! What the first reader and the first saved form would wait for is read before
//! anybody asks: a server that is started in the hours of a deadline is not met
//! cold.

use super::cache::{self, KEEP_BYTES};
use super::view::{By, of_table};
use crate::report::periods_of;
use crate::{Actor, App, AppError, Ctx, Locale};
use domain::round::RoundState;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Open rounds whose tables are read, with those that stand beside them.
const ROUNDS: usize = 8;

/// Last days of earlier periods of which it is read who was charged with what, the
/// newest of them: fewer than are kept, so that they do not push each other out.
const DAYS: usize = 40;

/// The job that reads them at the start, and again when an act has changed so
/// much that they were forgotten. Otherwise it waits.
pub async fn keep_warm(app: Arc<App>) {
    loop {
        if let Err(error) = warm(&app).await {
            tracing::error!(job = "keep_warm", %error, "job failed");
        }
        app.totals.cooled.notified().await;
    }
}

/// Reads the tables of the open rounds, newest first, up to half of what may be
/// kept, with the periods beside them.
///
/// # Errors
/// When the database fails.
pub async fn warm(app: &Arc<App>) -> Result<(), AppError> {
    let ctx = Ctx::new(Arc::clone(app), Actor::System, Locale::Vi);
    let rounds = app.round_list().await?;
    let open = rounds.iter().filter(|r| r.state == RoundState::Open);
    for round in open.take(ROUNDS) {
        if app.totals.bytes() > KEEP_BYTES / 2 {
            break;
        }
        let table = cache::table(app, round.id).await?;
        match of_table(&ctx, &table, By::Province).await {
            // An area that is no unit of its own period has no totals.
            Ok(_) | Err(AppError::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    app.counts.of(&ctx).await?;
    // Whoever opens or saves a form looks back at these periods, through what its
    // unit and the units that became it were charged with then.
    let open = rounds.iter().filter(|r| r.state == RoundState::Open);
    let periods: BTreeSet<Date> = open
        .take(ROUNDS)
        .flat_map(|round| periods_of(&round.period))
        .map(|period| period.to)
        .collect();
    for day in periods.into_iter().rev().take(DAYS) {
        app.functions_at(day).await?;
        app.groups_at(day).await?;
    }
    Ok(())
}
