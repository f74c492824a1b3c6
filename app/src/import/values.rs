//! Import of values into the drafts of the reports for which the person may
//! write, those of units that have ended too. Heads still sign: an import
//! sends nothing (invariant 8).

use super::Outcome;
use super::table::{column, get, read};
use crate::report::{Fillable, Filled, ToFill, fill_drafts, would_fill};
use crate::text::t;
use crate::{AppError, Ctx, Locale};
use domain::account::Right;
use domain::id::{RoundId, UnitId};
use domain::indicator::{Cell, IndicatorDef, Nature, ratio_value};
use domain::number::{Bound, NumberError, Reading, read_number, split_bound};
use extract::table::{Column, TableRow};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::obligation::Obligation;
use store::round::Round;

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

/// Rows of the file by the codes of round and unit.
type ByReport<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a TableRow<'a>>>;

/// Imports values; with `is_dry` only says what it would do.
///
/// # Errors
/// [`AppError::Forbidden`] for a person who writes for no unit. Defects of the
/// file are in the outcome.
pub async fn values(ctx: &Ctx, bytes: &[u8], is_dry: bool) -> Result<Outcome, AppError> {
    ctx.require_any(Right::WriteReport)?;
    let mut outcome = Outcome::default();
    let rows = read(bytes, &COLUMNS, &mut outcome);
    let mut by_report = ByReport::new();
    for row in &rows {
        by_report
            .entry((get(row, "round"), get(row, "unit")))
            .or_default()
            .push(row);
    }
    let mut known = Known::find(ctx, &by_report).await?;
    let (mut all, mut begins) = (Vec::new(), Vec::new());
    for ((round_code, unit_code), rows) in by_report {
        let first = rows.first().map_or(0, |r| r.row);
        let Some(round) = known.rounds.get(round_code) else {
            outcome.error(first, "round", "round_unknown", round_code);
            continue;
        };
        let unit = known.units.get(unit_code);
        let owed = unit.and_then(|unit| known.owed.remove(&(round.id, *unit)));
        let Some(report) = mine(ctx, owed).await? else {
            outcome.error(first, "unit", "unit_unknown", unit_code);
            continue;
        };
        let before = outcome.errors.len();
        let period = round.period.code();
        let cells = cells(&rows, &report, &period, ctx.locale, &mut outcome);
        // Told with the rest: who mends a file wants to do it once.
        let says_something = !cells.is_empty() || outcome.errors.len() > before;
        if let Some(code) = report.refusal(ctx).filter(|_| says_something) {
            refused(ctx, (first, unit_code), code, &mut outcome);
        }
        if !cells.is_empty() {
            all.push(ToFill { report, cells });
            begins.push((first, unit_code));
        }
    }
    if !outcome.errors.is_empty() {
        return Ok(outcome.told());
    }
    let done = if is_dry {
        would_fill(ctx, &all).await?
    } else {
        fill_drafts(ctx, &all).await?
    };
    for (result, begin) in done.reports.iter().zip(begins) {
        match result {
            Filled::Changed(cells) => outcome.new += cells,
            Filled::Same => {}
            Filled::Refused(code) => refused(ctx, begin, code, &mut outcome),
        }
    }
    outcome.known = outcome.rows - outcome.new.min(outcome.rows);
    outcome.is_written = done.is_written;
    Ok(outcome.told())
}

/// Says that a report takes no draft now, at the row with which it begins.
fn refused(ctx: &Ctx, (row, unit): (usize, &str), code: &str, outcome: &mut Outcome) {
    let why = t(ctx.locale, &format!("error.{code}"));
    outcome.error_with(row, "unit", "report_refused", unit, why);
}

/// What the file names by codes, each looked up once.
struct Known<'a> {
    rounds: HashMap<&'a str, Round>,
    units: HashMap<String, UnitId>,
    owed: HashMap<(RoundId, UnitId), Obligation>,
}

impl<'a> Known<'a> {
    async fn find(ctx: &Ctx, by_report: &ByReport<'a>) -> Result<Self, AppError> {
        let read = ctx.read();
        let mut of_round: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
        for (round, unit) in by_report.keys() {
            of_round.entry(*round).or_default().push(*unit);
        }
        // Codes are never used again: a unit that ended is known by its own.
        let codes: BTreeSet<&str> = by_report.keys().map(|(_, unit)| *unit).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let units = store::unit::find_by_codes(&read, &codes).await?;
        let (mut rounds, mut owed) = (HashMap::new(), HashMap::new());
        for (code, of_units) in of_round {
            let Some(round) = store::round::find_by_code(&read, code).await? else {
                continue;
            };
            let asked = of_units.iter().filter_map(|code| units.get(*code));
            let asked: Vec<UnitId> = asked.copied().collect();
            for o in store::obligation::list_of_rounds(&read, &[round.id], &asked).await? {
                owed.insert((round.id, o.unit), o);
            }
            rounds.insert(code, round);
        }
        Ok(Self {
            rounds,
            units,
            owed,
        })
    }
}

/// The report, if the person writes it: others do not exist for it.
async fn mine(ctx: &Ctx, owed: Option<Obligation>) -> Result<Option<Fillable>, AppError> {
    let Some(owed) = owed else {
        return Ok(None);
    };
    match Fillable::of(ctx, &ctx.read(), owed).await {
        Ok(report) => Ok(Some(report)),
        Err(AppError::NotFound | AppError::Forbidden) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The cells that rows give a report. A row without figure and note says nothing:
/// empty is no figure, and takes none away. Where it holds a nature, somebody meant
/// something by it, and is told that nothing follows.
fn cells<'a>(
    rows: &[&'a TableRow<'a>],
    report: &Fillable,
    period: &str,
    locale: Locale,
    outcome: &mut Outcome,
) -> BTreeMap<&'a str, Cell> {
    let asked = report.asked().map(|def| (def.code.as_str(), def));
    let asked: HashMap<&str, &IndicatorDef> = asked.collect();
    let mut cells = BTreeMap::new();
    for row in rows {
        let code = get(row, "indicator");
        let Some(def) = asked.get(code) else {
            let why = match report.knows(code) {
                true => "indicator_not_asked",
                false => "indicator_unknown",
            };
            outcome.error(row.row, "indicator", why, code);
            continue;
        };
        // A file made for another period must not pass by its round alone.
        let of_period = get(row, "period");
        if !of_period.is_empty() && of_period != period {
            outcome.error(row.row, "period", "period_differs", of_period);
        }
        let Some(cell) = cell_of(row, def, outcome) else {
            continue;
        };
        // Against what these say no word at signing would help.
        if !cell.is_empty() {
            let column = cell.value.map_or("num", |_| "value");
            for why in report.blocked_by(code, &cell, locale) {
                outcome.error_with(row.row, column, "blocked", get(row, column), why);
            }
        }
        let nature = get(row, "nature");
        if cell.is_empty() && cell.note.is_none() {
            if !nature.is_empty() {
                outcome.remark(row.row, "nature", "nature_alone", nature, "");
            }
        } else if cells.insert(code, cell).is_some() {
            outcome.error(row.row, "indicator", "twice", code);
        }
    }
    cells
}

fn cell_of(row: &TableRow<'_>, def: &IndicatorDef, outcome: &mut Outcome) -> Option<Cell> {
    let before = outcome.errors.len();
    let level = level(row, def, outcome);
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
    let value = if def.levels().is_empty() {
        let text = threshold.map_or(get(row, "value"), |(_, text)| text);
        number("value", text, def.scale)
    } else {
        level
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
fn threshold<'a>(row: &'a TableRow<'_>, def: &IndicatorDef) -> Option<(Bound, &'a str)> {
    split_bound(get(row, "value")).filter(|_| !def.is_ordinal())
}

/// The level that a value names, by its name or its place in the list; none where the
/// indicator has no levels.
fn level(row: &TableRow<'_>, def: &IndicatorDef, outcome: &mut Outcome) -> Option<i64> {
    let said = get(row, "value");
    if said.is_empty() || def.levels().is_empty() {
        return None;
    }
    let level = def.read_level(said);
    if level.is_none() {
        outcome.error(row.row, "value", "no_level", said);
    }
    level
}

/// Parts belong to ratios, come in pairs and agree with a ratio that stands
/// beside them. A ratio alone is refused: the form asks for its parts, and the next
/// save there would drop it.
fn parts(
    row: &TableRow<'_>,
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
        let is_alone = ["num", "den"].iter().all(|key| get(row, key).is_empty());
        if value.is_some() && is_alone {
            outcome.error(row.row, "value", "part_missing", get(row, "value"));
        }
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
