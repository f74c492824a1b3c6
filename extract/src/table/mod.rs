//! Tables for imports (units, people, values): a CSV or XLSX whose header row
//! is found by the titles of the columns, Vietnamese or English, accents folded.
//! Not here: what the rows mean, and whether their values are right.

mod csv_rows;
mod header;
mod xlsx_rows;

use crate::finding::{Extracted, Finding, Place, Severity};
use crate::format::{FileKind, sniff};
use crate::reading::ReadOptions;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows beyond which a table is refused.
const MAX_ROWS: usize = 200_000;

/// A column that the caller wants.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Key of the values in [`TableRow`].
    pub key: &'a str,
    /// Titles it may have; case, accents, brackets and marks do not matter.
    pub titles: &'a [&'a str],
    /// A row without a value, or a table without the column, is an error.
    pub required: bool,
}

/// A data row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableRow<'a> {
    /// Number of the row as a person counts, header rows included, from 1.
    pub row: usize,
    /// Values by column key; empty cells are absent.
    pub values: BTreeMap<&'a str, String>,
}

/// What a table holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table<'a> {
    /// Its data rows.
    pub rows: Vec<TableRow<'a>>,
    /// Key of each wanted column with the heading that it has in the file, from left
    /// to right.
    pub headings: Vec<(&'a str, String)>,
}

/// The text of every cell of a workbook, a line each, for finding marks of
/// secrecy in a file that is kept as it is. Dangerous files are refused as by
/// [`crate::form::read_form`].
#[must_use]
pub fn workbook_text(bytes: &[u8]) -> Extracted<String> {
    let read = xlsx_rows::read(bytes, &ReadOptions::default());
    read.map(|sheets| {
        let cells = sheets.into_iter().flatten().flatten();
        cells.collect::<Vec<_>>().join("\n")
    })
}

/// Reads the first sheet, or the CSV, that has the wanted header. Codes: those
/// of refused files, `header-missing`, `column-missing`, `column-repeated`,
/// `column-unknown`, `value-missing`, `too-many-rows`.
pub fn read_table<'a>(bytes: &[u8], columns: &[Column<'a>]) -> Extracted<Table<'a>> {
    let options = ReadOptions::default();
    let refused = |code, hint: &str| Extracted {
        value: Table::default(),
        findings: vec![Finding::document(code, Severity::Refused, hint)],
    };
    if bytes.len() > options.max_bytes {
        return refused("oversize", "the file is larger than allowed");
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return refused("empty", "the file holds nothing");
    }
    let sheets = match sniff(bytes) {
        FileKind::Xlsx => xlsx_rows::read(bytes, &options),
        FileKind::Text => csv_rows::read(bytes),
        FileKind::OldOffice => return refused("encrypted", "save it as xlsx without a password"),
        _ => return refused("type-unknown", "no csv or xlsx"),
    };
    let mut findings = sheets.findings;
    if findings.iter().any(|f| f.severity == Severity::Refused) {
        return Extracted {
            value: Table::default(),
            findings,
        };
    }
    let best = sheets
        .value
        .into_iter()
        .filter_map(|sheet| header::find(&sheet, columns).map(|header| (header, sheet)))
        .max_by_key(|(header, _)| header.matched);
    let Some((header, sheet)) = best else {
        findings.push(Finding::document(
            "header-missing",
            Severity::Error,
            titles(columns),
        ));
        return Extracted {
            value: Table::default(),
            findings,
        };
    };
    findings.extend(header.findings.iter().cloned());
    let headings = header.columns.iter().zip(&sheet[header.row]);
    let headings = headings.filter_map(|(key, cell)| Some(((*key)?, cell.clone())));
    let headings = headings.collect();
    let needed = columns.iter().filter(|c| c.required && header.has(c.key));
    let needed: Vec<&Column<'a>> = needed.collect();
    let mut rows = Vec::new();
    for (index, cells) in sheet.into_iter().enumerate().skip(header.row + 1) {
        if rows.len() >= MAX_ROWS {
            findings.push(Finding::document(
                "too-many-rows",
                Severity::Error,
                "split the table",
            ));
            break;
        }
        let mut row = TableRow {
            row: index + 1,
            values: BTreeMap::new(),
        };
        for (column, cell) in header.columns.iter().zip(cells) {
            if let Some(key) = column
                && !cell.is_empty()
            {
                row.values.insert(*key, cell);
            }
        }
        if row.values.is_empty() {
            continue;
        }
        for column in needed.iter().filter(|c| !row.values.contains_key(c.key)) {
            findings.push(Finding::at(
                "value-missing",
                Severity::Error,
                Place::Row {
                    row: row.row,
                    column: Some(column.key.to_owned()),
                },
                "",
                column.titles.first().copied().unwrap_or(column.key),
            ));
        }
        rows.push(row);
    }
    Extracted {
        value: Table { rows, headings },
        findings,
    }
}

fn titles(columns: &[Column<'_>]) -> String {
    columns
        .iter()
        .filter_map(|c| c.titles.first().copied())
        .collect::<Vec<_>>()
        .join("; ")
}
