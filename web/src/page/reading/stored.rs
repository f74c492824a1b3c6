//! What was confirmed of a text, as lines to read, on its own page and on that of
//! its conference. Not here: the form (`show`).

use super::shown::field_name;
use crate::Layout;
use crate::page::pager::Pager;
use app::reading::{Stored, figure_words, period_words};
use domain::id::ReadingId;
use domain::number::format_number;

/// Bytes of one page of what was stored: it stands beside the source of the text, or
/// between the conclusions of the conference and its invitations.
const MOST: usize = 10_000;

/// Bytes around a name, around a line of a list, and around a figure with the way to
/// its place.
const NAME: usize = 2;
const LINE: usize = 12;
const FIGURE: usize = 190;

/// What was stored, as lines to read: those of one page.
pub(crate) struct StoredLines {
    /// On the first page.
    pub(crate) period: String,
    pub(crate) chairs: Vec<String>,
    pub(crate) people: Vec<String>,
    /// On the first page.
    pub(crate) fields: Vec<String>,
    pub(crate) organisations: Vec<String>,
    /// Each with its field of work.
    pub(crate) results: Vec<String>,
    pub(crate) limitations: Vec<String>,
    pub(crate) observations: Vec<ObservationLine>,
    /// The texts, each with the name of its file.
    pub(crate) sources: Vec<(String, String)>,
    /// The ways to its other pages.
    pub(crate) pager: Pager,
    /// Bytes that its heaviest page takes.
    pub(super) weight: usize,
}

impl StoredLines {
    /// Whether the page has something of what is told in one line each.
    pub(crate) fn has_names(&self) -> bool {
        let names = [
            &self.chairs,
            &self.people,
            &self.fields,
            &self.organisations,
        ];
        !self.period.is_empty() || names.iter().any(|list| !list.is_empty())
    }
}

/// One figure.
#[derive(Clone)]
pub(crate) struct ObservationLine {
    /// With its unit of measure, as it is said.
    pub(crate) value: String,
    pub(crate) indicator: String,
    pub(crate) quote: String,
    /// Its place in the source: the text, the part that has it, and the anchor.
    pub(crate) place: String,
}

impl ObservationLine {
    fn weight(&self) -> usize {
        let texts = [&self.value, &self.indicator, &self.quote];
        texts.iter().map(|text| html_len(text)).sum::<usize>() + FIGURE
    }
}

fn with_role(name: &str, role: &str) -> String {
    if role.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {role}")
    }
}

/// Bytes of a text as HTML.
fn html_len(text: &str) -> usize {
    let is_mark = |b: &u8| matches!(b, b'"' | b'&' | b'<' | b'>' | b'\'');
    text.len() + 4 * text.bytes().filter(is_mark).count()
}

/// Of a list what stands on the page; `before` are the lines of the lists before it.
fn here<T: Clone>(pager: &Pager, before: &mut usize, list: &[T]) -> Vec<T> {
    let shown = pager.part(*before, list).to_vec();
    *before += list.len();
    shown
}

/// What was confirmed of a text, for its own page, or of all texts of a conference: the
/// page `asked` for (from 1) of it, whose address `href` names; `text` names that of the
/// page of a text, from the page that is shown.
pub(crate) fn stored_lines(
    l: &Layout,
    stored: &Stored,
    asked: Option<usize>,
    href: impl Fn(usize) -> String,
    text: impl Fn(ReadingId) -> String,
) -> StoredLines {
    let record = &stored.record;
    let chairs: Vec<String> = record
        .chairs
        .iter()
        .map(|p| with_role(&p.name, &p.role))
        .collect();
    let people: Vec<String> = record
        .people
        .iter()
        .map(|p| with_role(&p.name, &p.role))
        .collect();
    let results: Vec<String> = record
        .results
        .iter()
        .map(|r| format!("{}: {}", field_name(l, &r.field), r.text))
        .collect();
    let observations: Vec<ObservationLine> = stored
        .observations
        .iter()
        .map(|o| ObservationLine {
            value: figure_words(
                l.locale,
                &format_number(o.value, o.scale),
                &o.measure,
                &o.said,
            ),
            indicator: o.indicator.clone().unwrap_or_default(),
            quote: o.quote.clone(),
            place: format!(
                "{}?noi=figures-{1}#p-figures-{1}",
                text(o.reading),
                o.number
            ),
        })
        .collect();
    let names = chairs.iter().chain(&people).chain(&record.organisations);
    let texts = results.iter().chain(&record.limitations);
    let weights: Vec<usize> = names
        .map(|name| html_len(name) + NAME)
        .chain(texts.map(|text| html_len(text) + LINE))
        .chain(observations.iter().map(ObservationLine::weight))
        .collect();
    // A line alone may be heavier than a page ought to be.
    let heaviest = weights.iter().copied().max().unwrap_or(0).max(MOST);
    let weight = weights.iter().sum::<usize>().min(heaviest);
    let pager = Pager::weighed(l, MOST, weights.into_iter(), (asked, None), href);
    let is_first = pager.page == 1;
    let period = record.period.as_ref().filter(|_| is_first);
    let period = period.and_then(|p| period_words(l.locale, p));
    let fields = record.fields.iter().filter(|_| is_first);
    let mut before = 0;
    StoredLines {
        period: period.unwrap_or_default(),
        fields: fields.map(|code| field_name(l, code)).collect(),
        // In the order in which they were weighed.
        chairs: here(&pager, &mut before, &chairs),
        people: here(&pager, &mut before, &people),
        organisations: here(&pager, &mut before, &record.organisations),
        results: here(&pager, &mut before, &results),
        limitations: here(&pager, &mut before, &record.limitations),
        observations: here(&pager, &mut before, &observations),
        sources: stored
            .sources
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
        weight,
        pager,
    }
}
