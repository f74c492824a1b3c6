//! The page's stamp and the day of the event. A document's date is never the
//! event's; a day without a year takes it from the stamp or the text.

use super::lexicon::MEETING;
use super::page::{Page, Part, Sentence};
use super::{meeting_day, minutes};
use crate::date::FoundDate;
use crate::text::Lower;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before a date that make it some document's or another day.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:[A-ZĐ0-9]/[A-ZĐ][\p{L}-]*|[A-Z]{2,}-[A-Z]{2,}|ban hành|ký|trước|đến|từ|hết|kể từ|công văn|thông báo|kế hoạch|nghị quyết|chỉ thị|kết luận|quyết định|giấy mời|của \p{L}+|thay vì|dự kiến|hạn cuối|(?:nhân|kỷ niệm|mừng|nhân dịp|truyền thống)(?: ngày)?),?\s*(?:cùng\s*)?(?:ngày\s*)?$")
        .expect("valid expression")
});

static FIRST_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:ngày|từ|sáng|chiều),?\s+\(?(?:từ\s+)?(?:ngày\s+)?(?P<d>[0-9]{1,2})(?:\s*,\s*[0-9]{1,2})*\s*(?:và|&|-|–|,|đến)\s*(?:hết\s+)?(?:ngày\s*)?$",
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
        let words = page.str(&line.span).lowered();
        if minutes::tells_when(page, &words) {
            continue;
        }
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

/// The conference day from the opening of the body; `meets` when something else
/// tells that the page is about a meeting.
pub(super) fn event(
    page: &Page,
    published: Option<Date>,
    meets: bool,
) -> Option<(Date, Range<usize>)> {
    if page.official && !has_meeting(page) {
        return None;
    }
    if let Some(told) = minutes::when(page)
        && let Some(date) = page.dates_in(&told).first()
        && let Some(on) = with_year(page, date, published)
    {
        return Some((on, date.span.clone()));
    }
    // A day long before the stamp, or after it, only when there is no other.
    let mut spare = None;
    for sentence in page.opening_sentences() {
        if !page.has(MEETING, sentence) {
            continue;
        }
        if let Some(found) = told_in(page, sentence, published, &mut spare) {
            return Some(found);
        }
    }
    published
        .and_then(|stamp| told_by_stamp(page, stamp))
        .or_else(|| told_otherwise(page, published))
        .or(spare)
        .or_else(|| meets.then(|| told_beside(page, published)).flatten())
}

/// The first day of a sentence that dates nothing else.
fn told_in(
    page: &Page,
    sentence: &Sentence,
    published: Option<Date>,
    spare: &mut Option<(Date, Range<usize>)>,
) -> Option<(Date, Range<usize>)> {
    for date in page.dates_in(&sentence.span) {
        let before = tail(&page.text[sentence.span.start..date.span.start]);
        let behind = &page.text[date.span.end..sentence.span.end];
        // Of "14 và 15/5", "từ ngày 14 đến hết ngày 15/5", "27, 28, 29/3" the first counts.
        let first = FIRST_DAY
            .captures(before)
            .and_then(|c| c["d"].parse::<i8>().ok());
        let other = first.is_none() && dates_another(before) && !opens_range(before, behind);
        // "Kế hoạch ngày 4/3 của …" dates a paper.
        if other || behind.starts_with(" của ") || ends_anniversary(before, date) {
            // "Thực hiện Kế hoạch số 12-KH/TU, ngày 16/5, Ban … tổ chức": the day
            // stands between commas of its own.
            let since = ["Từ", "Từ ngày"].contains(&before.trim());
            if other && (since || stands_apart(before, behind)) && spare.is_none() {
                *spare = with_year(page, date, published).map(|on| (on, date.span.clone()));
            }
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
                *spare = spare.take().or(Some((on, span)));
            }
            _ => return on.map(|on| (on, span)),
        }
    }
    None
}

/// Words before a day make it that of a paper or another day; not "của tỉnh
/// ngày 16/5" without a paper before, nor "Sở KH-CN ngày 16/5".
fn dates_another(before: &str) -> bool {
    const PAPERS: &[&str] = &[
        "công văn",
        "thông báo",
        "kế hoạch",
        "nghị quyết",
        "chỉ thị",
        "kết luận",
        "quyết định",
        "giấy mời",
        "hướng dẫn",
        "chương trình",
        "số ",
    ];
    let Some(found) = OTHER.find(before) else {
        return false;
    };
    let words = found.as_str();
    let numbered = before[..found.end()]
        .split_whitespace()
        .rev()
        .take(2)
        .any(|w| w.contains(|c: char| c.is_ascii_digit()));
    if words.starts_with("của")
        || words.starts_with(|c: char| c.is_uppercase()) && words.contains('-')
    {
        let low = before.lowered();
        return numbered || PAPERS.iter().any(|w| low.contains(w));
    }
    true
}

/// ", ngày 16/5, " or ", ngày 16/5 tại ".
fn stands_apart(before: &str, behind: &str) -> bool {
    let before = before.trim_end();
    let bare = before.strip_suffix("ngày").unwrap_or(before).trim_end();
    bare.ends_with(',') && (behind.starts_with(',') || behind.starts_with(" tại "))
}

/// A day that no word announces, one at the head of the page, or one behind the
/// opening; not long before the stamp.
fn told_otherwise(page: &Page, published: Option<Date>) -> Option<(Date, Range<usize>)> {
    let near = |date: &FoundDate, span: &Range<usize>| {
        let on = with_year(page, date, published)?;
        let days = published.map_or(0, |stamp| (stamp - on).get_days());
        (0..=45).contains(&days).then(|| (on, span.clone()))
    };
    page.opening_sentences()
        .filter(|s| page.has(MEETING, s))
        .find_map(|s| meeting_day::unannounced(page, s))
        .and_then(|(date, span)| near(&date, &span))
        .or_else(|| meeting_day::heads_page(page).and_then(|d| near(d, &d.span)))
        .or_else(|| {
            let mut spare = None;
            meeting_day::further(page)
                .find_map(|s| told_in(page, s, published, &mut spare))
                .filter(|(on, _)| shortly_before(*on, published))
        })
        .or_else(|| {
            let (_, title) = page.title.as_ref()?;
            let date = page.dates_in(title).first()?;
            near(date, &date.span)
        })
}

/// A day in a sentence of the opening that has no word of meeting: "Sáng 16/5, đông
/// đủ lãnh đạo các xã có mặt tại hội trường." Not long before the stamp.
fn told_beside(page: &Page, published: Option<Date>) -> Option<(Date, Range<usize>)> {
    let mut spare = None;
    page.opening_sentences()
        .find_map(|s| told_in(page, s, published, &mut spare))
        .filter(|(on, _)| shortly_before(*on, published))
}

/// At most fifteen days before the stamp, when there is one.
fn shortly_before(on: Date, published: Option<Date>) -> bool {
    published.is_none_or(|stamp| (0..=15).contains(&(stamp - on).get_days()))
}

/// "(03/02/1930 - 03/02/2024)": the second day of an anniversary.
fn ends_anniversary(before: &str, date: &FoundDate) -> bool {
    let bare = before.trim_end();
    let Some(head) = bare.strip_suffix(['-', '–']).map(str::trim_end) else {
        return false;
    };
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let year = head[head.len() - digits..].parse::<i16>().ok();
    digits == 4
        && date
            .year
            .zip(year)
            .is_some_and(|(now, then)| now - then > 1)
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
        Regex::new(
            r"(?i)(?:^|[ )\-–])(?P<w>(?:sáng|trưa|chiều|tối|đêm|hôm) (?P<d>nay|qua))(?:[ ,.]|$)",
        )
        .expect("valid expression")
    });
    page.opening_sentences()
        .filter(|s| page.has(MEETING, s))
        .find_map(|s| {
            let start = s.span.start;
            let Some(caps) = TODAY.captures(page.str(&s.span)) else {
                let (on, words) = meeting_day::weekday_gone(page.str(&s.span), stamp)?;
                return Some((on, start + words.start..start + words.end));
            };
            let words = caps.name("w")?;
            let on = if caps["d"].eq_ignore_ascii_case("qua") {
                stamp.yesterday().ok()?
            } else {
                stamp
            };
            Some((on, start + words.start()..start + words.end()))
        })
}

/// The last words, as many as an expression that ends there may want.
fn tail(words: &str) -> &str {
    let mut from = words.len().saturating_sub(90);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    &words[from..]
}

/// An official paper speaks of a meeting when its title does, or its first words
/// tell who met on which day.
fn has_meeting(page: &Page) -> bool {
    let title = page
        .title
        .as_ref()
        .map(|(t, _)| t.lowered())
        .unwrap_or_default();
    title.contains("hội nghị")
        || title.contains("giao ban")
        || title.contains("buổi làm việc")
        || title.contains("cuộc họp")
        || title.contains("phiên họp")
        || title.contains(" họp ")
        || title.starts_with("họp ")
        || minutes::when(page).is_some()
        || page.body_sentences().next().is_some_and(|s| {
            let low = page.str(&s.span).lowered();
            let has = |list: &[&str]| list.iter().any(|w| low.contains(w));
            !page.dates_in(&s.span).is_empty()
                && !low.contains("báo cáo như sau")
                && has(&["hội nghị", "họp ", "buổi làm việc", "giao ban"])
                && has(&["chủ trì", "tổ chức", "đã có", "đã làm việc"])
        })
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
    date.on(meeting_day::year_without_stamp(page, date.month))
}
