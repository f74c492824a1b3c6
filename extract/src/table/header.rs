//! Finding the header row and which column is which.

use super::Column;
use crate::finding::{Finding, Place, Severity};
use crate::text::fold_accents;

/// Rows from the top in which a header is looked for: titles of the table and
/// of the body that sends it come before it.
const LOOK: usize = 20;

pub(super) struct Header<'a> {
    /// Zero-based.
    pub row: usize,
    /// Key of each column, by position.
    pub columns: Vec<Option<&'a str>>,
    pub matched: usize,
    pub findings: Vec<Finding>,
}

impl Header<'_> {
    pub(super) fn has(&self, key: &str) -> bool {
        self.columns.iter().flatten().any(|k| *k == key)
    }
}

/// The row with the most wanted titles; at least half of the required ones.
pub(super) fn find<'a>(rows: &[Vec<String>], columns: &[Column<'a>]) -> Option<Header<'a>> {
    let wanted: Vec<(String, &'a str)> = columns
        .iter()
        .flat_map(|c| {
            c.titles
                .iter()
                .copied()
                .chain([c.key])
                .map(move |t| (key_of(t), c.key))
        })
        .collect();
    let matches = |row: &[String]| {
        row.iter()
            .filter(|cell| wanted.iter().any(|(t, _)| *t == key_of(cell)))
            .count()
    };
    let (row, matched) = rows
        .iter()
        .take(LOOK)
        .enumerate()
        .map(|(i, r)| (i, matches(r)))
        .max_by_key(|(i, n)| (*n, std::cmp::Reverse(*i)))?;
    let required = columns.iter().filter(|c| c.required).count();
    if matched == 0 || matched * 2 < required {
        return None;
    }
    let mut header = Header {
        row,
        columns: Vec::new(),
        matched,
        findings: Vec::new(),
    };
    let remark = |code, severity, cell: &str| {
        Finding::at(
            code,
            severity,
            Place::Row {
                row: row + 1,
                column: Some(cell.to_owned()),
            },
            cell,
            "",
        )
    };
    for cell in &rows[row] {
        let key = wanted
            .iter()
            .find(|(t, _)| *t == key_of(cell))
            .map(|(_, k)| *k);
        match key {
            Some(k) if header.has(k) => {
                header
                    .findings
                    .push(remark("column-repeated", Severity::Warning, cell));
                header.columns.push(None);
            }
            Some(k) => header.columns.push(Some(k)),
            None => {
                if !cell.is_empty() {
                    header
                        .findings
                        .push(remark("column-unknown", Severity::Info, cell));
                }
                header.columns.push(None);
            }
        }
    }
    let absent: Vec<&Column<'a>> = columns
        .iter()
        .filter(|c| c.required && !header.has(c.key))
        .collect();
    for column in absent {
        let title = column.titles.first().copied().unwrap_or(column.key);
        header
            .findings
            .push(remark("column-missing", Severity::Error, title));
    }
    Some(header)
}

/// Letters and digits without accents; what stands in brackets does not count.
fn key_of(title: &str) -> String {
    let plain = title.split(['(', '[']).next().unwrap_or(title);
    let plain = if plain.trim().is_empty() {
        title
    } else {
        plain
    };
    fold_accents(plain)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}
