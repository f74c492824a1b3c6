//! Putting the fields together. Not here: rules of any field.

use super::page::Page;
use super::{
    Person, Reading, authors, bodies, chairs, dates, documents, event, fields, figures,
    limitations, organisations, people, period, reviews, tasks, title,
};
use crate::finding::{Extracted, Finding, Severity};
use crate::text::{normalise, unify_tones};
use std::ops::Range;

/// Bytes of text that are read: a thousand pages. Marks of secrecy are looked
/// for in all of it.
const MAX_TEXT: usize = 2_000_000;

/// What a caller may set for a reading.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Bytes above which a file is refused.
    pub max_bytes: usize,
    /// Bytes that an archive may unpack to.
    pub max_unpacked: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_bytes: 20 << 20,
            max_unpacked: 200 << 20,
        }
    }
}

/// Reads a file: its type by content, its text, a check for State-secret marks
/// then nothing is read), its fields. `name` only helps messages.
pub fn read_document(name: &str, bytes: &[u8], options: &ReadOptions) -> Extracted<Reading> {
    let source = crate::format::read_source(name, bytes, options);
    let mut findings = source.findings;
    if findings.iter().any(|f| f.severity == Severity::Refused) {
        return Extracted {
            value: Reading::default(),
            findings,
        };
    }
    let read = read_text(&source.value.text);
    findings.extend(read.findings);
    Extracted {
        value: read.value,
        findings,
    }
}

/// Reads plain text. Spans refer to the text after [`normalise`].
pub fn read_text(text: &str) -> Extracted<Reading> {
    let text = normalise(text);
    let secret = crate::secrecy::find_marks(&text);
    if !secret.is_empty() {
        return Extracted {
            value: Reading::default(),
            findings: secret,
        };
    }
    let mut findings = Vec::new();
    let mut text = text;
    if text.len() > MAX_TEXT {
        let mut end = MAX_TEXT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        findings.push(Finding::document(
            "text-too-long",
            Severity::Warning,
            "only the first two million bytes were read",
        ));
    }
    let page = Page::new(text);
    let value = read_page(&page, &mut findings);
    Extracted { value, findings }
}

fn read_page(page: &Page, findings: &mut Vec<Finding>) -> Reading {
    let mut r = Reading::default();
    let mentions = organisations::mentions(page);
    let namings = people::namings(page);
    let cited = documents::namings(page);
    let chair_names = chairs::read(page, &namings);
    let task_spans = tasks::read(page, &namings, &chair_names);
    let weak_spans = limitations::read(page, &task_spans);
    let sentence = event::sentence(page);

    r.title = title::read(page).map(|(t, s)| note(&mut r.spans, "title", t, s));
    let published = dates::published(page);
    r.published = published
        .as_ref()
        .map(|(d, s)| note(&mut r.spans, "published", *d, s.clone()));
    r.event_date =
        dates::event(page, r.published).map(|(d, s)| note(&mut r.spans, "event_date", d, s));
    r.event_kind = event::kind(page, sentence.as_ref());
    r.period = period::read(page, r.event_kind, r.published.or(r.event_date))
        .map(|(p, s)| note(&mut r.spans, "period", p, s));
    let meeting = sentence.filter(|_| !page.official || r.event_kind.is_some());
    if let Some(s) = &meeting {
        r.host = event::host(page, s, &mentions)
            .map(|h| note(&mut r.spans, "host", page.str(&h).to_owned(), h.clone()));
        r.place = event::place(page, s, &mentions)
            .or_else(|| event::place_elsewhere(page, &mentions))
            .map(|p| note(&mut r.spans, "place", page.str(&p).to_owned(), p.clone()));
    }
    for (person, span) in people::list(&namings) {
        r.spans.insert(
            format!("people[{}]", r.people.len()),
            vec![(span.start, span.end)],
        );
        r.people.push(person);
    }
    r.chairs = chair_names
        .iter()
        .map(|n| as_person(n, &r.people))
        .collect();
    for (document, span) in documents::list(&cited) {
        r.spans.insert(
            format!("documents[{}]", r.documents.len()),
            vec![(span.start, span.end)],
        );
        r.documents.push(document);
    }
    for (review, span) in reviews::read(page, &cited) {
        r.spans.insert(
            format!("reviews[{}]", r.reviews.len()),
            vec![(span.start, span.end)],
        );
        r.reviews.push(review);
    }
    for (body, span) in bodies::list(page, &mentions) {
        r.spans.insert(
            format!("organisations[{}]", r.organisations.len()),
            vec![(span.start, span.end)],
        );
        r.organisations.push(body);
    }
    // The host's fullest spelling is the one of the list.
    for (code, span) in fields::read(page, &mentions) {
        r.spans.insert(
            format!("fields[{}]", r.fields.len()),
            vec![(span.start, span.end)],
        );
        r.fields.push(code);
    }
    let taken: Vec<Range<usize>> = cited.iter().map(|c| c.span.clone()).collect();
    for (figure, span) in figures::read(page, &task_spans, &taken) {
        r.spans.insert(
            format!("figures[{}]", r.figures.len()),
            vec![(span.start, span.end)],
        );
        r.figures.push(figure);
    }
    for (name, list, out) in [
        ("tasks", &task_spans, &mut r.tasks),
        ("limitations", &weak_spans, &mut r.limitations),
    ] {
        for span in list.iter() {
            r.spans.insert(
                format!("{name}[{}]", out.len()),
                vec![(span.start, span.end)],
            );
            out.push(page.str(span).to_owned());
        }
    }
    for (author, span) in authors::read(page) {
        r.spans.insert(
            format!("authors[{}]", r.authors.len()),
            vec![(span.start, span.end)],
        );
        r.authors.push(author);
    }
    for c in &cited {
        if let Some(parsed) = &c.parsed {
            findings.extend(parsed.findings(&page.text, c.span.clone()));
        } else if c.document.number.is_some() {
            findings.push(Finding::span(
                "number-ambiguous",
                Severity::Warning,
                &page.text,
                c.span.clone(),
                "a number without its symbol may mean several documents",
            ));
        }
    }
    missing(&r, findings);
    r
}

fn note<T>(
    spans: &mut std::collections::BTreeMap<String, Vec<(usize, usize)>>,
    key: &str,
    value: T,
    span: Range<usize>,
) -> T {
    spans.insert(key.to_owned(), vec![(span.start, span.end)]);
    value
}

fn as_person(name: &str, people: &[Person]) -> Person {
    let key = unify_tones(name);
    people
        .iter()
        .find(|p| unify_tones(&p.name) == key)
        .cloned()
        .unwrap_or_else(|| Person {
            name: name.to_owned(),
            role: None,
        })
}

fn missing(r: &Reading, findings: &mut Vec<Finding>) {
    let gaps = [
        (r.title.is_none(), "title-not-found"),
        (r.published.is_none(), "published-not-found"),
        (
            r.event_kind.is_some() && r.event_date.is_none(),
            "event-date-not-found",
        ),
        (r.event_kind.is_some() && r.host.is_none(), "host-not-found"),
    ];
    for (gap, code) in gaps {
        if gap {
            findings.push(Finding::document(
                code,
                Severity::Info,
                "nothing in the text told it",
            ));
        }
    }
}
