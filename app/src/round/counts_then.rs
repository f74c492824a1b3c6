//! How many reports of each round stood where at the end of a day that is over.
//! Only rounds in which something was done since are counted: the others stand as now.

use super::then::{added_later, reports_on};
use crate::{AppError, Ctx};
use domain::calendar::end_of_day_in_vietnam;
use domain::id::{ObligationId, RoundId};
use domain::report::{Act, ReportState};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use store::obligation::{Obligation, StateCounts};
use store::round::Round;
use uuid::Uuid;

/// The counts of those of these rounds in which something was done after a day; in a
/// round that is not among them every report stands as it did then, but for drafts.
///
/// # Errors
/// When the database fails.
pub(super) async fn counts_on(
    ctx: &Ctx,
    rounds: &[Round],
    day: Date,
) -> Result<HashMap<RoundId, StateCounts>, AppError> {
    let by = end_of_day_in_vietnam(day);
    let read = ctx.read();
    let ids: Vec<RoundId> = rounds.iter().map(|r| r.id).collect();
    let subjects: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let added = added_later(ctx, &subjects, by).await?;
    let touched = store::report_past::touched(&read, &ids, by, Act::Save.code()).await?;
    let mut changed: HashSet<RoundId> = touched.values().copied().collect();
    changed.extend(added.iter().map(|(round, _)| *round));
    let mut counts: HashMap<RoundId, StateCounts> = HashMap::new();
    let (mut moved, mut unmoved) = (Vec::new(), Vec::new());
    for round in changed {
        counts.insert(round, StateCounts::default());
        for o in store::obligation::list_of_round(&read, round).await? {
            if touched.contains_key(&o.id) || added.contains(&(round, o.unit)) {
                moved.push(o);
            } else {
                unmoved.push(o);
            }
        }
    }
    if counts.is_empty() {
        return Ok(counts);
    }
    let back: Vec<ObligationId> = unmoved.iter().filter(may_be_back).map(|o| o.id).collect();
    let returned = store::obligation::returned_of(&read, &back).await?;
    for o in &unmoved {
        let its = returned.get(&o.id);
        add(&mut counts, o, its.is_some_and(|r| r.awaits_final(o.state)));
    }
    let opens_on: HashMap<RoundId, Date> =
        rounds.iter().map(|r| (r.id, r.dates.opens_on)).collect();
    let then = reports_on(ctx, moved, &opens_on, day).await?;
    for standing in then.board.reports.values() {
        add(&mut counts, &standing.owed, standing.awaits_final());
    }
    Ok(counts)
}

/// Whether a report may lie with its unit again after it was accepted.
fn may_be_back(o: &&Obligation) -> bool {
    matches!(o.state, ReportState::Returned | ReportState::Signed)
}

fn add(counts: &mut HashMap<RoundId, StateCounts>, o: &Obligation, awaits_final: bool) {
    let of_round = counts.entry(o.round).or_default();
    *of_round.by_state.entry(o.state).or_default() += 1;
    of_round.awaiting_final += i64::from(awaits_final);
}
