//! Requests for reading: those that wait, and those of one report.

use super::then::{stood_on, waiting_on};
use crate::consolidation::living;
use crate::report::of_office;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::extension::{ExtensionNoun, ExtensionState, is_needless};
use domain::id::{AccountId, ObligationId, RoundId, UnitId};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use store::extension::Extension;
use store::obligation::Obligation;
use store::round::Round;
use uuid::Uuid;

/// One request as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionLine {
    /// The request.
    pub extension: Extension,
    /// Name of the unit on the day of the list, or the last one before it ended.
    pub unit_name: String,
    /// Of a unit that has ended: who answers for the report now.
    pub now: Vec<String>,
    /// Who asked.
    pub asked_by: String,
    /// The round.
    pub round: RoundId,
    /// Title of the round.
    pub round_title: String,
    /// What became of it since the day of the list.
    pub since: Since,
}

/// What became of a request that waited on the day of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// It waits still.
    Waits,
    /// The office decided.
    Decided(ExtensionState),
    /// The unit took it back.
    TakenBack,
    /// Nobody needs an answer any more: the report came in time, or the unit is exempt.
    Needless,
}

impl Since {
    /// Code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waits => ExtensionState::Asked.code(),
            Self::Decided(state) => state.code(),
            Self::TakenBack => "withdrawn",
            Self::Needless => "needless",
        }
    }
}

/// Requests for reports that wait for the actor's decision, oldest first, without
/// those that became needless: four queries.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to decide.
pub async fn list_waiting(ctx: &Ctx) -> Result<Vec<ExtensionLine>, AppError> {
    list_waiting_at(ctx, None).await
}

/// The same as of another day: those that waited at its end, with the units' names
/// as they were and with what became of them since; of days to come as they wait now. Who
/// answers for a report, and who may decide, is always of today.
///
/// # Errors
/// As [`list_waiting`].
pub async fn list_waiting_at(ctx: &Ctx, at: Option<Date>) -> Result<Vec<ExtensionLine>, AppError> {
    ctx.require_any(Right::DecideExtension)?;
    let tree = ctx.tree().await?;
    let named = ctx.tree_at(at.unwrap_or(ctx.today())).await?;
    let read = ctx.read();
    let past = at.filter(|day| *day < ctx.today());
    let (mut waiting, taken_back) = match past {
        Some(day) => waiting_on(ctx, day).await?,
        None => {
            let noun = Some(ExtensionNoun::Report);
            let waiting = store::extension::list_waiting(&read, noun).await?;
            (waiting, HashSet::new())
        }
    };
    let subjects: Vec<ObligationId> = waiting.iter().map(|e| ObligationId(e.subject)).collect();
    let obligations = store::obligation::list_by_ids(&read, &subjects).await?;
    let round_ids: Vec<RoundId> = obligations.iter().map(|o| o.round).collect();
    let rounds: HashMap<RoundId, Round> = store::round::list_by_ids(&read, &round_ids)
        .await?
        .into_iter()
        .map(|r| (r.id, r))
        .collect();
    let needs_time = |o: &Obligation| {
        let by = rounds.get(&o.round).and_then(|r| r.dates.due_by);
        !is_needless(o.state, o.first_received_at, o.due(by))
    };
    let stood = match past {
        Some(day) => stood_on(ctx, obligations.clone(), &rounds, day).await?,
        None => obligations.clone(),
    };
    let stood = stood.iter().filter(|o| needs_time(o));
    let stood: HashSet<Uuid> = stood.map(|o| o.id.0).collect();
    let waited = obligations.iter().filter(|o| stood.contains(&o.id.0));
    let waited_for: HashMap<_, _> = waited.map(|o| (o.id.0, o)).collect();
    waiting.retain(|e| {
        let of = waited_for
            .get(&e.subject)
            .and_then(|o| rounds.get(&o.round));
        let by = of.map(|round| of_office(&tree, e.unit, round));
        by.is_some_and(|by| ctx.actor.has_over(Right::DecideExtension, by, &tree))
    });
    let askers: Vec<AccountId> = waiting.iter().map(|e| e.asked_by).collect();
    let names: HashMap<AccountId, String> = store::account::list_by_ids(&read, &askers)
        .await?
        .into_iter()
        .map(|a| (a.id, a.full_name))
        .collect();
    Ok(waiting
        .into_iter()
        .filter_map(|extension| {
            let obligation = *waited_for.get(&extension.subject)?;
            let round = obligation.round;
            let name = |unit: UnitId| tree.known(unit).map(|u| u.name.clone());
            let then = |unit: UnitId| named.known(unit).map(|u| u.name.clone());
            let mut now = living(&tree, extension.unit, obligation.answers());
            now.retain(|unit| *unit != extension.unit);
            let since = match extension.state {
                ExtensionState::Asked if taken_back.contains(&extension.id) => Since::TakenBack,
                ExtensionState::Asked if needs_time(obligation) => Since::Waits,
                ExtensionState::Asked => Since::Needless,
                decided => Since::Decided(decided),
            };
            Some(ExtensionLine {
                unit_name: then(extension.unit)
                    .or_else(|| name(extension.unit))
                    .unwrap_or_default(),
                now: now.into_iter().filter_map(name).collect(),
                asked_by: names.get(&extension.asked_by).cloned().unwrap_or_default(),
                round,
                round_title: rounds
                    .get(&round)
                    .map(|r| r.title.clone())
                    .unwrap_or_default(),
                since,
                extension,
            })
        })
        .collect())
}

/// The requests for one report, newest first, for its unit and for the office.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such report that the actor may see.
pub async fn of_report(ctx: &Ctx, id: ObligationId) -> Result<Vec<Extension>, AppError> {
    ctx.require_any(Right::ReadReport)?;
    let o = store::obligation::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    let round = ctx.app.round(o.round).await?;
    let by = of_office(ctx.tree().await?.as_ref(), o.unit, &round);
    if !ctx.may(Right::ReadReport, by).await? {
        ctx.require(Right::ReadReport, o.unit).await?;
    }
    Ok(store::extension::list_of(&ctx.read(), ExtensionNoun::Report, id.0).await?)
}
