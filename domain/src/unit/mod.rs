//! Units over time: a permanent id plus dated versions.
//!
//! Functions (who answers for which field) and outside codes are dated too.
//! An act of reorganisation is a [`UnitAct`]; [`apply`] works out what
//! it changes in a [`History`].

mod act;
mod apply;
mod history;
mod kin;
mod kind;
mod labels;
mod outside;
mod recast;
mod refusal;
mod resettled;
mod span;
mod tiles;
mod tree;
mod withdraw;

pub use act::{ActState, Changes, Ended, MoveKind, NewUnit, Step, UnitAct};
pub use apply::apply;
pub use history::{Defect, DefectKind, FunctionSpan, History};
pub use kin::Kin;
pub use kind::{Tier, UnitKind};
pub use labels::Labels;
pub use outside::{CodeRefusal, CodeScheme, OutsideCode, check_outside_code, end_outside_code};
pub use recast::{Mapping, Route, Succession, share_exactly};
pub use refusal::{ActError, ActRefusal};
pub use resettled::resettled;
pub use span::{Span, SpanError};
pub use tiles::{Tile, TileLayout, TilesError, choose_layout, parse_tiles, standard_tiles};
pub use tree::Tree;
pub use withdraw::{WithdrawError, WithdrawRefusal, withdraw};

use crate::id::UnitId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One version of a unit. Half-open: it holds from `valid_from` up to, but not
/// including, `valid_to` (Asia/Ho_Chi_Minh days).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitVersion {
    /// The unit.
    pub unit: UnitId,
    /// Code by which imports and people name it; never reused.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name for tables.
    pub short_name: String,
    /// Symbol part of document numbers ("SGDĐT", "BTGDVTU").
    pub symbol: String,
    /// What it is.
    pub kind: UnitKind,
    /// Where in the state it stands.
    pub tier: Tier,
    /// The unit above, if any.
    pub parent: Option<UnitId>,
    /// Place written on its papers.
    pub place: String,
    /// First day.
    pub valid_from: Date,
    /// First day after the end, if ended.
    pub valid_to: Option<Date>,
}

impl UnitVersion {
    /// Whether this version holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day < to)
    }

    /// Whether a search finds it: the key, made by [`crate::text::fold`], stands
    /// in its name, its short name or its code.
    #[must_use]
    pub fn is_found(&self, key: &str) -> bool {
        [&self.name, &self.short_name, &self.code]
            .into_iter()
            .any(|text| crate::text::fold(text).contains(key))
    }
}

/// What is wrong with a set of versions of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VersionsError {
    /// Two versions hold on the same day.
    #[error("unit.versions.overlap")]
    Overlap,
    /// A day inside the life of the unit has no version.
    #[error("unit.versions.gap")]
    Gap,
    /// A version ends before it begins.
    #[error("unit.versions.empty")]
    Empty,
}

impl VersionsError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Overlap => "unit.versions.overlap",
            Self::Gap => "unit.versions.gap",
            Self::Empty => "unit.versions.empty",
        }
    }
}

/// Checks the versions of one unit: none empty, no overlap, no gap.
///
/// # Errors
/// The first defect found, in order of time.
pub fn check_versions(versions: &[UnitVersion]) -> Result<(), VersionsError> {
    let mut sorted: Vec<_> = versions.iter().collect();
    sorted.sort_by_key(|v| v.valid_from);
    for version in &sorted {
        if version.valid_to.is_some_and(|to| to <= version.valid_from) {
            return Err(VersionsError::Empty);
        }
    }
    for pair in sorted.windows(2) {
        match pair[0].valid_to {
            None => return Err(VersionsError::Overlap),
            Some(to) if to > pair[1].valid_from => return Err(VersionsError::Overlap),
            Some(to) if to < pair[1].valid_from => return Err(VersionsError::Gap),
            Some(_) => {}
        }
    }
    Ok(())
}

/// How one unit follows another (domain facts §5.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// The earlier unit.
    pub from: UnitId,
    /// The later unit.
    pub to: UnitId,
    /// merge, split, rename, transfer, dissolve or establish.
    pub kind: LineageKind,
    /// The day from which the later unit stands in.
    pub effective_on: Date,
    /// Decision that orders it.
    pub legal_basis: String,
    /// The heir's weight in a split, only if the decision states one: a figure
    /// is shared by `weight` over the sum of the weights.
    pub weight: Option<i64>,
}

crate::codes! {
    /// Kinds of succession between units.
    LineageKind {
        /// Several become one.
        Merge = "merge",
        /// One becomes several.
        Split = "split",
        /// Only the name changes.
        Rename = "rename",
        /// A field of work goes over.
        Transfer = "transfer",
        /// The unit ends without heir of its own.
        Dissolve = "dissolve",
        /// The unit is new.
        Establish = "establish",
    }
}
