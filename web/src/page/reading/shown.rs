//! What the page shows of a text beside the form: persons, bodies, fields of work,
//! results by field, authors. Some have a tick; none has a field to correct.

use super::parts::Parts;
use super::source::anchor;
use crate::Layout;
use app::reading::{Facts, semester_words};

/// Facts that are shown with their places; they are stored as printed where they
/// have a tick, else not at all.
pub(super) struct Shown {
    pub(super) title: String,
    /// Name of the ticks; empty for what is only shown.
    pub(super) take: &'static str,
    pub(super) items: Vec<ShownFact>,
}

/// One of them.
pub(super) struct ShownFact {
    /// Part of the anchors.
    pub(super) key: String,
    pub(super) text: String,
    pub(super) has_place: bool,
    /// Value of its tick.
    pub(super) value: String,
}

pub(super) fn shown(l: &Layout, f: &Facts, parts: &Parts) -> Vec<Shown> {
    let people = f
        .people
        .iter()
        .map(|p| match &p.role {
            Some(role) => format!("{} – {role}", p.name),
            None => p.name.clone(),
        })
        .collect();
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
        ("people", people),
        ("organisations", f.organisations.clone()),
        ("fields", fields),
        ("results", results),
        ("authors", f.authors.clone()),
    ];
    let stretch = parts.stretch();
    // Chairs that borrow a person's place stand in the form above with it.
    let chairs: Vec<&str> = f
        .chairs
        .iter()
        .enumerate()
        .filter(|(n, _)| !f.spans.contains_key(&format!("chairs[{n}]")))
        .map(|(_, c)| c.name.as_str())
        .collect();
    lists
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(name, list)| Shown {
            title: l.code_text("reading.fact", name).into_owned(),
            take: match name {
                "people" => "take_people",
                "fields" => "take_fields",
                _ => "",
            },
            items: list
                .into_iter()
                .enumerate()
                .filter(|(n, _)| parts.shows(&format!("{name}.{n}")))
                .filter(|(n, _)| {
                    name != "people"
                        || !f
                            .people
                            .get(*n)
                            .is_some_and(|p| chairs.contains(&p.name.as_str()))
                })
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
                        value: n.to_string(),
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
