//! The consolidated report of a round: its draft with the
//! source of every paragraph, numbers bound to data, what is frozen, how late
//! data differ from it, the path to issue, and the way up to the next tier.
//!
//! Not here: adding figures up (`indicator`), the form on paper (crate
//! `docgen`), who may do what (`account`).

mod arrivals;
mod chart;
mod compare;
mod content;
mod difference;
mod draft;
mod group;
mod notes;
mod opinion;
mod path;
mod reference;
mod seen;
mod sentence;
mod state;
mod tier;

pub use crate::canonical::{canonical_json, sha256_of};
pub use arrivals::{ArrivalCounts, ArrivalRow, ArrivalTable, Arrived};
pub use chart::{
    Became, Chart, ChartCoverage, ChartPoint, ChartRow, ChartState, ChartTile, TimelinessRow,
    TimelinessTable,
};
pub use compare::{Comparison, SectionDiff, compare};
pub use content::{
    Content, DocumentLine, Figure, FrozenParagraph, FrozenSection, PartCoverage, ReportCoverage,
    ReviewLine, TaskProgress, TierCoverage, names_vi, nil_sentence_vi,
};
pub use difference::{Difference, differences, unit_differences};
pub use draft::{ConsolidationBody, Paragraph, Source, Usage};
pub use group::group_title;
pub use notes::{NoteKind, UnitNote, unit_notes};
pub use opinion::{OpinionAnswer, Window, WindowState, check_answer};
pub use path::{PathAct, Stage, Standing, SubmissionState};
pub use reference::{Format, Piece, Reference, When, pieces, references, render};
pub use seen::{Quoted, Seen, Stale};
pub use sentence::{Portion, portions, sentences};
pub use state::{ConsolidationAct, ConsolidationError, ConsolidationState, next_state};
pub use tier::{
    TierError, TierRound, answers_for, may_unlink, origin, place_above, report_for_above,
};
