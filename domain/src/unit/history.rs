//! The whole past and planned future of all units: versions, functions and
//! lineage, and what is unsound in them.
//!
//! Acts that change it are in [`super::apply`]; one day of it is a [`Tree`].

use super::{Changes, Lineage, Tree, UnitVersion, VersionsError, check_versions};
use crate::field::Field;
use crate::id::UnitId;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A field of work in the hands of a unit over time (domain facts §5.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionSpan {
    /// The unit.
    pub unit: UnitId,
    /// The field.
    pub field: Field,
    /// First day.
    pub from: Date,
    /// First day after the end.
    pub to: Option<Date>,
}

crate::codes! {
    /// What can be unsound in a history.
    DefectKind {
        /// Two versions hold on one day.
        Overlap = "unit.versions.overlap",
        /// A day inside a life has no version.
        Gap = "unit.versions.gap",
        /// A version ends before it begins.
        Empty = "unit.versions.empty",
        /// A unit is its own ancestor.
        Cycle = "unit.cycle",
        /// The unit above does not exist on a day on which this one does.
        ParentMissing = "unit.parent_missing",
    }
}

/// One unsound place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defect {
    /// The unit.
    pub unit: UnitId,
    /// What is wrong.
    pub kind: DefectKind,
    /// On which day, where it is a matter of one.
    pub on: Option<Date>,
}

/// All units over all time.
#[derive(Debug, Clone, Default)]
pub struct History {
    lives: BTreeMap<UnitId, Vec<UnitVersion>>,
    codes: HashMap<String, UnitId>,
    functions: Vec<FunctionSpan>,
    lineage: Vec<Lineage>,
}

impl History {
    /// Puts a history together.
    #[must_use]
    pub fn new(
        versions: Vec<UnitVersion>,
        functions: Vec<FunctionSpan>,
        lineage: Vec<Lineage>,
    ) -> Self {
        let mut history = Self {
            functions,
            lineage,
            ..Self::default()
        };
        for version in versions {
            history.codes.insert(version.code.clone(), version.unit);
            history.lives.entry(version.unit).or_default().push(version);
        }
        for life in history.lives.values_mut() {
            life.sort_by_key(|v| v.valid_from);
        }
        history
    }

    /// The versions of a unit, oldest first.
    #[must_use]
    pub fn life(&self, unit: UnitId) -> &[UnitVersion] {
        self.lives.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Every unit that ever was or is planned.
    pub fn units(&self) -> impl Iterator<Item = (UnitId, &[UnitVersion])> {
        self.lives.iter().map(|(id, life)| (*id, life.as_slice()))
    }

    /// The unit with this code, whenever it existed: codes are never reused.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<UnitId> {
        self.codes.get(code).copied()
    }

    /// Who answers for which field, over time.
    #[must_use]
    pub fn functions(&self) -> &[FunctionSpan] {
        &self.functions
    }

    /// The fields of work of a unit on a day.
    #[must_use]
    pub fn fields_on(&self, unit: UnitId, day: Date) -> Vec<Field> {
        let holds =
            |s: &&FunctionSpan| s.unit == unit && s.from <= day && s.to.is_none_or(|to| day < to);
        let spans = self.functions.iter().filter(holds);
        spans.map(|span| span.field).collect()
    }

    /// How units follow each other.
    #[must_use]
    pub fn lineage(&self) -> &[Lineage] {
        &self.lineage
    }

    /// Whether an edge of the lineage may hand the field over: the unit that it
    /// comes from gives it up on that day. To whom, when several take something
    /// from it that day, is not kept; who asks errs on the safe side.
    #[must_use]
    pub(super) fn may_hand_over(&self, edge: &Lineage, field: Field) -> bool {
        let given = (edge.from, field, Some(edge.effective_on));
        let mut spans = self.functions.iter();
        spans.any(|s| (s.unit, s.field, s.to) == given)
    }

    /// The tree of one day, with the heirs of what ended before it.
    #[must_use]
    pub fn tree_at(&self, day: Date) -> Tree {
        let living = |life: &Vec<UnitVersion>| life.iter().find(|v| v.holds_on(day)).cloned();
        let tree = Tree::new(self.lives.values().filter_map(living).collect());
        let ended = self
            .lives
            .values()
            .filter_map(|life| life.last())
            .filter(|v| v.valid_to.is_some_and(|to| to <= day))
            .cloned()
            .collect();
        tree.with_past(ended, &self.lineage, day)
    }

    /// The days on which something changes, from `since` on.
    fn turning_days(&self, since: Option<Date>) -> BTreeSet<Date> {
        let days = self
            .lives
            .values()
            .flatten()
            .flat_map(|v| [Some(v.valid_from), v.valid_to])
            .flatten();
        days.filter(|d| since.is_none_or(|s| *d >= s)).collect()
    }

    /// Everything unsound from `since` on; `None` looks at all time.
    /// Between two turning days nothing changes, so each stands for its span.
    #[must_use]
    pub fn defects(&self, since: Option<Date>) -> Vec<Defect> {
        let mut found = Vec::new();
        for (unit, life) in self.units() {
            if let Err(e) = check_versions(life) {
                let kind = match e {
                    VersionsError::Overlap => DefectKind::Overlap,
                    VersionsError::Gap => DefectKind::Gap,
                    VersionsError::Empty => DefectKind::Empty,
                };
                found.push(Defect {
                    unit,
                    kind,
                    on: None,
                });
            }
        }
        for day in self.turning_days(since) {
            let tree = self.tree_at(day);
            let defect = |unit, kind| Defect {
                unit,
                kind,
                on: Some(day),
            };
            found.extend(
                tree.units()
                    .iter()
                    .filter(|u| u.parent.is_some_and(|p| tree.get(p).is_none()))
                    .map(|u| defect(u.unit, DefectKind::ParentMissing)),
            );
            found.extend(
                tree.find_cycle()
                    .map(|unit| defect(unit, DefectKind::Cycle)),
            );
        }
        found
    }

    /// The history as it is after an act that takes effect on `day`.
    #[must_use]
    pub fn with(&self, changes: &Changes, day: Date) -> Self {
        let mut next = self.clone();
        for (unit, from) in &changes.closed {
            let life = next.lives.entry(*unit).or_default();
            if let Some(version) = life.iter_mut().find(|v| v.valid_from == *from) {
                version.valid_to = Some(day);
            }
        }
        for version in changes.new_units.iter().chain(&changes.new_versions) {
            next.codes.insert(version.code.clone(), version.unit);
            next.lives
                .entry(version.unit)
                .or_default()
                .push(version.clone());
        }
        for (unit, field) in &changes.functions_closed {
            for span in &mut next.functions {
                if span.unit == *unit && span.field == *field && span.to.is_none() {
                    span.to = Some(day);
                }
            }
        }
        let opened = changes.functions_opened.iter();
        next.functions
            .extend(opened.map(|(unit, field)| FunctionSpan {
                unit: *unit,
                field: *field,
                from: day,
                to: None,
            }));
        next.lineage.extend(changes.lineage.iter().cloned());
        next
    }

    /// The history without an act of `day` that changed it so: the reverse of
    /// [`History::with`], as long as nothing was built on it.
    #[must_use]
    pub(super) fn without(&self, changes: &Changes, day: Date) -> Self {
        let mut next = self.clone();
        for version in &changes.new_units {
            next.codes.remove(&version.code);
            next.lives.remove(&version.unit);
        }
        for version in &changes.new_versions {
            let life = next.lives.entry(version.unit).or_default();
            life.retain(|v| v.valid_from != day);
        }
        for (unit, from) in &changes.closed {
            let life = next.lives.entry(*unit).or_default();
            let closed = life.iter_mut().find(|v| v.valid_from == *from);
            if let Some(version) = closed.filter(|v| v.valid_to == Some(day)) {
                version.valid_to = None;
            }
        }
        let opened = |s: &FunctionSpan| {
            s.from == day && changes.functions_opened.contains(&(s.unit, s.field))
        };
        next.functions.retain(|s| !opened(s));
        for (unit, field) in &changes.functions_closed {
            for span in &mut next.functions {
                if span.unit == *unit && span.field == *field && span.to == Some(day) {
                    span.to = None;
                }
            }
        }
        next.lineage.retain(|edge| !changes.lineage.contains(edge));
        next
    }
}
