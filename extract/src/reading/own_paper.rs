//! The document that an official paper itself is. Not here: what it cites.

use super::Document;
use super::documents::Cited;
use super::page::{Page, Part};
use super::paper::names_type;
use crate::number::{find_numbers, type_name};
use crate::text::{Lower, begins_with};
use jiff::civil::Date;

/// The official paper itself: type and number of the letterhead, date line,
/// body at its head, title.
pub(super) fn read(page: &Page) -> Option<Cited> {
    let head: Vec<_> = page.part(Part::Letterhead).collect();
    let (line, span, number) = head.iter().find_map(|l| {
        let found = find_numbers(page.str(&l.span));
        found.into_iter().next().map(|(r, d)| (l, r, d))
    })?;
    let by_symbol = number
        .doc_type
        .as_deref()
        .and_then(type_name)
        .unwrap_or("Công văn")
        .to_owned();
    let date: Option<Date> = page
        .part(Part::Stamp)
        .find_map(|l| page.dates_in(&l.span).iter().find_map(|d| d.on(None)));
    let subject = page.title.as_ref().map(|(t, _)| t.clone());
    let span = line.span.start + span.start..line.span.start + span.end;
    let document = Document {
        kind: by_symbol,
        number: Some(number.raw.clone()),
        date,
        issuer: own_issuer(page),
        subject,
        canonical: Some(number.canonical.clone()),
        system: Some(number.system),
        ..Document::default()
    };
    Some(Cited {
        document,
        span,
        key: Some(number.key()),
        parsed: Some(number),
    })
}

/// The body that issues an official paper names itself in the text; the
/// letterhead gives it only in capitals.
fn own_issuer(page: &Page) -> Option<String> {
    const MOTTOS: [&str; 3] = ["đảng cộng sản", "cộng h", "độc lập"];
    let capitals: Vec<String> = page
        .part(Part::Letterhead)
        .map(|l| page.str(&l.span).trim())
        .take_while(|l| !names_type(l))
        .map(Lower::lowered)
        // Bodies stand above the number; columns that stood side by side are mixed.
        .take_while(|s| !s.starts_with("số"))
        .filter(|s| s.chars().any(char::is_alphabetic))
        .filter(|s| !MOTTOS.iter().any(|motto| s.starts_with(motto)))
        .collect();
    let [parent, .., body] = capitals.as_slice() else {
        return capitals.first().cloned();
    };
    let state = ["ubnd", "ủy ban", "uỷ ban", "bộ ", "hđnd", "hội đồng"]
        .iter()
        .any(|p| parent.starts_with(p));
    let level = parent
        .split_whitespace()
        .take(2)
        .collect::<Vec<_>>()
        .join(" ");
    // A department of the State names itself alone, a Party body with its committee.
    let wanted = if state {
        body.clone()
    } else {
        format!("{body} {level}")
    };
    let named = page.tokens.iter().filter(|t| t.capital).find_map(|t| {
        let rest = &page.text[t.span.start..];
        let words = &rest[..begins_with(rest, &wanted)?];
        words.chars().any(char::is_lowercase).then_some(words)
    });
    if let Some(words) = named {
        return Some(words.to_owned());
    }
    Some(wanted)
}
