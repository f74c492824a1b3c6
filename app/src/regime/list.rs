//! Regimes and their versions, for reading.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::RegimeVersionId;
use domain::period::Scheme;
use std::sync::Arc;
use store::regime::{Regime, RegimeDraft, RegimeVersion};

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

/// Who sees the rounds of a regime, or designs it, opens it by its code.
const OPENS: [Right; 2] = [Right::ReadRound, Right::ManageUnits];

/// The regimes that the actor may open by their codes: at the shell who keeps the
/// units has them listed too.
///
/// # Errors
/// [`AppError::Forbidden`] for who could open none.
pub async fn openable(ctx: &Ctx) -> Result<Vec<Regime>, AppError> {
    let anywhere = |right: &Right| ctx.actor.grant_anywhere(*right).is_some();
    if !OPENS.iter().any(anywhere) {
        return Err(AppError::Forbidden);
    }
    let tree = ctx.tree().await?;
    let mut regimes = store::regime::list(&ctx.read()).await?;
    let may = |right: &Right, regime: &Regime| ctx.actor.has_over(*right, regime.owner, &tree);
    regimes.retain(|regime| OPENS.iter().any(|right| may(right, regime)));
    Ok(regimes)
}

/// One version, kept in memory. What a regime asks for is no secret: every unit
/// that reports under it reads it.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such version.
pub async fn version(ctx: &Ctx, id: RegimeVersionId) -> Result<Arc<RegimeVersion>, AppError> {
    // A version never changes, so it never grows stale.
    let read = async {
        let found = store::regime::find_version(&ctx.read(), id).await?;
        found.ok_or(AppError::NotFound)
    };
    ctx.app.regimes.or_read(id, read).await
}

/// A regime with everything that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RegimeView {
    /// The regime.
    pub regime: Regime,
    /// Its versions, the newest first, each with the number of its rounds.
    pub versions: Vec<(RegimeVersion, u64)>,
    /// The version that is being written.
    pub draft: Option<RegimeDraft>,
}

/// One regime by its code, for those who may see its rounds or design it.
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the actor may see.
pub async fn by_code(ctx: &Ctx, code: &str) -> Result<Regime, AppError> {
    let regime = store::regime::find_by_code(&ctx.read(), code)
        .await?
        .ok_or(AppError::NotFound)?;
    for right in OPENS {
        if ctx.can(right, regime.owner).await? {
            return Ok(regime);
        }
    }
    Err(AppError::NotFound)
}

/// One regime with its versions and its draft.
///
/// # Errors
/// As [`by_code`].
pub async fn view(ctx: &Ctx, code: &str) -> Result<RegimeView, AppError> {
    let regime = by_code(ctx, code).await?;
    let read = ctx.read();
    let mut versions = Vec::new();
    for version in store::regime::list_versions(&read, regime.id).await? {
        let rounds = store::regime::count_rounds(&read, version.id).await?;
        versions.push((version, rounds));
    }
    Ok(RegimeView {
        versions,
        draft: store::regime::find_draft(&read, regime.id).await?,
        regime,
    })
}

/// Whether the actor may design this regime.
///
/// # Errors
/// When the database fails.
pub async fn may_design(ctx: &Ctx, regime: &Regime) -> Result<bool, AppError> {
    Ok(ctx.can(Right::OpenRound, regime.owner).await?
        || ctx.can(Right::ManageUnits, regime.owner).await?)
}

/// The units that the actor may name as the office of a new regime.
///
/// # Errors
/// When the database fails.
pub async fn offices(ctx: &Ctx) -> Result<Vec<(domain::id::UnitId, String)>, AppError> {
    let tree = ctx.tree().await?;
    let may = |unit| {
        ctx.actor.has_over(Right::OpenRound, unit, &tree)
            || ctx.actor.has_over(Right::ManageUnits, unit, &tree)
    };
    Ok(tree
        .units()
        .iter()
        .filter(|u| u.kind == domain::unit::UnitKind::CoordinatingOffice && may(u.unit))
        .map(|u| (u.unit, u.name.clone()))
        .collect())
}

/// The calendar in which the newest version of a regime counts; that of the
/// Party review where there is no such regime yet, which opening then tells.
///
/// # Errors
/// When the database fails.
pub async fn scheme_of(ctx: &Ctx, code: &str) -> Result<Scheme, AppError> {
    let read = ctx.read();
    let Some(regime) = store::regime::find_by_code(&read, code).await? else {
        return Ok(Scheme::Lich);
    };
    let last = store::regime::last_version(&read, regime.id).await?;
    Ok(last.map_or(Scheme::Lich, |v| v.body.scheme))
}
