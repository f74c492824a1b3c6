//! Dates as people write them: `4/3/2022`, `01-10-1997`, `31.12.2025`,
//! `ngày 9/4`, `ngày 05 tháng 01 năm 2026`, `2025-12-18`.

use super::month::word_month;
use crate::text::{Lower, digit_runs};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A date in text; the year may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// Byte range, the word "ngày" not included.
    pub span: Range<usize>,
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

impl FoundDate {
    /// The civil date, with `year` for one that names none; `None` for days
    /// that do not exist (30 February).
    pub fn on(&self, year: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(year)?, self.month, self.day).ok()
    }
}

/// Every date in `text`, in order. A day and month without a year count only
/// behind a word that announces a day ("ngày", "sáng", "chiều", "đến ngày").
pub fn find_dates(text: &str) -> Vec<FoundDate> {
    dates_among(text, digit_runs(text))
}

/// The same for who knows where digits begin: at each of `starts`, ascending;
/// a start behind a point or comma between digits may be left out.
pub(crate) fn dates_among(text: &str, starts: impl Iterator<Item = usize>) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::with_capacity(8);
    let mut from = 0;
    for at in starts {
        if at < from {
            continue;
        }
        if let Some((date, announced)) = date_at(text, at)
            && !glued(text, &date.span)
            && (date.year.is_some() || announced || announces(&text[..at]))
        {
            from = date.span.end;
            found.push(date);
        }
    }
    found
}

/// The date that begins at the digit `at`, also a day and month that no word
/// announces.
pub(crate) fn day_at(text: &str, at: usize) -> Option<FoundDate> {
    let (date, _) = date_at(text, at)?;
    (!glued(text, &date.span)).then_some(date)
}

/// The longest date that begins at the digit `at`, and whether it needs no word
/// before it.
fn date_at(text: &str, at: usize) -> Option<(FoundDate, bool)> {
    let bytes = text.as_bytes();
    let first = digits(bytes, at, 5);
    if !may_go_on(bytes, at + first) {
        return None;
    }
    let value = |from: usize, length: usize| text[from..from + length].parse::<i16>().ok();
    let date = |end: usize, day: i16, month: i16, year: Option<i16>| {
        let fits = (1..=31).contains(&day) && (1..=12).contains(&month);
        fits.then_some(FoundDate {
            span: at..end,
            year,
            month: month as i8,
            day: day as i8,
        })
    };
    if first == 4 {
        // 2025-12-18
        let year = year_at(text, at)?;
        let parts = bytes.get(at + 4) == Some(&b'-')
            && digits(bytes, at + 5, 3) == 2
            && bytes.get(at + 7) == Some(&b'-')
            && digits(bytes, at + 8, 3) == 2;
        return parts
            .then(|| date(at + 10, value(at + 8, 2)?, value(at + 5, 2)?, Some(year)))
            .flatten()
            .map(|d| (d, true));
    }
    if !(1..=2).contains(&first) {
        return None;
    }
    let day = value(at, first)?;
    let next = at + first;
    // 05 tháng 01 năm 2026
    if let Some((month, end)) = word_month(text, next) {
        let end = skip(bytes, end, b',');
        let year = word_then_digit(text, end, "năm").or_else(|| {
            bytes
                .get(end)
                .is_some_and(|b| *b == b' ')
                .then_some(end + 1)
        });
        let year = year.filter(|y| year_at(text, *y).is_some());
        let (year, end) = year.map_or((None, end), |y| (year_at(text, y), y + 4));
        return date(end, day, month, year).map(|d| (d, true));
    }
    if let Some(month_at) = word_then_digit(text, skip(bytes, next, b','), "tháng") {
        let length = digits(bytes, month_at, 3);
        if !(1..=2).contains(&length) {
            return None;
        }
        let month = value(month_at, length)?;
        let end = month_at + length;
        let comma = skip(bytes, end, b',');
        let (year, end) = if let Some(y) =
            word_then_digit(text, comma, "năm").filter(|y| year_at(text, *y).is_some())
        {
            (year_at(text, y), y + 4)
        } else if matches!(bytes.get(end), Some(b'/' | b' ' | b'-'))
            && year_at(text, end + 1).is_some()
        {
            // "02 Tháng 4 2025" of page systems
            (year_at(text, end + 1), end + 5)
        } else if comma > end && year_at(text, comma + 1).is_some() {
            (year_at(text, comma + 1), comma + 5)
        } else {
            (None, end)
        };
        return date(end, day, month, year).map(|d| (d, true));
    }
    // 4/3/2022, 01-10-1997, 31.12.2025, 5 – 4 – 2024
    let mark = next;
    let (next, wide) = separator(bytes, mark)?;
    let length = digits(bytes, next, 3);
    if !(1..=2).contains(&length) {
        return None;
    }
    let month = value(next, length)?;
    let end = next + length;
    let behind = separator(bytes, end);
    let year = behind.filter(|(y, _)| year_at(text, *y).is_some());
    if let Some((y, _)) = year {
        return date(y + 4, day, month, year_at(text, y)).map(|d| (d, false));
    }
    // "12/5 năm 2022"
    if let Some(y) = word_then_digit(text, end, "năm").filter(|y| year_at(text, *y).is_some()) {
        return date(y + 4, day, month, year_at(text, y)).map(|d| (d, false));
    }
    // A long dash alone joins two days unless the second is the smaller one;
    // "10-12 tháng 5" are days too.
    let joins = wide && !(month < day && announces(&text[..at]));
    if joins || word_then_digit(text, end, "tháng").is_some() {
        return None;
    }
    // "ngày 16/5/24"
    if let Some((y, false)) = behind
        && y == end + 1
        && bytes[end] == bytes[mark]
        && matches!(bytes[end], b'/' | b'.')
        && digits(bytes, y, 3) == 2
        && announces(&text[..at])
    {
        let year = value(y, 2).map(|short| 2000 + short);
        return date(y + 2, day, month, year).map(|d| (d, true));
    }
    date(end, day, month, None).map(|d| (d, false))
}

/// A separator or "tháng" may stand behind the digits; sorts out nearly all
/// numbers cheaply.
fn may_go_on(bytes: &[u8], at: usize) -> bool {
    let spaces = bytes[at..].iter().take_while(|b| **b == b' ').count();
    match bytes.get(at + spaces) {
        // The first byte of a long dash too.
        Some(b'/' | b'.' | b'-' | 0xE2) => true,
        Some(b't' | b'T') => matches!(bytes.get(at + spaces + 1), Some(b'h' | b'H')),
        // "03, tháng 5"
        Some(b',') => {
            let behind = &bytes[at + spaces + 1..];
            let word = behind.iter().position(|b| *b != b' ');
            word.is_some_and(|w| matches!(behind[w..], [b't' | b'T', b'h' | b'H', ..]))
        }
        _ => false,
    }
}

/// Number of digits from `at` on, at most `most`.
fn digits(bytes: &[u8], at: usize, most: usize) -> usize {
    bytes
        .iter()
        .skip(at)
        .take(most)
        .take_while(|b| b.is_ascii_digit())
        .count()
}

fn year_at(text: &str, at: usize) -> Option<i16> {
    let four = text.get(at..at + 4)?;
    let is_year = (four.starts_with("19") || four.starts_with("20"))
        && four.bytes().all(|b| b.is_ascii_digit());
    is_year.then(|| four.parse().ok()).flatten()
}

/// Behind a separator of a date, with at most one space on each side; and
/// whether it is a long dash.
fn separator(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    let mark = at + usize::from(bytes.get(at) == Some(&b' '));
    let (length, wide) = match bytes.get(mark)? {
        b'/' | b'.' | b'-' => (1, false),
        _ if bytes[mark..].starts_with("–".as_bytes()) => ("–".len(), true),
        _ => return None,
    };
    let behind = mark + length;
    Some((behind + usize::from(bytes.get(behind) == Some(&b' ')), wide))
}

fn skip(bytes: &[u8], at: usize, mark: u8) -> usize {
    let next = if bytes.get(at) == Some(&b' ') {
        at + 1
    } else {
        at
    };
    if bytes.get(next) == Some(&mark) {
        next + 1
    } else {
        at
    }
}

/// Behind "tháng " or "năm ", in any case, when a digit stands there.
fn word_then_digit(text: &str, at: usize, word: &str) -> Option<usize> {
    let rest = text.get(at..)?;
    let bare = rest.trim_start_matches(' ');
    let pad = rest.len() - bare.len();
    let begins = |s: &str| s.as_bytes().first().map(u8::to_ascii_lowercase);
    if begins(bare) != begins(word) {
        return None;
    }
    let head = bare.get(..word.len())?;
    let same = head == word || head.to_lowercase() == word;
    let tail = &bare[word.len()..];
    let space = tail.len() - tail.trim_start_matches(' ').len();
    // A space may be lost: "16 tháng5 năm 2024".
    (same && tail[space..].starts_with(|c: char| c.is_ascii_digit()))
        .then_some(at + pad + word.len() + space)
}

/// The date of a text that holds exactly one, for fields and cells.
pub fn single_date(text: &str) -> Option<Date> {
    let mut all = find_dates(text).into_iter().filter_map(|d| d.on(None));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn ends_in_year(date: &str) -> bool {
    let digits = date.len() - date.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4
}

fn glued(text: &str, span: &Range<usize>) -> bool {
    let mut before = text[..span.start].chars().rev();
    let left = match before.next() {
        // "ngày12/5" lost its space.
        Some('y') if text[..span.start].to_lowercase().ends_with("ngày") => false,
        Some(c) if c.is_alphanumeric() => true,
        Some('/' | '.' | ',') => before.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let mut after = text[span.end..].chars();
    let right = match after.next() {
        // "12/5/2022tại": a word is glued on behind a whole year.
        Some(c) if c.is_lowercase() && ends_in_year(&text[span.clone()]) => false,
        Some(c) if c.is_alphanumeric() || c == '%' => true,
        Some('/' | '-' | ',' | '.') => after.next().is_some_and(|c| c.is_alphanumeric()),
        _ => false,
    };
    left || right
}

fn announces(before: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:(?:sáng|trưa|chiều|tối|hôm) (?:nay|qua),|ngày|sáng|trưa|chiều|tối|đêm|hôm|nay|qua|trước|hạn|chậm nhất|các ngày|hai ngày|mùng|mồng|sáng sớm|(?:ngày|sáng|trưa|chiều|tối) (?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),?)(?:\s*\(|\s+ngày)?\s*(?:(?:[0-9]{1,2}(?:\s*[/.]\s*[0-9]{1,2})?)\s*(?:-|–|và|,|đến|đến ngày)\s*)*$")
            .expect("valid expression")
    });
    let mut start = before.len().saturating_sub(60);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = &before[start..];
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    let before = &before[line..];
    may_announce(before) && WORD.is_match(before)
}

/// The last word is one of those behind which the announcing of a day may end.
fn may_announce(before: &str) -> bool {
    const LAST: &[&str] = &[
        "ngày", "sáng", "trưa", "chiều", "tối", "đêm", "hôm", "nay", "qua", "trước", "hạn", "nhất",
        "mùng", "mồng", "sớm", "hai", "ba", "tư", "năm", "sáu", "bảy", "nhật", "và", "đến",
    ];
    let bare = before.trim_end_matches(|c: char| c.is_whitespace() || c == '(');
    let rest = bare.trim_end_matches(char::is_alphabetic);
    let last = bare[rest.len()..].lowered();
    last.is_empty() || LAST.iter().any(|w| last.ends_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_way_of_writing_a_full_date_is_read() {
        for (text, expected) in [
            ("4/3/2022", date(2022, 3, 4)),
            ("01-10-1997", date(1997, 10, 1)),
            ("31.12.2025", date(2025, 12, 31)),
            ("ngày 05 tháng 01 năm 2026", date(2026, 1, 5)),
            ("2025-12-18 16:28:00.0", date(2025, 12, 18)),
            ("Thứ ba - 10/10/2017 14:00 98 0", date(2017, 10, 10)),
            ("16:22 09/10/2018 [GMT+7]", date(2018, 10, 9)),
            ("Được đăng: 02 Tháng 4 2025", date(2025, 4, 2)),
            ("14 Tháng Mười Hai 2020", date(2020, 12, 14)),
            ("5 tháng Tư, năm 2021", date(2021, 4, 5)),
            ("ngày 5 tháng Năm năm 2024", date(2024, 5, 5)),
            ("16 – 5 – 2024", date(2024, 5, 16)),
            ("sáng 16/5/24", date(2024, 5, 16)),
            ("Ngày 16.05.24, tại", date(2024, 5, 16)),
            ("ngày 9 THÁNG 7 NĂM 2021", date(2021, 7, 9)),
        ] {
            assert_eq!(single_date(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_needs_a_word_that_announces_it() {
        let found = find_dates("Ngày 8.10, tại Nhà khách; sáng 18/12; ngày 24-10");
        let days: Vec<_> = found.iter().map(|d| (d.day, d.month, d.year)).collect();
        assert_eq!(days, [(8, 10, None), (18, 12, None), (24, 10, None)]);
        assert_eq!(found[0].on(Some(2018)), Some(date(2018, 10, 8)));
        let found = find_dates(
            "Ngày mùng 8/3; sáng thứ Năm (16/5), chiều thứ sáu, 17/5; đêm 18/5; ngày 10 – 12 tháng 6",
        );
        let days: Vec<_> = found.iter().map(|d| (d.day, d.month)).collect();
        assert_eq!(days, [(8, 3), (16, 5), (17, 5), (18, 5), (12, 6)]);
        for text in [
            "15/15 xã",
            "đạt 9,4/7 điểm",
            "từ 2 - 3%",
            "giai đoạn 2016 - 2020",
            "tỷ lệ 3.957 người",
            "đạt 3/5/20 điểm",
            "xếp thứ ba, 9/12 xã",
            "ngày 10 – 12",
        ] {
            assert!(
                find_dates(text).is_empty(),
                "{text}: {:?}",
                find_dates(text)
            );
        }
    }

    #[test]
    fn letters_that_grow_when_made_small_do_no_harm() {
        assert!(find_dates("ngày 5 tháng haİ và ngày 6 tháng İ").is_empty());
    }

    #[test]
    fn document_numbers_and_impossible_days_are_no_dates() {
        assert!(find_dates("Thông tư số 30/2014/TT-BGDĐT").is_empty());
        assert!(find_dates("09/2019/NĐ-CP").is_empty());
        assert_eq!(single_date("31/02/2022"), None);
        assert_eq!(find_dates("ngày 20 - 21/7/2022").len(), 1);
    }
}
