//! The grammar of document numbers: Party `85-KH/TU`, State `123/QĐ-UBND`,
//! legal documents `09/2019/NĐ-CP`, official letters `05/BNV-VP`, and the wrong
//! forms that are seen in practice.
//!
//! Not here: whether a document exists. Which of several documents with the
//! same number may be meant, see [`resolve`].

mod find;
mod grammar;
mod resolve;
mod short;
mod symbols;
#[cfg(test)]
mod tests;

pub use find::find_numbers;
pub(crate) use find::numbers_among;
pub use grammar::parse_number;
pub use resolve::{Citation, KnownDocument, resolve};
pub use short::find_short_numbers;
pub(crate) use short::{joins_list, short_numbers, type_by_symbol};
pub use symbols::{type_name, type_names};

use crate::finding::{Finding, Severity};
use serde::{Deserialize, Serialize};

/// Which rules a number follows; the same digits mean different documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSystem {
    /// Party: number, hyphen, type, slash, body.
    Party,
    /// State administrative document: number, slash, type, hyphen, body.
    State,
    /// Legal document with its year (*văn bản quy phạm pháp luật*).
    Qppl,
    /// Official letter without a type symbol (*công văn*).
    CongVan,
}

/// One parsed number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocNumber {
    pub system: NumberSystem,
    /// Without leading zeros; a letter behind it is kept (`30a`).
    pub number: String,
    /// Only legal documents carry the year in their number.
    pub year: Option<i16>,
    /// Type symbol in its own case (`CT` is not `CTr`, `QĐ` is not `QyĐ`).
    pub doc_type: Option<String>,
    /// Issuer part as written, with the drafting unit if one is named.
    pub org: String,
    /// The standard form of the same number.
    pub canonical: String,
    /// As written, cut where a word is glued on.
    pub raw: String,
    /// Codes of what had to be put right, see [`DocNumber::findings`].
    pub warnings: Vec<&'static str>,
}

impl DocNumber {
    /// The warnings as findings about `range` of `text`.
    pub fn findings(&self, text: &str, range: std::ops::Range<usize>) -> Vec<Finding> {
        if self.warnings.is_empty() {
            return Vec::new();
        }
        let standard = format!("standard form: {}", self.canonical);
        let hint = |code: &str| match code {
            "kind-open" => "the number tells no type".to_owned(),
            _ => standard.clone(),
        };
        self.warnings
            .iter()
            .map(|code| Finding::span(code, Severity::Warning, text, range.clone(), hint(code)))
            .collect()
    }

    /// The same number with the type `kind` that stands before it: "NQ 20/TW".
    fn of_party(mut self, kind: &str) -> Self {
        let digits = self.canonical.split('/').next().unwrap_or("");
        self.canonical = [digits, "-", kind, "/", &self.org].concat();
        self.system = NumberSystem::Party;
        self.doc_type = Some(kind.to_owned());
        self.warnings.push("number-separators");
        self
    }

    /// Number `digits` with the symbol of this one, which a list writes once, at its
    /// end: "28" of "28, 29-NQ/TW". `None` when this one has no type or has a year.
    pub(crate) fn with_digits(&self, digits: &str) -> Option<Self> {
        if self.doc_type.is_none() || self.year.is_some() {
            return None;
        }
        let symbol = self.canonical.find(['-', '/'])?;
        let canonical = [digits, &self.canonical[symbol..]].concat();
        Some(Self {
            number: digits.trim_start_matches('0').to_owned(),
            raw: canonical.clone(),
            canonical,
            warnings: Vec::new(),
            ..self.clone()
        })
    }

    /// Key under which spellings of the same number are equal.
    pub fn key(&self) -> String {
        let symbol = self
            .canonical
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = self.number.trim_end_matches(char::is_alphabetic);
        let mut key = String::with_capacity(self.canonical.len());
        key.push_str(digits);
        for c in symbol.chars() {
            match c {
                '/' | '.' | '–' | '—' => key.push('-'),
                c => key.extend(c.to_lowercase()),
            }
        }
        key
    }
}
