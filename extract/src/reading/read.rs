//! Putting the fields together. Not here: rules of any field.

use super::known::KnownBodies;
use super::page::Page;
use super::{
    Document, Person, Reading, TaskDetail, authors, beside, bodies, by_field, chairs, dates, days,
    documents, duties, event, fields, figures, invitations, limitations, minutes, organisations,
    people, period, plans, reviews, tasks, terms,
};
use crate::finding::{Extracted, Finding, OF_DOCUMENTS, Severity};
use crate::number::{Citation, KnownDocument, resolve};
use crate::text::{normalise, unify_tones};
use std::collections::BTreeMap;
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
    /// Bodies that are known by name, as those of the register.
    pub known: KnownBodies,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_bytes: 20 << 20,
            max_unpacked: 200 << 20,
            known: KnownBodies::default(),
        }
    }
}

/// Reads a file: its type by content, its text, a check for State-secret marks
/// then nothing is read), its fields. `name` only helps messages.
pub fn read_document(name: &str, bytes: &[u8], options: &ReadOptions) -> Extracted<Reading> {
    let source = crate::format::read_source(name, bytes, options);
    let mut findings = source.findings;
    debug_assert!(only_known(&findings), "{findings:?}");
    if findings.iter().any(|f| f.severity == Severity::Refused) {
        return Extracted {
            value: Reading::default(),
            findings,
        };
    }
    let read = read_text_knowing(&source.value.text, &options.known);
    findings.extend(read.findings);
    debug_assert!(only_known(&findings), "{findings:?}");
    Extracted {
        value: read.value,
        findings,
    }
}

/// Whether each code has its words ([`OF_DOCUMENTS`]).
fn only_known(findings: &[Finding]) -> bool {
    findings.iter().all(|f| OF_DOCUMENTS.contains(&f.code))
}

/// Reads plain text. Spans refer to the text after [`normalise`].
pub fn read_text(text: &str) -> Extracted<Reading> {
    read_text_knowing(text, &KnownBodies::default())
}

/// The same, with bodies that are known by name.
pub fn read_text_knowing(text: &str, known: &KnownBodies) -> Extracted<Reading> {
    let text = normalise(text);
    let secret = crate::secrecy::marks_in(&text);
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
    let page = Page::new(beside::part(text), known);
    let value = read_page(&page, known, &mut findings);
    Extracted { value, findings }
}

fn read_page(page: &Page, known: &KnownBodies, findings: &mut Vec<Finding>) -> Reading {
    let mut r = Reading::default();
    let mut places = Places::default();
    let mentions = organisations::mentions(page);
    let namings = people::namings(page);
    let mut cited = documents::namings(page, &mentions);
    let chairs = chairs::read(page, &namings);
    let sentence = event::sentence(page);

    r.title = page
        .title
        .clone()
        .map(|(title, span)| places.one("title", title, span));
    r.published = dates::published(page).map(|(day, span)| places.one("published", day, span));
    r.event_kind = event::kind(page, sentence.as_ref())
        .map(|(kind, span)| places.one("event_kind", kind, span));
    r.event_date = dates::event(page, r.published, r.event_kind.is_some())
        .map(|(day, span)| places.one("event_date", day, span));
    r.period = period::read(page, r.event_kind, year_from(&r))
        .map(|(period, span)| places.one("period", period, span));
    r.other_period = terms::read(page).map(|(other, span)| places.one("other_period", other, span));
    let ahead = plans::Ahead {
        today: day_of(&r),
        reviewed: r.period,
        school: r.other_period.as_ref().and_then(terms::school),
    };
    let task_spans = tasks::read(page, &namings, &chairs, &ahead);
    let weak_spans = limitations::read(page, &task_spans);
    let told = sentence.clone();
    let meeting = sentence.filter(|_| !page.official || r.event_kind.is_some());
    if let Some(s) = &meeting {
        r.host = event::host(page, s, &mentions, &namings)
            .or_else(|| event::host_elsewhere(page, &mentions, &namings))
            .map(|host| places.one("host", page.str(&host).to_owned(), host));
        r.place = event::place(page, s, &mentions)
            .or_else(|| event::place_elsewhere(page, &mentions))
            .map(|place| places.one("place", page.str(&place).to_owned(), place));
    }
    if r.place.is_none() && r.event_kind.is_some() {
        r.place = minutes::place(page)
            .map(|place| places.one("place", page.str(&place).to_owned(), place));
    }
    if r.host.is_none() && r.event_kind.is_some() {
        r.host = invitations::host(page, &mentions)
            .map(|host| places.one("host", page.str(&host).to_owned(), host));
    }
    r.people = places.all("people", people::list(&namings));
    let chaired = chairs.iter().filter_map(|chair| {
        let first = namings.iter().find(|n| n.key == chair.key)?;
        Some((as_person(chair, &r.people), first.span.clone()))
    });
    r.chairs = places.all("chairs", chaired.collect());
    let duties = duties::read(page, &task_spans, &mentions, day_of(&r));
    r.task_details = duties.iter().map(|told| told.detail(page)).collect();
    if r.task_details.iter().all(|d| *d == TaskDetail::default()) {
        r.task_details.clear();
    }
    let day = r.event_date.or(r.published);
    days::with_years(page, &mut cited, r.published.or(day));
    let mut documents = documents::list(&cited);
    for (document, span) in &mut documents {
        document.candidates = candidates(page, document, span, day);
    }
    // The host's fullest spelling is the one of the list.
    r.reviews = places.all("reviews", reviews::read(page, &cited));
    r.organisations = places.all("organisations", bodies::list(page, &mentions, known));
    let told_fields = fields::told(page, &mentions);
    r.fields = places.all("fields", fields::list(&told_fields));
    let taken: Vec<Range<usize>> = cited.iter().map(|c| c.span.clone()).collect();
    let mut figures = figures::read(page, &task_spans, &taken, told.as_ref());
    let closed = [task_spans.as_slice(), weak_spans.as_slice()];
    let results = by_field::read(page, &told_fields, &mut figures, closed);
    r.results = places.all("results", results);
    r.figures = places.all("figures", figures);
    let written = |spans: Vec<Range<usize>>| {
        let words = spans.into_iter().map(|s| (page.str(&s).to_owned(), s));
        words.collect::<Vec<_>>()
    };
    r.tasks = places.all("tasks", written(task_spans));
    r.limitations = places.all("limitations", written(weak_spans));
    r.authors = places.all("authors", authors::read(page));
    for c in &cited {
        if let Some(parsed) = &c.parsed {
            findings.extend(parsed.findings(&page.text, c.span.clone()));
        }
    }
    for (document, span) in &documents {
        let bare = document
            .number
            .as_deref()
            .is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()));
        let open = document.candidates.len() > 1;
        if (bare && document.candidates.len() != 1) || open {
            findings.push(Finding::span(
                "number-ambiguous",
                Severity::Warning,
                &page.text,
                span.clone(),
                ambiguous(document),
            ));
        }
    }
    r.documents = places.all("documents", documents);
    r.spans = places.into_map();
    for (index, told) in duties.iter().enumerate() {
        let task = item("task_details", index);
        let places = told.places();
        r.spans
            .extend(places.map(|(name, span)| (format!("{task}.{name}"), place(span))));
    }
    missing(&r, findings);
    r
}

/// Where the values of each field stand.
#[derive(Default)]
struct Places(Vec<Field>);

struct Field {
    name: &'static str,
    /// Its first eight letters, by which no two fields are the same.
    order: u64,
    /// Of a list each value has a key of its own, with its number.
    list: bool,
    spans: Vec<Range<usize>>,
}

impl Places {
    /// Notes the place of the only value of a field.
    fn one<T>(&mut self, name: &'static str, value: T, span: Range<usize>) -> T {
        self.0.push(Field {
            name,
            order: order(name),
            list: false,
            spans: vec![span],
        });
        value
    }

    /// Notes the places of all values of a field.
    fn all<T>(&mut self, name: &'static str, values: Vec<(T, Range<usize>)>) -> Vec<T> {
        let (values, spans) = values.into_iter().unzip();
        self.0.push(Field {
            name,
            order: order(name),
            list: true,
            spans,
        });
        values
    }

    /// Every place under its key. Keys are made in their order, which spares the
    /// map nearly all comparing.
    fn into_map(mut self) -> BTreeMap<String, Vec<(usize, usize)>> {
        self.0.sort_unstable_by_key(|f| f.order);
        let mut all = Vec::with_capacity(self.0.iter().map(|f| f.spans.len()).sum());
        for field in &self.0 {
            if field.list {
                for first in 0..field.spans.len().min(10) {
                    field.items(first, &mut all);
                }
            } else {
                all.extend(
                    field
                        .spans
                        .iter()
                        .map(|s| (field.name.to_owned(), place(s))),
                );
            }
        }
        all.into_iter().collect()
    }
}

impl Field {
    /// The value `index` and all whose number begins with its digits; "[10]"
    /// comes before "[1]".
    fn items(&self, index: usize, all: &mut Vec<(String, Vec<(usize, usize)>)>) {
        let Some(span) = self.spans.get(index) else {
            return;
        };
        if index > 0 && index * 10 < self.spans.len() {
            for longer in index * 10..index * 10 + 10 {
                self.items(longer, all);
            }
        }
        all.push((item(self.name, index), place(span)));
    }
}

/// The first letters as a number, which orders names as they are ordered.
fn order(name: &str) -> u64 {
    let mut first = [0; 8];
    let length = name.len().min(8);
    first[..length].copy_from_slice(&name.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

fn place(span: &Range<usize>) -> Vec<(usize, usize)> {
    vec![(span.start, span.end)]
}

/// `people[0]`; written for every fact of every page, so without a format.
fn item(field: &str, index: usize) -> String {
    let mut key = String::with_capacity(field.len() + 5);
    key.push_str(field);
    key.push('[');
    let mut unit = 1;
    while index / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        key.push(char::from(b'0' + (index / unit % 10) as u8));
        unit /= 10;
    }
    key.push(']');
    key
}

fn day_of(r: &Reading) -> Option<jiff::civil::Date> {
    r.event_date.or(r.published)
}

/// The day that tells the year of a period without one: that of the page, or that of
/// the meeting where the page came out, or was put out anew, in a later year.
fn year_from(r: &Reading) -> Option<jiff::civil::Date> {
    match (r.published, r.event_date) {
        (Some(out), Some(met)) if met.year() < out.year() => Some(met),
        (out, met) => out.or(met),
    }
}

/// What the short list of central documents says of a citation.
fn candidates(
    page: &Page,
    document: &Document,
    span: &Range<usize>,
    day: Option<jiff::civil::Date>,
) -> Vec<KnownDocument> {
    let Some(number) = document.number.as_deref() else {
        return Vec::new();
    };
    let line = page.line_at(span.start);
    let rest = &page.text.as_bytes()[span.start..line.end];
    let end = memchr::memchr2(b'.', b';', rest).map_or(line.end, |i| span.start + i);
    let words = document
        .subject
        .as_deref()
        .unwrap_or(&page.text[span.start..end]);
    resolve(&Citation {
        number,
        kind: &document.kind,
        date: document.date,
        term: document.term.as_deref(),
        cited_on: day,
        words,
    })
}

fn ambiguous(document: &Document) -> String {
    let names: Vec<String> = document
        .candidates
        .iter()
        .map(|c| format!("{} ({})", c.number, c.date))
        .collect();
    if names.is_empty() {
        "a number without its symbol may mean several documents".to_owned()
    } else {
        format!("candidates: {}", names.join(", "))
    }
}

fn as_person(named: &people::Named, people: &[Person]) -> Person {
    people
        .iter()
        .find(|p| p.name == named.name || unify_tones(&p.name) == named.key)
        .cloned()
        .unwrap_or_else(|| Person {
            name: named.name.clone(),
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
