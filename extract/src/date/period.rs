//! Reporting periods in text: quý III năm 2018, 6 tháng đầu năm, 9 tháng,
//! tháng 9, năm 2025. School years, terms and multi-year stages are none.

use regex::Regex;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::LazyLock;

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

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^(?:
        (?:qu[ýí]|qúy)\s+(?P<qe>đầu|cuối)\s+năm(?:\s+(?P<qey>20[0-9]{2}))?
      | (?:qu[ýí]|qúy)\s+(?P<q>(?:iv|iii|ii|i|0?[1-4]|một|hai|ba|bốn|nhất)(?-u:\b)|tư) (?:(?:\s*[,/\-–]?\s*|\.|\s+của\s+)(?:năm\s*)?(?P<qy>20[0-9]{2}))?
      | (?P<n>0?3|0?6|0?9|ba|sáu|chín)\s+tháng (?:\s+(?P<end>đầu|cuối))? (?:\s*,?\s*năm(?:\s+(?P<ny>20[0-9]{2})|(?P<learn>\s+học))?|\s*/\s*(?P<ny2>20[0-9]{2})|\s+(?P<ny3>20[0-9]{2})(?-u:\b))?
      | nửa\s+(?:(?P<half>đầu|cuối)\s+năm|năm\s+(?P<half2>đầu|cuối))(?:\s+(?:năm\s+)?(?P<hy>20[0-9]{2}))?
      | tháng\s+(?P<mw>giêng|mười\s+hai|mười\s+một|mười|hai|ba|tư|năm|sáu|bảy|tám|chín|một|chạp)(?:\s*[/\-]\s*|\s*,?\s*năm\s+)(?P<mwy>20[0-9]{2})
      | tháng\s+(?P<mc>(?-i:Giêng|Mười\s+[Hh]ai|Mười\s+[Mm]ột|Mười|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Một|Chạp))
      | tháng\s+(?P<m>1[0-2]|0?[1-9])(?-u:\b)(?: (?:\s*[/\-–]\s*|\.)(?P<my>20[0-9]{2}) | \s*,?\s*năm\s+(?P<my2>20[0-9]{2}))?
      | năm\s+(?:công\s+tác\s+)?(?P<y>20[0-9]{2})(?-u:\b))",
    )
    .expect("valid expression")
});

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
        let Some(caps) = PERIOD.captures(&text[next..near(text, next)]) else {
            continue;
        };
        at = next + caps.get(0).map_or(1, |m| m.end().max(1));
        found.extend(period(text, next, &caps));
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

/// The period of a match that begins at byte `from`.
fn period(text: &str, from: usize, caps: &regex::Captures<'_>) -> Option<FoundPeriod> {
    let span = from..from + caps.get(0)?.end();
    let year = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| caps.name(n))
            .and_then(|m| m.as_str().parse::<i16>().ok())
    };
    let before = &text[..span.start];
    if let Some(end) = caps.name("qe") {
        return Some(FoundPeriod {
            kind: PeriodKind::Quarter,
            index: if end.as_str().to_lowercase() == "cuối" {
                4
            } else {
                1
            },
            year: year(&["qey"]),
            span,
        });
    }
    if let Some(word) = caps.name("mw") {
        return Some(FoundPeriod {
            kind: PeriodKind::Month,
            index: month_of(word.as_str())?,
            year: year(&["mwy"]),
            span,
        });
    }
    if let Some(word) = caps.name("mc") {
        // The revolutions of "tháng Tám" and "tháng Mười" are no month of work.
        let revolution = before.trim_end().ends_with("mạng");
        let longer = text[span.end..].starts_with(char::is_alphabetic);
        if revolution || longer || before.trim_end().ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        return Some(FoundPeriod {
            kind: PeriodKind::Month,
            index: month_of(word.as_str())?,
            year: None,
            span,
        });
    }
    if let Some(q) = caps.name("q") {
        let index = match q.as_str().to_lowercase().as_str() {
            "i" | "1" | "01" | "một" | "nhất" => 1,
            "ii" | "2" | "02" | "hai" => 2,
            "iii" | "3" | "03" | "ba" => 3,
            _ => 4,
        };
        return Some(FoundPeriod {
            kind: PeriodKind::Quarter,
            index,
            year: year(&["qy"]),
            span,
        });
    }
    if let Some(half) = caps.name("half").or(caps.name("half2")) {
        return Some(FoundPeriod {
            kind: PeriodKind::Half,
            index: 1 + u8::from(half.as_str().to_lowercase() == "cuối"),
            year: year(&["hy"]),
            span,
        });
    }
    if let Some(n) = caps.name("n") {
        // "19 tháng" is no nine months, "ngày 9 tháng 7" is a day.
        let longer = before.ends_with(char::is_alphanumeric);
        let day = text[span.end..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit());
        if caps.name("learn").is_some() || longer || day {
            return None;
        }
        let end = caps
            .name("end")
            .map(|e| e.as_str().to_lowercase() == "cuối");
        let year = year(&["ny", "ny2", "ny3"]);
        let (kind, index) = match (
            n.as_str().trim_start_matches('0').to_lowercase().as_str(),
            end,
        ) {
            ("9" | "chín", None | Some(false)) => (PeriodKind::NineMonths, 1),
            ("6" | "sáu", Some(last)) => (PeriodKind::Half, 1 + u8::from(last)),
            ("6" | "sáu", None) if year.is_some() => (PeriodKind::Half, 1),
            ("3" | "ba", Some(last)) => (PeriodKind::Quarter, if last { 4 } else { 1 }),
            _ => return None,
        };
        return Some(FoundPeriod {
            kind,
            index,
            year,
            span,
        });
    }
    if let Some(m) = caps.name("m") {
        // "ngày 05 tháng 01" is a day.
        if before.trim_end().ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let index = m.as_str().parse().ok()?;
        return Some(FoundPeriod {
            kind: PeriodKind::Month,
            index,
            year: year(&["my", "my2"]),
            span,
        });
    }
    let after = text[span.end..].trim_start();
    let stage = after.len() < 12
        && after.strip_prefix(['-', '–']).is_some_and(|to| {
            to.trim_start_matches(|c: char| !c.is_ascii_digit())
                .starts_with("20")
        });
    let date = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    (!stage && !date).then_some(FoundPeriod {
        kind: PeriodKind::Year,
        index: 1,
        year: year(&["y"]),
        span,
    })
}

/// "Giêng", "mười hai" as the number of a month.
fn month_of(word: &str) -> Option<u8> {
    let low = word.to_lowercase();
    let words: Vec<&str> = low.split_whitespace().collect();
    Some(match words.as_slice() {
        ["giêng" | "một"] => 1,
        ["hai"] => 2,
        ["ba"] => 3,
        ["tư"] => 4,
        ["năm"] => 5,
        ["sáu"] => 6,
        ["bảy"] => 7,
        ["tám"] => 8,
        ["chín"] => 9,
        ["mười"] => 10,
        ["mười", "một"] => 11,
        ["mười", "hai"] | ["chạp"] => 12,
        _ => return None,
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
