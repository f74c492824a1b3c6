//! Import of values into the drafts of the reports for which the person may
//! write, those of units that have ended too. Heads still sign: an import
//! sends nothing (invariant 8).

use super::Outcome;
use super::table::{column, get, read};
use crate::report::{Filled, fill_drafts};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::indicator::{Cell, IndicatorDef, Nature, ratio_value};
use domain::number::{Bound, NumberError, Reading, read_number, split_bound};
use extract::table::{Column, TableRow};
use std::collections::{BTreeMap, HashMap};

const COLUMNS: [Column<'_>; 10] = [
    column("round", &["round", "kỳ", "mã kỳ"], true),
    column("unit", &["unit", "mã đơn vị", "đơn vị"], true),
    column("indicator", &["indicator", "mã chỉ tiêu", "chỉ tiêu"], true),
    column("value", &["value", "giá trị"], false),
    column("num", &["num", "tử số"], false),
    column("den", &["den", "mẫu số"], false),
    column("measure", &["measure", "đơn vị tính"], false),
    column("period", &["period", "kỳ số liệu"], false),
    column("nature", &["nature", "tính chất"], false),
    column("note", &["note", "ghi chú", "giải trình"], false),
];

/// Imports values; with `is_dry` only says what it would do.
///
/// # Errors
/// [`AppError::Forbidden`] for a person who writes for no unit. Defects of the
/// file are in the outcome.
pub async fn values(ctx: &Ctx, bytes: &[u8], is_dry: bool) -> Result<Outcome, AppError> {
    ctx.require_any(Right::WriteReport)?;
    let mut outcome = Outcome::default();
    let rows = read(bytes, &COLUMNS, &mut outcome);
    let mut by_report: BTreeMap<(String, String), Vec<&TableRow>> = BTreeMap::new();
    for row in &rows {
        by_report
            .entry((get(row, "round").to_owned(), get(row, "unit").to_owned()))
            .or_default()
            .push(row);
    }
    let read = ctx.read();
    let mut filled = Vec::new();
    for ((round_code, unit_code), rows) in by_report {
        let first = rows.first().map_or(0, |r| r.row);
        let round = store::round::find_by_code(&read, &round_code).await?;
        let Some(round) = round else {
            outcome.error(first, "round", "round_unknown", round_code);
            continue;
        };
        // Codes are never used again: a unit that ended is known by its own.
        let unit = store::unit::find_by_code(&read, &unit_code).await?;
        let owed = match unit {
            Some(unit) => store::obligation::find_of(&read, round.id, unit).await?,
            None => None,
        };
        let is_mine = match &owed {
            Some(owed) => ctx.may(Right::WriteReport, owed.answers()).await?,
            None => false,
        };
        let Some(owed) = owed.filter(|_| is_mine) else {
            outcome.error(first, "unit", "unit_unknown", unit_code);
            continue;
        };
        let regime = crate::regime::version(ctx, round.regime_version).await?;
        let asked = crate::report::asked_codes(ctx, owed.id).await?;
        let defs: HashMap<&str, &IndicatorDef> = regime
            .body
            .indicators
            .iter()
            .map(|def| (def.code.as_str(), def))
            .collect();
        let period = round.period.code();
        let mut cells = BTreeMap::new();
        for row in rows {
            let code = get(row, "indicator");
            let Some(def) = defs.get(code).copied() else {
                outcome.error(row.row, "indicator", "indicator_unknown", code);
                continue;
            };
            if !asked.contains(code) {
                outcome.error(row.row, "indicator", "indicator_not_asked", code);
                continue;
            }
            // A file made for another period must not pass by its round alone.
            let of_period = get(row, "period");
            if !of_period.is_empty() && of_period != period {
                outcome.error(row.row, "period", "period_differs", of_period);
            }
            if let Some(cell) = cell_of(row, def, &mut outcome)
                && cells.insert(code.to_owned(), cell).is_some()
            {
                outcome.error(row.row, "indicator", "twice", code);
            }
        }
        filled.push((owed.id, first, cells));
    }
    if !outcome.errors.is_empty() {
        return Ok(outcome);
    }
    let inputs: Vec<_> = filled
        .iter()
        .map(|(id, _, cells)| (*id, cells.clone()))
        .collect();
    let done = fill_drafts(ctx, &inputs, is_dry).await?;
    for (result, (_, row, _)) in done.reports.iter().zip(&filled) {
        match result {
            Filled::Changed(cells) => outcome.new += cells,
            Filled::Same => {}
            Filled::Refused(code) => outcome.error(*row, "unit", "report_refused", *code),
        }
    }
    outcome.known = outcome.rows - outcome.new.min(outcome.rows);
    outcome.is_written = done.is_written;
    Ok(outcome)
}

fn cell_of(row: &TableRow, def: &IndicatorDef, outcome: &mut Outcome) -> Option<Cell> {
    let before = outcome.errors.len();
    let mut number = |key: &str, text: &str, scale: u8| match text {
        "" => None,
        text => match read_number(text, scale) {
            Ok(Reading::Exact(value)) => Some(value),
            Err(NumberError::TooPrecise) => {
                outcome.error(row.row, key, "too_precise", text);
                None
            }
            Ok(Reading::Ambiguous { .. }) | Err(_) => {
                outcome.error(row.row, key, "number", text);
                None
            }
        },
    };
    let threshold = threshold(row, def);
    let value = match threshold {
        Some((_, text)) => number("value", text, def.scale),
        None => number("value", get(row, "value"), def.scale),
    };
    let (num, den) = (
        number("num", get(row, "num"), 0),
        number("den", get(row, "den"), 0),
    );
    let bound = threshold.map(|(bound, _)| bound);
    // What is worked out from its parts is known.
    if bound.is_some() && num.is_some() {
        outcome.error(row.row, "value", "number", get(row, "value"));
    }
    let measure = get(row, "measure");
    if !measure.is_empty() && measure != def.measure {
        outcome.error(row.row, "measure", "measure_differs", measure);
    }
    parts(row, def, (value, num, den), outcome);
    let nature = match get(row, "nature") {
        "" => Some(Nature::Official),
        code => Nature::from_code(code),
    };
    if nature.is_none() {
        outcome.error(row.row, "nature", "nature", get(row, "nature"));
    }
    let note = Some(get(row, "note").to_owned()).filter(|n| !n.is_empty());
    (outcome.errors.len() == before).then_some(Cell {
        value,
        num,
        den,
        nature: nature?,
        note,
        bound,
    })
}

/// The threshold that a value is, and its number; a rank and a level are none.
fn threshold<'a>(row: &'a TableRow, def: &IndicatorDef) -> Option<(Bound, &'a str)> {
    split_bound(get(row, "value")).filter(|_| !def.is_ordinal())
}

/// Parts belong to ratios, come in pairs and agree with a ratio that stands
/// beside them.
fn parts(
    row: &TableRow,
    def: &IndicatorDef,
    (value, num, den): (Option<i64>, Option<i64>, Option<i64>),
    outcome: &mut Outcome,
) {
    let Some(factor) = def.factor() else {
        for (key, part) in [("num", num), ("den", den)] {
            if part.is_some() {
                outcome.error(row.row, key, "no_ratio", get(row, key));
            }
        }
        return;
    };
    let Some((num, den)) = num.zip(den) else {
        for (key, part, other) in [("num", num, den), ("den", den, num)] {
            if part.is_none() && other.is_some() {
                outcome.error(row.row, key, "part_missing", "");
            }
        }
        return;
    };
    if den < 0 || num < 0 || (def.is_percentage() && num > den) {
        outcome.error(row.row, "num", "part_exceeds", get(row, "num"));
        return;
    }
    let ratio = ratio_value(num, den, factor, def.scale);
    if value.is_some() && value != ratio {
        outcome.error(row.row, "value", "ratio_differs", get(row, "value"));
    }
}
