//! Periods that are no reporting period: school years, congress terms, stages
//! of several years. They are kept although `period` is empty then.

use super::OtherPeriod;
use super::lexicon::OTHER_PERIOD;
use super::page::Page;
use crate::text::Lower;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<k>năm học|nhiệm kỳ|giai đoạn)\s+(?P<a>(?:19|20)[0-9]{2})\s*[-–]\s*(?P<b>(?:19|20)[0-9]{2})")
        .expect("valid expression")
});

/// The first one that title or opening names.
pub(super) fn read(page: &Page) -> Option<(OtherPeriod, Range<usize>)> {
    let title = page.title.as_ref().map(|(_, span)| span.clone());
    let opening = page.opening_sentences().take(2).map(|s| s.span.clone());
    title.into_iter().chain(opening).find_map(|span| {
        if !OTHER_PERIOD.any(&page.tokens, page.tokens_in(&span)) {
            return None;
        }
        let caps = OTHER.captures(page.str(&span))?;
        let whole = caps.get(0)?;
        let kind = match caps["k"].lowered().as_str() {
            "năm học" => "school_year",
            "nhiệm kỳ" => "term",
            _ => "stage",
        };
        let period = OtherPeriod {
            kind: kind.to_owned(),
            from: caps["a"].parse().ok()?,
            to: caps["b"].parse().ok()?,
        };
        Some((period, span.start + whole.start()..span.start + whole.end()))
    })
}
