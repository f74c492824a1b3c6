//! Finding numbers in running text, with their byte ranges. Not here: what
//! stands around them (type word, date, issuer), see `reading::documents`.

use super::grammar::{SHAPE, build};
use super::{DocNumber, NumberSystem, symbols};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static ANYWHERE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(SHAPE).expect("the shape of a number is a valid expression"));

static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:Nghị quyết|Chỉ thị|K[ếẾ]t? luận|Quyết định|Nghị định|Quy định|Hướng dẫn|Thông tư|Kế hoạch|Đề án)\s+(?:số\s*:?\s*)?(?P<number>[0-9]{1,4})\b")
        .expect("valid expression")
});

/// Every document number in `text` (already normalised), in order.
pub fn find_numbers(text: &str) -> Vec<(Range<usize>, DocNumber)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(caps) = ANYWHERE.captures_at(text, at) {
        let whole = caps.get(0).expect("group 0 always exists").range();
        let number = caps.name("number").expect("the shape has a number").range();
        at = number.end;
        if joined_before(text, number.start) {
            continue;
        }
        let Some((doc, length)) = build(&text[number.start..], &caps) else {
            continue;
        };
        if !believable(text, number.start, &doc) {
            continue;
        }
        at = (number.start + length).max(whole.start + 1);
        found.push((number.start..number.start + length, doc));
    }
    found
}

/// Bare numbers behind a type word ("Nghị quyết 68"): the byte range of the
/// digits and the digits. Full numbers and years are left out.
pub fn find_short_numbers(text: &str) -> Vec<(Range<usize>, String)> {
    let full = find_numbers(text);
    SHORT
        .captures_iter(text)
        .filter_map(|caps| caps.name("number"))
        .filter(|m| {
            !full
                .iter()
                .any(|(r, _)| r.start <= m.start() && m.start() < r.end)
        })
        .filter(|m| {
            !text[m.end()..].starts_with(['/', '-', '.', ','])
                || text[m.end()..].starts_with([',', '.'])
                    && !text[m.end() + 1..].starts_with(|c: char| c.is_ascii_digit())
        })
        .filter(|m| !text[m.end()..].trim_start().starts_with("năm"))
        .map(|m| (m.range(), m.as_str().to_owned()))
        .collect()
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
