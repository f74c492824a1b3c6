//! Only what changed between two versions of a report.

use super::diff::{DiffLine, diff_text};
use super::{ReportBody, SectionText, TaskLine};
use crate::id::TaskId;
use crate::indicator::Cell;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A section that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionChange {
    /// Code of the section.
    pub code: String,
    /// The comparison of the texts.
    pub lines: Vec<DiffLine>,
    /// "Không phát sinh" before and after.
    pub nil: (bool, bool),
}

/// A cell that changed; an empty cell is a cell without numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    /// Code of the indicator.
    pub code: String,
    /// Before.
    pub old: Cell,
    /// After.
    pub new: Cell,
}

/// A line on a task that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskChange {
    /// The task.
    pub task: TaskId,
    /// Before.
    pub old: Option<TaskLine>,
    /// After.
    pub new: Option<TaskLine>,
}

/// A file of evidence that came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// Its name.
    pub name: String,
    /// Whether it came; else it went.
    pub is_added: bool,
}

/// A word to a remark that changed; no word is empty text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChange {
    /// The remark, see [`ReportBody::explanations`].
    pub key: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// Everything that differs between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The whole form as "không phát sinh", before and after, if that changed.
    pub nil: Option<(bool, bool)>,
    /// Sections, in the order of the new version, then those that went.
    pub sections: Vec<SectionChange>,
    /// Cells, by code.
    pub cells: Vec<CellChange>,
    /// Lines on tasks.
    pub tasks: Vec<TaskChange>,
    /// Files of evidence.
    #[serde(default)]
    pub files: Vec<FileChange>,
    /// Words to remarks, by their key.
    #[serde(default)]
    pub words: Vec<WordChange>,
}

impl Changes {
    /// Whether the two versions say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nil.is_none()
            && self.sections.is_empty()
            && self.cells.is_empty()
            && self.tasks.is_empty()
            && self.files.is_empty()
            && self.words.is_empty()
    }
}

/// Compares two versions.
#[must_use]
pub fn changes(old: &ReportBody, new: &ReportBody) -> Changes {
    Changes {
        nil: (old.is_nil != new.is_nil).then_some((old.is_nil, new.is_nil)),
        sections: sections(old, new),
        cells: cells(old, new),
        tasks: tasks(old, new),
        files: files(old, new),
        words: words(old, new),
    }
}

fn words(old: &ReportBody, new: &ReportBody) -> Vec<WordChange> {
    let keys: BTreeSet<&String> = old
        .explanations
        .keys()
        .chain(new.explanations.keys())
        .collect();
    let word = |body: &ReportBody, key: &str| body.explanations.get(key).cloned();
    keys.into_iter()
        .map(|key| WordChange {
            key: key.clone(),
            old: word(old, key).unwrap_or_default(),
            new: word(new, key).unwrap_or_default(),
        })
        .filter(|w| w.old != w.new)
        .collect()
}

fn files(old: &ReportBody, new: &ReportBody) -> Vec<FileChange> {
    let only = |one: &ReportBody, other: &ReportBody, is_added: bool| -> Vec<FileChange> {
        one.files
            .iter()
            .filter(|f| !other.files.contains(f))
            .map(|f| FileChange {
                name: f.name.clone(),
                is_added,
            })
            .collect()
    };
    let mut changes = only(old, new, false);
    changes.extend(only(new, old, true));
    changes
}

fn sections(old: &ReportBody, new: &ReportBody) -> Vec<SectionChange> {
    let gone = old
        .sections
        .iter()
        .filter(|s| new.section(&s.code).is_none());
    let codes = new.sections.iter().chain(gone).map(|s| s.code.as_str());
    let parts = |section: Option<&SectionText>| {
        section.map_or((String::new(), false), |s| (s.text.clone(), s.is_nil))
    };
    codes
        .filter_map(|code| {
            let (before, after) = (parts(old.section(code)), parts(new.section(code)));
            (before != after).then(|| SectionChange {
                code: code.to_owned(),
                lines: diff_text(&before.0, &after.0),
                nil: (before.1, after.1),
            })
        })
        .collect()
}

fn cells(old: &ReportBody, new: &ReportBody) -> Vec<CellChange> {
    let codes: BTreeSet<&String> = old.values.keys().chain(new.values.keys()).collect();
    let cell = |body: &ReportBody, code: &str| body.values.get(code).cloned().unwrap_or_default();
    codes
        .into_iter()
        .filter_map(|code| {
            let (old, new) = (cell(old, code), cell(new, code));
            (old != new).then(|| CellChange {
                code: code.clone(),
                old,
                new,
            })
        })
        .collect()
}

fn tasks(old: &ReportBody, new: &ReportBody) -> Vec<TaskChange> {
    let ids: BTreeSet<TaskId> = old.tasks.iter().chain(&new.tasks).map(|t| t.task).collect();
    let line = |body: &ReportBody, id| body.tasks.iter().find(|t| t.task == id).cloned();
    ids.into_iter()
        .filter_map(|task| {
            let (old, new) = (line(old, task), line(new, task));
            (old != new).then_some(TaskChange { task, old, new })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str, value: Option<i64>) -> ReportBody {
        let section = |code: &str, text: &str| SectionText {
            code: code.into(),
            text: text.into(),
            is_nil: false,
        };
        ReportBody {
            sections: vec![section("I.1", "Như cũ."), section("I.2", text)],
            values: value
                .map(|v| ("GD-01".to_owned(), Cell::of(v)))
                .into_iter()
                .collect(),
            ..ReportBody::default()
        }
    }

    #[test]
    fn r_3_4_what_stayed_the_same_is_not_shown() {
        let (old, new) = (body("Có 12 cuộc.", Some(5)), body("Có 13 cuộc.", Some(5)));
        let found = changes(&old, &new);
        assert_eq!(found.sections.len(), 1);
        assert_eq!(found.sections[0].code, "I.2");
        assert!(found.cells.is_empty());
        assert!(changes(&old, &old).is_empty());
    }

    #[test]
    fn a_value_that_becomes_zero_is_a_change_from_empty() {
        let found = changes(&body("x", None), &body("x", Some(0)));
        assert_eq!(found.cells[0].old, Cell::default());
        assert_eq!(found.cells[0].new, Cell::of(0));
    }

    #[test]
    fn r_3_4_another_word_to_a_remark_is_a_change() {
        let said = |word: &str| {
            let mut body = body("x", Some(5));
            let words = [("check.own@GD-01", word), ("check.same@GD-01", "Đủ.")];
            body.explanations = words.map(|(k, w)| (k.to_owned(), w.to_owned())).into();
            body
        };
        let found = changes(&said("Đã rà."), &said("Đã rà lại."));
        assert!(!found.is_empty());
        let words: Vec<_> = found.words.iter().map(|w| (&*w.old, &*w.new)).collect();
        assert_eq!(words, [("Đã rà.", "Đã rà lại.")]);
        assert!(changes(&said("Đã rà."), &said("Đã rà.")).is_empty());
    }

    #[test]
    fn evidence_that_came_or_went_is_a_change() {
        let file = |name: &str| super::super::EvidenceFile {
            sha256: name.into(),
            name: name.into(),
            media_type: "application/pdf".into(),
            size: 1,
            place: None,
        };
        let (mut old, mut new) = (body("x", None), body("x", None));
        old.files = vec![file("a"), file("b")];
        new.files = vec![file("b"), file("c")];
        let found = changes(&old, &new);
        let names: Vec<_> = found
            .files
            .iter()
            .map(|f| (f.name.as_str(), f.is_added))
            .collect();
        assert_eq!(names, [("a", false), ("c", true)]);
    }

    #[test]
    fn a_section_that_went_is_shown_with_its_old_text() {
        let mut new = body("x", None);
        new.sections.remove(0);
        let found = changes(&body("x", None), &new);
        assert_eq!(found.sections[0].code, "I.1");
        assert!(!found.sections[0].lines[0].is_kept());
    }
}
