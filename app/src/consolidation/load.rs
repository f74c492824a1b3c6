//! What every act on a consolidated report begins with.

use crate::totals::{Table, cache};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationAct, ConsolidationBody, ConsolidationError, ConsolidationState, next_state,
};
use domain::id::{ConsolidationId, RoundId};
use std::sync::Arc;
use store::consolidation::Consolidation;
use store::{Handle, Write};

impl From<ConsolidationError> for AppError {
    fn from(err: ConsolidationError) -> Self {
        Self::refused(err.code())
    }
}

/// The table of a round over whose area the actor has `right`.
pub(super) async fn table(ctx: &Ctx, round: RoundId, right: Right) -> Result<Arc<Table>, AppError> {
    ctx.require_any(right)?;
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(right, table.round.area).await?;
    Ok(table)
}

/// The report of a round; before anybody has written, an empty draft of
/// version 0.
pub(super) async fn report(
    ctx: &Ctx,
    h: &impl Handle,
    round: RoundId,
) -> Result<Consolidation, AppError> {
    if let Some(found) = store::consolidation::find(h, round).await? {
        return Ok(found);
    }
    Ok(Consolidation {
        id: ConsolidationId(ctx.new_id()),
        round,
        state: ConsolidationState::Draft,
        body: ConsolidationBody::default(),
        updated_by: domain::id::AccountId(uuid::Uuid::nil()),
        updated_at: ctx.now(),
        version: 0,
    })
}

/// The report for a change: not frozen, and at the version that was seen.
pub(super) async fn draft(
    ctx: &Ctx,
    w: &Write,
    round: RoundId,
    version: i32,
) -> Result<Consolidation, AppError> {
    let report = report(ctx, w, round).await?;
    next_state(report.state, ConsolidationAct::Save)?;
    if report.version != version {
        return Err(AppError::Conflict);
    }
    Ok(report)
}

/// Writes the report back; the first writing makes the row.
pub(super) async fn save(ctx: &Ctx, w: &Write, report: &mut Consolidation) -> Result<(), AppError> {
    report.updated_by = ctx.account()?;
    report.updated_at = ctx.now();
    if report.version > 0 {
        store::consolidation::update(w, report).await?;
        return Ok(());
    }
    match store::consolidation::insert(w, report).await {
        Err(store::StoreError::Duplicate(_)) => Err(AppError::Conflict),
        other => Ok(other?),
    }
}
