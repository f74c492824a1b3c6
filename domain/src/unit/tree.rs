//! The tree of units as of one day.

use super::UnitVersion;
use crate::id::UnitId;
use std::collections::HashMap;

/// All units that exist on one day, with their parents (R-1.1: no cycles).
#[derive(Debug, Clone, Default)]
pub struct Tree {
    units: Vec<UnitVersion>,
    index: HashMap<UnitId, usize>,
}

impl Tree {
    /// Builds the tree of one day from the versions that hold on it. A second
    /// version of the same unit is ignored; the database refuses overlaps.
    #[must_use]
    pub fn new(versions: Vec<UnitVersion>) -> Self {
        let mut tree = Self::default();
        for version in versions {
            if !tree.index.contains_key(&version.unit) {
                tree.index.insert(version.unit, tree.units.len());
                tree.units.push(version);
            }
        }
        tree
    }

    /// The version of `unit` on this day.
    #[must_use]
    pub fn get(&self, unit: UnitId) -> Option<&UnitVersion> {
        self.index.get(&unit).map(|i| &self.units[*i])
    }

    /// The unit with this code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&UnitVersion> {
        self.units.iter().find(|u| u.code == code)
    }

    /// All units, in the order given.
    #[must_use]
    pub fn units(&self) -> &[UnitVersion] {
        &self.units
    }

    /// Position of a unit in [`Self::units`], for columnar tables.
    #[must_use]
    pub fn position(&self, unit: UnitId) -> Option<usize> {
        self.index.get(&unit).copied()
    }

    /// Parent of each unit by position.
    #[must_use]
    pub fn parents(&self) -> Vec<Option<usize>> {
        self.units
            .iter()
            .map(|u| u.parent.and_then(|p| self.position(p)))
            .collect()
    }

    /// Whether `unit` is `top` or lies below it. A cycle in bad data ends the
    /// walk instead of hanging it.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, top: UnitId) -> bool {
        let mut at = Some(unit);
        for _ in 0..=self.units.len() {
            match at {
                Some(id) if id == top => return true,
                Some(id) => at = self.get(id).and_then(|u| u.parent),
                None => return false,
            }
        }
        false
    }

    /// All units at or below `top`.
    pub fn within(&self, top: UnitId) -> impl Iterator<Item = &UnitVersion> {
        self.units
            .iter()
            .filter(move |u| self.is_within(u.unit, top))
    }

    /// A unit that is its own ancestor, if there is one.
    #[must_use]
    pub fn find_cycle(&self) -> Option<UnitId> {
        self.units.iter().map(|u| u.unit).find(|start| {
            let mut at = self.get(*start).and_then(|u| u.parent);
            for _ in 0..=self.units.len() {
                match at {
                    Some(id) if id == *start => return true,
                    Some(id) => at = self.get(id).and_then(|u| u.parent),
                    None => return false,
                }
            }
            false
        })
    }
}
