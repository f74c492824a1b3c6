//! What the workbench shows; how it is put together is in `workbench`.

use super::numbers::StaleNumber;
use domain::consolidation::{ConsolidationState, ReportCoverage, Source, Stage, Usage};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::regime::Section;
use store::round::Round;

/// The workbench with one section open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbench {
    /// The round.
    pub round: Round,
    /// Draft, frozen or issued.
    pub state: ConsolidationState,
    /// Counter of changes, to be sent back with every change.
    pub version: i32,
    /// Whether the actor may write.
    pub may_write: bool,
    /// Whether the actor may say something to the units about their reports (§6.1).
    pub may_review: bool,
    /// How complete the reports are.
    pub coverage: ReportCoverage,
    /// All sections.
    pub sections: Vec<SectionLine>,
    /// The open one.
    pub open: SectionBench,
    /// How far the report has come, and why it cannot be written when it cannot.
    pub stage: Stage,
}

/// One section in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionLine {
    /// Code in the outline.
    pub code: String,
    /// Title.
    pub title: String,
    /// Title in English.
    pub title_en: String,
    /// Paragraphs of the draft.
    pub paragraphs: usize,
    /// Units that wrote something.
    pub written_by: usize,
    /// Of these, how many are not used yet.
    pub not_used: usize,
    /// Sentences not used yet of units of which others are.
    pub left: usize,
    /// Numbers of the draft that changed after they were written.
    pub stale: usize,
}

/// The open section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionBench {
    /// Which.
    pub section: Section,
    /// The draft.
    pub paragraphs: Vec<DraftParagraph>,
    /// Names of the units from whose text something is in the draft.
    pub contributed: Vec<String>,
    /// Names of the units whose text is not used yet.
    pub not_used: Vec<String>,
    /// Names of the units of which some sentences are used and others not yet,
    /// with how many are left.
    pub partly: Vec<(String, usize)>,
    /// The units' texts on the page asked for: not used yet first, then those of
    /// which sentences are left, then in the order of names.
    pub units: Vec<UnitText>,
    /// How many pages of texts there are, at least 1.
    pub pages: usize,
    /// Names of those whose report counts and says "không phát sinh".
    pub nil: Vec<String>,
    /// Numbers that can be bound here: those of the section's fields.
    pub numbers: Vec<NumberOffer>,
}

/// A paragraph of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftParagraph {
    /// Its number.
    pub id: u32,
    /// As it is edited, with references.
    pub text: String,
    /// As it is read, numbers written out.
    pub shown: String,
    /// Where it comes from.
    pub source: Option<Source>,
    /// Name of that unit.
    pub source_name: Option<String>,
    /// Whether the office changed the words.
    pub is_edited: bool,
    /// A later version of the unit's report that counts now, if there is one.
    pub newer_version: Option<i32>,
    /// Numbers that changed after it was written.
    pub stale: Vec<StaleNumber>,
    /// The supplement for which it was taken; 0 for the report.
    pub supplement: i32,
    /// Whether the actor may change or remove it.
    pub may_change: bool,
}

/// One unit's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitText {
    /// The unit.
    pub unit: UnitId,
    /// Its short name.
    pub name: String,
    /// Its obligation, under which its report opens.
    pub obligation: ObligationId,
    /// Version that counts.
    pub version: i32,
    /// The text.
    pub text: String,
    /// Its sentences, items and tables, with the headings over them.
    pub sentences: Vec<Sentence>,
    /// What has become of it.
    pub usage: Usage,
    /// Sentences left of a text of which others are used.
    pub left: usize,
    /// Whether it came, or was corrected, after the report was frozen.
    pub is_late: bool,
    /// Whether the actor may take words of it, and all of them at once.
    pub may_take: bool,
    /// See `may_take`.
    pub may_take_all: bool,
    /// Whether the report is one that can be returned: this version is the last
    /// one, and nobody has accepted or returned it.
    pub is_returnable: bool,
    /// The round and snapshot of the tier below that it is, if it is one.
    pub below: Option<(RoundId, i32)>,
}

/// One sentence of a unit's text, or a table of it as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words, with the mark of their list.
    pub text: String,
    /// Whether it is a heading, which is not taken alone.
    pub is_heading: bool,
    /// Whether they are in the draft.
    pub is_used: bool,
    /// Of a report from the tier below: the unit there whose words they are.
    pub origin: Option<String>,
}

/// A number that can be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberOffer {
    /// What to write into the text.
    pub token: String,
    /// Name of the indicator.
    pub name: String,
    /// Its unit of measure.
    pub measure: String,
    /// How it would read now.
    pub shown: String,
}

/// Which units' texts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those not used yet, as a whole or in part.
    NotUsed,
    /// Those that contributed.
    Used,
}

/// What of the workbench is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ask<'a> {
    /// The section that is open; the first one by default.
    pub section: Option<&'a str>,
    /// Which units' texts.
    pub shown: Shown,
    /// The page of texts, from 0.
    pub page: usize,
}
