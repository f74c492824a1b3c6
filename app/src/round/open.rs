//! Opening a round: the target list is frozen as obligations.

use super::preview::{OpenRound, Target, prepare};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::id::{ObligationId, RoundId};
use domain::journal::Noun;
use domain::round::{RoundState, first_state};
use serde_json::json;
use store::StoreError;
use store::obligation::Obligation;
use store::round::Round;

/// Opens a round: one transaction with the round, one obligation per unit, and
/// the journal entry. Units that change later do not change the list.
///
/// # Errors
/// [`AppError::Invalid`] with everything that the preview shows as hindering;
/// as [`super::preview()`].
pub async fn open(ctx: &Ctx, input: &OpenRound) -> Result<RoundId, AppError> {
    let prepared = prepare(ctx, input).await?;
    let preview = prepared.preview;
    all_valid(preview.errors)?;
    let round = Round {
        id: RoundId(ctx.new_id()),
        code: preview.code,
        title: preview.title,
        regime_version: prepared.version.id,
        office: preview.office,
        area: preview.area,
        period: preview.period,
        dates: preview.dates,
        state: RoundState::Open,
        created_at: ctx.now(),
        closed_at: None,
        version: 1,
    };
    let targets = preview.targets.iter();
    let obligations: Vec<Obligation> = targets.map(|t| owed(ctx, &round, t)).collect();
    let gaps: Vec<_> = preview
        .targets
        .iter()
        .filter(|t| t.has_gap())
        .map(|t| t.unit)
        .collect();
    let w = ctx.begin().await?;
    // Two people may have seen the same preview; the unique code decides.
    store::round::insert(&w, &round)
        .await
        .map_err(|e| match e {
            StoreError::Duplicate(_) => {
                AppError::Invalid(vec![FieldError::new("period", "round.opened_already")])
            }
            other => other.into(),
        })?;
    store::obligation::insert_all(&w, &obligations).await?;
    let detail = json!({
        "code": round.code,
        "regime": prepared.regime.code,
        "regime_number": prepared.version.number,
        "reference_on": preview.reference_on,
        "dates": round.dates,
        "units": obligations.len(),
        "units_without_people": gaps,
    });
    ctx.commit(
        w,
        ctx.entry(
            "round.open",
            Noun::Round,
            round.id.0,
            Some(round.office),
            detail,
        ),
    )
    .await?;
    Ok(round.id)
}

/// What a unit owes in a round from today on.
pub(super) fn owed(ctx: &Ctx, round: &Round, target: &Target) -> Obligation {
    Obligation {
        id: ObligationId(ctx.new_id()),
        round: round.id,
        unit: target.unit,
        heir: target.heir,
        due_on: target.due_on,
        extended_due_on: None,
        state: first_state(round.dates.opens_on, ctx.today()),
        last_version: 0,
        first_received_at: None,
        last_received_at: None,
        accepted_at: None,
        exempt_reason: None,
        paper: None,
        version: 1,
    }
}
