//! The consolidated report of a round: its draft with the
//! source of every paragraph, numbers bound to data, what is frozen, and how
//! late data differ from it.
//!
//! Not here: adding figures up (`indicator`), the form on paper (crate
//! `docgen`), who may do what (`account`).

mod content;
mod difference;
mod draft;
mod group;
mod reference;
mod sentence;
mod state;

pub use crate::canonical::{canonical_json, sha256_of};
pub use content::{
    Content, Figure, FrozenParagraph, FrozenSection, ReportCoverage, TaskProgress, names_vi,
    nil_sentence_vi,
};
pub use difference::{Difference, differences};
pub use draft::{ConsolidationBody, Paragraph, Source, Usage};
pub use group::group_title;
pub use reference::{Piece, Reference, Seen, Stale, When, pieces, references, render};
pub use sentence::sentences;
pub use state::{ConsolidationAct, ConsolidationError, ConsolidationState, next_state};
