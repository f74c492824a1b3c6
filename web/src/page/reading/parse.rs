//! What a person accepted, out of the form. Only ticked facts are taken; every
//! error names the field as it stands on the page.

use super::facts::quote;
use super::prefill::NEW;
use crate::Fields;
use crate::input::{find_unit, read_opt_day};
use crate::page::directive::typed_directive;
use app::FieldError;
use app::reading::{
    Accepted, AcceptedDocument, AcceptedFigure, AcceptedPerson, AcceptedResult, AcceptedReview,
    AcceptedTask, AcceptedText, Facts, Link, Meeting,
};
use domain::directive::{ReviewKind, ReviewState};
use domain::unit::Tree;
use jiff::civil::Date;

/// Reads the form.
pub(super) fn accepted(fields: &Fields, facts: &Facts, tree: &Tree) -> Accepted {
    let mut form = Form {
        fields,
        defects: Vec::new(),
    };
    let held_on = form.day("held_on");
    let published_on = form.day("published_on");
    let chairs = form.people("chairs", facts.chairs.len());
    let mut documents = Vec::new();
    for n in form.taken("documents", facts.documents.len()) {
        let prefix = format!("documents.{n}.");
        let mut directive = typed_directive(fields, &prefix);
        directive.issued_on = form.day(&format!("{prefix}issued_on"));
        let chosen = form.item("documents", n, "link");
        let name = match directive.symbol.trim() {
            "" => &directive.subject,
            _ => &directive.symbol,
        };
        let named = format!("{} {name}", directive.doc_type);
        let is_added = n >= facts.documents.len();
        let link = match (chosen.as_str(), chosen.parse()) {
            ("", _) if is_added => Link::New,
            ("", _) => Link::Open,
            (_, Ok(id)) => Link::To(id),
            _ => Link::New,
        };
        documents.push(AcceptedDocument {
            n,
            directive,
            link,
            quote: facts.documents.get(n).map_or(named, quote),
        });
    }
    let mut reviews = Vec::new();
    for n in form.taken("reviews", facts.reviews.len()) {
        reviews.push(AcceptedReview {
            n,
            kind: ReviewKind::from_code(&form.item("reviews", n, "kind")),
            years: form.item("reviews", n, "years"),
            document: form.item("reviews", n, "document").parse().ok(),
            state: match form.item("reviews", n, "state").as_str() {
                "done" => ReviewState::Done,
                _ => ReviewState::Planned,
            },
            due_on: form.day(&format!("reviews.{n}.due_on")),
        });
    }
    let mut tasks = Vec::new();
    for n in form.taken("tasks", facts.tasks.len()) {
        let named = form.item("tasks", n, "lead");
        let lead = find_unit(tree, &named).unwrap_or_else(|code| {
            form.defect(format!("tasks.{n}.lead"), code);
            None
        });
        tasks.push(AcceptedTask {
            n,
            text: form.item("tasks", n, "text"),
            lead,
            due_on: form.day(&format!("tasks.{n}.due_on")),
        });
    }
    let figures = form
        .taken("figures", facts.figures.len())
        .into_iter()
        .map(|n| AcceptedFigure {
            n,
            value: form.item("figures", n, "value"),
            measure: form.item("figures", n, "measure"),
            quote: facts.figures.get(n).map_or_else(
                || {
                    let words = ["value", "measure"].map(|f| form.item("figures", n, f));
                    words.join(" ").trim().to_owned()
                },
                |f| f.text.clone(),
            ),
            quote_from: facts
                .spans
                .get(&format!("figures[{n}]"))
                .and_then(|s| s.first())
                .map(|s| s.0),
            indicator: form.item("figures", n, "indicator"),
        })
        .collect();
    let results = form
        .taken("results", facts.results.len())
        .into_iter()
        .map(|n| AcceptedResult {
            n,
            field: form.item("results", n, "field"),
            text: form.item("results", n, "text"),
        })
        .collect();
    let people = form.people("people", facts.people.len());
    let organisations = form.texts("organisations", facts.organisations.len());
    let limitations = form.texts("limitations", facts.limitations.len());
    let get = |name: &str| fields.get(name).to_owned();
    Accepted {
        version: fields.get("version").parse().unwrap_or(0),
        with_conference: fields.get("with_conference") == "1",
        meeting: match fields.get("conference") {
            NEW => Meeting::New,
            id => id.parse().map_or(Meeting::Open, Meeting::To),
        },
        title: get("title"),
        held_on,
        event_kind: get("event_kind"),
        published_on,
        period_kind: get("period_kind"),
        period_index: get("period_index"),
        period_year: get("period_year"),
        host: get("host"),
        place: get("place"),
        chairs,
        people,
        fields: fields.all("take_fields").map(str::to_owned).collect(),
        organisations,
        results,
        documents,
        reviews,
        tasks,
        figures,
        limitations,
        defects: form.defects,
    }
}

/// Groups of facts to which a person may add rows.
pub(super) const ADDABLE: [&str; 9] = [
    "chairs",
    "documents",
    "reviews",
    "tasks",
    "figures",
    "limitations",
    "people",
    "organisations",
    "results",
];

/// Rows that one form may hold more in a group.
const MOST: usize = 50;

/// The field that counts the added rows of a group.
pub(super) fn more(group: &str) -> String {
    format!("more.{group}")
}

/// How many rows were added, by what that field says.
pub(super) fn added(value: &str) -> usize {
    value.parse().unwrap_or(0).min(MOST)
}

struct Form<'a> {
    fields: &'a Fields,
    defects: Vec<FieldError>,
}

impl Form<'_> {
    fn item(&self, group: &str, n: usize, name: &str) -> String {
        self.fields.get(&format!("{group}.{n}.{name}")).to_owned()
    }

    /// The persons of a group.
    fn people(&self, group: &str, count: usize) -> Vec<AcceptedPerson> {
        self.taken(group, count)
            .into_iter()
            .map(|n| AcceptedPerson {
                n,
                name: self.item(group, n, "name"),
                role: self.item(group, n, "role"),
            })
            .collect()
    }

    /// The texts of a group.
    fn texts(&self, group: &str, count: usize) -> Vec<AcceptedText> {
        self.taken(group, count)
            .into_iter()
            .map(|n| AcceptedText {
                n,
                text: self.item(group, n, "text"),
            })
            .collect()
    }

    /// The facts of a group that are ticked.
    fn ticked(&self, group: &str, count: usize) -> Vec<usize> {
        let name = format!("take_{group}");
        let values = self.fields.all(&name).filter_map(|v| v.parse().ok());
        values.filter(|n| *n < count).collect()
    }

    /// The numbers of the ticked facts of a group, and of the rows that a person
    /// added and filled in.
    fn taken(&self, group: &str, count: usize) -> Vec<usize> {
        let mut taken = self.ticked(group, count);
        taken.extend(
            (count..count + added(self.fields.get(&more(group)))).filter(|n| {
                let prefix = format!("{group}.{n}.");
                let mut row = self
                    .fields
                    .pairs()
                    .filter(|(name, _)| name.starts_with(&prefix));
                row.any(|(_, value)| !value.trim().is_empty())
            }),
        );
        taken.sort_unstable();
        taken.dedup();
        taken
    }

    fn day(&mut self, name: &str) -> Option<Date> {
        read_opt_day(self.fields.get(name)).unwrap_or_else(|()| {
            self.defect(name.to_owned(), "conference.date_form");
            None
        })
    }

    fn defect(&mut self, field: String, code: &'static str) {
        self.defects.push(FieldError::new(field, code));
    }
}
