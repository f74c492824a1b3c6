//! What became of a save: kept, or two authors at the same places.

use super::case::Case;
use domain::indicator::{Cell, IndicatorDef};
use domain::report::{CellTrouble, Writing};
use jiff::Timestamp;
use std::sync::Arc;
use store::regime::RegimeVersion;
use store::report::Draft;

/// What became of a save.
#[derive(Debug, Clone)]
pub enum Saved {
    /// It is kept.
    Kept(Box<Kept>),
    /// Somebody else changed the same places in the meantime; nothing was
    /// overwritten.
    Clash(Box<Clash>),
}

/// A kept draft.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The new counter.
    pub version: i32,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Numbers that were not taken over; their texts are kept.
    pub troubles: Vec<CellTrouble>,
    /// What stands in the draft now.
    pub draft: Draft,
    /// Places that somebody else changed meanwhile and that were taken over.
    pub taken: Vec<String>,
    /// What the draft says, for showing those places.
    pub writing: Writing,
    /// The form's regime, for showing numbers.
    pub regime: Arc<RegimeVersion>,
    /// The report as it is now.
    pub(super) case: Case,
}

impl Kept {
    /// The cells with a number, as they were read, for showing them back.
    pub fn read_back(&self) -> impl Iterator<Item = (&IndicatorDef, &Cell)> {
        let values = &self.draft.body.values;
        let asked = self.case.indicators();
        asked.filter_map(move |def| Some((def, values.get(&def.code)?)))
    }
}

/// Two authors at the same places: both texts, to be joined by a person.
#[derive(Debug, Clone)]
pub struct Clash {
    /// What the others saved; saving over it needs its counter.
    pub theirs: Draft,
    /// Name of who saved last.
    pub by: String,
    /// One's own text, with what the others changed elsewhere.
    pub mine: Writing,
    /// The places that both changed.
    pub places: Vec<ClashPlace>,
    /// The form's regime, for showing numbers.
    pub regime: Arc<RegimeVersion>,
}

/// One place that two authors changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashPlace {
    /// The place, named as its form field.
    pub place: String,
    /// Who changed it last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
