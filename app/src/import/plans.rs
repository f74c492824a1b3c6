//! Import of plan values of the year (*kế hoạch, chỉ tiêu*).

use super::Outcome;
use super::table::{column, get, read};
use crate::plan::{Measured, Planned, write_all};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::indicator::Goal;
use extract::table::Column;
use std::collections::HashSet;

const COLUMNS: [Column<'_>; 5] = [
    column("unit", &["unit", "mã đơn vị", "đơn vị"], true),
    column("indicator", &["indicator", "mã chỉ tiêu", "chỉ tiêu"], true),
    column("year", &["year", "năm"], true),
    column("value", &["value", "giá trị", "kế hoạch"], true),
    column("note", &["note", "ghi chú", "văn bản giao"], false),
];

/// Imports plan values; with `is_dry` only says what it would do.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to consolidate. Defects of the file
/// are in the outcome.
pub async fn plans(ctx: &Ctx, bytes: &[u8], is_dry: bool) -> Result<Outcome, AppError> {
    ctx.require_any(Right::WriteConsolidation)?;
    let mut outcome = Outcome::default();
    let rows = read(bytes, &COLUMNS, &mut outcome);
    let tree = ctx.tree().await?;
    let indicators = crate::plan::indicators(ctx).await?;
    let mut measured = Measured::load(ctx).await?;
    let mut seen = HashSet::new();
    let mut planned = Vec::new();
    for row in &rows {
        let before = outcome.errors.len();
        let (unit_code, code) = (get(row, "unit"), get(row, "indicator"));
        let unit = tree
            .by_code(unit_code)
            .map(|u| u.unit)
            .filter(|u| ctx.actor.has_over(Right::WriteConsolidation, *u, &tree));
        if unit.is_none() {
            outcome.error(row.row, "unit", "unit_unknown", unit_code);
        }
        let def = indicators.iter().find(|d| d.code == code);
        if def.is_none() {
            outcome.error(row.row, "indicator", "indicator_unknown", code);
        }
        let year = get(row, "year").parse::<i16>().ok();
        if !year.is_some_and(|y| (2000..=2100).contains(&y)) {
            outcome.error(row.row, "year", "number", get(row, "year"));
        }
        let goal = def.and_then(|d| Goal::read(d, get(row, "value")));
        if def.is_some() && goal.is_none() {
            outcome.error(row.row, "value", "number", get(row, "value"));
        }
        if !seen.insert((unit_code.to_owned(), code.to_owned(), year)) {
            outcome.error(row.row, "indicator", "twice", code);
        }
        if let (Some(unit), Some(year), Some(def)) = (unit, year, def)
            && outcome.errors.len() == before
        {
            if !measured.has(unit, code) {
                outcome.remark(row.row, "unit", "plan_not_asked", unit_code, code);
            }
            planned.push(Planned {
                unit,
                indicator: code.to_owned(),
                year,
                goal,
                scale: def.scale,
                note: get(row, "note").to_owned(),
            });
        }
    }
    if !outcome.errors.is_empty() {
        return Ok(outcome.told());
    }
    outcome.new = write_all(ctx, &planned, is_dry).await?;
    outcome.known = outcome.rows - outcome.new;
    outcome.is_written = outcome.is_ready(is_dry);
    Ok(outcome.told())
}
