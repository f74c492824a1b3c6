//! School years and their halves as a time to come: "Nhiệm vụ năm học 2022-2023",
//! "Trong học kỳ II". Not here: the one that a page reviews (`terms`), what a
//! sentence plans (`plans`).

use crate::text::begins_with;
use jiff::civil::Date;
use std::ops::Range;

/// A school year or half of it; what is not told stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct School {
    /// The year in which it begins.
    pub from: Option<i16>,
    /// 1 or 2.
    pub half: Option<u8>,
}

/// Every one in `text` with its place, in order.
pub(super) fn find(text: &str) -> Vec<(School, Range<usize>)> {
    let mut found: Vec<(School, Range<usize>)> = Vec::new();
    let spaces = memchr::memchr_iter(b' ', text.as_bytes()).map(|i| i + 1);
    for start in std::iter::once(0).chain(spaces) {
        let inside = found.last().is_some_and(|(_, last)| start < last.end);
        if !inside && let Some((school, length)) = at_head(&text[start..]) {
            found.push((school, start..start + length));
        }
    }
    found
}

/// The school time at the head of `text` and its bytes.
fn at_head(text: &str) -> Option<(School, usize)> {
    let Some((half, end)) = half(text) else {
        let (from, end) = year(text)?;
        let school = School {
            from: Some(from),
            half: None,
        };
        return Some((school, end));
    };
    // "học kỳ II năm học 2022-2023", "học kỳ II, năm học 2022-2023"
    let rest = text[end..].trim_start_matches([' ', ',']);
    let behind = year(rest).map(|(from, length)| (from, text.len() - rest.len() + length));
    let school = School {
        from: behind.map(|(from, _)| from),
        half: Some(half),
    };
    Some((school, behind.map_or(end, |(_, end)| end)))
}

/// "học kỳ II" at the head of `text`.
fn half(text: &str) -> Option<(u8, usize)> {
    let length = ["học kỳ ", "học kì "]
        .iter()
        .find_map(|w| begins_with(text, w))?;
    let word = text[length..]
        .split(|c: char| !c.is_alphanumeric())
        .next()?;
    let half = match word {
        "I" | "i" | "1" => 1,
        "II" | "ii" | "2" | "hai" => 2,
        _ => return None,
    };
    Some((half, length + word.len()))
}

/// "năm học 2022-2023", "năm học 2022 - 2023" at the head of `text`.
fn year(text: &str) -> Option<(i16, usize)> {
    let length = begins_with(text, "năm học ")?;
    let (from, rest) = four_digits(&text[length..])?;
    let rest = rest.trim_start().strip_prefix(['-', '–'])?;
    let (to, rest) = four_digits(rest.trim_start())?;
    (to == from + 1).then(|| (from, text.len() - rest.len()))
}

fn four_digits(text: &str) -> Option<(i16, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    (digits == 4).then(|| number.parse().ok().map(|n| (n, rest)))?
}

impl School {
    /// It lies behind what the page looks back on or, when the words before name
    /// tasks (`tasks`), goes on behind `today`.
    pub(super) fn is_ahead(self, reviewed: Option<Self>, today: Option<Date>, tasks: bool) -> bool {
        let Some(from) = self.from else {
            // "Trong học kỳ II": of the school year of which the first half is reviewed.
            return self.half == Some(2) && reviewed.is_some_and(|r| r.half == Some(1));
        };
        if reviewed.is_some_and(|r| {
            r.from.is_some_and(|year| from > year)
                || r.from == Some(from) && r.half == Some(1) && self.half == Some(2)
        }) {
            return true;
        }
        today.is_some_and(|day| {
            let now = i32::from(day.year()) * 12 + i32::from(day.month());
            let year = i32::from(from) * 12;
            let (begin, end) = match self.half {
                Some(1) => (9, 12),
                Some(_) => (13, 17),
                None => (9, 17),
            };
            year + begin > now || tasks && year + end > now
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn school(from: Option<i16>, half: Option<u8>) -> School {
        School { from, half }
    }

    #[test]
    fn school_years_and_halves_are_found() {
        for (text, expected) in [
            ("năm học 2022-2023", school(Some(2022), None)),
            ("Năm học 2022 – 2023", school(Some(2022), None)),
            ("HỌC KỲ II NĂM HỌC 2022-2023", school(Some(2022), Some(2))),
            ("học kì 1, năm học 2022-2023", school(Some(2022), Some(1))),
            ("học kỳ II", school(None, Some(2))),
        ] {
            assert_eq!(find(text), [(expected, 0..text.len())], "{text}");
        }
        for text in [
            "năm học 2022",
            "năm học 2022-2025",
            "học kỳ III",
            "năm học",
            "học kỳ ",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
        assert_eq!(find("Về học kỳ I, học kỳ II").len(), 2);
    }

    #[test]
    fn what_lies_behind_the_reviewed_one_is_ahead() {
        let day = Some(jiff::civil::date(2022, 10, 10));
        let this = school(Some(2022), None);
        assert!(school(Some(2023), None).is_ahead(Some(this), day, false));
        assert!(!this.is_ahead(Some(this), Some(jiff::civil::date(2023, 6, 1)), true));
        // It goes on: tasks may be named, a narration is no plan.
        assert!(this.is_ahead(None, day, true));
        assert!(!this.is_ahead(None, day, false));
        let first = school(Some(2022), Some(1));
        assert!(school(None, Some(2)).is_ahead(Some(first), None, false));
        assert!(!school(None, Some(1)).is_ahead(Some(first), None, true));
        assert!(!this.is_ahead(None, None, true));
    }
}
