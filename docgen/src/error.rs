//! What keeps a document from being written: all problems at once.
//!
//! A problem has a code for the catalogue of texts and a place in the model;
//! the words that people read are not here.

use std::fmt;

/// One reason why a document cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The subject (trích yếu) is empty.
    MissingSubject,
    /// The issuing body is empty.
    MissingIssuer,
    /// The place of issue is empty.
    MissingPlace,
    /// The type name is empty although the kind is not a letter.
    MissingTypeName,
    /// The symbol after the number is empty.
    MissingSymbol,
    /// No signature block, or one without an office line.
    MissingSignature,
    /// A numbered, so issued, document without the signer's name.
    MissingSigner,
    /// No block in the body.
    EmptyBody,
    /// A list without items.
    EmptyList { place: String },
    /// A heading, label or caption without text.
    EmptyText { place: String },
    /// A heading level outside 1 to 3.
    HeadingLevel { place: String, level: u8 },
    /// A table without columns.
    TableWithoutColumns { place: String },
    /// A row whose cells do not fill the columns exactly.
    RowWidth {
        place: String,
        row: usize,
        expected: usize,
        found: usize,
    },
    /// A column weight of zero.
    ColumnWeight { place: String, column: usize },
    /// A character that XML 1.0 cannot carry (for example NUL).
    ControlCharacter { place: String, code_point: u32 },
    /// A profile text that cannot be understood.
    Profile { id: String, detail: String },
    /// A code of a form that cannot become a defined name, or that is repeated.
    FormCode { code: String },
    /// A name of a sheet that a workbook does not allow, or that is repeated.
    SheetName { name: String },
    /// An event that ends before it begins.
    EventTimes,
    /// An address that is not usable in a calendar or a feed.
    Address { value: String },
    /// A writer library refused; the text is for the log, not for people.
    Writer {
        writer: &'static str,
        detail: String,
    },
}

impl Problem {
    /// The stable code by which the catalogue of texts knows the problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingSubject => "doc.subject_missing",
            Self::MissingIssuer => "doc.issuer_missing",
            Self::MissingPlace => "doc.place_missing",
            Self::MissingTypeName => "doc.type_missing",
            Self::MissingSymbol => "doc.symbol_missing",
            Self::MissingSignature => "doc.signature_missing",
            Self::MissingSigner => "doc.signer_missing",
            Self::EmptyBody => "doc.body_empty",
            Self::EmptyList { .. } => "doc.list_empty",
            Self::EmptyText { .. } => "doc.text_empty",
            Self::HeadingLevel { .. } => "doc.heading_level",
            Self::TableWithoutColumns { .. } => "doc.table_without_columns",
            Self::RowWidth { .. } => "doc.row_width",
            Self::ColumnWeight { .. } => "doc.column_weight",
            Self::ControlCharacter { .. } => "doc.control_character",
            Self::Profile { .. } => "doc.profile",
            Self::FormCode { .. } => "doc.form_code",
            Self::SheetName { .. } => "doc.sheet_name",
            Self::EventTimes => "doc.event_times",
            Self::Address { .. } => "doc.address",
            Self::Writer { .. } => "doc.writer",
        }
    }
}

/// All problems of one document, in reading order; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct DocError {
    problems: Vec<Problem>,
}

impl DocError {
    /// The problems, in reading order.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// `Ok` when nothing was found, otherwise an error with everything found.
    pub(crate) fn unless_empty(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self { problems })
        }
    }

    /// An error of a writer library.
    pub(crate) fn writer(writer: &'static str, detail: impl fmt::Display) -> Self {
        Self::from(Problem::Writer {
            writer,
            detail: detail.to_string(),
        })
    }
}

impl From<Problem> for DocError {
    fn from(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
        }
    }
}

impl fmt::Display for DocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the document cannot be written:")?;
        for problem in &self.problems {
            write!(f, " {} ({problem:?});", problem.code())?;
        }
        Ok(())
    }
}
