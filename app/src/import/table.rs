//! The columns of the import files, and what the reader found wrong with them.

use super::Outcome;
use extract::table::{Column, TableRow, read_table};
use extract::{Place, Severity};

pub(super) const fn column<'a>(key: &'a str, titles: &'a [&'a str], required: bool) -> Column<'a> {
    Column {
        key,
        titles,
        required,
    }
}

/// Reads the table; every finding that hinders is an error of the outcome.
pub(super) fn read<'a>(
    bytes: &[u8],
    columns: &[Column<'a>],
    outcome: &mut Outcome,
) -> Vec<TableRow<'a>> {
    let read = read_table(bytes, columns);
    for finding in read.findings {
        if finding.severity < Severity::Error && finding.code != "value-missing" {
            continue;
        }
        let (row, column) = match &finding.place {
            Place::Row { row, column } => (*row, column.clone().unwrap_or_default()),
            Place::Cell(cell) => (0, cell.clone()),
            _ => (0, String::new()),
        };
        let code = match finding.code {
            "value-missing" => "value_missing",
            "column-missing" => "column_missing",
            "header-missing" => "header_missing",
            "too-many-rows" => "too_many_rows",
            "type-unknown" => "file_type",
            "empty" => "file_empty",
            "oversize" | "archive-bomb" => "file_too_large",
            "encrypted" => "file_encrypted",
            "macro" => "file_macro",
            _ => "file_refused",
        };
        // Only these hints are for the person: the titles that were looked for.
        let value = match code {
            "header_missing" => finding.hint,
            _ => finding.quote,
        };
        outcome.error(row, &column, code, value);
    }
    let headings = read.value.headings.into_iter();
    outcome.headings = headings.map(|(key, said)| (key.to_owned(), said)).collect();
    outcome.rows = read.value.rows.len();
    read.value.rows
}

/// A value of a row, or nothing.
pub(super) fn get<'a>(row: &'a TableRow<'_>, key: &str) -> &'a str {
    row.values.get(key).map_or("", String::as_str)
}
