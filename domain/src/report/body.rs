//! The content of a report: a document of sections and values (architecture §5).

use crate::id::TaskId;
use crate::indicator::{Cell, Nature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything a unit says in one report. Draft and sent versions share it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportBody {
    /// "Không phát sinh": the whole form is answered by nothing having arisen
    /// . Counts as sent, and is not zero.
    #[serde(default)]
    pub is_nil: bool,
    /// Texts by section of the outline.
    #[serde(default)]
    pub sections: Vec<SectionText>,
    /// Values by indicator code. A missing code is empty, not zero.
    #[serde(default)]
    pub values: BTreeMap<String, Cell>,
    /// Progress of the unit's open tasks, carried from their diaries.
    #[serde(default)]
    pub tasks: Vec<TaskLine>,
    /// What the unit says to remarks that need a word, by [`super::Remark::key`]
    /// . A remark at a cell may be explained by the cell's note instead.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub explanations: BTreeMap<String, String>,
    /// Evidence: files that belong to the report, a section or an indicator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<EvidenceFile>,
}

/// A file of evidence. Its hash is part of the version's seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// Lower-case hexadecimal SHA-256 of its bytes, its name in the store.
    pub sha256: String,
    /// Name under which it came.
    pub name: String,
    /// Media type by content.
    pub media_type: String,
    /// Length in bytes.
    pub size: i64,
    /// Section or indicator to which it belongs; none for the whole report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<(super::PlaceKind, String)>,
}

/// The text of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionText {
    /// Code of the section in the outline ("6.1").
    pub code: String,
    /// Plain text, paragraphs separated by a line break.
    #[serde(default)]
    pub text: String,
    /// "Không phát sinh" for this section alone.
    #[serde(default)]
    pub is_nil: bool,
}

/// One line on an open task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLine {
    /// The task.
    pub task: TaskId,
    /// Share done as the unit states it, 0–100.
    pub percent: Option<u8>,
    /// What was done in the period.
    #[serde(default)]
    pub text: String,
}

impl ReportBody {
    /// The text of a section, if it has one.
    #[must_use]
    pub fn section(&self, code: &str) -> Option<&SectionText> {
        self.sections.iter().find(|s| s.code == code)
    }

    /// Whether the remark with this key has a word of explanation.
    #[must_use]
    pub fn explains(&self, key: &str) -> bool {
        self.explanations
            .get(key)
            .is_some_and(|word| !word.trim().is_empty())
    }

    /// Codes of the figures that a final one is to replace: estimates and
    /// preliminary ones.
    pub fn estimates(&self) -> impl Iterator<Item = &str> {
        let waits = |cell: &Cell| {
            !cell.is_empty() && matches!(cell.nature, Nature::Estimate | Nature::Preliminary)
        };
        let waiting = self.values.iter().filter(move |(_, cell)| waits(cell));
        waiting.map(|(code, _)| code.as_str())
    }

    /// Whether anything at all is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_nil
            && self
                .sections
                .iter()
                .all(|s| s.text.trim().is_empty() && !s.is_nil)
            && self.values.values().all(Cell::is_empty)
    }
}
