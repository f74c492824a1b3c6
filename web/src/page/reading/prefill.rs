//! The form as the program fills it: what was understood, and what it proposes.

use super::named::is_chair;
use super::shown::field_name;
use crate::{FormState, Layout};
use app::reading::{
    EventKind, Facts, HeldOn, Link, NamedDocument, RecordedPeriod, Suggestions, Waiting, is_bare,
    meeting_name, names_meeting, sole_candidate, sole_read, term_of, without_term,
};
use domain::number::format_number;
use domain::unit::Tree;

/// The choice of what neither the register nor the list of conferences has.
pub(super) const NEW: &str = "moi";

/// The form of a text that nobody has touched.
pub(super) fn prefill(
    l: &Layout,
    waiting: &Waiting,
    proposed: &Suggestions,
    same_day: &[HeldOn],
    tree: &Tree,
) -> FormState {
    let f = &waiting.facts;
    let mut form = Pairs(Vec::new());
    form.put("version", waiting.reading.version.to_string());
    form.tick("with_conference", "1", f.event_date.is_some());
    form.put("title", own_title(f).or(f.title.clone()));
    form.put("conference", sole_read(same_day).map(|id| id.to_string()));
    form.put("held_on", f.event_date.map(|d| d.to_string()));
    form.put("published_on", f.published.map(|d| d.to_string()));
    form.put("event_kind", f.event_kind.map(code));
    let period = period(f);
    form.put(
        "period_kind",
        period.as_ref().map(|(kind, ..)| kind.clone()),
    );
    form.put("period_index", period.as_ref().map(|p| p.1.to_string()));
    form.put("period_year", period.as_ref().map(|p| p.2.to_string()));
    form.put("host", f.host.clone());
    form.put("place", f.place.clone());
    for (n, chair) in f.chairs.iter().enumerate() {
        form.tick("take_chairs", &n.to_string(), true);
        form.put(&format!("chairs.{n}.name"), chair.name.clone());
        form.put(&format!("chairs.{n}.role"), chair.role.clone());
    }
    // Persons are kept one by one: nobody enters before somebody has looked. The
    // same holds for bodies and for sentences about a field, where persons may speak.
    for (n, person) in f.people.iter().enumerate() {
        if !is_chair(f, n) {
            form.put(&format!("people.{n}.name"), person.name.clone());
            form.put(&format!("people.{n}.role"), person.role.clone());
        }
    }
    for (n, name) in f.organisations.iter().enumerate() {
        form.put(&format!("organisations.{n}.text"), name.clone());
    }
    for (n, result) in f.results.iter().enumerate() {
        form.put(&format!("results.{n}.field"), field_name(l, &result.field));
        form.put(&format!("results.{n}.text"), result.text.clone());
    }
    for code in &f.fields {
        form.tick("take_fields", code, f.event_date.is_some());
    }
    for (n, (document, proposal)) in f.documents.iter().zip(&proposed.documents).enumerate() {
        let mut put = |name: &str, value: Option<String>| {
            form.put(&format!("documents.{n}.{name}"), value);
        };
        put(
            "link",
            match proposal.link {
                Link::New => Some(NEW.into()),
                Link::To(id) => Some(id.to_string()),
                Link::Open => None,
            },
        );
        put("doc_type", Some(document.kind.clone()));
        // Of a bare number the reader may know the whole.
        let known = sole_candidate(document);
        let whole = known.filter(|_| is_bare(document));
        let symbol = whole.map(|k| k.number.clone()).or(document.number.clone());
        put("symbol", symbol);
        let issuer = document.issuer.as_deref().map(without_term);
        put("issuer", issuer.map(str::to_owned));
        let term = document.issuer.as_deref().and_then(term_of);
        // Told behind the number, or known of it.
        let bare_term = document.term.as_ref();
        let bare_term = bare_term.or_else(|| known.and_then(|k| k.term.as_ref()));
        let bare_term = bare_term.map(|term| format!("khóa {term}"));
        put("term", term.map(str::to_owned).or(bare_term));
        let day = document.date.or(known.map(|k| k.date));
        put("issued_on", day.map(|d| d.to_string()));
        put("subject", document.subject.clone());
        let is_taken = is_taken(document, proposal.link);
        form.tick("take_documents", &n.to_string(), is_taken);
    }
    for (n, (review, proposal)) in f.reviews.iter().zip(&proposed.reviews).enumerate() {
        let mut put = |name: &str, value: Option<String>| {
            form.put(&format!("reviews.{n}.{name}"), value);
        };
        put("kind", Some(code(review.kind)));
        put("years", review.years.map(|y| y.to_string()));
        put("document", proposal.document.map(|d| d.to_string()));
        put("state", Some(proposal.state.code().into()));
        put("due_on", proposal.due_on.map(|d| d.to_string()));
        let is_whole = proposal.document.is_some() && review.years.is_some();
        form.tick(
            "take_reviews",
            &n.to_string(),
            is_whole && proposal.due_on.is_some(),
        );
    }
    for (n, (text, proposal)) in f.tasks.iter().zip(&proposed.tasks).enumerate() {
        form.tick("take_tasks", &n.to_string(), f.event_date.is_some());
        form.put(&format!("tasks.{n}.text"), text.clone());
        let lead = proposal.lead.and_then(|u| tree.get(u));
        form.put(&format!("tasks.{n}.lead"), lead.map(|u| u.name.clone()));
        // A day before the meeting is no due date: a person must say.
        let due_on = proposal
            .due_on
            .filter(|due| f.event_date.is_none_or(|held| held <= *due));
        form.put(&format!("tasks.{n}.due_on"), due_on.map(|d| d.to_string()));
    }
    // Figures are taken one by one: nothing enters before a person has looked
    // at it (domain facts §6.3).
    for (n, figure) in f.figures.iter().enumerate() {
        form.put(&format!("figures.{n}.value"), vietnamese(figure.value));
        form.put(&format!("figures.{n}.measure"), figure.unit.clone());
    }
    for (n, text) in f.limitations.iter().enumerate() {
        form.tick("take_limitations", &n.to_string(), true);
        form.put(&format!("limitations.{n}.text"), text.clone());
    }
    let pairs: Vec<(&str, String)> = form
        .0
        .iter()
        .map(|(n, v)| (n.as_str(), v.clone()))
        .collect();
    FormState::fresh(&pairs)
}

/// The name of the meeting by kind and period, where its text has a headline for title.
pub(super) fn own_title(f: &Facts) -> Option<String> {
    if f.event_date.is_none() || f.title.as_deref().is_some_and(names_meeting) {
        return None;
    }
    let period = period(f).map(|(kind, index, year)| RecordedPeriod {
        kind,
        index: index.into(),
        year: year.into(),
    });
    meeting_name(f.event_kind?, period)
}

/// Whether a document is taken unless a person says otherwise: one of the register, and
/// a new one whose number says more than digits of unknown meaning.
fn is_taken(document: &NamedDocument, link: Link) -> bool {
    let is_sure = !is_bare(document) || sole_candidate(document).is_some();
    document.number.is_some() && (matches!(link, Link::To(_)) || is_sure)
}

/// Kind, number and year of the period under review: the contract's, or else a school
/// year, its half or a congress term. A stage of several years has no such form.
pub(super) fn period(f: &Facts) -> Option<(String, u8, i16)> {
    if let Some(p) = f.period {
        return Some((code(p.kind), p.index, p.year));
    }
    // Other pages name such a span in passing: the resolution of a congress term.
    if !matches!(f.event_kind, Some(EventKind::SoKet | EventKind::TongKet)) {
        return None;
    }
    let other = f.other_period.as_ref()?;
    let years = i32::from(other.to) - i32::from(other.from);
    let (kind, index) = match (other.kind.as_str(), years, other.semester) {
        ("school_year", 1, Some(half)) => ("semester", half),
        ("school_year", 1, None) => ("school_year", 1),
        ("term", 5, _) => ("term", 1),
        _ => return None,
    };
    Some((kind.to_owned(), index, other.from))
}

struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn put(&mut self, name: &str, value: impl Into<Option<String>>) {
        self.0
            .push((name.to_owned(), value.into().unwrap_or_default()));
    }

    fn tick(&mut self, name: &str, value: &str, is_ticked: bool) {
        if is_ticked {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// The contract's code of a kind.
fn code(kind: impl serde::Serialize) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A value as people write it, with the decimals that it has.
fn vietnamese(value: f64) -> String {
    let plain = format!("{value}");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let scale = u8::try_from(decimals.len()).unwrap_or(u8::MAX);
    match format!("{whole}{decimals}").parse() {
        Ok(scaled) if scale <= 6 => format_number(scaled, scale),
        _ => plain.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_people_write_them() {
        for (value, expected) in [
            (3957.0, "3.957"),
            (96.5, "96,5"),
            (1_200_000.0, "1.200.000"),
            (-0.41, "-0,41"),
            (99.515, "99,515"),
        ] {
            assert_eq!(vietnamese(value), expected);
        }
    }
}
