//! The queue as people see it: where each text stands, and how many stand where.

use super::door::refusals;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{ReadingId, UnitId};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::HashMap;
use store::reading::{Intake, IntakeState, ReadingState};

domain::codes! {
    /// Where a text stands.
    Standing {
        /// Waits to be read.
        Queued = "queued",
        /// Is being read.
        Reading = "reading",
        /// Waits for a person.
        Waiting = "waiting",
        /// Its facts are stored.
        Confirmed = "confirmed",
        /// Put aside.
        Dropped = "dropped",
        /// Could not be taken.
        Refused = "refused",
    }
}

/// One text of the queue.
#[derive(Debug, Clone)]
pub struct QueueLine {
    /// The text.
    pub intake: Intake,
    /// Where it stands.
    pub standing: Standing,
    /// Why it was refused.
    pub refusals: Vec<FieldError>,
    /// The title read in it, where it waits for a person or is confirmed.
    pub title: Option<String>,
    /// The day of the meeting read in it, likewise.
    pub event_date: Option<Date>,
}

/// What a line tells of the facts of its text; the others are passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    title: Option<String>,
    event_date: Option<Date>,
}

/// The queue.
#[derive(Debug, Clone)]
pub struct Queue {
    /// How many texts stand where, in the order of their way.
    pub counts: Vec<(Standing, i64)>,
    /// The texts shown, newest first.
    pub lines: Vec<QueueLine>,
}

impl Queue {
    /// How many texts stand at one point.
    #[must_use]
    pub fn count(&self, standing: Standing) -> i64 {
        self.counts
            .iter()
            .find(|(s, _)| *s == standing)
            .map_or(0, |(_, n)| *n)
    }
}

/// Texts that the actor may see: the newest of all, or of those that stand at
/// one point.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn list(ctx: &Ctx, only: Option<Standing>, limit: u64) -> Result<Queue, AppError> {
    ctx.require_any(Right::WriteDirective)?;
    let offices = offices(ctx).await?;
    let read = ctx.read();
    let mut counts = Vec::new();
    for (state, n) in store::reading::count_intakes(&read, &offices).await? {
        if let Some(standing) = of_intake(state) {
            counts.push((standing, n));
        }
    }
    for (state, n) in store::reading::count(&read, &offices).await? {
        counts.push((of_reading(state), n));
    }
    counts.sort_by_key(|(standing, _)| Standing::ALL.iter().position(|s| s == standing));
    let intakes = match only {
        None => store::reading::list_intakes(&read, &offices, None, limit).await?,
        Some(Standing::Queued) => {
            store::reading::list_intakes(&read, &offices, Some(IntakeState::Queued), limit).await?
        }
        Some(Standing::Reading) => {
            store::reading::list_intakes(&read, &offices, Some(IntakeState::Reading), limit).await?
        }
        Some(Standing::Refused) => {
            store::reading::list_intakes(&read, &offices, Some(IntakeState::Refused), limit).await?
        }
        Some(Standing::Waiting) => decided(ctx, &offices, ReadingState::Waiting, limit).await?,
        Some(Standing::Confirmed) => decided(ctx, &offices, ReadingState::Confirmed, limit).await?,
        Some(Standing::Dropped) => decided(ctx, &offices, ReadingState::Dropped, limit).await?,
    };
    let lines = lines(ctx, intakes).await?;
    Ok(Queue { counts, lines })
}

/// One text of the queue, read or not.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or not for this actor.
pub async fn find_line(ctx: &Ctx, id: ReadingId) -> Result<QueueLine, AppError> {
    let intake = store::reading::find_intake(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteDirective, intake.office).await?;
    lines(ctx, vec![intake])
        .await?
        .pop()
        .ok_or(AppError::NotFound)
}

/// The text that has waited longest for a person: of one office, or of all over which
/// the actor may decide.
///
/// # Errors
/// When the database fails.
pub async fn next_waiting(
    ctx: &Ctx,
    office: Option<UnitId>,
) -> Result<Option<ReadingId>, AppError> {
    let mut offices = offices(ctx).await?;
    offices.retain(|own| office.is_none_or(|asked| asked == *own));
    Ok(store::reading::oldest(&ctx.read(), &offices, ReadingState::Waiting).await?)
}

/// Offices with texts over which the actor may decide.
async fn offices(ctx: &Ctx) -> Result<Vec<UnitId>, AppError> {
    let tree = ctx.tree().await?;
    let mut all = store::reading::list_offices(&ctx.read()).await?;
    all.retain(|office| ctx.actor.has_over(Right::WriteDirective, *office, &tree));
    Ok(all)
}

async fn decided(
    ctx: &Ctx,
    offices: &[UnitId],
    state: ReadingState,
    limit: u64,
) -> Result<Vec<Intake>, AppError> {
    let read = ctx.read();
    let ids = store::reading::list_ids(&read, offices, state, limit).await?;
    let mut by_id: HashMap<ReadingId, Intake> = store::reading::find_intakes(&read, &ids)
        .await?
        .into_iter()
        .map(|i| (i.id, i))
        .collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

async fn lines(ctx: &Ctx, intakes: Vec<Intake>) -> Result<Vec<QueueLine>, AppError> {
    let ids: Vec<ReadingId> = intakes
        .iter()
        .filter(|i| i.state == IntakeState::Read)
        .map(|i| i.id)
        .collect();
    let states: HashMap<ReadingId, ReadingState> = store::reading::states(&ctx.read(), &ids)
        .await?
        .into_iter()
        .collect();
    let told: Vec<ReadingId> = ids
        .into_iter()
        .filter(|id| states.get(id).is_some_and(|s| *s != ReadingState::Dropped))
        .collect();
    let mut heads: HashMap<ReadingId, Head> = HashMap::new();
    for (id, facts) in store::reading::facts_of(&ctx.read(), &told).await? {
        let head = serde_json::from_str(&facts).map_err(AppError::internal)?;
        heads.insert(id, head);
    }
    Ok(intakes
        .into_iter()
        .map(|intake| {
            let head = heads.remove(&intake.id).unwrap_or_default();
            QueueLine {
                standing: of_intake(intake.state)
                    .or_else(|| states.get(&intake.id).copied().map(of_reading))
                    .unwrap_or(Standing::Reading),
                refusals: intake.reason.as_deref().map_or_else(Vec::new, |codes| {
                    refusals(ctx, &codes.split(' ').collect::<Vec<_>>())
                }),
                intake,
                title: head.title,
                event_date: head.event_date,
            }
        })
        .collect())
}

/// Where an intake stands, unless its reading says.
fn of_intake(state: IntakeState) -> Option<Standing> {
    match state {
        IntakeState::Queued => Some(Standing::Queued),
        IntakeState::Reading => Some(Standing::Reading),
        IntakeState::Refused => Some(Standing::Refused),
        IntakeState::Read => None,
    }
}

fn of_reading(state: ReadingState) -> Standing {
    match state {
        ReadingState::Waiting => Standing::Waiting,
        ReadingState::Confirmed => Standing::Confirmed,
        ReadingState::Dropped => Standing::Dropped,
    }
}

/// The office for which the actor takes texts in.
///
/// # Errors
/// [`AppError::Forbidden`] for a person who keeps no register.
pub fn office_of(ctx: &Ctx) -> Result<UnitId, AppError> {
    ctx.actor
        .own_units(Right::WriteDirective)
        .first()
        .copied()
        .ok_or(AppError::Forbidden)
}
