//! Whom an invitation or a task is addressed to besides single units: a group, a
//! kind of unit, everything directly below a unit. Kept as said, and turned into
//! units when it is sent.

use crate::id::UnitId;
use crate::regime::Known;
use crate::unit::{Tree, UnitKind, UnitVersion};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One list of units, as it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum Target {
    /// The members of a group (*khối*), by its code.
    Group(String),
    /// All units of a kind.
    Kind(UnitKind),
    /// The units directly below one; below its heirs once it has ended.
    Below(UnitId),
}

/// A list that is invited, with the seats of each unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitedList {
    /// Who.
    pub to: Target,
    /// Delegates that each unit may name.
    pub seats: i32,
}

impl Target {
    /// Whether a unit is meant; tree and groups are those of the day.
    #[must_use]
    pub fn means(&self, unit: &UnitVersion, tree: &Tree, known: &Known<'_>) -> bool {
        match self {
            Target::Group(code) => known.facts(unit).groups.contains(code),
            Target::Kind(kind) => unit.kind == *kind,
            Target::Below(above) => unit
                .parent
                .is_some_and(|parent| parent == *above || tree.heirs(*above).contains(&parent)),
        }
    }
}

/// The units at or below `area` that one of the lists means, each once, in the
/// tree's order.
#[must_use]
pub fn resolve(lists: &[Target], tree: &Tree, area: UnitId, known: &Known<'_>) -> Vec<UnitId> {
    let is_meant = |u: &&UnitVersion| lists.iter().any(|t| t.means(u, tree, known));
    let meant: BTreeSet<UnitId> = tree.within(area).filter(is_meant).map(|u| u.unit).collect();
    tree.units()
        .iter()
        .map(|u| u.unit)
        .filter(|unit| meant.contains(unit))
        .collect()
}
