//! What units that came into an area since reported to the rounds of the area
//! that they came from: their past goes with them.

use super::timeliness::Round;
use crate::{AppError, Ctx};
use domain::id::{RoundId, UnitId};
use jiff::civil::Time;
use std::collections::HashMap;
use store::obligation::Obligation;

/// One report in a column of the table, with the hour of its due day.
pub(super) struct Owed {
    pub(super) column: RoundId,
    pub(super) owed: Obligation,
    pub(super) by: Option<Time>,
}

/// The reports of those `units` that were outside `area` when a column's period
/// ended, in the rounds of others over the same period. Rounds of superiors of
/// the area are not others; of several the one of the narrowest area counts.
pub(super) async fn elsewhere(
    ctx: &Ctx,
    area: UnitId,
    columns: &[Round],
    units: &[UnitId],
) -> Result<Vec<Owed>, AppError> {
    let all = ctx.app.round_list().await?;
    let mut found = Vec::new();
    for column in columns {
        let tree = ctx.tree_at(column.period.to).await?;
        let outside = |unit: &&UnitId| tree.get(**unit).is_some() && !tree.is_within(**unit, area);
        let came: Vec<UnitId> = units.iter().filter(outside).copied().collect();
        if came.is_empty() {
            continue;
        }
        let others: HashMap<RoundId, &store::round::Round> = all
            .iter()
            .filter(|r| r.period == column.period && !tree.is_within(area, r.area))
            .map(|r| (r.id, r))
            .collect();
        let ids: Vec<RoundId> = others.keys().copied().collect();
        let mut nearest: HashMap<UnitId, (UnitId, Owed)> = HashMap::new();
        for owed in store::obligation::list_of_rounds(&ctx.read(), &ids, &came).await? {
            let Some(round) = others.get(&owed.round) else {
                continue;
            };
            let is_nearer = nearest
                .get(&owed.unit)
                .is_none_or(|(known, _)| tree.is_within(round.area, *known));
            if is_nearer {
                let one = Owed {
                    column: column.id,
                    by: round.dates.due_by,
                    owed,
                };
                nearest.insert(one.owed.unit, (round.area, one));
            }
        }
        found.extend(nearest.into_values().map(|(_, one)| one));
    }
    Ok(found)
}
