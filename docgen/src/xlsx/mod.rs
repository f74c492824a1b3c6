//! The XLSX writers: the report form of a unit, totals, and plain tables.
//!
//! Numbers stay numbers. Number formats carry no separators of their
//! own: `#,##0` shows as 1.234 in a Vietnamese Excel. Creation times come from
//! the model. Not here: reading a filled form (crate `extract`).

mod form;
mod table;
mod totals;

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use crate::error::DocError;
use jiff::civil::Date;

pub use form::{
    FormIndicator, FormSection, FormValue, Given, ReportForm, form, given_name, kind_name,
    section_name, value_name, word_name,
};
pub use table::{Cell, SheetColumn, SheetRow, TableSheet, table_workbook};
pub use totals::{TotalsBook, totals};

/// A decimal number: `value` divided by 10 to the power of `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub value: i64,
    pub scale: u8,
}

impl Figure {
    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self { value, scale: 0 }
    }

    /// What a cell holds; exact for up to 15 digits, as in every spreadsheet.
    fn number(self) -> f64 {
        self.value as f64 / 10_f64.powi(i32::from(self.scale))
    }
}

/// `#,##0` with the decimals of the scale.
fn num_format(scale: u8) -> String {
    match scale {
        0 => "#,##0".to_owned(),
        digits => format!("#,##0.{}", "0".repeat(usize::from(digits))),
    }
}

/// A workbook whose times come from the model.
fn workbook(title: &str, date: Date) -> Workbook {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(title)
        .set_author("Giao Ban")
        .set_creation_datetime(&date);
    workbook.set_properties(&properties);
    workbook
}

fn refused(error: XlsxError) -> DocError {
    DocError::writer("xlsx", error)
}
