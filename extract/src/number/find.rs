//! Finding numbers in running text, with their byte ranges. Not here: what
//! stands around them (type word, date, issuer), see `reading::documents`; bare
//! numbers, see `short`.

use super::grammar::{build, shape_at};
use super::short::symbol_before;
use super::{DocNumber, NumberSystem, symbols};
use crate::text::digit_runs;
use std::ops::Range;

/// Every document number in `text` (already normalised), in order.
pub fn find_numbers(text: &str) -> Vec<(Range<usize>, DocNumber)> {
    numbers_among(text, digit_runs(text))
}

/// The same for who knows where digits begin: at each of `starts`, ascending;
/// a start behind a point or comma between digits may be left out.
pub(crate) fn numbers_among(
    text: &str,
    starts: impl Iterator<Item = usize>,
) -> Vec<(Range<usize>, DocNumber)> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(8);
    let mut from = 0;
    for at in starts {
        if at < from {
            continue;
        }
        let run = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        if run <= 5
            && may_be(bytes, at + run)
            && !joined_before(text, at)
            && let line = &text[..line_end(bytes, at)]
            && let Some((doc, end)) = shape_at(line, at).and_then(|s| build(line, &s))
            && let Some(doc) = believed(text, at, doc)
        {
            found.push((at..end, doc));
            from = end;
        }
    }
    found
}

/// A separator and a symbol may follow; sorts out nearly all numbers cheaply.
fn may_be(bytes: &[u8], behind: usize) -> bool {
    let mut at = behind;
    if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
        at += 1;
    }
    let blank = bytes.get(at) == Some(&b' ');
    at += usize::from(blank);
    let dash = |at: usize| match bytes.get(at) {
        Some(b'-' | b'/') => 1,
        // En and em dash, minus sign.
        Some(0xE2) if matches!(bytes.get(at + 1), Some(0x80 | 0x88)) => 3,
        _ => 0,
    };
    let mark = dash(at);
    at += mark;
    if mark > 0 && bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    match bytes.get(at) {
        // Only the year of a legal document stands there; all else is a date.
        Some(b'1' | b'2') if mark > 0 => {
            let year = bytes[at..]
                .iter()
                .take(5)
                .take_while(|b| b.is_ascii_digit())
                .count();
            let slash = at + year + usize::from(bytes.get(at + year) == Some(&b' '));
            let symbol = at + year + dash(at + year);
            let capital = |b: &u8| b.is_ascii_uppercase() || *b >= 0xC3;
            year == 4
                && (bytes.get(slash) == Some(&b'/')
                    || symbol > at + year && bytes.get(symbol).is_some_and(capital))
        }
        Some(b) if b.is_ascii_uppercase() || *b >= 0xC3 => mark > 0 || blank,
        Some(b) if b.is_ascii_lowercase() => mark > 0,
        _ => false,
    }
}

pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    let most = bytes.len().min(at + 200);
    let end = memchr::memchr(b'\n', &bytes[at..most]).map_or(most, |n| at + n);
    // Not inside a character.
    (at..=end)
        .rev()
        .find(|e| bytes.get(*e).is_none_or(|b| b & 0xC0 != 0x80))
        .unwrap_or(at)
}

/// Digits that continue a date, a longer number or a word are not a start.
fn joined_before(text: &str, start: usize) -> bool {
    let mut before = text[..start].chars().rev();
    match before.next() {
        Some(c) if c.is_ascii_digit() => true,
        Some('/' | '.' | ',') => before.next().is_some_and(|c| c.is_ascii_digit()),
        Some('-' | '–') => before.next().is_some_and(|c| c.is_alphanumeric()),
        _ => false,
    }
}

/// The number when it is one: its type may stand before it instead of in it ("NQ
/// 20/TW", "Nghị quyết 20/TW"). The State wrote numbers without a type of old
/// ("Nghị định 43/CP"), which stay as they are.
fn believed(text: &str, start: usize, doc: DocNumber) -> Option<DocNumber> {
    let has_issuer_alone = doc.system == NumberSystem::CongVan && !doc.org.contains('-');
    let side = symbols::system_of(&doc.org).filter(|_| has_issuer_alone);
    let told = side.and_then(|side| Some((side, symbol_before(text, start)?)));
    match told {
        Some((NumberSystem::Party, kind)) => Some(doc.of_party(kind)),
        Some(_) => Some(doc),
        None => believable(text, start, &doc).then_some(doc),
    }
}

/// In running text a number needs more evidence than when it is typed in a field.
fn believable(text: &str, start: usize, doc: &DocNumber) -> bool {
    let introduced = {
        let before = text[..start].trim_end().trim_end_matches(':').trim_end();
        before.ends_with("số") || before.ends_with("Số") || before.ends_with("SỐ")
    };
    match doc.system {
        NumberSystem::CongVan => {
            introduced || (doc.org.contains('-') && symbols::system_of(&doc.org).is_some())
        }
        NumberSystem::Party | NumberSystem::State => {
            !doc.warnings.contains(&"number-case")
                || introduced
                || symbols::system_of(&doc.org).is_some()
        }
        NumberSystem::Qppl => true,
    }
}
