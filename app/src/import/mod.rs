//! Imports from CSV and XLSX: previewed, with errors per row,
//! idempotent by code, all or nothing. An import has the rights of the person
//! who runs it and no others, and leaves its entries in the journal.

mod people;
mod plans;
mod table;
mod units;
mod values;

pub use people::people;
pub use plans::plans;
pub use units::units;
pub use values::values;

use crate::AppError;
use store::StoreError;

/// Two people may import the same file at once: the unique code decides, and the
/// second is told that somebody was quicker. Nothing of it is kept.
fn taken(e: StoreError) -> AppError {
    match e {
        StoreError::Duplicate(_) => AppError::Conflict,
        other => other.into(),
    }
}

/// One defect of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Row as a person counts, with the header; 0 = the file as a whole.
    pub row: usize,
    /// Column.
    pub column: String,
    /// Code; its text is `import.<code>`.
    pub code: &'static str,
    /// What stood there.
    pub value: String,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Rows with content.
    pub rows: usize,
    /// Rows that add or change something.
    pub new: usize,
    /// Rows that say what is known already.
    pub known: usize,
    /// Defects; with any, nothing is written.
    pub errors: Vec<RowError>,
    /// Whether it was written.
    pub is_written: bool,
}

impl Outcome {
    fn error(&mut self, row: usize, column: &str, code: &'static str, value: impl Into<String>) {
        self.errors.push(RowError {
            row,
            column: column.into(),
            code,
            value: value.into(),
        });
    }

    /// Whether there is something to write and nothing against it.
    fn is_ready(&self, is_dry: bool) -> bool {
        !is_dry && self.errors.is_empty() && self.new > 0
    }
}
