//! Reporting periods in text: quý III năm 2018, 6 tháng đầu năm, 9 tháng,
//! tháng 9, năm 2025. School years, terms and multi-year stages are none.

use super::wording::{What, Written, written};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Kind of a period, as the reading contract names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    Month,
    Quarter,
    Half,
    NineMonths,
    Year,
}

/// A period in text; the year may stand elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPeriod {
    pub span: Range<usize>,
    pub kind: PeriodKind,
    /// Month 1–12, quarter 1–4, half 1–2, else 1.
    pub index: u8,
    pub year: Option<i16>,
}

/// Every period in `text`, in order.
pub fn find_periods(text: &str) -> Vec<FoundPeriod> {
    periods_among(text, 0..text.len())
}

/// The same for who knows where words begin: at each of `starts`, ascending.
pub(crate) fn periods_among(text: &str, starts: impl Iterator<Item = usize>) -> Vec<FoundPeriod> {
    let mut found = Vec::new();
    let mut at = 0;
    for next in starts {
        if next < at || !may_begin(text.as_bytes(), next) {
            continue;
        }
        let Some(told) = written(&text[next..near(text, next)]) else {
            continue;
        };
        at = next + told.end;
        found.extend(period(text, next, told));
    }
    found
}

/// As far behind `at` as any period reaches.
fn near(text: &str, at: usize) -> usize {
    let mut end = text.len().min(at + 80);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The words that a period begins with, looked for before the expression is
/// asked; `reading::cues` has the same.
fn may_begin(bytes: &[u8], at: usize) -> bool {
    // The second letter tells most words apart.
    let second = bytes.get(at + 1).copied().unwrap_or(0);
    match bytes[at] {
        b'0' | b'3' | b'6' | b'9' => {
            let digit = at + usize::from(bytes[at] == b'0');
            matches!(bytes.get(digit), Some(b'3' | b'6' | b'9'))
                && bytes.get(digit + 1) == Some(&b' ')
                && same_word(bytes, digit + 2, "tháng")
        }
        b'q' | b'Q' if matches!(second, b'u' | b'U' | 0xC3) => ["quý ", "quí ", "qúy "]
            .iter()
            .any(|w| same_word(bytes, at, w)),
        b'n' | b'N' if matches!(second, 0xC4 | 0xE1) => {
            same_word(bytes, at, "năm ") && year_follows(bytes, at + "năm ".len())
                || same_word(bytes, at, "nửa ")
        }
        b't' | b'T' if matches!(second, b'h' | b'H') => same_word(bytes, at, "tháng "),
        b'b' | b'B' if matches!(second, b'a' | b'A') => same_word(bytes, at, "ba tháng"),
        b's' | b'S' if second == 0xC3 => same_word(bytes, at, "sáu tháng"),
        b'c' | b'C' if matches!(second, b'h' | b'H') => same_word(bytes, at, "chín tháng"),
        _ => false,
    }
}

/// Behind spaces "20" stands, or "công tác".
fn year_follows(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default().trim_ascii_start();
    rest.starts_with(b"20") || same_word(rest, 0, "công tác ")
}

/// `word` stands at `at` in small letters or capitals.
fn same_word(bytes: &[u8], at: usize, word: &str) -> bool {
    let mut rest = &bytes[at..];
    for c in word.chars() {
        let (mut low, mut high) = ([0; 4], [0; 4]);
        let low: &[u8] = c.encode_utf8(&mut low).as_bytes();
        let high: &[u8] = capital(c).encode_utf8(&mut high).as_bytes();
        if rest.starts_with(low) {
            rest = &rest[low.len()..];
        } else if rest.starts_with(high) {
            rest = &rest[high.len()..];
        } else {
            return false;
        }
    }
    true
}

fn capital(c: char) -> char {
    match c {
        'ý' => 'Ý',
        'ô' => 'Ô',
        'ú' => 'Ú',
        'ử' => 'Ử',
        'á' => 'Á',
        'ă' => 'Ă',
        'í' => 'Í',
        other => other.to_ascii_uppercase(),
    }
}

/// The period of words that begin at byte `from`, where what stands around them
/// makes nothing else of them.
fn period(text: &str, from: usize, told: Written) -> Option<FoundPeriod> {
    let span = from..from + told.end;
    let (before, after) = (&text[..from], &text[span.end..]);
    let digit_before = || before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let (kind, index) = match told.what {
        What::Quarter(index) => (PeriodKind::Quarter, index),
        What::Half(index) => (PeriodKind::Half, index),
        What::NamedMonth(index) => (PeriodKind::Month, index),
        What::NamedMonthAlone(index) => {
            // The revolutions of "tháng Tám" and "tháng Mười" are no month of work.
            let revolution = before.trim_end().ends_with("mạng");
            if revolution || after.starts_with(char::is_alphabetic) || digit_before() {
                return None;
            }
            (PeriodKind::Month, index)
        }
        What::OfSchool => return None,
        What::Months(count, last) => {
            // "19 tháng" is no nine months, "ngày 9 tháng 7" is a day.
            let longer = before.ends_with(char::is_alphanumeric);
            let day = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
            if longer || day {
                return None;
            }
            match (count, last) {
                (9, None | Some(false)) => (PeriodKind::NineMonths, 1),
                (6, Some(last)) => (PeriodKind::Half, 1 + u8::from(last)),
                (6, None) if told.year.is_some() => (PeriodKind::Half, 1),
                (3, Some(last)) => (PeriodKind::Quarter, if last { 4 } else { 1 }),
                _ => return None,
            }
        }
        // "ngày 05 tháng 01" is a day.
        What::Month(_) if digit_before() => return None,
        What::Month(index) => (PeriodKind::Month, index),
        What::Year => {
            let after = after.trim_start();
            let stage = after.len() < 12
                && after.strip_prefix(['-', '–']).is_some_and(|to| {
                    to.trim_start_matches(|c: char| !c.is_ascii_digit())
                        .starts_with("20")
                });
            if stage || digit_before() {
                return None;
            }
            (PeriodKind::Year, 1)
        }
    };
    Some(FoundPeriod {
        span,
        kind,
        index,
        year: told.year,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(PeriodKind, u8, Option<i16>)> {
        find_periods(text)
            .into_iter()
            .map(|p| (p.kind, p.index, p.year))
            .collect()
    }

    #[test]
    fn the_periods_of_the_field_are_read() {
        use PeriodKind::*;
        for (text, expected) in [
            ("quý III năm 2018", (Quarter, 3, Some(2018))),
            ("quý I/2022", (Quarter, 1, Some(2022))),
            ("QUÝ II NĂM 2015", (Quarter, 2, Some(2015))),
            ("6 tháng đầu năm 2020", (Half, 1, Some(2020))),
            ("sáu tháng cuối năm", (Half, 2, None)),
            ("09 tháng năm 2022", (NineMonths, 1, Some(2022))),
            ("9 tháng", (NineMonths, 1, None)),
            ("tháng 9/2017", (Month, 9, Some(2017))),
            ("tháng 10 năm 2025", (Month, 10, Some(2025))),
            ("03 tháng cuối năm 2022", (Quarter, 4, Some(2022))),
            ("nửa đầu năm 2024", (Half, 1, Some(2024))),
            ("quí II/2023", (Quarter, 2, Some(2023))),
            ("QÚY III NĂM 2023", (Quarter, 3, Some(2023))),
            ("quý đầu năm 2023", (Quarter, 1, Some(2023))),
            ("quý cuối năm", (Quarter, 4, None)),
            ("tháng Tư năm 2023", (Month, 4, Some(2023))),
            ("tháng Mười Hai/2022", (Month, 12, Some(2022))),
            ("năm 2025", (Year, 1, Some(2025))),
            ("năm công tác 2023", (Year, 1, Some(2023))),
            ("NĂM CÔNG TÁC 2023", (Year, 1, Some(2023))),
            ("tháng 5.2024", (Month, 5, Some(2024))),
            ("tháng 05 – 2024", (Month, 5, Some(2024))),
            ("tháng Năm năm 2024", (Month, 5, Some(2024))),
            ("tháng Năm/2024", (Month, 5, Some(2024))),
            ("tháng Sáu", (Month, 6, None)),
            ("quý I.2024", (Quarter, 1, Some(2024))),
            ("quý 3 của năm 2024", (Quarter, 3, Some(2024))),
            ("6 tháng đầu 2024", (Half, 1, Some(2024))),
            ("nửa năm đầu 2024", (Half, 1, Some(2024))),
            ("nửa năm cuối", (Half, 2, None)),
            ("nửa cuối năm 2023", (Half, 2, Some(2023))),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn school_years_and_days_are_no_periods() {
        for text in [
            "năm học 2015-2016",
            "6 tháng đầu năm học",
            "ngày 05 tháng 01 năm 2026",
            "10 năm thực hiện",
            "ngày 19 tháng 7",
            "ngày 9 tháng 7",
            "19 tháng",
            "Cách mạng tháng Tám",
            "ngày 30 tháng Tư",
            "tháng năm học",
            "năm 2021 - 2025",
            "năm 2021 – 2025",
        ] {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
    }
}
