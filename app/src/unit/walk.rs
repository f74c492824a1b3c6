//! The units of a day one after the other, for programs: what exists then
//! within the actor's area, with fields of work and outside codes as of that day.

use super::{living_codes, tree};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::UnitId;
use domain::unit::{OutsideCode, UnitVersion};
use jiff::civil::Date;
use std::collections::HashMap;

/// A unit as it is on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitOn {
    /// The version that holds.
    pub unit: UnitVersion,
    /// Codes of its fields of work.
    pub fields: Vec<String>,
    /// Codes by which others know it.
    pub codes: Vec<OutsideCode>,
}

/// Up to `limit` units of `at` after the one with the id `after`, in the order of
/// their ids, and whether more follow.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to read units.
pub async fn walk(
    ctx: &Ctx,
    at: Date,
    after: Option<UnitId>,
    limit: u64,
) -> Result<(Vec<UnitOn>, bool), AppError> {
    ctx.require_any(Right::ReadUnit)?;
    let today = ctx.tree().await?;
    let on_day = ctx.tree_at(at).await?;
    let shown = tree::shown(ctx, &on_day, &today);
    let mut units: Vec<UnitVersion> = on_day
        .units()
        .iter()
        .filter(|u| shown.contains(&u.unit) && after.is_none_or(|a| a < u.unit))
        .cloned()
        .collect();
    units.sort_by_key(|u| u.unit);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = units.len() > limit;
    units.truncate(limit);
    let read = ctx.read();
    let mut fields = store::unit::functions_at(&read, at).await?;
    let history = store::unit::history(&read).await?;
    let mut codes: HashMap<UnitId, Vec<OutsideCode>> = HashMap::new();
    for code in living_codes(&read, &history).await? {
        if code.holds_on(at) {
            codes.entry(code.unit).or_default().push(code);
        }
    }
    let found = units.into_iter().map(|unit| UnitOn {
        fields: fields.remove(&unit.unit).unwrap_or_default(),
        codes: codes.remove(&unit.unit).unwrap_or_default(),
        unit,
    });
    Ok((found.collect(), has_more))
}
