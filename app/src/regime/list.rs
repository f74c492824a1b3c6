//! Regimes and their versions, for reading.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::RegimeVersionId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use store::regime::{Regime, RegimeVersion};

/// Versions kept in memory: they never change, so they never grow stale.
#[derive(Default)]
pub(crate) struct RegimeCache(RwLock<HashMap<RegimeVersionId, Arc<RegimeVersion>>>);

/// The regimes under which the actor may see rounds.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to see rounds.
pub async fn list(ctx: &Ctx) -> Result<Vec<Regime>, AppError> {
    ctx.require_any(Right::ReadRound)?;
    let tree = ctx.tree().await?;
    let mut regimes = store::regime::list(&ctx.read()).await?;
    regimes.retain(|r| ctx.actor.has_over(Right::ReadRound, r.owner, &tree));
    Ok(regimes)
}

/// One version, kept in memory. What a regime asks for is no secret: every unit
/// that reports under it reads it.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such version.
pub async fn version(ctx: &Ctx, id: RegimeVersionId) -> Result<Arc<RegimeVersion>, AppError> {
    let cache = &ctx.app.regimes.0;
    if let Some(version) = cache
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&id)
    {
        return Ok(Arc::clone(version));
    }
    let version = store::regime::find_version(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    let version = Arc::new(version);
    cache
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id, Arc::clone(&version));
    Ok(version)
}
