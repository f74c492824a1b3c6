//! Rows of a CSV: comma, semicolon or tab, whichever parts the first lines best.

use crate::finding::{Extracted, Finding, Severity};
use crate::text::{decode, normalise};

/// One sheet.
pub(super) fn read(bytes: &[u8]) -> Extracted<Vec<Vec<Vec<String>>>> {
    let decoded = decode(bytes);
    let mut findings = decoded.findings;
    let delimiter = delimiter(&decoded.value);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(decoded.value.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                // The reader drops blank lines; the row numbers keep them.
                let line = record.position().map_or(rows.len() + 1, |p| {
                    usize::try_from(p.line()).unwrap_or(usize::MAX)
                });
                while rows.len() + 1 < line && rows.len() < super::MAX_ROWS {
                    rows.push(Vec::new());
                }
                rows.push(record.iter().map(|c| trimmed(normalise(c))).collect());
            }
            Err(problem) => findings.push(Finding::document(
                "row-damaged",
                Severity::Error,
                problem.to_string(),
            )),
        }
    }
    Extracted {
        value: vec![rows],
        findings,
    }
}

/// Most cells have nothing to take away, and a large table has a million of them.
fn trimmed(cell: String) -> String {
    match cell.trim() {
        text if text.len() == cell.len() => cell,
        text => text.to_owned(),
    }
}

fn delimiter(text: &str) -> u8 {
    let count = |mark: char| {
        text.lines()
            .take(20)
            .map(|l| l.matches(mark).count())
            .sum::<usize>()
    };
    [(b';', count(';')), (b'\t', count('\t')), (b',', count(','))]
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .filter(|(_, n)| *n > 0)
        .map_or(b',', |(mark, _)| mark)
}
