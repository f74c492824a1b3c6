//! The page's stamp and the day of the event. A document's date is never the
//! event's; a day without a year takes it from the stamp or the text.

use super::lexicon::MEETING;
use super::page::{Page, Part};
use crate::date::{FoundDate, find_periods};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before a date that make it some document's or another day.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:[A-ZĐ0-9]/[A-ZĐ][\p{L}-]*|[A-Z]{2,}-[A-Z]{2,}|ban hành|ký|trước|đến|từ|hết|kể từ|công văn|thông báo|kế hoạch|nghị quyết|chỉ thị|kết luận|quyết định|giấy mời|của \p{L}+|thay vì|dự kiến|hạn cuối),?\s*(?:cùng\s*)?(?:ngày\s*)?$")
        .expect("valid expression")
});

static FIRST_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:ngày|từ|sáng|chiều)\s+\(?(?P<d>[0-9]{1,2})(?:\s*,\s*[0-9]{1,2})*\s*(?:và|-|–|,|đến)\s*(?:hết\s+)?(?:ngày\s*)?$",
    )
    .expect("valid expression")
});

/// The stamp: of the dates above or below the body the one that says so best.
/// "Hôm nay: …" in the head of a page is the day of looking at it.
pub(super) fn published(page: &Page) -> Option<(Date, Range<usize>)> {
    let title = page.part(Part::Title).next().map(|l| l.span.end);
    let mut best: Option<(i32, Date, Range<usize>)> = None;
    for line in page
        .lines
        .iter()
        .filter(|l| matches!(l.part, Part::Stamp | Part::Byline))
    {
        let outside = line.span.end <= page.body.start || line.span.start >= page.body.end;
        let Some((date, on)) = page
            .dates_in(&line.span)
            .iter()
            .find_map(|d| d.year.and(d.on(None)).map(|on| (d, on)))
            .filter(|_| outside)
        else {
            continue;
        };
        let words = page.str(&line.span).to_lowercase();
        let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
        let mut score = 0;
        if has(&[
            "đăng",
            "cập nhật",
            "xuất bản",
            "phát hành",
            "ngày gửi",
            "ngày đưa",
            "publish",
        ]) {
            score += 6;
        }
        if words.starts_with("hôm nay") || words.contains("bây giờ") {
            score -= 20;
        }
        if title.is_some_and(|t| line.span.start >= t) {
            score += 4;
        }
        if line.span.start >= page.body.end {
            score -= 3;
        }
        if line.part == Part::Byline {
            score -= 2;
        }
        if best.as_ref().is_none_or(|(s, _, _)| score > *s) {
            best = Some((score, on, date.span.clone()));
        }
    }
    best.filter(|(score, _, _)| *score > -10)
        .map(|(_, on, span)| (on, span))
}

/// The conference day from the opening of the body.
pub(super) fn event(page: &Page, published: Option<Date>) -> Option<(Date, Range<usize>)> {
    if page.official && !has_meeting(page) {
        return None;
    }
    // A day long before the stamp, or after it, only when there is no other.
    let mut spare = None;
    for sentence in page.opening_sentences() {
        if !page.has(MEETING, sentence) {
            continue;
        }
        for date in page.dates_in(&sentence.span) {
            let before = tail(&page.text[sentence.span.start..date.span.start]);
            let behind = &page.text[date.span.end..sentence.span.end];
            // Of "14 và 15/5", "từ ngày 14 đến hết ngày 15/5", "27, 28, 29/3" the first counts.
            let first = FIRST_DAY
                .captures(before)
                .and_then(|c| c["d"].parse::<i8>().ok());
            let other = first.is_none() && OTHER.is_match(before) && !opens_range(before, behind);
            // "Kế hoạch ngày 4/3 của …" dates a paper.
            if other || behind.starts_with(" của ") {
                continue;
            }
            let span = date.span.clone();
            let mut date = date.clone();
            if let Some(day) = first.filter(|day| *day < date.day) {
                date.day = day;
            }
            let on = with_year(page, &date, published);
            match on {
                Some(on) if date.year.is_some() && far_from(on, published) => {
                    spare = spare.or(Some((on, span)));
                }
                _ => return on.map(|on| (on, span)),
            }
        }
    }
    published
        .and_then(|stamp| told_by_stamp(page, stamp))
        .or(spare)
}

/// "(01/8/1930 - 01/8/2024)": anniversaries lie years before the page or ahead.
fn far_from(on: Date, published: Option<Date>) -> bool {
    published.is_some_and(|stamp| {
        let days = (stamp - on).get_days();
        !(0..=400).contains(&days)
    })
}

/// "từ ngày 29/3 đến 02/4": the date before is where a range begins.
fn opens_range(before: &str, behind: &str) -> bool {
    static TO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:-|–|đến)\s*(?:hết\s+)?(?:ngày\s+)?[0-9]").expect("valid expression")
    });
    let before = before.trim_end();
    let before = before.strip_suffix("ngày").unwrap_or(before).trim_end();
    (before.ends_with("từ") || before.ends_with("Từ")) && TO.is_match(behind)
}

/// "Sáng nay, … tổ chức": the day of the stamp, "chiều qua" the day before.
fn told_by_stamp(page: &Page, stamp: Date) -> Option<(Date, Range<usize>)> {
    static TODAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[ )\-–])(?P<w>(?:sáng|trưa|chiều|tối|hôm) (?P<d>nay|qua))[ ,.]")
            .expect("valid expression")
    });
    let sentence = page.opening_sentences().find(|s| page.has(MEETING, s))?;
    let caps = TODAY.captures(page.str(&sentence.span))?;
    let words = caps.name("w")?;
    let on = if caps["d"].eq_ignore_ascii_case("qua") {
        stamp.yesterday().ok()?
    } else {
        stamp
    };
    let start = sentence.span.start;
    Some((on, start + words.start()..start + words.end()))
}

/// The last words, as many as an expression that ends there may want.
fn tail(words: &str) -> &str {
    let mut from = words.len().saturating_sub(90);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    &words[from..]
}

/// An official paper speaks of a meeting when its title or first lines do.
fn has_meeting(page: &Page) -> bool {
    let title = page
        .title
        .as_ref()
        .map(|(t, _)| t.to_lowercase())
        .unwrap_or_default();
    title.contains("hội nghị")
        || title.contains("giao ban")
        || title.contains("buổi làm việc")
        || title.contains("cuộc họp")
        || title.contains("phiên họp")
        || title.contains(" họp ")
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
    let head = page.title.as_ref().map(|(_, span)| span.clone());
    let opening = page.opening().next().map(|l| l.span.clone());
    let year = [head, opening]
        .into_iter()
        .flatten()
        .flat_map(|span| find_periods(page.str(&span)))
        .find_map(|p| p.year);
    date.on(year)
}
