//! Totals of territories alone, without what stands beside them: for rankings,
//! for many quarters at once, and for measuring.

use super::beside::{Comparability, beside};
use super::cache;
use super::view::{By, UnitRow, Units, row_units};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{RoundId, UnitId};

/// The territories of a round with their totals, the area itself first; nothing
/// beside them. Each total says how many units are in it and how many should be.
///
/// # Errors
/// As [`totals`].
pub async fn territories(
    ctx: &Ctx,
    round: RoundId,
    units: Units,
) -> Result<Vec<UnitRow>, AppError> {
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    let defs = &table.defs;
    let row = |unit, name| UnitRow {
        unit,
        name,
        totals: Vec::with_capacity(defs.len()),
        states: Vec::with_capacity(defs.len()),
        last_year: Vec::new(),
        predecessors: Vec::new(),
    };
    let then = table.round.period.to;
    let day = match units {
        Units::OfThePeriod => then,
        Units::OfToday => ctx.today().max(then),
    };
    let tree = ctx.tree_at(day).await?;
    let found = match units {
        Units::OfThePeriod => None,
        Units::OfToday => beside(ctx, &table.round, Some(table.round.period), day).await?,
    };
    let area = found.as_ref().map_or(table.round.area, |f| f.area);
    let mut named = row_units(&table, area, &tree, By::Province);
    if named.iter().all(|(unit, _)| *unit != area) {
        let name = tree.get(area).map(|u| u.short_name.clone());
        named.insert(0, (area, name.unwrap_or_default()));
    }
    let mut rows: Vec<UnitRow> = named.into_iter().map(|(u, n)| row(u, n)).collect();
    if let Some(beside) = found {
        let wanted: Vec<UnitId> = rows.iter().map(|row| row.unit).collect();
        let recasting = beside.recasting(&wanted, false).ok_or(AppError::NotFound)?;
        let codes: Vec<&str> = defs.iter().map(|def| def.code.as_str()).collect();
        let figures = beside.figures(&recasting, &codes);
        for row in &mut rows {
            for code in &codes {
                let figure = figures.of(row.unit, code);
                row.totals.push(figure.total);
                row.states.push(Comparability::of(&figure));
            }
            row.predecessors = beside.predecessors(&recasting, row.unit, None);
        }
    } else {
        let rolled = table.roll_up().map_err(AppError::internal)?;
        let columns: Vec<usize> = defs.iter().filter_map(|d| table.column(&d.code)).collect();
        for row in &mut rows {
            let Some(place) = table.row(row.unit) else {
                continue;
            };
            row.totals = columns.iter().map(|c| rolled.total(place, *c)).collect();
            row.states = vec![Comparability::Straight; columns.len()];
        }
    }
    Ok(rows)
}
