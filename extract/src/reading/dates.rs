//! The page's stamp and the day of the event. A document's date is never the
//! event's; a day without a year takes it from the stamp or the text.

use super::page::{Page, Part};
use crate::date::{FoundDate, find_dates, find_periods};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)tổ chức|\bmở\b|diễn ra|khai mạc|hội nghị|giao ban|sơ kết|tổng kết|tập huấn|lễ ký|hội thảo|tọa đàm|toạ đàm|chủ trì|họp|bồi dưỡng|làm việc")
        .expect("valid expression")
});

/// Words before a date that make it some document's or another day.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:[A-ZĐ0-9]/[A-ZĐ][\p{L}-]*|[A-Z]{2,}-[A-Z]{2,}|ban hành|ký|trước|đến|từ|hết|kể từ|của \p{L}+|thay vì|dự kiến|hạn cuối),?\s*(?:cùng\s*)?(?:ngày\s*)?$")
        .expect("valid expression")
});

static FIRST_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:ngày|từ|sáng|chiều)\s+(?P<d>[0-9]{1,2})\s*(?:và|-|–|,|đến)\s*(?:ngày\s*)?$")
        .expect("valid expression")
});

pub(super) fn published(page: &Page) -> Option<(Date, Range<usize>)> {
    let stamps: Vec<_> = page.part(Part::Stamp).collect();
    let before = stamps.iter().filter(|l| l.span.start < page.body.start);
    let after = stamps.iter().filter(|l| l.span.start >= page.body.end);
    let official_first = before.chain(after);
    for line in official_first {
        for date in find_dates(page.str(&line.span)) {
            if let (Some(_), Some(on)) = (date.year, date.on(None)) {
                return Some((on, shift(&date.span, line.span.start)));
            }
        }
    }
    // A stamp may follow the by-line: "Minh Hiếu - 26/09/2025".
    for line in page.part(Part::Byline) {
        for date in find_dates(page.str(&line.span)) {
            if let (Some(_), Some(on)) = (date.year, date.on(None)) {
                return Some((on, shift(&date.span, line.span.start)));
            }
        }
    }
    None
}

fn shift(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

/// The conference day from the opening of the body.
pub(super) fn event(page: &Page, published: Option<Date>) -> Option<(Date, Range<usize>)> {
    if page.official && !has_meeting(page) {
        return None;
    }
    for line in page.opening() {
        for sentence in page
            .sentences
            .iter()
            .filter(|s| s.span.start >= line.span.start && s.span.end <= line.span.end)
        {
            let words = page.str(&sentence.span);
            if !EVENT.is_match(words) {
                continue;
            }
            for date in find_dates(words) {
                if OTHER.is_match(&words[..date.span.start]) {
                    continue;
                }
                let span = shift(&date.span, sentence.span.start);
                let mut date = date;
                // Of "14 và 15/5" the first day counts.
                if let Some(day) = FIRST_DAY
                    .captures(&words[..date.span.start])
                    .and_then(|c| c["d"].parse::<i8>().ok())
                    && day < date.day
                {
                    date.day = day;
                }
                return with_year(page, &date, published).map(|on| (on, span));
            }
        }
    }
    None
}

/// An official paper speaks of a meeting when its title or first lines do.
fn has_meeting(page: &Page) -> bool {
    let title = super::title::read(page)
        .map(|(t, _)| t.to_lowercase())
        .unwrap_or_default();
    title.contains("hội nghị")
        || title.contains("giao ban")
        || title.contains("buổi làm việc")
        || title.contains("cuộc họp")
}

fn with_year(page: &Page, date: &FoundDate, published: Option<Date>) -> Option<Date> {
    if date.year.is_some() {
        return date.on(None);
    }
    if let Some(stamp) = published {
        let on = date.on(Some(stamp.year()))?;
        // A page of January tells of a meeting in December.
        return if on > stamp {
            date.on(Some(stamp.year() - 1))
        } else {
            Some(on)
        };
    }
    let head = super::title::read(page).map(|(_, span)| span);
    let opening = page.opening().first().map(|l| l.span.clone());
    let year = [head, opening]
        .into_iter()
        .flatten()
        .flat_map(|span| find_periods(page.str(&span)))
        .find_map(|p| p.year);
    date.on(year)
}
