//! What the page shows of a text beside the form: its authors and a period that is
//! none of the form's; of a text that is decided also who and what it names, kept
//! or not. All with their places.

use super::named::{is_chair, people};
use super::parts::Parts;
use super::source::anchor;
use crate::Layout;
use app::reading::{Waiting, semester_words};

/// Facts that are shown with their places and have no field.
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) items: Vec<ShownFact>,
}

/// One of them.
pub(super) struct ShownFact {
    /// Part of the anchors.
    pub(super) key: String,
    pub(super) text: String,
    pub(super) has_place: bool,
}

pub(super) fn shown(l: &Layout, waiting: &Waiting, parts: &Parts) -> Vec<Shown> {
    let f = &waiting.facts;
    let is_waiting = waiting.reading.state.code() == "waiting";
    let fields = f.fields.iter().map(|code| field_name(l, code)).collect();
    let other_period = f
        .other_period
        .iter()
        .map(|p| {
            let years = format!("{}–{}", p.from, p.to);
            match p.semester {
                Some(n) => semester_words(l.locale, n.into(), &years),
                None => years,
            }
        })
        .collect();
    let results = f
        .results
        .iter()
        .map(|r| format!("{}: {}", field_name(l, &r.field), r.text))
        .collect();
    let lists: [(&str, Vec<String>); 6] = [
        ("other_period", other_period),
        ("people", people(f)),
        ("organisations", f.organisations.clone()),
        ("fields", fields),
        ("results", results),
        ("authors", f.authors.clone()),
    ];
    let stretch = parts.stretch();
    // Of a text that waits the others stand in the form.
    let is_shown = |name: &str| !is_waiting || matches!(name, "other_period" | "authors");
    lists
        .into_iter()
        .filter(|(name, list)| is_shown(name) && !list.is_empty())
        .map(|(name, list)| Shown {
            title: l.code_text("reading.fact", name).into_owned(),
            items: list
                .into_iter()
                .enumerate()
                .filter(|(n, _)| parts.shows(&format!("{name}.{n}")))
                .filter(|(n, _)| name != "people" || !is_chair(f, *n))
                .map(|(n, text)| {
                    // There is one such period, and its path has no number.
                    let path = match name {
                        "other_period" => name.to_owned(),
                        _ => format!("{name}[{n}]"),
                    };
                    let has_place = f
                        .spans
                        .get(&path)
                        .is_some_and(|s| s.iter().any(|s| stretch.contains(&s.0)));
                    ShownFact {
                        key: anchor(&path),
                        text,
                        has_place,
                    }
                })
                .collect(),
        })
        .filter(|s: &Shown| !s.items.is_empty())
        .collect()
}

/// The name of a field of work; a code that the instance does not know stands
/// for itself.
pub(super) fn field_name(l: &Layout, code: &str) -> String {
    match domain::field::Field::from_code(code) {
        Some(field) if l.locale == app::Locale::En => field.name_en().to_owned(),
        Some(field) => field.name_vi().to_owned(),
        None => code.to_owned(),
    }
}
