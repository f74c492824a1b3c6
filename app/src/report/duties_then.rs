//! What the actor's units owed at the end of a day that is over.

use super::duties::{Duties, MOST_DONE, May, duties, duty};
use super::paper::Paper;
use crate::round::{reports_on, rounds_on, was_there};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::calendar::end_of_day_in_vietnam;
use domain::id::{RoundId, UnitId};
use domain::report::counted_receipt;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use store::round::Round;

/// What is done may have been owed then: none of it is left out before one knows.
const ALL: u64 = 100_000;

/// As [`duties`], as it was at the end of another day, of the units for which the actor
/// writes or signs now; of today and of days to come as it stands. A returned report
/// whose correction waits for a signature is told to who only signs as one that waits
/// for the unit: saves are not looked through.
///
/// # Errors
/// When the database fails.
pub async fn duties_on(ctx: &Ctx, day: Date) -> Result<Duties, AppError> {
    if day >= ctx.today() {
        return duties(ctx).await;
    }
    let writes = ctx.actor.own_units(Right::WriteReport);
    let signs = ctx.actor.own_units(Right::SignReport);
    let own: BTreeSet<UnitId> = writes.iter().chain(&signs).copied().collect();
    let units: Vec<UnitId> = own.into_iter().collect();
    if units.is_empty() {
        return Ok(Duties::default());
    }
    let mut owed = store::obligation::list_of_units(&ctx.read(), &units, ALL).await?;
    let ids: BTreeSet<RoundId> = owed.iter().map(|o| o.round).collect();
    let mut found = Vec::new();
    for id in ids {
        let round = ctx.app.round(id).await?;
        if was_there(&round, day) {
            found.push(Round::clone(&round));
        }
    }
    let found = rounds_on(ctx, found, day).await?;
    let rounds: HashMap<RoundId, Round> = found.into_iter().map(|r| (r.id, r)).collect();
    owed.retain(|o| rounds.contains_key(&o.round));
    let opens_on: HashMap<RoundId, Date> =
        rounds.values().map(|r| (r.id, r.dates.opens_on)).collect();
    let then = reports_on(ctx, owed, &opens_on, day).await?;
    let tree = ctx.tree_at(day).await?;
    let now = end_of_day_in_vietnam(day);
    let mut list = Duties::default();
    for standing in then.board.reports.values() {
        let (o, returned) = (&standing.owed, &standing.returned);
        // What came with a reorganisation since was another unit's then.
        let round = rounds.get(&o.round);
        let Some(round) = round.filter(|_| units.contains(&o.answers())) else {
            continue;
        };
        let counted = if returned.unusable.is_empty() {
            o.first_received_at
        } else {
            counted_receipt(&returned.receipts, &returned.unusable)
        };
        let may = May {
            write: writes.contains(&o.answers()),
            sign: signs.contains(&o.answers()),
            finds_correction: false,
        };
        let name = tree.known(o.unit).map(|u| u.short_name.clone());
        let mut duty = duty(now, o, round, counted, may, name.unwrap_or_default());
        duty.awaits_final = standing.awaits_final();
        duty.paper = Paper::of(ctx, o.paper.as_ref()).await?;
        list.push(duty);
    }
    list.open
        .sort_by_key(|d| d.extended_due_on.unwrap_or(d.due_on));
    list.done.sort_by_key(|d| std::cmp::Reverse(d.due_on));
    list.done
        .truncate(usize::try_from(MOST_DONE).unwrap_or(usize::MAX));
    Ok(list)
}
