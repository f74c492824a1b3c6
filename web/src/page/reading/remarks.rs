//! What the reader was not sure of: each remark in words, and a way to its place in
//! the source where it has one. Not here: the words (`app::reading`).

use super::parts::Parts;
use super::stretches::Weighed;
use super::ways::Way;
use crate::Layout;
use app::reading::{Waiting, finding_words};
use serde_json::Value;
use std::ops::Range;

/// Lines on a page; more are of the same kind.
const MOST: usize = 30;
/// Bytes that a place in the source takes, and a way to it on the first part.
const WEIGHT: usize = 380;

/// A remark.
pub(super) struct Remark {
    /// Part of its anchors.
    key: String,
    text: String,
    at: Option<Range<usize>>,
}

/// A remark as a line of the page.
#[derive(Default)]
pub(super) struct RemarkLine {
    /// Part of its anchors; empty for the line that counts what is left out.
    pub(super) key: String,
    pub(super) text: String,
    /// Whether its place is on the part that is shown.
    pub(super) has_place: bool,
    /// The part, from 1, that has its place, if another.
    pub(super) part: Option<usize>,
}

/// All remarks about a text, the same words one after the other once.
pub(super) fn read(l: &Layout, waiting: &Waiting) -> Vec<Remark> {
    let mut all: Vec<Remark> = Vec::new();
    for finding in findings(waiting) {
        let word = |key: &str| finding[key].as_str().unwrap_or_default();
        let text = finding_words(l.locale, word("code"), word("quote"), word("hint"));
        if all.last().is_none_or(|before| before.text != text) {
            all.push(Remark {
                key: format!("remark-{}", all.len()),
                at: place(&finding, &waiting.reading.source_text),
                text,
            });
        }
    }
    all
}

fn findings(waiting: &Waiting) -> Vec<Value> {
    serde_json::from_str(&waiting.reading.findings).unwrap_or_default()
}

/// Where the words stand that a finding is about. A place that does not hold them
/// is none of this text.
fn place(finding: &Value, text: &str) -> Option<Range<usize>> {
    let span = &finding["place"]["span"];
    let byte = |key: &str| usize::try_from(span[key].as_u64()?).ok();
    let at = byte("start")?..byte("end")?;
    let quote = finding["quote"].as_str().filter(|q| !q.is_empty())?;
    text.get(at.clone())?.starts_with(quote).then_some(at)
}

/// What places and ways take on the page.
pub(super) fn weighed(waiting: &Waiting) -> Vec<Weighed> {
    let weight = |at: Option<usize>, weight: usize| Weighed {
        key: "remarks".to_owned(),
        at,
        weight,
    };
    let found = findings(waiting);
    let places = found.iter();
    let places = places.filter_map(|f| place(f, &waiting.reading.source_text));
    let mut all: Vec<Weighed> = places.map(|at| weight(Some(at.start), WEIGHT)).collect();
    // The first part lists them all.
    all.push(weight(None, WEIGHT * all.len().min(MOST)));
    all
}

/// The remarks that the part has to list: the first one all, the others their own.
fn of_part<'a>(all: &'a [Remark], parts: &Parts) -> Vec<&'a Remark> {
    let own = |at: &Range<usize>| parts.part_at(at.start) == parts.current;
    all.iter()
        .filter(|r| parts.current == 0 || r.at.as_ref().is_some_and(own))
        .collect()
}

/// The lines of the part that is shown.
pub(super) fn lines(l: &Layout, all: &[Remark], parts: &Parts) -> Vec<RemarkLine> {
    let told = of_part(all, parts);
    let line = |remark: &&Remark| {
        let part = remark.at.as_ref().map(|at| parts.part_at(at.start));
        RemarkLine {
            key: remark.key.clone(),
            text: remark.text.clone(),
            has_place: part == Some(parts.current),
            part: part.filter(|p| *p != parts.current).map(|p| p + 1),
        }
    };
    let mut lines: Vec<RemarkLine> = told.iter().take(MOST).map(line).collect();
    let more = told.len().saturating_sub(MOST);
    if more > 0 {
        lines.push(RemarkLine {
            text: l.t1("form.more", "count", more),
            ..RemarkLine::default()
        });
    }
    lines
}

/// The places of those lines in the source.
pub(super) fn ways(l: &Layout, all: &[Remark], parts: &Parts) -> Vec<Way> {
    let told = of_part(all, parts).into_iter().take(MOST);
    told.filter_map(|remark| {
        let at = remark.at.clone()?;
        (parts.part_at(at.start) == parts.current).then(|| Way {
            key: remark.key.clone(),
            at,
            kind: "remarks",
            name: l.t("reading.remark").into_owned(),
            back: format!("k-{}", remark.key),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_finding_has_a_place_only_where_its_words_stand() {
        let text = "Thực hiện Nghị quyết số 20-NQ/TW";
        let start = text.find("20-").unwrap();
        let finding = |start: usize, end: usize, quote: &str| json!({ "place": { "span": { "start": start, "end": end } }, "quote": quote });
        let end = text.len();
        let told = finding(start, end, "20-NQ/TW");
        assert_eq!(place(&told, text), Some(start..end));
        for other in [
            finding(start, end, "29-NQ/TW"),
            finding(start, end, ""),
            // In the middle of a letter, behind the end, the wrong way round.
            finding(3, end, "ực"),
            finding(start, end + 1, "20-NQ/TW"),
            finding(end, start, "20-NQ/TW"),
            json!({ "place": "document", "quote": "20-NQ/TW" }),
            json!({ "place": { "cell": "A!A1" }, "quote": "20-NQ/TW" }),
            json!({}),
        ] {
            assert_eq!(place(&other, text), None, "{other}");
        }
    }
}
