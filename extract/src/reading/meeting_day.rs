//! The day of a meeting where it is not announced by "ngày", "sáng" and the
//! like, or told outside the opening: "(16/5)", "16/5, tại …", "Từ 14 đến
//! 16/5"; and the year of a day on a page without a stamp. Not here: the usual
//! ways of telling it (`dates`).

use super::lexicon::{MEETING, TITLE};
use super::page::{Page, Part, Sentence};
use crate::date::{FoundDate, FoundPeriod, PeriodKind, day_at, find_periods};
use crate::text::Lower;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// A day and month in brackets, at the head of the sentence, behind a dateline
/// or at the end of "từ 14 đến"; the first day of the meeting and its place.
pub(super) fn unannounced(page: &Page, sentence: &Sentence) -> Option<(FoundDate, Range<usize>)> {
    let numbers = page.tokens[sentence.tokens.clone()]
        .iter()
        .filter(|t| t.number)
        .map(|t| t.span.start);
    for at in numbers {
        let Some(mut found) = day_at(&page.text, at) else {
            continue;
        };
        let before = &page.text[sentence.span.start..at];
        // "1. 1." may go on behind the end of the sentence.
        let Some(behind) = page.text.get(found.span.end..sentence.span.end) else {
            continue;
        };
        let bracketed = before.ends_with('(') && behind.starts_with(')');
        let headed = opens(before) && behind.starts_with([',', ' ', ')'])
            || (behind.starts_with(" -") || behind.starts_with(" –")) && names_place(before);
        let since = range_start(before);
        if !bracketed && !headed && since.is_none() {
            continue;
        }
        if let Some(day) = since.filter(|day| *day < found.day) {
            found.day = day;
        }
        let span = found.span.clone();
        return Some((found, span));
    }
    None
}

/// Nothing, a dateline or a bracket stands before: "YÊN BÁI - 16/5, …".
fn opens(before: &str) -> bool {
    let bare = before.trim_end();
    let low = bare.trim_end_matches(',').lowered();
    bare.is_empty()
        || bare.chars().count() <= 30
            && (bare.ends_with([')', '-', '–'])
                || low.ends_with("đây")
                || low.ends_with("qua")
                || WEEKDAYS.iter().any(|(name, _)| low.ends_with(name)))
}

/// "Quảng Trị, 10/7 -": a dateline in small letters.
fn names_place(before: &str) -> bool {
    let name = before.trim_end().strip_suffix(',');
    name.is_some_and(|name| {
        (1..=4).contains(&name.split(' ').count())
            && name
                .split(' ')
                .all(|word| word.starts_with(char::is_uppercase))
    })
}

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("thứ hai", Weekday::Monday),
    ("thứ ba", Weekday::Tuesday),
    ("thứ tư", Weekday::Wednesday),
    ("thứ năm", Weekday::Thursday),
    ("thứ sáu", Weekday::Friday),
    ("thứ bảy", Weekday::Saturday),
    ("chủ nhật", Weekday::Sunday),
];

/// "Sáng thứ Năm vừa qua", "chiều thứ Sáu": the last such day up to the stamp;
/// only behind a part of the day or before "vừa qua", since "thứ hai" counts.
pub(super) fn weekday_gone(words: &str, stamp: Date) -> Option<(Date, Range<usize>)> {
    const PARTS: &[&str] = &["sáng", "trưa", "chiều", "tối", "hôm"];
    let low = words.lowered();
    if low.len() != words.len() {
        return None;
    }
    let (at, name, day) = WEEKDAYS
        .iter()
        .filter_map(|(name, day)| low.find(name).map(|at| (at, name, *day)))
        .min_by_key(|(at, _, _)| *at)?;
    let (before, behind) = (low[..at].trim_end(), low[at + name.len()..].trim_start());
    let week_before = behind.starts_with("tuần trước");
    let gone = ["vừa qua", "tuần qua", "tuần này", "vừa rồi"]
        .iter()
        .any(|w| behind.starts_with(w));
    if !gone && !week_before && !PARTS.iter().any(|p| before.ends_with(p)) {
        return None;
    }
    let mut on = stamp;
    if week_before {
        // The Sunday before the week of the stamp.
        let days = i64::from(stamp.weekday().to_monday_one_offset());
        on = stamp.checked_sub(jiff::Span::new().days(days)).ok()?;
    }
    while on.weekday() != day {
        on = on.yesterday().ok()?;
    }
    Some((on, at..at + name.len()))
}

/// The day behind "từ" in "từ 14 đến", "từ 14 -".
fn range_start(before: &str) -> Option<i8> {
    let low = before.lowered();
    let bare = low.trim_end();
    let bare = ["đến hết", "đến ngày", "đến", "-", "–"]
        .iter()
        .find_map(|w| bare.strip_suffix(w))?;
    let bare = bare.trim_end();
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, day) = bare.split_at(bare.len() - digits);
    let from = head.strip_suffix("từ ")?;
    let alone = from.is_empty() || from.ends_with([' ', '(']);
    day.parse().ok().filter(|d| alone && (1..=31).contains(d))
}

/// "Ngày 16/5, Ban … đánh giá công tác quý I": the first sentence opens with a
/// day and the title tells of a meeting, though no word of it stands beside.
pub(super) fn heads_page(page: &Page) -> Option<&FoundDate> {
    let titled = page.part(Part::Title).any(|l| TITLE.may_be_in(l.lists));
    let first = page.body_sentences().next().filter(|_| titled)?;
    let date = page.dates_in(&first.span).first()?;
    let before = page.text[first.span.start..date.span.start].trim_end();
    let bare = before.trim_end_matches("ngày").trim_end();
    (bare.chars().count() <= 40 && !bare.contains('/')).then_some(date)
}

/// Sentences behind the opening that speak of a meeting.
pub(super) fn further(page: &Page) -> impl Iterator<Item = &Sentence> {
    let opening = page.opening().last().map_or(0, |l| l.span.end);
    page.body_sentences()
        .filter(move |s| s.span.start > opening && page.has(MEETING, s))
}

/// The year of a day on a page that has no stamp: that of the title's or the
/// opening's period, or the one after when a year's end is looked back on; else
/// the last year that the text names.
pub(super) fn year_without_stamp(page: &Page, month: i8) -> Option<i16> {
    let head = page.title.as_ref().map(|(_, span)| span.clone());
    let opening = page.opening().next().map(|l| l.span.clone());
    let told = [head, opening]
        .into_iter()
        .flatten()
        .flat_map(|span| find_periods(page.str(&span)))
        .find(|p| p.year.is_some());
    if let Some(period) = told {
        let late = usize::from(ends_year(&period) && month <= 3);
        return period.year.map(|y| y + i16::try_from(late).unwrap_or(0));
    }
    let dated = page.dates.iter().filter_map(|d| d.year).max();
    dated.or_else(|| {
        let periods = page
            .body_sentences()
            .flat_map(|s| find_periods(page.str(&s.span)));
        periods.filter_map(|p| p.year).next()
    })
}

fn ends_year(p: &FoundPeriod) -> bool {
    matches!(
        (p.kind, p.index),
        (PeriodKind::Year, _)
            | (PeriodKind::Quarter, 4)
            | (PeriodKind::Half, 2)
            | (PeriodKind::Month, 12)
    )
}
