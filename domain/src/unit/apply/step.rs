//! What each kind of step orders, taken into the draft of the units' future.

use super::{Draft, Work};
use crate::field::Field;
use crate::id::UnitId;
use crate::text::clean_line;
use crate::unit::{
    ActRefusal, Ended, FunctionSpan, LineageKind, NewUnit, Step, Tier, UnitKind, UnitVersion,
};
use std::collections::BTreeSet;

impl Work<'_> {
    /// Created units are known to every step, wherever they stand in the act.
    pub(super) fn create_all(&mut self, mut new_id: impl FnMut() -> UnitId) {
        let act = self.act;
        for (n, step) in act.steps.iter().enumerate() {
            let Step::Create(new) = step else { continue };
            self.step = Some(n);
            let code = new.code.trim();
            if code.is_empty() || code.chars().any(char::is_whitespace) || code.len() > 40 {
                self.refuse(ActRefusal::CodeForm, &new.code);
                continue;
            }
            if self.history.by_code(code).is_some() || self.codes.contains_key(code) {
                self.refuse(ActRefusal::CodeTaken, code);
                continue;
            }
            let Some(version) = self.first_version(new, code, new_id()) else {
                continue;
            };
            self.codes.insert(code.to_owned(), version.unit);
            self.order.push(version.unit);
            for field in &new.fields {
                self.opened.insert((version.unit, *field));
            }
            self.drafts.insert(
                version.unit,
                Draft {
                    version,
                    is_new: true,
                    is_renamed: true,
                    is_moved: true,
                    is_changed: true,
                },
            );
        }
    }

    fn first_version(&mut self, new: &NewUnit, code: &str, unit: UnitId) -> Option<UnitVersion> {
        let name = self.name(&new.name)?;
        let short_name = clean_line(&new.short_name)
            .ok()
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| name.clone());
        Some(UnitVersion {
            unit,
            code: code.to_owned(),
            name,
            short_name,
            symbol: clean_line(&new.symbol).unwrap_or_default(),
            kind: new.kind,
            tier: new.tier,
            // Found when all created units are known.
            parent: None,
            place: clean_line(&new.place).unwrap_or_default(),
            valid_from: self.day,
            valid_to: None,
        })
    }

    pub(super) fn take(&mut self, step: &Step) {
        match step {
            Step::Create(new) => {
                let parent = self.standing(&new.parent);
                let unit = self.codes.get(new.code.trim()).copied();
                if let (Some(parent), Some(unit)) = (parent, unit)
                    && let Some(draft) = self.drafts.get_mut(&unit)
                {
                    draft.version.parent = Some(parent);
                }
            }
            Step::Rename {
                unit,
                name,
                short_name,
                symbol,
            } => self.rename(unit, name, short_name, symbol),
            Step::Move { unit, parent } => self.move_under(unit, parent),
            Step::Merge { from, into } => self.merge(from, into),
            Step::Split {
                from,
                into,
                weights,
            } => self.split(from, into, weights),
            Step::Abolish { unit, heir } => {
                if heir.trim().is_empty() {
                    self.changeable(unit);
                    return self.refuse(ActRefusal::HeirMissing, unit);
                }
                let (Some(unit_id), Some(heir_id)) = (self.changeable(unit), self.standing(heir))
                else {
                    return;
                };
                if unit_id == heir_id {
                    return self.refuse(ActRefusal::HeirSelf, unit);
                }
                self.end(unit_id, LineageKind::Dissolve, vec![heir_id]);
            }
            Step::Change {
                unit,
                kind,
                tier,
                place,
            } => self.change(unit, *kind, *tier, place),
            Step::Charge { unit, field } => self.charge(*field, unit),
            Step::Discharge { unit, field } => self.discharge(*field, unit),
            Step::Transfer { field, from, to } => self.transfer(*field, from, to),
        }
    }

    fn rename(&mut self, code: &str, name: &str, short_name: &str, symbol: &str) {
        let (unit, name) = (self.changeable(code), self.name(name));
        let (Some(unit), Some(name)) = (unit, name) else {
            return;
        };
        let short = clean_line(short_name).unwrap_or_default();
        let symbol = clean_line(symbol).unwrap_or_default();
        let Some(draft) = self.draft(unit) else {
            return;
        };
        if draft.is_renamed {
            return self.refuse(ActRefusal::Twice, code);
        }
        draft.is_renamed = true;
        let before = draft.version.clone();
        // A short name that was the full one follows it.
        if !short.is_empty() {
            draft.version.short_name = short;
        } else if draft.version.short_name == draft.version.name {
            draft.version.short_name.clone_from(&name);
        }
        draft.version.name = name;
        if !symbol.is_empty() {
            draft.version.symbol = symbol;
        }
        if draft.version == before {
            self.refuse(ActRefusal::Unchanged, code);
        }
    }

    fn move_under(&mut self, code: &str, parent: &str) {
        let (Some(unit), Some(parent)) = (self.changeable(code), self.standing(parent)) else {
            return;
        };
        if unit == parent {
            return self.refuse(ActRefusal::Cycle, code);
        }
        let Some(draft) = self.draft(unit) else {
            return;
        };
        if draft.is_moved {
            return self.refuse(ActRefusal::Twice, code);
        }
        draft.is_moved = true;
        if draft.version.parent == Some(parent) {
            return self.refuse(ActRefusal::Unchanged, code);
        }
        draft.version.parent = Some(parent);
    }

    fn change(&mut self, code: &str, kind: Option<UnitKind>, tier: Option<Tier>, place: &str) {
        let place = clean_line(place).unwrap_or_default();
        let unit = self.changeable(code);
        if kind.is_none() && tier.is_none() && place.is_empty() {
            return self.refuse(ActRefusal::ChangeEmpty, code);
        }
        let Some(unit) = unit else { return };
        let Some(draft) = self.draft(unit) else {
            return;
        };
        if draft.is_changed {
            return self.refuse(ActRefusal::Twice, code);
        }
        draft.is_changed = true;
        let before = draft.version.clone();
        draft.version.kind = kind.unwrap_or(before.kind);
        draft.version.tier = tier.unwrap_or(before.tier);
        if !place.is_empty() {
            draft.version.place = place;
        }
        if draft.version == before {
            self.refuse(ActRefusal::Unchanged, code);
        }
    }

    fn merge(&mut self, from: &[String], into: &str) {
        if into.trim().is_empty() {
            return self.refuse(ActRefusal::HeirMissing, &from.join(", "));
        }
        let Some(heir) = self.standing(into) else {
            return;
        };
        let mut count = 0;
        for code in from {
            let Some(unit) = self.changeable(code) else {
                count += 1;
                continue;
            };
            // One of them may be the successor and goes on.
            if unit != heir {
                count += 1;
                self.end(unit, LineageKind::Merge, vec![heir]);
            }
        }
        if count == 0 {
            self.refuse(ActRefusal::MergeFew, into);
        }
    }

    fn split(&mut self, from: &str, into: &[String], weights: &[i64]) {
        let unit = self.changeable(from);
        let found: Vec<Option<UnitId>> = into.iter().map(|c| self.standing(c)).collect();
        let distinct: BTreeSet<&str> = into.iter().map(|c| c.trim()).collect();
        if distinct.len() != into.len() {
            self.refuse(ActRefusal::Twice, from);
        }
        if distinct.len() < 2 {
            self.refuse(ActRefusal::SplitFew, from);
        }
        // A sum beyond what sharing can reckon with is no weight.
        let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        let is_sound = weights.is_empty()
            || (weights.len() == into.len()
                && weights.iter().all(|w| *w > 0)
                && sum <= i128::from(u32::MAX));
        if !is_sound {
            self.refuse(ActRefusal::Weights, from);
        }
        let heirs: Vec<UnitId> = found.iter().flatten().copied().collect();
        let Some(unit) = unit else { return };
        if heirs.contains(&unit) {
            return self.refuse(ActRefusal::HeirSelf, from);
        }
        if is_sound {
            for (heir, weight) in found.iter().zip(weights) {
                if let Some(heir) = heir {
                    self.weights.insert((unit, *heir), *weight);
                }
            }
        }
        self.end(unit, LineageKind::Split, heirs);
    }

    fn end(&mut self, unit: UnitId, by: LineageKind, heirs: Vec<UnitId>) {
        let is_known = |e: &(Option<usize>, Ended)| e.1.unit == unit;
        if self.ended.iter().any(is_known) {
            let what = self.code_of(unit);
            return self.refuse(ActRefusal::Twice, &what);
        }
        self.ended.push((self.step, Ended { unit, by, heirs }));
    }

    fn transfer(&mut self, field: Field, from: &str, to: &str) {
        let (Some(giver), Some(taker)) = (self.standing(from), self.standing(to)) else {
            return;
        };
        if giver == taker {
            return self.refuse(ActRefusal::HeirSelf, from);
        }
        if !self.holds(giver, field) {
            return self.refuse(ActRefusal::NoFunction, from);
        }
        if !self.close(giver, field) {
            return self.refuse(ActRefusal::Twice, from);
        }
        self.open(taker, field);
        self.transfers.push((giver, taker));
    }

    /// A field for a unit that is there; whoever has it already keeps it.
    fn charge(&mut self, field: Field, code: &str) {
        let Some(unit) = self.standing(code) else {
            return;
        };
        let is_later = |s: &FunctionSpan| {
            (s.unit, s.field) == (unit, field) && s.to.is_none_or(|to| to > self.day)
        };
        let has = self.history.functions().iter().any(is_later);
        if self.opened.contains(&(unit, field)) || has {
            return self.refuse(ActRefusal::HasFunction, code);
        }
        self.opened.insert((unit, field));
        self.charged.push((self.step, unit));
    }

    fn discharge(&mut self, field: Field, code: &str) {
        let Some(unit) = self.standing(code) else {
            return;
        };
        if !self.holds(unit, field) {
            return self.refuse(ActRefusal::NoFunction, code);
        }
        if !self.close(unit, field) {
            self.refuse(ActRefusal::Twice, code);
        }
    }

    fn name(&mut self, typed: &str) -> Option<String> {
        match clean_line(typed) {
            Ok(name) if !name.is_empty() => Some(name),
            _ => {
                self.refuse(ActRefusal::NameEmpty, typed);
                None
            }
        }
    }
}
