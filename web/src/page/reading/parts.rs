//! A long text in parts: stretches of the source, each with the facts that
//! stand in it, so that no page grows with the text. What a person changed on
//! one part goes along hidden on the others; the rest of the form is what the
//! program proposes. Not here: the form itself (`prefill`, `parse`).

use super::parse::{ADDABLE, added, more};
use super::remarks::weighed;
use super::stretches::{cut, facts_of};
use crate::{Fields, FormState};
use app::reading::{Facts, Waiting};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Bytes that facts and source of one part may take; the rest of 60 KB is the
/// frame of the page, its lists and its messages.
const ROOM: usize = 40_000;
/// The least room, however long the lists to choose from are.
const LEAST_ROOM: usize = 14_000;
/// Bytes that the fields of work take: they stand whole on every part.
const FIELDS: usize = 2_000;

/// The fact that all fields of the meeting belong to.
const MEETING: &str = "conference";
const MEETING_FIELDS: [&str; 11] = [
    "with_conference",
    "conference",
    "title",
    "held_on",
    "published_on",
    "event_kind",
    "period_kind",
    "period_index",
    "period_year",
    "host",
    "place",
];

/// The parts of a text and the one that is shown.
pub(super) struct Parts {
    stretches: Vec<Range<usize>>,
    of: HashMap<String, usize>,
    /// From 0.
    pub(super) current: usize,
}

impl Parts {
    /// Cuts a text; `lists` are the bytes of the lists to choose from, `kept` those of
    /// what was stored, which stands on the first part.
    pub(super) fn of(waiting: &Waiting, is_waiting: bool, lists: usize, kept: usize) -> Self {
        let facts = &waiting.facts;
        let text = &waiting.reading.source_text;
        let mut all = facts_of(facts, is_waiting);
        all.extend(weighed(waiting));
        let (placed, loose): (Vec<_>, Vec<_>) = all
            .iter()
            .partition(|f| f.at.is_some_and(|at| at < text.len()));
        let fixed = if is_waiting { lists + FIELDS } else { lists };
        let room = ROOM.saturating_sub(fixed).max(LEAST_ROOM);
        let base = loose.iter().map(|f| f.weight).sum::<usize>() + kept;
        let stretches = cut(text, &placed, base, room);
        let mut of = HashMap::new();
        for fact in placed {
            let at = fact.at.unwrap_or(0);
            let part = stretches.partition_point(|s| s.end <= at);
            of.insert(fact.key.clone(), part.min(stretches.len() - 1));
        }
        Self {
            stretches,
            of,
            current: 0,
        }
    }

    /// How many parts there are.
    pub(super) fn count(&self) -> usize {
        self.stretches.len()
    }

    /// Whether the last part is shown.
    pub(super) fn is_last(&self) -> bool {
        self.current + 1 == self.count()
    }

    /// Turns to a part, counted from 1 as people do.
    pub(super) fn turn(&mut self, number: &str) {
        let number = number.parse().unwrap_or(1_usize);
        self.current = number.clamp(1, self.count()) - 1;
    }

    /// Turns to the part of a fact, by the anchor of its place.
    pub(super) fn turn_to(&mut self, key: &str) {
        let fact = key.rsplit_once('-').map(|(g, n)| format!("{g}.{n}"));
        if let Some(part) = fact.and_then(|f| self.of.get(&f).copied()) {
            self.current = part;
        }
    }

    /// The bytes of the source that are shown.
    pub(super) fn stretch(&self) -> Range<usize> {
        self.stretches[self.current].clone()
    }

    /// The part, counted from 0, that has a byte of the source.
    pub(super) fn part_at(&self, at: usize) -> usize {
        let part = self.stretches.partition_point(|s| s.end <= at);
        part.min(self.count() - 1)
    }

    /// Whether a fact ("tasks.3") is shown.
    pub(super) fn shows(&self, fact: &str) -> bool {
        self.part_of(fact) == self.current
    }

    /// The same for a fact or a row that a person added.
    pub(super) fn has(&self, form: &FormState, facts: &Facts, fact: &str) -> bool {
        match added_index(facts, fact) {
            Some((group, index)) => self.shows_added(form, group, index),
            None => self.shows(fact),
        }
    }

    /// Whether a row that a person added is shown: where it was asked for.
    fn shows_added(&self, form: &FormState, group: &str, index: usize) -> bool {
        self.added_on(form.fields(), group, index) == self.current
    }

    fn added_on(&self, fields: &Fields, group: &str, index: usize) -> usize {
        let on = fields.get(&added_on(group));
        let number = on.split(' ').nth(index).and_then(|n| n.parse().ok());
        number.unwrap_or(1_usize).clamp(1, self.count()) - 1
    }

    fn part_of(&self, fact: &str) -> usize {
        self.of.get(fact).copied().unwrap_or(0)
    }

    /// The part, counted from 1, on which a field stands that is not shown.
    pub(super) fn elsewhere(&self, form: &FormState, facts: &Facts, field: &str) -> Option<usize> {
        let fact = fact_of(field, "")?;
        let part = match added_index(facts, &fact) {
            Some((group, index)) => self.added_on(form.fields(), group, index),
            None => self.part_of(&fact),
        };
        (part != self.current).then_some(part + 1)
    }

    /// The whole form out of what one part sent: its own fields, what was changed
    /// on the others, and the proposals for the rest. A form without parts is
    /// whole as it is.
    pub(super) fn whole(&self, sent: Fields, proposed: &Fields, facts: &Facts) -> Fields {
        let Ok(number) = sent.get("phan").parse::<usize>() else {
            return sent;
        };
        let here = number.clamp(1, self.count()) - 1;
        let is_sent = |fact: &str| {
            self.part_of(fact) == here
                || sent.all("sua").any(|f| f == fact)
                || added_index(facts, fact).is_some()
        };
        let is_turned = |fact: &str| !is_sent(fact) && sent.all("dau").any(|f| f == fact);
        let own = sent.pairs().filter(|(n, v)| {
            !["sua", "dau"].contains(n) && fact_of(n, v).is_none_or(|f| is_sent(&f))
        });
        let rest = proposed.pairs().filter(|(n, v)| {
            let is_tick = n.starts_with("take_");
            fact_of(n, v).is_some_and(|f| !(is_sent(&f) || is_tick && is_turned(&f)))
        });
        let mut pairs: Vec<(String, String)> = own
            .chain(rest)
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect();
        for fact in sent.all("dau").filter(|f| is_turned(f)) {
            if let Some((group, n)) = fact.split_once('.') {
                let tick = format!("take_{group}");
                if proposed.all(&tick).all(|v| v != n) {
                    pairs.push((tick, n.to_owned()));
                }
            }
        }
        Fields::from_pairs(pairs)
    }

    /// Hidden fields of a part: what was changed of facts that are not shown.
    pub(super) fn carried(
        &self,
        form: &FormState,
        proposed: &Fields,
        facts: &Facts,
    ) -> Vec<(String, String)> {
        if self.count() == 1 {
            return Vec::new();
        }
        let (typed, proposed) = (by_fact(form.fields()), by_fact(proposed));
        let nothing = Vec::new();
        let mut carried = Vec::new();
        for fact in typed.keys().chain(proposed.keys()).collect::<HashSet<_>>() {
            let hidden = !self.has(form, facts, fact);
            let now = typed.get(fact).unwrap_or(&nothing);
            let then = proposed.get(fact).unwrap_or(&nothing);
            if !hidden || now == then {
                continue;
            }
            if added_index(facts, fact).is_none() && words(now).eq(words(then)) {
                // Only the tick is another: the words are the program's own.
                carried.push(("dau".to_owned(), fact.clone()));
            } else {
                carried.push(("sua".to_owned(), fact.clone()));
                carried.extend(now.iter().cloned());
            }
        }
        carried.sort();
        carried
    }
}

/// The fields of a fact besides its tick.
fn words(fields: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    fields.iter().filter(|(n, _)| !n.starts_with("take_"))
}

/// The field that tells on which parts the added rows of a group stand.
pub(super) fn added_on(group: &str) -> String {
    format!("o.{group}")
}

/// Fields of each fact, empty ones left out.
fn by_fact(fields: &Fields) -> BTreeMap<String, Vec<(String, String)>> {
    let mut all: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (name, value) in fields.pairs().filter(|(_, v)| !v.trim().is_empty()) {
        if let Some(fact) = fact_of(name, value) {
            all.entry(fact)
                .or_default()
                .push((name.to_owned(), value.to_owned()));
        }
    }
    for pairs in all.values_mut() {
        pairs.sort();
        pairs.dedup();
    }
    all
}

/// The fact that a field belongs to: "tasks.3" for `tasks.3.text` and for a tick
/// `take_tasks` of 3. Fields of work belong to none: they stand on every part.
fn fact_of(name: &str, value: &str) -> Option<String> {
    if MEETING_FIELDS.contains(&name) {
        return Some(MEETING.to_owned());
    }
    if let Some(group) = name.strip_prefix("take_") {
        return (group != "fields").then(|| format!("{group}.{value}"));
    }
    let mut words = name.splitn(3, '.');
    let (group, n) = (words.next()?, words.next()?);
    let is_field = words.next().is_some() && ADDABLE.contains(&group);
    is_field.then(|| format!("{group}.{n}"))
}

/// The group and the index of a row that a person added; `None` for a fact of
/// the text.
fn added_index<'a>(facts: &Facts, fact: &'a str) -> Option<(&'a str, usize)> {
    let (group, n) = fact.split_once('.')?;
    let n: usize = n.parse().ok()?;
    let read = match group {
        "chairs" => facts.chairs.len(),
        "documents" => facts.documents.len(),
        "reviews" => facts.reviews.len(),
        "tasks" => facts.tasks.len(),
        "figures" => facts.figures.len(),
        "limitations" => facts.limitations.len(),
        "people" => facts.people.len(),
        "organisations" => facts.organisations.len(),
        "results" => facts.results.len(),
        _ => return None,
    };
    n.checked_sub(read).map(|index| (group, index))
}

/// The form with one more row in the group that was asked for, on this part.
pub(super) fn add_row(fields: &mut Fields, group: &str, part: usize) {
    let count = added(fields.get(&more(group)));
    let on = format!("{} {}", fields.get(&added_on(group)), part + 1);
    fields.set(&added_on(group), on.trim());
    fields.set(&more(group), (count + 1).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_knows_its_fact() {
        for (name, value, fact) in [
            ("tasks.3.text", "x", Some("tasks.3")),
            ("take_figures", "12", Some("figures.12")),
            ("people.1.role", "x", Some("people.1")),
            ("take_people", "1", Some("people.1")),
            ("take_fields", "y_te", None),
            ("held_on", "", Some("conference")),
            ("more.tasks", "2", None),
            ("o.tasks", "1 2", None),
            ("version", "1", None),
        ] {
            assert_eq!(fact_of(name, value).as_deref(), fact, "{name}");
        }
    }
}
