//! Dates as people write them: `4/3/2022`, `01-10-1997`, `31.12.2025`,
//! `ngày 9/4`, `ngày 05 tháng 01 năm 2026`, `2025-12-18`.

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

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?P<iy>(?:19|20)[0-9]{2})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2})
      | (?P<wd>[0-9]{1,2})\s+tháng\s+(?P<wm>[0-9]{1,2})(?:\s*,?\s*năm\s+(?P<wy>(?:19|20)[0-9]{2})|/(?P<wy2>(?:19|20)[0-9]{2}))?
      | (?P<d>[0-9]{1,2})(?P<s>\s?[/.\-]\s?)(?P<m>[0-9]{1,2})(?:(?P<t>\s?[/.\-]\s?)(?P<y>(?:19|20)[0-9]{2}))?",
    )
    .expect("valid expression")
});

/// Every date in `text`, in order. A day and month without a year count only
/// behind a word that announces a day ("ngày", "sáng", "chiều", "đến ngày").
pub fn find_dates(text: &str) -> Vec<FoundDate> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(caps) = DATE.captures_at(text, at) {
        let whole = caps.get(0).expect("group 0 always exists").range();
        let part = |name: &str| caps.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
        at = whole.end;
        let (day, month, year, announced) = if let Some(y) = part("iy") {
            (part("id"), part("im"), Some(y), true)
        } else if let Some(d) = part("wd") {
            (
                Some(d),
                part("wm"),
                part("wy").or_else(|| part("wy2")),
                true,
            )
        } else {
            (part("d"), part("m"), part("y"), false)
        };
        let (Some(day), Some(month)) = (day, month) else {
            continue;
        };
        let fits = (1..=31).contains(&day) && (1..=12).contains(&month);
        let needs_word = year.is_none() && !announced;
        if !fits || glued(text, &whole) || (needs_word && !announces(&text[..whole.start])) {
            // Try again inside: "20 - 21/7" holds "21/7".
            at = whole.start + 1;
            while !text.is_char_boundary(at) {
                at += 1;
            }
            let inside = text[at..whole.end].starts_with(|c: char| c.is_ascii_digit());
            if inside {
                at = whole.start
                    + text[whole.start..whole.end]
                        .chars()
                        .take_while(char::is_ascii_digit)
                        .count();
            }
            continue;
        }
        found.push(FoundDate {
            span: whole,
            year,
            month: month as i8,
            day: day as i8,
        });
    }
    found
}

/// The date of a text that holds exactly one, for fields and cells.
pub fn single_date(text: &str) -> Option<Date> {
    let mut all = find_dates(text).into_iter().filter_map(|d| d.on(None));
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn glued(text: &str, span: &Range<usize>) -> bool {
    let mut before = text[..span.start].chars().rev();
    let left = match before.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('/' | '.' | ',') => before.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let mut after = text[span.end..].chars();
    let right = match after.next() {
        Some(c) if c.is_alphanumeric() || c == '%' => true,
        Some('/' | '-' | ',' | '.') => after.next().is_some_and(|c| c.is_alphanumeric()),
        _ => false,
    };
    left || right
}

fn announces(before: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:ngày|sáng|trưa|chiều|tối|hôm|nay|qua|các ngày|hai ngày)(?:\s*\(|\s+ngày)?\s*(?:(?:[0-9]{1,2}(?:\s*[/.]\s*[0-9]{1,2})?)\s*(?:-|–|và|,|đến|đến ngày)\s*)*$")
            .expect("valid expression")
    });
    let mut start = before.len().saturating_sub(60);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    WORD.is_match(&before[start..])
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
        for text in [
            "15/15 xã",
            "đạt 9,4/7 điểm",
            "từ 2 - 3%",
            "giai đoạn 2016 - 2020",
            "tỷ lệ 3.957 người",
        ] {
            assert!(
                find_dates(text).is_empty(),
                "{text}: {:?}",
                find_dates(text)
            );
        }
    }

    #[test]
    fn document_numbers_and_impossible_days_are_no_dates() {
        assert!(find_dates("Thông tư số 30/2014/TT-BGDĐT").is_empty());
        assert!(find_dates("09/2019/NĐ-CP").is_empty());
        assert_eq!(single_date("31/02/2022"), None);
        assert_eq!(find_dates("ngày 20 - 21/7/2022").len(), 1);
    }
}
