//! What an extraction has to say besides its value: findings with a code, a
//! place in the source, a quote and a hint.
//!
//! Not here: texts for people. A code is turned into Vietnamese or English by
//! the catalogues of `app`; the hint is only a short technical help.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something worth knowing that changes nothing.
    Info,
    /// The value was understood, but not in its standard form or not for sure.
    Warning,
    /// Part of the source could not be understood.
    Error,
    /// The source is refused as a whole; the value is empty.
    Refused,
}

/// Where in the source a finding lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The document as a whole.
    Document,
    /// Byte range in the normalised text.
    Span { start: usize, end: usize },
    /// A cell of a workbook, written `Sheet!A1`.
    Cell(String),
    /// A row of a table, counted from 1 as a person sees it, with the column title.
    Row { row: usize, column: Option<String> },
    /// A part of an archive, by its path inside.
    Part(String),
}

/// Every code that reading a document can give. A reader of files says no other, so
/// that each can have its words.
pub const OF_DOCUMENTS: &[&str] = &[
    "archive-bomb",
    "archive-damaged",
    "docx-damaged",
    "empty",
    "encoding-damaged",
    "encoding-guessed",
    "encoding-tcvn3",
    "encoding-vni",
    "encrypted",
    "event-date-not-found",
    "failed",
    "host-not-found",
    "html-nested",
    "kind-open",
    "macro",
    "nul-removed",
    "number-ambiguous",
    "number-case",
    "number-glued",
    "number-hyphen-lost",
    "number-separators",
    "number-spacing",
    "old-word",
    "oversize",
    "pdf-cut",
    "pdf-damaged",
    "pdf-nested",
    "published-not-found",
    "scan-without-text",
    "state-secret",
    "text-too-long",
    "title-not-found",
    "type-differs-from-name",
    "type-unknown",
    "type-unsupported",
    "xml-entities",
];

/// One remark about the source. `code` is stable and kebab-case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// The words of the source the finding is about; empty when there are none
    /// or when they must not be repeated (secrets, R-2.7).
    pub quote: String,
    pub hint: String,
}

impl Finding {
    /// A finding about the whole document.
    pub fn document(code: &'static str, severity: Severity, hint: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            place: Place::Document,
            quote: String::new(),
            hint: hint.into(),
        }
    }

    /// A finding about a byte range of `text`; the quote is cut at 160 characters.
    pub fn span(
        code: &'static str,
        severity: Severity,
        text: &str,
        range: std::ops::Range<usize>,
        hint: impl Into<String>,
    ) -> Self {
        let quote = text
            .get(range.clone())
            .unwrap_or("")
            .chars()
            .take(160)
            .collect();
        let place = Place::Span {
            start: range.start,
            end: range.end,
        };
        Self {
            code,
            severity,
            place,
            quote,
            hint: hint.into(),
        }
    }

    /// A finding with a place and a quote of its own.
    pub fn at(
        code: &'static str,
        severity: Severity,
        place: Place,
        quote: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            place,
            quote: quote.into(),
            hint: hint.into(),
        }
    }
}

/// A value with what was found on the way. Extraction never fails: a source
/// that cannot be understood gives an empty value and says why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extracted<T> {
    pub value: T,
    pub findings: Vec<Finding>,
}

impl<T> Extracted<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            findings: Vec::new(),
        }
    }

    /// True when the source was refused (macro, bomb, secret mark, …).
    pub fn is_refused(&self) -> bool {
        self.findings
            .iter()
            .any(|f| f.severity == Severity::Refused)
    }

    /// The same findings around another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Extracted<U> {
        Extracted {
            value: f(self.value),
            findings: self.findings,
        }
    }
}
