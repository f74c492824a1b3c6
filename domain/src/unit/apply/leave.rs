//! What ended units leave behind: units below them and fields of work.

use super::Work;
use crate::id::UnitId;
use crate::unit::{ActRefusal, Ended, LineageKind};
use std::collections::BTreeMap;

impl Work<'_> {
    /// What ended units leave behind: units below them and fields of work.
    pub(super) fn hand_down(&mut self) {
        let ended: BTreeMap<UnitId, (Option<usize>, Ended)> = self
            .ended
            .iter()
            .map(|(n, e)| (e.unit, (*n, e.clone())))
            .collect();
        for (unit, (step, end)) in &ended {
            self.step = *step;
            let is_changed = self.drafts.contains_key(unit);
            if is_changed {
                let what = self.code_of(*unit);
                self.refuse(ActRefusal::Twice, &what);
            }
            for heir in &end.heirs {
                if ended.contains_key(heir) {
                    let what = self.code_of(*heir);
                    self.refuse(ActRefusal::HeirEnded, &what);
                }
            }
            self.hand_down_functions(end);
        }
        self.step = None;
        for (_, taker) in self.transfers.clone() {
            if ended.contains_key(&taker) {
                let what = self.code_of(taker);
                self.refuse(ActRefusal::HeirEnded, &what);
            }
        }
        for (step, unit) in self.charged.clone() {
            if ended.contains_key(&unit) {
                self.step = step;
                let what = self.code_of(unit);
                self.refuse(ActRefusal::EndsHere, &what);
            }
        }
        self.step = None;
        self.hand_down_children(&ended);
        let orphans: Vec<String> = self
            .drafts
            .values()
            .filter(|d| d.version.parent.is_some_and(|p| ended.contains_key(&p)))
            .map(|d| d.version.code.clone())
            .collect();
        for code in orphans {
            self.refuse(ActRefusal::ParentMissing, &code);
        }
    }

    fn hand_down_functions(&mut self, end: &Ended) {
        let spans: Vec<_> = self
            .history
            .functions()
            .iter()
            .filter(|s| s.unit == end.unit && s.to.is_none_or(|to| to > self.day))
            .cloned()
            .collect();
        for span in spans {
            if span.to.is_some() || span.from >= self.day {
                self.refuse_field(end.unit, span.field);
                continue;
            }
            // What the act transfers by name goes there and nowhere else.
            if self.close(span.unit, span.field) {
                for heir in &end.heirs {
                    self.open(*heir, span.field);
                }
            }
        }
    }

    fn hand_down_children(&mut self, ended: &BTreeMap<UnitId, (Option<usize>, Ended)>) {
        let history = self.history;
        for (unit, life) in history.units() {
            if ended.contains_key(&unit) || self.drafts.get(&unit).is_some_and(|d| d.is_moved) {
                continue;
            }
            let below = life
                .iter()
                .filter(|v| v.valid_to.is_none_or(|to| to > self.day))
                .filter_map(|v| v.parent)
                .find_map(|p| ended.get(&p));
            let Some((step, end)) = below else { continue };
            self.step = *step;
            let code = self.code_of(unit);
            match (end.by, end.heirs.first()) {
                (LineageKind::Merge, Some(heir)) => {
                    if self.changeable(&code).is_some()
                        && let Some(draft) = self.draft(unit)
                    {
                        draft.is_moved = true;
                        draft.version.parent = Some(*heir);
                    }
                }
                _ => self.refuse(ActRefusal::ChildrenLeft, &code),
            }
        }
        self.step = None;
    }
}
