//! The tree of units as of one day.

use super::{Lineage, LineageKind, UnitVersion};
use crate::id::UnitId;
use jiff::civil::Date;
use std::collections::HashMap;

/// All units that exist on one day, with their parents (R-1.1: no cycles).
#[derive(Debug, Clone, Default)]
pub struct Tree {
    units: Vec<UnitVersion>,
    index: HashMap<UnitId, usize>,
    ended: HashMap<UnitId, UnitVersion>,
    heirs: HashMap<UnitId, Vec<UnitId>>,
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

    /// The same tree with its past: the last versions of units that ended before
    /// this day, and who follows them. What concerned an ended unit is a matter
    /// of its living heirs and of nobody else.
    #[must_use]
    pub fn with_past(mut self, ended: Vec<UnitVersion>, lineage: &[Lineage], at: Date) -> Self {
        let mut next: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
        let follows = |kind| {
            matches!(
                kind,
                LineageKind::Merge | LineageKind::Split | LineageKind::Dissolve
            )
        };
        for edge in lineage {
            if follows(edge.kind) && edge.effective_on <= at && self.get(edge.from).is_none() {
                next.entry(edge.from).or_default().push(edge.to);
            }
        }
        for start in next.keys() {
            let mut living = Vec::new();
            let mut seen = vec![*start];
            let mut waiting = vec![*start];
            while let Some(unit) = waiting.pop() {
                for heir in next.get(&unit).into_iter().flatten() {
                    if seen.contains(heir) {
                        continue;
                    }
                    seen.push(*heir);
                    if self.get(*heir).is_some() {
                        living.push(*heir);
                    } else {
                        waiting.push(*heir);
                    }
                }
            }
            living.sort();
            self.heirs.insert(*start, living);
        }
        self.ended = ended
            .into_iter()
            .filter(|v| !self.index.contains_key(&v.unit))
            .map(|v| (v.unit, v))
            .collect();
        self
    }

    /// The living units that follow a unit that ended; none for a living one.
    #[must_use]
    pub fn heirs(&self, unit: UnitId) -> &[UnitId] {
        self.heirs.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The version by which people know a unit on this day: the present one, or
    /// the last before it ended.
    #[must_use]
    pub fn known(&self, unit: UnitId) -> Option<&UnitVersion> {
        self.get(unit).or_else(|| self.ended.get(&unit))
    }

    /// The ended units that have a living heir at or below `top`.
    pub fn ended_within(&self, top: UnitId) -> impl Iterator<Item = UnitId> {
        self.heirs
            .iter()
            .filter(move |(_, heirs)| heirs.iter().any(|h| self.is_within(*h, top)))
            .map(|(unit, _)| *unit)
    }

    /// The ended units that `own` follows.
    pub fn ended_of(&self, own: UnitId) -> impl Iterator<Item = UnitId> {
        self.heirs
            .iter()
            .filter(move |(_, heirs)| heirs.contains(&own))
            .map(|(unit, _)| *unit)
    }

    /// Whether `unit` is `own`, or ended and is followed by it.
    #[must_use]
    pub fn is_or_was(&self, unit: UnitId, own: UnitId) -> bool {
        unit == own || self.heirs(unit).contains(&own)
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

    /// Whether `unit` is `top` or lies below it; an ended unit or an ended top
    /// stands for its heirs. A cycle in bad data ends the walk instead of hanging it.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, top: UnitId) -> bool {
        let units = self.living(&unit);
        let tops = self.living(&top);
        unit == top
            || units
                .iter()
                .any(|u| tops.iter().any(|t| self.lies_below(*u, *t)))
    }

    /// The unit itself, or its heirs if it has ended.
    fn living<'a>(&'a self, unit: &'a UnitId) -> &'a [UnitId] {
        match self.heirs(*unit) {
            [] => std::slice::from_ref(unit),
            heirs => heirs,
        }
    }

    fn lies_below(&self, unit: UnitId, top: UnitId) -> bool {
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
