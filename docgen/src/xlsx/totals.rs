//! The workbook of totals: the sentence of coverage stands on every sheet, so
//! that no total goes out without it.

use jiff::civil::Date;

use super::{TableSheet, table_workbook};
use crate::error::DocError;

/// Totals of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsBook {
    pub title: String,
    /// "38/41 đơn vị; chưa có: …; ước tính: …".
    pub coverage: String,
    pub date: Date,
    /// For example totals of the province, then by unit. A note of a sheet
    /// follows the sentence of coverage.
    pub sheets: Vec<TableSheet>,
}

/// Writes the totals.
///
/// # Errors
/// As [`table_workbook`].
pub fn totals(book: &TotalsBook) -> Result<Vec<u8>, DocError> {
    let sheets: Vec<_> = book
        .sheets
        .iter()
        .map(|sheet| TableSheet {
            note: Some(match &sheet.note {
                Some(note) => format!("{} {note}", book.coverage),
                None => book.coverage.clone(),
            }),
            ..sheet.clone()
        })
        .collect();
    table_workbook(&book.title, book.date, &sheets)
}
