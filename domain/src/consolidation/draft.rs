//! The draft: per section of the outline an ordered list of paragraphs, each
//! with the report it was taken from.

use super::seen::Seen;
use super::state::ConsolidationError;
use crate::id::{ObligationId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Where a paragraph comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Whose report.
    pub unit: UnitId,
    /// Which obligation.
    pub obligation: ObligationId,
    /// Which sent version, from 1.
    pub version: i32,
    /// Which section of that report.
    pub section: String,
}

/// One paragraph of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its number within the report; never given twice.
    pub id: u32,
    /// The text, with references for bound numbers.
    pub text: String,
    /// The report it was taken from; none if the office wrote it itself.
    pub source: Option<Source>,
    /// The text as it was taken, if the office has changed it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// What its references stood for when it was written.
    #[serde(default)]
    pub seen: Seen,
    /// The supplement for which it was taken after freezing; 0 for the
    /// report itself.
    #[serde(default, skip_serializing_if = "is_of_report")]
    pub supplement: i32,
}

pub(super) fn is_of_report(supplement: &i32) -> bool {
    *supplement == 0
}

impl Paragraph {
    /// Whether the office has changed what it took.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.original.is_some()
    }
}

/// What has become of one unit's text of one section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Usage {
    /// Chưa dùng.
    NotUsed,
    /// Đã lấy, as it was written.
    Taken,
    /// Đã lấy và sửa.
    Edited,
}

/// The draft of a consolidated report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsolidationBody {
    /// Paragraphs by code of the section, in their order.
    #[serde(default)]
    pub sections: BTreeMap<String, Vec<Paragraph>>,
    /// The number of the last paragraph ever made.
    #[serde(default)]
    pub last_id: u32,
}

impl ConsolidationBody {
    /// The paragraphs of a section.
    #[must_use]
    pub fn paragraphs(&self, section: &str) -> &[Paragraph] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// The paragraph with this number and the section it stands in.
    #[must_use]
    pub fn find(&self, id: u32) -> Option<(&str, &Paragraph)> {
        self.sections
            .iter()
            .find_map(|(code, list)| list.iter().find(|p| p.id == id).map(|p| (code.as_str(), p)))
    }

    /// Appends a paragraph and returns its number.
    ///
    /// # Errors
    /// [`ConsolidationError::ParagraphEmpty`].
    pub fn add(
        &mut self,
        section: &str,
        text: &str,
        source: Option<Source>,
        seen: Seen,
    ) -> Result<u32, ConsolidationError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ConsolidationError::ParagraphEmpty);
        }
        self.last_id += 1;
        let paragraph = Paragraph {
            id: self.last_id,
            text: text.to_owned(),
            source,
            original: None,
            seen,
            supplement: 0,
        };
        self.sections
            .entry(section.to_owned())
            .or_default()
            .push(paragraph);
        Ok(self.last_id)
    }

    /// Puts a paragraph into supplement `number`; 0 is the report itself.
    ///
    /// # Errors
    /// [`ConsolidationError::NoSuchParagraph`].
    pub fn put_into(&mut self, id: u32, number: i32) -> Result<(), ConsolidationError> {
        let paragraph = self
            .find_mut(id)
            .ok_or(ConsolidationError::NoSuchParagraph)?;
        paragraph.supplement = number;
        Ok(())
    }

    /// Whether a paragraph may change while `number` is what is being written: the
    /// report (0) or a supplement. What is frozen stays.
    ///
    /// # Errors
    /// [`ConsolidationError::NoSuchParagraph`], [`ConsolidationError::Frozen`].
    pub fn check_change(&self, id: u32, number: i32) -> Result<(), ConsolidationError> {
        let (_, paragraph) = self.find(id).ok_or(ConsolidationError::NoSuchParagraph)?;
        if paragraph.supplement == number {
            Ok(())
        } else {
            Err(ConsolidationError::Frozen)
        }
    }

    /// Whether words of `unit`'s text of `section` are taken already, for one who
    /// writes the report (0) or supplement `number`: there a later version is
    /// another text.
    #[must_use]
    pub fn is_taken_for(&self, number: i32, unit: UnitId, section: &str, version: i32) -> bool {
        self.taken_from(unit, section).any(|p| {
            let of_version = p.source.as_ref().is_some_and(|s| s.version == version);
            number == 0 || of_version
        })
    }

    /// How many paragraphs wait for supplement `number`.
    #[must_use]
    pub fn count_of(&self, number: i32) -> usize {
        let all = self.sections.values().flatten();
        all.filter(|p| p.supplement == number).count()
    }

    /// Replaces the text of a paragraph. Its source stays; going back to the
    /// taken words makes it unedited again.
    ///
    /// # Errors
    /// [`ConsolidationError::NoSuchParagraph`], [`ConsolidationError::ParagraphEmpty`].
    pub fn edit(&mut self, id: u32, text: &str, seen: Seen) -> Result<(), ConsolidationError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ConsolidationError::ParagraphEmpty);
        }
        let paragraph = self
            .find_mut(id)
            .ok_or(ConsolidationError::NoSuchParagraph)?;
        if paragraph.source.is_some() {
            let original = paragraph
                .original
                .take()
                .unwrap_or_else(|| paragraph.text.clone());
            paragraph.original = (original != text).then_some(original);
        }
        paragraph.text = text.to_owned();
        paragraph.seen = seen;
        Ok(())
    }

    /// Takes a paragraph out; the unit's text is "not used yet" again.
    ///
    /// # Errors
    /// [`ConsolidationError::NoSuchParagraph`].
    pub fn remove(&mut self, id: u32) -> Result<Paragraph, ConsolidationError> {
        for list in self.sections.values_mut() {
            if let Some(place) = list.iter().position(|p| p.id == id) {
                let paragraph = list.remove(place);
                self.sections.retain(|_, list| !list.is_empty());
                return Ok(paragraph);
            }
        }
        Err(ConsolidationError::NoSuchParagraph)
    }

    /// Moves a paragraph one place up within its section; the first one stays.
    ///
    /// # Errors
    /// [`ConsolidationError::NoSuchParagraph`].
    pub fn move_up(&mut self, id: u32) -> Result<(), ConsolidationError> {
        for list in self.sections.values_mut() {
            if let Some(place) = list.iter().position(|p| p.id == id) {
                if place > 0 {
                    list.swap(place - 1, place);
                }
                return Ok(());
            }
        }
        Err(ConsolidationError::NoSuchParagraph)
    }

    /// What has become of `unit`'s text of `section`, wherever it was put.
    #[must_use]
    pub fn usage(&self, unit: UnitId, section: &str) -> Usage {
        self.taken_from(unit, section)
            .map(|p| {
                if p.is_edited() {
                    Usage::Edited
                } else {
                    Usage::Taken
                }
            })
            .max()
            .unwrap_or(Usage::NotUsed)
    }

    /// The usage of every unit's text of every section that is used at all: one
    /// walk through the draft for a workbench of 400 units.
    #[must_use]
    pub fn usages(&self) -> HashMap<(UnitId, &str), Usage> {
        let mut found = HashMap::new();
        for paragraph in self.sections.values().flatten() {
            let Some(source) = &paragraph.source else {
                continue;
            };
            let usage = if paragraph.is_edited() {
                Usage::Edited
            } else {
                Usage::Taken
            };
            let known = found
                .entry((source.unit, source.section.as_str()))
                .or_insert(usage);
            *known = usage.max(*known);
        }
        found
    }

    /// Whether a paragraph holds (or held before editing) this sentence of the
    /// unit's section.
    #[must_use]
    pub fn is_used(&self, unit: UnitId, section: &str, sentence: &str) -> bool {
        self.taken_from(unit, section)
            .any(|p| p.original.as_deref().unwrap_or(&p.text).contains(sentence))
    }

    /// The words taken of every unit's text of every section, as they were before
    /// editing: with them [`Self::is_used`] needs no walk for each sentence.
    #[must_use]
    pub fn taken(&self) -> HashMap<(UnitId, &str), Vec<&str>> {
        let mut found: HashMap<(UnitId, &str), Vec<&str>> = HashMap::new();
        for paragraph in self.sections.values().flatten() {
            if let Some(source) = &paragraph.source {
                let words = paragraph.original.as_deref().unwrap_or(&paragraph.text);
                let of = (source.unit, source.section.as_str());
                found.entry(of).or_default().push(words);
            }
        }
        found
    }

    /// The units from which anything was taken, each once.
    #[must_use]
    pub fn contributors(&self) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = self
            .sections
            .values()
            .flatten()
            .filter_map(|p| p.source.as_ref())
            .map(|s| s.unit)
            .collect();
        units.sort();
        units.dedup();
        units
    }

    fn taken_from<'a>(
        &'a self,
        unit: UnitId,
        section: &'a str,
    ) -> impl Iterator<Item = &'a Paragraph> {
        self.sections.values().flatten().filter(move |p| {
            p.source
                .as_ref()
                .is_some_and(|s| s.unit == unit && s.section == section)
        })
    }

    fn find_mut(&mut self, id: u32) -> Option<&mut Paragraph> {
        self.sections.values_mut().flatten().find(|p| p.id == id)
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
