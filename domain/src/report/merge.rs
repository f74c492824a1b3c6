//! Two authors of one draft: what each changed is joined place by place,
//! a section, a cell, a task's line or an explanation at a time. Only where both
//! changed the same place a person must decide.
//!
//! Not here: where the replaced values are kept (`store::draft_change`).

use super::{ReportBody, SectionText, TaskLine};
use crate::indicator::Cell;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a draft says: its body, the numbers that could not be read, as typed, by
/// input name, and why it comes late.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Writing {
    /// What is written.
    pub body: ReportBody,
    /// Texts for which no number stands.
    pub numbers: BTreeMap<String, String>,
    /// Why the report comes late, which is said beside it.
    pub late_reason: String,
}

/// The whole form as "không phát sinh".
pub const NIL_PLACE: &str = "nil";
/// The reason of lateness.
pub const LATE_PLACE: &str = "late_reason";

#[derive(Serialize, Deserialize)]
struct Words {
    text: String,
    nil: bool,
}

#[derive(Serialize, Deserialize)]
struct Figure {
    cell: Cell,
    typed: BTreeMap<String, String>,
}

impl Writing {
    /// What stands at each place, as text that is equal exactly if the content
    /// is. A place at which nothing stands is left out. The names are those of
    /// the form's fields: `nil`, `late_reason`, `s.I.1`, `v.GD-01`, `t.<task>`,
    /// `x.<remark>`.
    #[must_use]
    pub fn places(&self) -> BTreeMap<String, String> {
        let mut places = BTreeMap::new();
        let mut put = |name: String, value: Option<String>| {
            if let Some(value) = value {
                places.insert(name, value);
            }
        };
        put(NIL_PLACE.into(), self.body.is_nil.then(|| "true".into()));
        let late = Some(self.late_reason.clone()).filter(|text| !text.is_empty());
        put(LATE_PLACE.into(), late);
        for s in &self.body.sections {
            let words = Words {
                text: s.text.clone(),
                nil: s.is_nil,
            };
            let is_said = s.is_nil || !s.text.is_empty();
            put(format!("s.{}", s.code), is_said.then(|| json(&words)));
        }
        let typed_codes = self.numbers.keys().map(|key| code_of(key).to_owned());
        let codes: BTreeSet<String> = self
            .body
            .values
            .keys()
            .cloned()
            .chain(typed_codes)
            .collect();
        for code in codes {
            let figure = Figure {
                cell: self.body.values.get(&code).cloned().unwrap_or_default(),
                typed: self.typed_of(&code),
            };
            put(format!("v.{code}"), Some(json(&figure)));
        }
        for line in &self.body.tasks {
            let is_said = line.percent.is_some() || !line.text.is_empty();
            put(format!("t.{}", line.task), is_said.then(|| json(line)));
        }
        for (key, word) in &self.body.explanations {
            put(format!("x.{key}"), (!word.is_empty()).then(|| word.clone()));
        }
        places
    }

    fn typed_of(&self, code: &str) -> BTreeMap<String, String> {
        self.numbers
            .iter()
            .filter(|(key, _)| code_of(key) == code)
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect()
    }

    /// Puts what stood at a place there again; empty text clears it. A text that
    /// is none of ours changes nothing.
    pub fn put(&mut self, place: &str, value: &str) {
        let body = &mut self.body;
        if place == NIL_PLACE {
            body.is_nil = value == "true";
        } else if place == LATE_PLACE {
            value.clone_into(&mut self.late_reason);
        } else if let Some(code) = place.strip_prefix("s.") {
            let said: Option<Words> = serde_json::from_str(value).ok();
            let found = body.sections.iter_mut().find(|s| s.code == code);
            match (found, said) {
                (Some(section), Some(said)) => {
                    (section.text, section.is_nil) = (said.text, said.nil);
                }
                (None, Some(said)) => body.sections.push(SectionText {
                    code: code.to_owned(),
                    text: said.text,
                    is_nil: said.nil,
                }),
                (_, None) => body.sections.retain(|s| s.code != code),
            }
        } else if let Some(code) = place.strip_prefix("v.") {
            self.numbers.retain(|key, _| code_of(key) != code);
            body.values.remove(code);
            if let Ok(figure) = serde_json::from_str::<Figure>(value) {
                self.numbers.extend(figure.typed);
                if figure.cell != Cell::default() {
                    body.values.insert(code.to_owned(), figure.cell);
                }
            }
        } else if let Some(task) = place.strip_prefix("t.") {
            let Ok(id) = task.parse() else { return };
            let line: Option<TaskLine> = serde_json::from_str(value).ok();
            let found = body.tasks.iter_mut().find(|line| line.task == id);
            match (found, line) {
                (Some(old), Some(line)) => *old = line,
                (None, Some(line)) => body.tasks.push(line),
                (_, None) => body.tasks.retain(|line| line.task != id),
            }
        } else if let Some(key) = place.strip_prefix("x.") {
            body.explanations.remove(key);
            if !value.is_empty() {
                body.explanations.insert(key.to_owned(), value.to_owned());
            }
        }
    }

    /// The same before these changes, oldest first: place and what stood there.
    #[must_use]
    pub fn before<'a>(
        &self,
        changes: impl DoubleEndedIterator<Item = (&'a str, &'a str)>,
    ) -> Writing {
        let mut writing = self.clone();
        for (place, old) in changes.rev() {
            writing.put(place, old);
        }
        writing
    }

    /// The places at which two drafts differ, with what the first says there.
    #[must_use]
    pub fn changed_in(&self, new: &Writing) -> Vec<(String, String)> {
        let (old, new) = (self.places(), new.places());
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let value = |name: &String| old.get(name).cloned().unwrap_or_default();
        names
            .into_iter()
            .filter(|name| old.get(*name) != new.get(*name))
            .map(|name| (name.clone(), value(name)))
            .collect()
    }
}

/// The indicator of an input name.
fn code_of(key: &str) -> &str {
    key.strip_suffix("_NUM")
        .or_else(|| key.strip_suffix("_DEN"))
        .unwrap_or(key)
}

fn json(value: &impl Serialize) -> String {
    // Plain text and whole numbers, which JSON always takes.
    serde_json::to_string(value).unwrap_or_default()
}

/// Two drafts joined.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Mine, with what the others changed elsewhere.
    pub writing: Writing,
    /// Places taken from the others.
    pub taken: Vec<String>,
    /// Places that both changed; mine stands in `writing`.
    pub clashes: Vec<String>,
}

/// Joins what I changed since `base` with what others made of it meanwhile.
/// `is_mine` tells of a place whether all changes there since then came from my
/// own open page, so that nobody is told of a clash with himself.
#[must_use]
pub fn join(
    base: &Writing,
    theirs: &Writing,
    mine: &Writing,
    is_mine: impl Fn(&str) -> bool,
) -> Joined {
    let (was, now, new) = (base.places(), theirs.places(), mine.places());
    let names: BTreeSet<&String> = now.keys().chain(new.keys()).collect();
    let mut joined = Joined {
        writing: mine.clone(),
        ..Joined::default()
    };
    for name in names {
        let (was, now, new) = (was.get(name), now.get(name), new.get(name));
        if now == new || was == now {
            continue;
        }
        if was == new && !is_mine(name) {
            joined.writing.put(name, now.map_or("", String::as_str));
            joined.taken.push(name.clone());
        } else if !is_mine(name) {
            joined.clashes.push(name.clone());
        }
    }
    joined
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
