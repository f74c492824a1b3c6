//! Giving a report to units that the rule names and opening did not list: a
//! person decides, the list of the round grows, nothing on it changes.

use super::open::owed;
use super::unlisted::{Missing, missing};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::consolidation::{ConsolidationState, SubmissionState};
use domain::id::{RoundId, UnitId};
use domain::journal::Noun;
use domain::round::{RoundError, RoundState};
use serde_json::json;
use std::collections::HashSet;
use store::obligation::Obligation;
use store::{StoreError, Write};

/// What the form of the office sends.
#[derive(Debug, Clone)]
pub struct AddUnits {
    /// In which round.
    pub round: RoundId,
    /// Who is given a report.
    pub units: Vec<UnitId>,
    /// Although some of them lack a reporter or a head, as at the opening.
    pub accept_gaps: bool,
}

/// Whether the consolidated report is frozen, or lies before the head as it was
/// submitted: its coverage is settled then.
async fn is_settled(w: &Write, round: RoundId) -> Result<bool, AppError> {
    let Some(report) = store::consolidation::find(w, round).await? else {
        return Ok(false);
    };
    let submitted = store::consolidation::list_submissions(w, report.id).await?;
    let mut submitted = submitted.iter();
    let waits = submitted.any(|s| s.state == SubmissionState::Waiting);
    Ok(waits || report.state != ConsolidationState::Draft)
}

/// Gives these units a report in an open round, due as opening would have set it;
/// answers how many. Who has one already is passed over, so that the same form sent
/// twice adds nobody twice.
///
/// # Errors
/// [`AppError::Invalid`] when the round is closed or its consolidated report frozen
/// or submitted, and for units that the rule does not name; [`AppError::Conflict`] when somebody
/// adds the same at the same moment; as [`Ctx::require`].
pub async fn add_units(ctx: &Ctx, input: &AddUnits) -> Result<usize, AppError> {
    ctx.require_any(Right::OpenRound)?;
    let w = ctx.begin().await?;
    // Who is missing follows from what others may just have changed.
    ctx.app.refresh().await?;
    let round = store::round::find(&w, input.round)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::OpenRound, round.area).await?;
    ctx.require(Right::OpenRound, round.office).await?;
    if round.state == RoundState::Closed {
        return Err(AppError::refused(RoundError::ClosedAlready.code()));
    }
    if is_settled(&w, round.id).await? {
        return Err(AppError::refused("round.add_frozen"));
    }
    let listed = store::obligation::list_of_round(&w, round.id).await?;
    let listed: HashSet<UnitId> = listed.iter().map(|o| o.unit).collect();
    let asked: HashSet<UnitId> = input.units.iter().copied().collect();
    let mut errors = Vec::new();
    if asked.is_empty() {
        errors.push(FieldError::new("units", "round.add_nobody"));
    }
    let wanted: HashSet<UnitId> = asked.difference(&listed).copied().collect();
    let mut added: Vec<Missing> = Vec::new();
    if !wanted.is_empty() {
        added = missing(ctx, &round).await?;
        added.retain(|m| wanted.contains(&m.target.unit));
    }
    if added.len() < wanted.len() {
        errors.push(FieldError::new("units", "round.add_not_named"));
    }
    let without_people = added.iter().filter(|m| m.target.has_gap());
    let gaps: Vec<UnitId> = without_people.map(|m| m.target.unit).collect();
    if !gaps.is_empty() && !input.accept_gaps {
        let count = gaps.len().to_string();
        errors.push(FieldError::new("accept_gaps", "round.add_gaps").with("count", count));
    }
    all_valid(errors)?;
    if added.is_empty() {
        return Ok(0);
    }
    let units: Vec<UnitId> = added.iter().map(|m| m.target.unit).collect();
    let reports = added.iter().map(|m| owed(ctx, &round, &m.target));
    let reports: Vec<Obligation> = reports.collect();
    store::obligation::insert_all(&w, &reports)
        .await
        .map_err(|e| match e {
            StoreError::Duplicate(_) => AppError::Conflict,
            other => other.into(),
        })?;
    let detail = json!({
        "code": round.code,
        "reference_on": round.period.to,
        "units": units.len(),
        "listed": units,
        "units_without_people": gaps,
    });
    let entry = ctx.entry(
        "round.add_units",
        Noun::Round,
        round.id.0,
        Some(round.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(units.len())
}
