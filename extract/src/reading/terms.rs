//! Periods that are no reporting period: school years and their halves, congress
//! terms, stages of several years. They are kept although `period` is empty then.

use super::OtherPeriod;
use super::lexicon::OTHER_PERIOD;
use super::page::Page;
use super::school::School;
use crate::text::Lower;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<k>năm học|nhiệm kỳ|giai đoạn)\s+(?P<a>(?:19|20)[0-9]{2})\s*[-–]\s*(?P<b>(?:19|20)[0-9]{2})")
        .expect("valid expression")
});

static SEMESTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:học k[ỳì]|hk)\s*(?:thứ\s+)?(?P<n>ii|i|2|1|đầu|cuối|nhất|hai)\b")
        .expect("valid expression")
});

/// The same right behind its year: "năm học 2024-2025 (học kỳ II)".
static SEMESTER_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^\s*(?:[,;(–-]\s*)?{}\)?", SEMESTER.as_str())).expect("valid expression")
});

/// The half of a school year that is told right behind the year; not one that has
/// a year of its own, nor both halves.
fn half_behind(behind: &str) -> Option<Captures<'_>> {
    let half = SEMESTER_BEHIND.captures(behind)?;
    let rest = behind[half.get(0)?.end()..].trim_start_matches([',', ' ']);
    let rest = rest.lowered();
    let is_other = ["năm học", "của năm học", "và", "ii"]
        .iter()
        .any(|w| rest.starts_with(w));
    (!is_other).then_some(half)
}

/// The school year, or half of it, that the period is.
pub(super) fn school(period: &OtherPeriod) -> Option<School> {
    (period.kind == "school_year").then_some(School {
        from: Some(period.from),
        half: period.semester,
    })
}

/// The first one that title or opening names.
pub(super) fn read(page: &Page) -> Option<(OtherPeriod, Range<usize>)> {
    let title = page.title.as_ref().map(|(_, span)| span.clone());
    let opening = page.opening_sentences().take(2).map(|s| s.span.clone());
    title.into_iter().chain(opening).find_map(|span| {
        if !OTHER_PERIOD.any(&page.tokens, page.tokens_in(&span)) {
            return None;
        }
        let text = page.str(&span);
        let caps = OTHER.captures(text)?;
        let whole = caps.get(0)?;
        let kind = match caps["k"].lowered().as_str() {
            "năm học" => "school_year",
            "nhiệm kỳ" => "term",
            _ => "stage",
        };
        // "Sơ kết học kỳ I, triển khai nhiệm vụ học kỳ II năm học 2021-2022": what is
        // under review comes first.
        let half = SEMESTER
            .captures(&text[..whole.start()])
            .filter(|_| kind == "school_year");
        let start = half.as_ref().and_then(|h| h.get(0)).map(|h| h.start());
        let behind =
            half_behind(&text[whole.end()..]).filter(|_| half.is_none() && kind == "school_year");
        let end = behind
            .as_ref()
            .and_then(|h| h.get(0))
            .map_or(0, |h| h.end());
        let period = OtherPeriod {
            kind: kind.to_owned(),
            from: caps["a"].parse().ok()?,
            to: caps["b"].parse().ok()?,
            semester: half.or(behind).map(|h| match h["n"].lowered().as_str() {
                "ii" | "2" | "cuối" | "hai" => 2,
                _ => 1,
            }),
        };
        let start = start.unwrap_or(whole.start());
        Some((period, span.start + start..span.start + whole.end() + end))
    })
}
