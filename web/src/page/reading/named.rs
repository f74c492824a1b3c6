//! Whom a text names, as facts of the form: persons, bodies, fields of work and what
//! it reports of each. The groups stand folded; fields of work are a closed list that
//! stands whole on every part.

use super::facts::Fact;
use super::parts::Parts;
use super::shown::field_name;
use super::source::anchor;
use crate::{FormState, Layout};
use app::reading::Facts;
use domain::field::Field;

/// A group that stands folded.
pub(super) struct Folded {
    pub(super) facts: Vec<Fact>,
    /// A row was added, or something in it is wrong: it must be seen.
    pub(super) is_open: bool,
}

impl Folded {
    pub(super) fn of(form: &FormState, facts: Vec<Fact>) -> Self {
        let is_wrong = |fact: &Fact| {
            ["name", "role", "text", "field"]
                .iter()
                .any(|name| !form.error(&fact.field(name)).is_empty())
        };
        Self {
            is_open: facts.iter().any(|f| f.is_added || is_wrong(f)),
            facts,
        }
    }
}

/// A field of work with its box.
pub(super) struct FieldBox {
    pub(super) code: String,
    pub(super) name: String,
    /// Part of the anchors; empty for one that was not read.
    pub(super) key: String,
    /// Whether the source that is shown has a mark for it.
    pub(super) has_place: bool,
}

/// All fields of work, those that only the text knows behind them.
pub(super) fn field_boxes(l: &Layout, facts: &Facts, parts: &Parts) -> Vec<FieldBox> {
    let stretch = parts.stretch();
    let known = Field::ALL.iter().map(|field| field.code().to_owned());
    let is_other = |code: &&String| Field::from_code(code).is_none();
    let other = facts.fields.iter().filter(is_other).cloned();
    known
        .chain(other)
        .map(|code| {
            let read = facts.fields.iter().position(|c| *c == code);
            let path = read.map(|n| format!("fields[{n}]")).unwrap_or_default();
            let spans = facts.spans.get(&path);
            FieldBox {
                name: field_name(l, &code),
                has_place: spans.is_some_and(|s| s.iter().any(|s| stretch.contains(&s.0))),
                key: anchor(&path),
                code,
            }
        })
        .collect()
}

/// Whether a person stands among the chairs with this place in the source, and so
/// not among those named besides.
pub(super) fn is_chair(facts: &Facts, n: usize) -> bool {
    let is_same = |(c, name): (usize, &str)| {
        facts.people.get(n).is_some_and(|p| p.name == name)
            && !facts.spans.contains_key(&format!("chairs[{c}]"))
    };
    let mut chairs = facts.chairs.iter().map(|c| c.name.as_str()).enumerate();
    chairs.any(is_same)
}

/// The persons of a text, each with the role that it gives.
pub(super) fn people(facts: &Facts) -> Vec<String> {
    let people = facts.people.iter();
    people
        .map(|p| match &p.role {
            Some(role) => format!("{} – {role}", p.name),
            None => p.name.clone(),
        })
        .collect()
}
