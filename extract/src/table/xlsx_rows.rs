//! Rows of every sheet of a workbook, as text.

use crate::finding::{Extracted, Finding, Severity};
use crate::form::{exact_decimal, iso_day};
use crate::format::{for_each_cell, open_package};
use crate::reading::ReadOptions;
use crate::text::normalise;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Columns beyond which cells are ignored.
const MAX_COLUMNS: usize = 300;

type Sheets = Vec<Vec<Vec<String>>>;

pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Extracted<Sheets> {
    let checked = open_package(bytes, options).and_then(|mut p| p.check_xml("xl/"));
    if let Err(f) = checked {
        return Extracted {
            value: Vec::new(),
            findings: vec![f],
        };
    }
    let damaged = |hint: String| Extracted {
        value: Vec::new(),
        findings: vec![Finding::document("table-damaged", Severity::Refused, hint)],
    };
    match catch_unwind(AssertUnwindSafe(|| sheets(bytes))) {
        Ok(Ok(sheets)) => Extracted::clean(sheets),
        Ok(Err(problem)) => damaged(problem),
        Err(_) => damaged("the workbook cannot be read".into()),
    }
}

fn sheets(bytes: &[u8]) -> Result<Sheets, String> {
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|e: calamine::XlsxError| e.to_string())?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut rows: Vec<Vec<String>> = Vec::new();
        // Cells far out are no table; they must not make millions of rows.
        let read = for_each_cell(&mut book, &name, |row, column, data| {
            let (row, column) = (row as usize, column as usize);
            let value = text(&data);
            if row >= super::MAX_ROWS || column >= MAX_COLUMNS || value.is_empty() {
                return;
            }
            if rows.len() <= row {
                rows.resize_with(row + 1, Vec::new);
            }
            if rows[row].len() <= column {
                rows[row].resize(column + 1, String::new());
            }
            rows[row][column] = value;
        });
        // Chart sheets hold no cells; other sheets may still hold the table.
        if read.is_err() && rows.is_empty() {
            continue;
        }
        sheets.push(rows);
    }
    Ok(sheets)
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => exact_decimal(*n).unwrap_or_default(),
        Data::Bool(b) => b.to_string(),
        Data::DateTime(d) => iso_day(d),
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => {
            normalise(s).trim().to_owned()
        }
    }
}
