//! What an act does to the history: new versions, ends, lineage, functions, or
//! every reason why it cannot be. Pure: nothing is stored
//! here, and what units owe and hold moves in `app`.

#[cfg(test)]
mod field_tests;
mod leave;
#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod refusal_tests;
mod step;
#[cfg(test)]
pub(super) mod tests;

use super::{
    ActError, ActRefusal, Changes, DefectKind, Ended, History, Lineage, LineageKind, UnitAct,
    UnitVersion,
};
use crate::field::Field;
use crate::id::UnitId;
use crate::text::clean_line;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Works out what `act` changes. `new_id` gives the ids of created units.
///
/// # Errors
/// Every reason at once.
pub fn apply(
    history: &History,
    act: &UnitAct,
    new_id: impl FnMut() -> UnitId,
) -> Result<Changes, Vec<ActError>> {
    let mut work = Work {
        history,
        act,
        day: act.effective_on,
        step: None,
        errors: Vec::new(),
        drafts: BTreeMap::new(),
        order: Vec::new(),
        codes: HashMap::new(),
        ended: Vec::new(),
        weights: HashMap::new(),
        closed: BTreeSet::new(),
        opened: BTreeSet::new(),
        transfers: Vec::new(),
        charged: Vec::new(),
    };
    work.head();
    work.create_all(new_id);
    for (n, step) in act.steps.iter().enumerate() {
        work.step = Some(n);
        work.take(step);
    }
    work.step = None;
    work.hand_down();
    let changes = work.changes();
    if work.errors.is_empty() {
        work.check_whole(&changes);
    }
    if work.errors.is_empty() {
        Ok(changes)
    } else {
        Err(work.errors)
    }
}

/// A unit as it will be from the effective day on.
struct Draft {
    version: UnitVersion,
    is_new: bool,
    is_renamed: bool,
    is_moved: bool,
    is_changed: bool,
}

struct Work<'a> {
    history: &'a History,
    act: &'a UnitAct,
    day: Date,
    step: Option<usize>,
    errors: Vec<ActError>,
    drafts: BTreeMap<UnitId, Draft>,
    /// Created units in the order of the act.
    order: Vec<UnitId>,
    codes: HashMap<String, UnitId>,
    ended: Vec<(Option<usize>, Ended)>,
    weights: HashMap<(UnitId, UnitId), i64>,
    closed: BTreeSet<(UnitId, Field)>,
    opened: BTreeSet<(UnitId, Field)>,
    transfers: Vec<(UnitId, UnitId)>,
    charged: Vec<(Option<usize>, UnitId)>,
}

impl Work<'_> {
    fn refuse(&mut self, refusal: ActRefusal, what: &str) {
        self.add_refusal(refusal, what, None);
    }

    /// Another act orders the field of the unit on that day or later.
    fn refuse_field(&mut self, unit: UnitId, field: Field) {
        let what = self.code_of(unit);
        self.add_refusal(ActRefusal::LaterChange, &what, Some(field));
    }

    fn add_refusal(&mut self, refusal: ActRefusal, what: &str, field: Option<Field>) {
        let error = ActError {
            step: self.step,
            refusal,
            what: what.to_owned(),
            field,
        };
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    fn head(&mut self) {
        if clean_line(&self.act.decision)
            .unwrap_or_default()
            .is_empty()
        {
            self.refuse(ActRefusal::DecisionMissing, "");
        }
        if self.day < self.act.decided_on {
            self.refuse(ActRefusal::EffectiveBeforeDecision, "");
        }
        if self.act.steps.is_empty() {
            self.refuse(ActRefusal::NoSteps, "");
        }
    }

    /// A unit that exists on the effective day and goes on.
    fn standing(&mut self, code: &str) -> Option<UnitId> {
        let code = code.trim();
        if let Some(new) = self.codes.get(code) {
            return Some(*new);
        }
        if code.is_empty() {
            self.refuse(ActRefusal::UnitMissing, code);
            return None;
        }
        let Some(unit) = self.history.by_code(code) else {
            self.refuse(ActRefusal::UnitUnknown, code);
            return None;
        };
        let life = self.history.life(unit);
        let (Some(first), Some(last)) = (life.first(), life.last()) else {
            self.refuse(ActRefusal::UnitUnknown, code);
            return None;
        };
        let refusal = match last.valid_to {
            _ if self.day < first.valid_from => ActRefusal::BeforeBirth,
            Some(to) if to <= self.day => ActRefusal::AfterEnd,
            Some(_) => ActRefusal::LaterChange,
            None => return Some(unit),
        };
        self.refuse(refusal, code);
        None
    }

    /// A standing unit that nothing else changes on that day or later.
    fn changeable(&mut self, code: &str) -> Option<UnitId> {
        let unit = self.standing(code)?;
        let life = self.history.life(unit);
        let refusal = match (life.first(), life.last()) {
            // Created by this very act.
            (None, _) | (_, None) => return Some(unit),
            (Some(first), _) if first.valid_from == self.day => ActRefusal::BeforeBirth,
            (_, Some(last)) if last.valid_from >= self.day => ActRefusal::LaterChange,
            _ => return Some(unit),
        };
        self.refuse(refusal, code);
        None
    }

    fn draft(&mut self, unit: UnitId) -> Option<&mut Draft> {
        if let std::collections::btree_map::Entry::Vacant(entry) = self.drafts.entry(unit) {
            let mut version = self.history.life(unit).last()?.clone();
            version.valid_from = self.day;
            entry.insert(Draft {
                version,
                is_new: false,
                is_renamed: false,
                is_moved: false,
                is_changed: false,
            });
        }
        self.drafts.get_mut(&unit)
    }

    /// Whether the unit answers for the field before the act and without an end.
    fn holds(&self, unit: UnitId, field: Field) -> bool {
        self.history
            .functions()
            .iter()
            .any(|s| s.unit == unit && s.field == field && s.to.is_none() && s.from < self.day)
    }

    /// Whether an act of a later day hands the field to the unit and opened
    /// nothing, since the unit has it until then and on.
    fn is_relied_on(&self, unit: UnitId, field: Field) -> bool {
        let edges = self.history.lineage().iter();
        let mut later = edges.filter(|e| e.to == unit && e.effective_on > self.day);
        later.any(|e| self.history.may_hand_over(e, field))
    }

    /// Takes the field from the unit, once.
    ///
    /// Returns whether it was not taken by this act already.
    fn close(&mut self, unit: UnitId, field: Field) -> bool {
        if self.is_relied_on(unit, field) {
            self.refuse_field(unit, field);
        }
        self.closed.insert((unit, field))
    }

    /// Gives the field to a unit that takes it over; one that has it keeps it.
    /// What another act orders for it and the same field later would make two
    /// spans on one day, or none until then: that act comes first.
    fn open(&mut self, unit: UnitId, field: Field) {
        let spans = self.history.functions().iter();
        let spans = spans.filter(|s| (s.unit, s.field) == (unit, field));
        let mut has = false;
        let mut is_later = false;
        for span in spans {
            has |= span.to.is_none();
            is_later |= span.from > self.day || span.to.is_some_and(|to| to > self.day);
        }
        if is_later {
            self.refuse_field(unit, field);
        } else if !has || self.closed.contains(&(unit, field)) {
            self.opened.insert((unit, field));
        }
    }

    fn code_of(&self, unit: UnitId) -> String {
        self.history
            .life(unit)
            .last()
            .or_else(|| self.drafts.get(&unit).map(|d| &d.version))
            .map(|v| v.code.clone())
            .unwrap_or_default()
    }

    fn changes(&self) -> Changes {
        let last_from = |unit: UnitId| {
            let life = self.history.life(unit);
            life.last().map(|v| (unit, v.valid_from))
        };
        let mut changes = Changes::default();
        for unit in &self.order {
            changes
                .new_units
                .extend(self.drafts.get(unit).map(|d| d.version.clone()));
        }
        parents_first(&mut changes.new_units);
        for (unit, draft) in self.drafts.iter().filter(|(_, d)| !d.is_new) {
            changes.closed.extend(last_from(*unit));
            changes.new_versions.push(draft.version.clone());
        }
        let edge = |from, to, kind| Lineage {
            from,
            to,
            kind,
            effective_on: self.day,
            legal_basis: self.act.decision.trim().to_owned(),
            weight: self.weights.get(&(from, to)).copied(),
        };
        for (_, end) in &self.ended {
            changes.closed.extend(last_from(end.unit));
            let heirs = end.heirs.iter();
            changes
                .lineage
                .extend(heirs.map(|heir| edge(end.unit, *heir, end.by)));
            changes.ended.push(end.clone());
        }
        for (from, to) in &self.transfers {
            let new = edge(*from, *to, LineageKind::Transfer);
            if !changes.lineage.contains(&new) {
                changes.lineage.push(new);
            }
        }
        changes.functions_closed = self.closed.iter().copied().collect();
        changes.functions_opened = self.opened.iter().copied().collect();
        changes
    }

    /// Cycles and lost parents on any day from the effective one on.
    fn check_whole(&mut self, changes: &Changes) {
        let before: Vec<_> = self.history.defects(Some(self.day));
        let after = self.history.with(changes, self.day);
        for defect in after.defects(Some(self.day)) {
            if before.contains(&defect) {
                continue;
            }
            let refusal = match defect.kind {
                DefectKind::Cycle => ActRefusal::Cycle,
                DefectKind::ParentMissing => ActRefusal::ParentMissing,
                _ => ActRefusal::LaterChange,
            };
            let what = self.code_of(defect.unit);
            self.refuse(refusal, &what);
        }
    }
}

/// Orders new units so that each comes after the one above it, if that is new.
fn parents_first(units: &mut Vec<UnitVersion>) {
    let mut waiting = std::mem::take(units);
    while !waiting.is_empty() {
        let names: BTreeSet<UnitId> = waiting.iter().map(|u| u.unit).collect();
        let is_ready = |u: &UnitVersion| u.parent.is_none_or(|p| !names.contains(&p));
        let (ready, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_ready);
        if ready.is_empty() {
            // A ring of new units: refused as a cycle, the order does not matter.
            units.extend(later);
            return;
        }
        units.extend(ready);
        waiting = later;
    }
}
