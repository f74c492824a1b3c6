//! Imports from CSV and XLSX: previewed, with errors per row,
//! idempotent by code, all or nothing. An import has the rights of the person
//! who runs it and no others, and leaves its entries in the journal. It adds
//! and never changes: where a file says something else than what is known, the
//! row is remarked on.

mod known_person;
mod outside;
mod people;
mod plans;
mod ring;
mod table;
mod template;
mod unit_row;
mod units;
mod values;
mod words;

pub use people::people;
pub use plans::plans;
pub use template::{people_template, units_template};
pub use units::units;
pub use values::values;

use crate::text::{day_vi, has, t, t_with};
use crate::{AppError, Locale};
use domain::text::clean_line;
use store::StoreError;

/// Two people may import the same file at once: the unique code decides, and the
/// second is told that somebody was quicker. Nothing of it is kept.
fn taken(e: StoreError) -> AppError {
    match e {
        StoreError::Duplicate(_) => AppError::Conflict,
        other => other.into(),
    }
}

/// What is to be said of one cell of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowNote {
    /// Row as a person counts, with the header; 0 = the file as a whole.
    pub row: usize,
    /// Key of the column, or its title where it is missing.
    pub column: String,
    /// Heading of the column as the file has it; empty where it has none.
    pub heading: String,
    /// Code; its text is `import.<code>`.
    pub code: &'static str,
    /// What stood there.
    pub value: String,
    /// What is known instead, for texts that say it.
    pub known: String,
}

impl RowNote {
    /// What is to be said, in words.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let known = [("known", self.known.clone())];
        t_with(locale, &format!("import.{}", self.code), &known)
    }

    /// The column as the file's header names it, or may name it where it does not.
    #[must_use]
    pub fn column_words(&self, locale: Locale) -> String {
        if !self.heading.is_empty() {
            return self.heading.clone();
        }
        let key = format!("import.column.{}", self.column);
        if has(locale, &key) {
            t(locale, &key).into_owned()
        } else {
            self.column.clone()
        }
    }
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
    pub errors: Vec<RowNote>,
    /// Where known rows differ from what is known, which the import leaves as
    /// it is.
    pub remarks: Vec<RowNote>,
    /// Whether it was written.
    pub is_written: bool,
    /// Keys of the file's columns with their headings, from left to right.
    headings: Vec<(String, String)>,
}

impl Outcome {
    /// The outcome as it is told: row by row and from left to right, each column by the
    /// heading that the file has.
    fn told(mut self) -> Self {
        let place = |note: &RowNote| self.headings.iter().position(|(k, _)| *k == note.column);
        for notes in [&mut self.errors, &mut self.remarks] {
            notes.sort_by_key(|note| (note.row, place(note).unwrap_or(usize::MAX)));
            for note in notes {
                let heading = place(note).map(|n| self.headings[n].1.clone());
                note.heading = heading.unwrap_or_default();
            }
        }
        self
    }

    fn error(&mut self, row: usize, column: &str, code: &'static str, value: impl Into<String>) {
        self.error_with(row, column, code, value, "");
    }

    /// As [`Self::error`], for texts that say what is known.
    fn error_with(
        &mut self,
        row: usize,
        column: &str,
        code: &'static str,
        value: impl Into<String>,
        known: impl Into<String>,
    ) {
        self.errors.push(RowNote {
            row,
            column: column.into(),
            heading: String::new(),
            code,
            value: value.into(),
            known: known.into(),
        });
    }

    fn remark(
        &mut self,
        row: usize,
        column: &str,
        code: &'static str,
        value: impl Into<String>,
        known: impl Into<String>,
    ) {
        self.remarks.push(RowNote {
            row,
            column: column.into(),
            heading: String::new(),
            code,
            value: value.into(),
            known: known.into(),
        });
    }

    /// A cell of one line, cleaned; what cannot be cleaned is an error of its row.
    fn line(&mut self, row: usize, column: &str, said: &str) -> String {
        let clean = clean_line(said).ok();
        let clean = clean.filter(|text| text.is_empty() == said.is_empty());
        if clean.is_none() {
            self.error(row, column, "text", said);
        }
        clean.unwrap_or_default()
    }

    /// Whether there is something to write and nothing against it.
    fn is_ready(&self, is_dry: bool) -> bool {
        !is_dry && self.errors.is_empty() && self.new > 0
    }
}
