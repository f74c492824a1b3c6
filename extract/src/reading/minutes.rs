//! Minutes: lines that name what they tell, "Thời gian: …", "Địa điểm: …".
//! Not here: what a value means.

use super::page::{Page, Part};
use super::speeches;
use crate::text::begins_with;
use std::ops::Range;

/// Where a line tells when a meeting was; below the title of a speech the day alone.
pub(super) fn when(page: &Page) -> Option<Range<usize>> {
    behind(page, &["thời gian họp", "thời gian"]).or_else(|| speeches::day(page))
}

/// Whether a line in small letters, taken for the stamp of a page, is that of minutes:
/// "Thời gian: 14 giờ 00, ngày 10/7/2024" has an hour in words, or a line of the venue
/// stands beside it. Portals write "Thời gian đăng: 10/7/2024".
pub(super) fn tells_when(page: &Page, words: &str) -> bool {
    if speeches::is_day(words) && speeches::is_speech(page) {
        return true;
    }
    let bare = words.trim_start_matches(|c: char| !c.is_alphabetic());
    let Some(value) = ["thời gian họp", "thời gian"]
        .iter()
        .find_map(|name| bare.strip_prefix(name))
    else {
        return false;
    };
    let is_labelled = value.trim_start().starts_with(':');
    is_labelled && (words.contains(" giờ ") || place(page).is_some())
}

/// The venue that a line tells.
pub(super) fn place(page: &Page) -> Option<Range<usize>> {
    let span = behind(page, &["địa điểm họp", "địa điểm", "tại địa điểm"])?;
    let words = page.str(&span);
    let mut end = words.find([';', '.']).unwrap_or(words.len());
    if let Some(inner) = words[..end].strip_prefix("tại ") {
        end = inner.len();
        let start = span.start + "tại ".len();
        return Some(start..start + end);
    }
    Some(span.start..span.start + words[..end].trim_end().len())
}

/// What stands behind one of `names` and a colon, among the first lines.
fn behind(page: &Page, names: &[&str]) -> Option<Range<usize>> {
    let lines = page.lines.iter().filter(|l| {
        matches!(
            l.part,
            Part::Body | Part::Heading | Part::Caption | Part::Stamp
        )
    });
    // A line may tell the day and the venue in a sentence each.
    let spans = lines.take(8).flat_map(|line| {
        let sentences = &page.sentences[line.sentences.clone()];
        let later = sentences.iter().skip(1).map(|s| &s.span);
        std::iter::once(&line.span).chain(later)
    });
    for span in spans {
        let words = page.str(span);
        let bare = words.trim_start_matches(|c: char| !c.is_alphabetic());
        let colon = names
            .iter()
            .filter_map(|name| begins_with(bare, name))
            .map(|length| words.len() - bare[length..].trim_start().len())
            .find(|at| words.as_bytes().get(*at) == Some(&b':'));
        let Some(colon) = colon.filter(|at| *at <= 40) else {
            continue;
        };
        let value = words[colon + 1..].trim();
        let start = span.end - words[colon + 1..].trim_start().len();
        return (!value.is_empty()).then_some(start..start + value.len());
    }
    None
}
