//! The consolidated report of a round: worked out beside the units' texts,
//! frozen, supplemented, issued, handed out as a document.
//!
//! Adding up is in `totals`; rules are in `domain::consolidation`; the form on
//! paper is `docgen`'s.

mod appendix;
mod content;
mod document;
mod edit;
mod freeze;
mod issue;
mod layout;
mod load;
mod numbers;
mod show;
mod take;
mod workbench;
mod workbook;

pub use docgen::Sheet;
pub use docgen::compose::{AppendixSheet, Line};
pub use docgen::model::Block;
pub use document::{Format, Purpose, ReportFile, file, read};
pub use edit::{Add, Edit, Remove, add, edit, move_up, remove};
pub use freeze::{Freeze, Frozen, Supplement, freeze, supplement};
pub use issue::{Capacity, Issue, IssuedReport, issue};
pub use numbers::StaleNumber;
pub use show::{Overview, SnapshotLine, overview};
pub use take::{Take, take};
pub use workbench::{
    DraftParagraph, NumberOffer, SectionBench, SectionLine, Sentence, UnitText, Workbench,
    workbench,
};
