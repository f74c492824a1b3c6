//! Any two versions side by side: drafts as they were submitted or sent
//! for opinion, snapshots, supplements.

use super::content::{Content, FrozenSection};
use super::difference::{Difference, differences};
use crate::report::{DiffLine, diff_text};

/// What is different between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Sections whose words differ, in the order of the outline.
    pub sections: Vec<SectionDiff>,
    /// Who arrived or went, and which figures are others.
    pub data: Vec<Difference>,
}

/// One section with other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionDiff {
    /// Code in the outline.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Line by line, word by word.
    pub lines: Vec<DiffLine>,
}

impl Comparison {
    /// Whether both say the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.sections.is_empty() && self.data.is_empty()
    }
}

/// Compares two versions of a report.
#[must_use]
pub fn compare(old: &Content, new: &Content) -> Comparison {
    let gone = old
        .sections
        .iter()
        .filter(|s| !new.sections.iter().any(|n| n.code == s.code));
    let sections = new
        .sections
        .iter()
        .map(|section| {
            let before = old.sections.iter().find(|s| s.code == section.code);
            (
                section,
                before.map(words).unwrap_or_default(),
                words(section),
            )
        })
        .chain(gone.map(|section| (section, words(section), String::new())))
        .filter(|(_, old, new)| old != new)
        .map(|(section, old, new)| SectionDiff {
            code: section.code.clone(),
            title: section.title.clone(),
            lines: diff_text(&old, &new),
        })
        .collect();
    Comparison {
        sections,
        data: differences(old, new),
    }
}

fn words(section: &FrozenSection) -> String {
    let texts: Vec<&str> = section.paragraphs.iter().map(|p| p.text.as_str()).collect();
    texts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::content::FrozenParagraph;
    use super::super::difference::tests::content;
    use super::*;
    use crate::report::Change;

    fn with(code: &str, text: &str) -> Content {
        let mut found = content(&[], Some(5));
        found.sections = vec![FrozenSection {
            code: code.into(),
            title: code.into(),
            paragraphs: vec![FrozenParagraph {
                text: text.into(),
                ..FrozenParagraph::default()
            }],
            nil: vec![],
            written_by: 1,
        }];
        found
    }

    #[test]
    fn r_4_6_two_versions_are_compared_word_by_word() {
        let (old, new) = (with("I", "Đã mở 12 lớp."), with("I", "Đã mở 13 lớp."));
        assert!(compare(&old, &old).is_same());
        let found = compare(&old, &new);
        let changed: Vec<_> = found.sections[0].lines[0]
            .pieces
            .iter()
            .filter(|p| p.change != Change::Kept)
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(changed, ["12", "13"]);
    }

    #[test]
    fn a_section_that_one_version_lacks_is_shown_whole() {
        let found = compare(&with("I", "Cũ."), &with("II", "Mới."));
        let codes: Vec<_> = found.sections.iter().map(|s| s.code.as_str()).collect();
        assert_eq!(codes, ["II", "I"]);
    }
}
