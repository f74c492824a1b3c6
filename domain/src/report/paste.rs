//! A block of cells pasted from a spreadsheet: which text belongs into
//! which input. Nothing is converted here; [`super::read_cells`] does that, so
//! that a pasted number is read exactly as a typed one.

use super::Part;
use super::measure::{MULTIPLES, split_measure};
use crate::indicator::{IndicatorDef, IndicatorKind, ratio_value};
use crate::number::{NumberError, Reading, read_number, split_bound};
use crate::text::fold;
use std::collections::BTreeSet;

/// What a block says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Texts by [`Part::key`].
    pub numbers: Vec<(String, String)>,
    /// Rows that were not taken over, each with its reason.
    pub refused: Vec<PasteRefusal>,
}

/// A row that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteRefusal {
    /// Line of the block, from 1.
    pub line: usize,
    /// Reason; the key of its text is `paste.<code>`.
    pub code: &'static str,
    /// The row as pasted, its columns apart by a bar.
    pub quote: String,
}

/// Lays a block over the rows of a table. Columns are apart by tabs. If rows name
/// their indicator by code or name, they go where they say, in any order; else
/// they follow the table from its first row, an empty line leaving a row as it
/// is, and a first column of words is passed over, also where some of them read like
/// thresholds ("Dưới 5", "Trên 60") and where row numbers stand before it. A unit of
/// measure in a row must be the indicator's own, and a level one of its levels
/// ([`IndicatorDef::read_level`]).
#[must_use]
pub fn read_block(table: &[&IndicatorDef], text: &str) -> Pasted {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').map(str::trim).collect())
        .collect();
    let is_named = rows.iter().any(|row| named(table, row).is_some());
    let passed_over = if is_named { 0 } else { leading(table, &rows) };
    let mut pasted = Pasted::default();
    let mut next = 0;
    for (at, whole) in rows.iter().enumerate() {
        let mut row = whole.as_slice();
        let is_empty = row.iter().all(|cell| cell.is_empty());
        let has_number = row.iter().any(|cell| is_number(table, cell));
        let def = if is_named {
            match named(table, row) {
                // What stands before the name is a row number.
                Some((def, at)) => {
                    row = &row[at + 1..];
                    def
                }
                // A heading, or a row of another table.
                None if !has_number => continue,
                None => {
                    pasted.refuse(at, "row_unknown", whole);
                    continue;
                }
            }
        } else if !is_empty && !has_number && next == 0 && !has_level(table.first(), row) {
            continue;
        } else {
            let Some(def) = table.get(next) else {
                if !is_empty {
                    pasted.refuse(at, "too_many_rows", whole);
                }
                continue;
            };
            next += 1;
            row = row.get(passed_over..).unwrap_or_default();
            def
        };
        match take(table, def, row) {
            Ok(numbers) => pasted.numbers.extend(numbers),
            Err(code) => pasted.refuse(at, code, whole),
        }
    }
    pasted
}

impl Pasted {
    fn refuse(&mut self, at: usize, code: &'static str, row: &[&str]) {
        self.refused.push(PasteRefusal {
            line: at + 1,
            code,
            quote: row.join(" | "),
        });
    }
}

/// The indicator that a row names.
fn named<'a>(table: &[&'a IndicatorDef], row: &[&str]) -> Option<(&'a IndicatorDef, usize)> {
    table.iter().find_map(|def| {
        let names = |cell: &&str| {
            cell.eq_ignore_ascii_case(&def.code)
                || (!cell.is_empty() && fold(cell) == fold(&def.name))
        };
        Some((*def, row.iter().rposition(names)?))
    })
}

/// Whether a row without a number holds a level of the indicator whose turn it is.
fn has_level(def: Option<&&IndicatorDef>, row: &[&str]) -> bool {
    def.is_some_and(|def| row.iter().any(|cell| def.read_level(cell).is_some()))
}

/// How many first columns of a block only tell its rows apart: one of labels, or row
/// numbers and the labels behind them.
fn leading(table: &[&IndicatorDef], rows: &[Vec<&str>]) -> usize {
    if has_labels(table, rows, 0) {
        1
    } else if counts_rows(table, rows) && (has_labels(table, rows, 1) || has_words(table, rows)) {
        2
    } else {
        0
    }
}

/// Whether thresholds in a column are names ("Dưới 5", an age group): they stand before
/// other numbers, none of which is a threshold, at least two rows differ by them, and no
/// row has a plain number there. A threshold with a unit of measure of the table is a
/// figure.
fn has_labels(table: &[&IndicatorDef], rows: &[Vec<&str>], at: usize) -> bool {
    let is_group = |text: &str| {
        split_bound(text).is_some_and(|(_, number)| {
            !is_plain(table, number) || split_measure(number).1.is_empty()
        })
    };
    let told = with_figures(table, rows, at + 1);
    told.iter().any(|row| is_group(column(row, at)))
        && differ(&told, at)
        && !rows.iter().any(|row| {
            let mut behind = row.iter().skip(at + 1);
            is_plain(table, column(row, at)) || behind.any(|cell| split_bound(cell).is_some())
        })
}

/// Whether the first column counts the rows: 1, 2, 3 …
fn counts_rows(table: &[&IndicatorDef], rows: &[Vec<&str>]) -> bool {
    let told = with_figures(table, rows, 0);
    let mut numbered = (1_usize..).zip(&told);
    told.len() > 1 && numbered.all(|(n, row)| column(row, 0) == n.to_string())
}

/// Whether the second column has words before figures, and no unit of measure, in every
/// row that has a number.
fn has_words(table: &[&IndicatorDef], rows: &[Vec<&str>]) -> bool {
    let is_words =
        |text: &str| !text.is_empty() && !is_number(table, text) && !is_measure(table, &fold(text));
    let mut told = with_figures(table, rows, 0).into_iter();
    told.all(|row| is_words(column(row, 1))) && differ(&with_figures(table, rows, 2), 1)
}

fn column<'a>(row: &[&'a str], at: usize) -> &'a str {
    row.get(at).copied().unwrap_or_default()
}

/// The rows with a number from this column on.
fn with_figures<'r, 'c>(
    table: &[&IndicatorDef],
    rows: &'r [Vec<&'c str>],
    from: usize,
) -> Vec<&'r [&'c str]> {
    rows.iter()
        .map(Vec::as_slice)
        .filter(|row| row.iter().skip(from).any(|cell| is_number(table, cell)))
        .collect()
}

/// Whether at least two rows say different things in a column.
fn differ(rows: &[&[&str]], at: usize) -> bool {
    let said: BTreeSet<String> = rows
        .iter()
        .map(|row| fold(column(row, at)))
        .filter(|said| !said.is_empty())
        .collect();
    said.len() > 1
}

/// Whether folded words are a unit of measure of the table, or make any number another.
fn is_measure(table: &[&IndicatorDef], said: &str) -> bool {
    MULTIPLES.contains(&said) || table.iter().any(|def| fold(&def.measure) == said)
}

/// A number and nothing else but perhaps a unit of measure of the table.
fn is_plain(table: &[&IndicatorDef], text: &str) -> bool {
    let (number, said) = split_measure(text);
    let is_known = said.is_empty() || is_measure(table, &said);
    let read = read_number(number, 0);
    is_known && !matches!(read, Err(NumberError::Empty | NumberError::Malformed))
}

/// Begins like a number, perhaps with its unit of measure, and is no label such
/// as "1.1 Trường đạt chuẩn"; or is a threshold and nothing else: "dưới 5 tuổi" names
/// a row.
fn is_number(table: &[&IndicatorDef], cell: &str) -> bool {
    if let Some((_, number)) = split_bound(cell) {
        return is_plain(table, number);
    }
    let digits = cell.trim_start_matches(['-', '−', '+']);
    let words = cell
        .split_whitespace()
        .filter(|w| w.chars().all(char::is_alphabetic));
    digits.starts_with(|c: char| c.is_ascii_digit()) && words.count() <= 2
}

fn take(
    table: &[&IndicatorDef],
    def: &IndicatorDef,
    row: &[&str],
) -> Result<Vec<(String, String)>, &'static str> {
    let mut numbers: Vec<&str> = Vec::new();
    // Words behind a unit of measure stand where a level should.
    let (mut is_measured, mut has_words) = (false, false);
    for (at, cell) in row.iter().enumerate() {
        let said = fold(cell);
        // The category of a row that is named by its code.
        let is_category = split_bound(cell).is_some()
            && fold(&def.name).ends_with(&said)
            && row[at + 1..].iter().any(|next| is_number(table, next));
        if cell.is_empty() || is_category || cell.eq_ignore_ascii_case(&def.code) {
            continue;
        }
        if is_measure(table, &said) {
            if said != fold(&def.measure) {
                return Err("other_measure");
            }
            is_measured = true;
        } else if is_number(table, cell) || def.read_level(cell).is_some() {
            numbers.push(cell);
        } else if said != fold(&def.name) && row.len() == 1 {
            // A lone text in a column of numbers: shown as typed, not dropped.
            numbers.push(cell);
        } else {
            has_words |= is_measured;
        }
    }
    if numbers.is_empty() && has_words && !def.levels().is_empty() {
        return Err("no_level");
    }
    let put = |part: Part, text: &str| (part.key(&def.code), text.to_owned());
    match (&def.kind, numbers.as_slice()) {
        (_, []) => Ok(Vec::new()),
        // A list to choose from cannot show what is none of its levels.
        (IndicatorKind::Category { .. }, [one]) if def.read_level(one).is_none() => Err("no_level"),
        (IndicatorKind::Plain | IndicatorKind::Rank | IndicatorKind::Category { .. }, [one]) => {
            Ok(vec![put(Part::Value, one)])
        }
        (IndicatorKind::Plain | IndicatorKind::Rank | IndicatorKind::Category { .. }, _) => {
            Err("many_numbers")
        }
        (IndicatorKind::Ratio { .. }, [num, den]) => {
            Ok(vec![put(Part::Num, num), put(Part::Den, den)])
        }
        (IndicatorKind::Ratio { factor, .. }, [num, den, ratio]) => {
            if agrees(def, *factor, num, den, ratio) {
                Ok(vec![put(Part::Num, num), put(Part::Den, den)])
            } else {
                Err("parts_disagree")
            }
        }
        (IndicatorKind::Ratio { .. }, _) => Err("ratio_parts"),
    }
}

/// Whether a ratio that stands beside its parts is theirs, however it may be
/// read and to the decimals that it has.
fn agrees(def: &IndicatorDef, factor: i64, num: &str, den: &str, ratio: &str) -> bool {
    let readings = |text: &str, scale: u8| match read_number(text, scale) {
        Ok(Reading::Exact(value)) => vec![value],
        Ok(Reading::Ambiguous { thousands, decimal }) => vec![thousands, decimal],
        Err(_) => Vec::new(),
    };
    let (nums, dens) = (readings(num, 0), readings(den, 0));
    (0..=def.scale).any(|scale| {
        let said = readings(ratio, scale);
        nums.iter().any(|num| {
            dens.iter().any(|den| {
                ratio_value(*num, *den, factor, scale).is_some_and(|value| said.contains(&value))
            })
        })
    })
}

#[cfg(test)]
#[path = "paste_tests.rs"]
mod tests;
