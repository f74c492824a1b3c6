//! How a reporting period is written, from the byte where its words begin.
//! Asked at every "tháng", "năm" and "quý" of every page, so it is a walk over
//! the words and no expression. Not here: what stands around the words
//! (`period`).

use crate::text::begins_with;

/// The words of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub what: What,
    pub year: Option<i16>,
    /// Behind the last byte.
    pub end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// "quý III", "quý cuối năm".
    Quarter(u8),
    /// "6 tháng", "sáu tháng cuối năm": how many, and whether they are the last.
    Months(u8, Option<bool>),
    /// "6 tháng năm học".
    OfSchool,
    /// "nửa đầu năm".
    Half(u8),
    /// "tháng Tư năm 2024".
    NamedMonth(u8),
    /// "tháng Tư" alone, which only a capital tells from a span of time.
    NamedMonthAlone(u8),
    /// "tháng 4".
    Month(u8),
    /// "năm 2024".
    Year,
}

/// The period written at the head of `text`.
pub(super) fn written(text: &str) -> Option<Written> {
    let words = Words(text);
    match text.as_bytes().first()? {
        b'q' | b'Q' => words.quarter(),
        b'n' | b'N' => words.half().or_else(|| words.year()),
        b't' | b'T' => words.month(),
        _ => words.months(),
    }
}

const NAMES: &[(&str, u8)] = &[
    ("giêng", 1),
    ("mười hai", 12),
    ("mười một", 11),
    ("mười", 10),
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("một", 1),
    ("chạp", 12),
];

/// The same in capitals, as a month without a year is written.
const CAPITAL_NAMES: &[(&str, u8)] = &[
    ("Giêng", 1),
    ("Mười Hai", 12),
    ("Mười hai", 12),
    ("Mười Một", 11),
    ("Mười một", 11),
    ("Mười", 10),
    ("Hai", 2),
    ("Ba", 3),
    ("Tư", 4),
    ("Năm", 5),
    ("Sáu", 6),
    ("Bảy", 7),
    ("Tám", 8),
    ("Chín", 9),
    ("Một", 1),
    ("Chạp", 12),
];

/// A text that is walked along; what takes a byte and gives one gives the byte
/// behind what was asked for.
struct Words<'a>(&'a str);

impl Words<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.0.as_bytes().get(at).copied()
    }

    /// Behind any spaces.
    fn gap(&self, at: usize) -> usize {
        match self.byte(at) {
            Some(b' ' | b'\t'..=b'\r' | 0x80..) => {
                let rest = self.0.get(at..).unwrap_or("");
                at + rest.len() - rest.trim_start().len()
            }
            _ => at,
        }
    }

    /// Behind spaces, one at least.
    fn space(&self, at: usize) -> Option<usize> {
        Some(self.gap(at)).filter(|end| *end > at)
    }

    /// Behind `word` in whatever case.
    fn word(&self, at: usize, word: &str) -> Option<usize> {
        begins_with(self.0.get(at..)?, word).map(|length| at + length)
    }

    /// Behind `word` and the spaces before it.
    fn next(&self, at: usize, word: &str) -> Option<usize> {
        self.word(self.space(at)?, word)
    }

    /// Behind a name of two words with any spaces between.
    fn name(&self, at: usize, name: &str, exact: bool) -> Option<usize> {
        let mut end = at;
        for (place, word) in name.split(' ').enumerate() {
            if place > 0 {
                end = self.space(end)?;
            }
            end = if exact {
                self.0
                    .get(end..)?
                    .starts_with(word)
                    .then_some(end + word.len())?
            } else {
                self.word(end, word)?
            };
        }
        Some(end)
    }

    /// A year of this century and the byte behind it.
    fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        let four = self.0.get(at..at + 4)?;
        let century = four.starts_with("20") && four.bytes().all(|b| b.is_ascii_digit());
        century.then(|| Some((four.parse().ok()?, at + 4)))?
    }

    /// No letter or digit of ASCII goes on.
    fn ends(&self, at: usize) -> bool {
        self.byte(at)
            .is_none_or(|b| !(b.is_ascii_alphanumeric() || b == b'_'))
    }

    /// Behind one of `marks`.
    fn mark(&self, at: usize, marks: &[&str]) -> Option<usize> {
        let rest = self.0.as_bytes().get(at..)?;
        let mark = marks.iter().find(|m| rest.starts_with(m.as_bytes()))?;
        Some(at + mark.len())
    }

    /// Whether "cuối" or "đầu" stands at `at`.
    fn last(&self, at: usize) -> Option<(bool, usize)> {
        let first = self.word(at, "đầu").map(|end| (false, end));
        first.or_else(|| Some((true, self.word(at, "cuối")?)))
    }

    /// Year and end of what was told up to `end`, the year when there is one.
    fn with(what: What, end: usize, year: Option<(i16, usize)>) -> Written {
        Written {
            what,
            year: year.map(|(year, _)| year),
            end: year.map_or(end, |(_, end)| end),
        }
    }

    fn quarter(&self) -> Option<Written> {
        let head = ["quý", "quí", "qúy"].iter().find_map(|w| self.word(0, w))?;
        let at = self.space(head)?;
        if let Some((last, end)) = self.last(at)
            && let Some(end) = self.next(end, "năm")
        {
            let year = self.space(end).and_then(|at| self.year_at(at));
            return Some(Self::with(
                What::Quarter(if last { 4 } else { 1 }),
                end,
                year,
            ));
        }
        let (index, end) = self.quarter_number(at)?;
        Some(Self::with(
            What::Quarter(index),
            end,
            self.quarter_year(end),
        ))
    }

    fn quarter_number(&self, at: usize) -> Option<(u8, usize)> {
        const NUMBERS: &[(&str, u8)] = &[
            ("iv", 4),
            ("iii", 3),
            ("ii", 2),
            ("i", 1),
            ("một", 1),
            ("hai", 2),
            ("ba", 3),
            ("bốn", 4),
            ("nhất", 1),
        ];
        let digit = at + usize::from(self.byte(at) == Some(b'0'));
        if let Some(number @ b'1'..=b'4') = self.byte(digit) {
            return self.ends(digit + 1).then_some((number - b'0', digit + 1));
        }
        let named = NUMBERS.iter().find_map(|(word, index)| {
            let end = self.word(at, word).filter(|end| self.ends(*end))?;
            Some((*index, end))
        });
        named.or_else(|| Some((4, self.word(at, "tư")?)))
    }

    /// "/2024", ", năm 2024", ".2024", " của năm 2024".
    fn quarter_year(&self, end: usize) -> Option<(i16, usize)> {
        let year = |at: usize| {
            let behind = self.word(at, "năm").map_or(at, |end| self.gap(end));
            self.year_at(behind)
        };
        let gap = self.gap(end);
        let marked = self.mark(gap, &[",", "/", "-", "–"]).unwrap_or(gap);
        year(self.gap(marked))
            .or_else(|| year(self.mark(end, &["."])?))
            .or_else(|| year(self.space(self.next(end, "của")?)?))
    }

    fn months(&self) -> Option<Written> {
        let digit = usize::from(self.byte(0) == Some(b'0'));
        let (count, end) = match self.byte(digit)? {
            number @ (b'3' | b'6' | b'9') => (number - b'0', digit + 1),
            _ => [("ba", 3), ("sáu", 6), ("chín", 9)]
                .iter()
                .find_map(|(word, count)| Some((*count, self.word(0, word)?)))?,
        };
        let mut end = self.next(end, "tháng")?;
        let last = self.space(end).and_then(|at| self.last(at));
        if let Some((_, behind)) = last {
            end = behind;
        }
        let what = What::Months(count, last.map(|(last, _)| last));
        let gap = self.gap(end);
        let comma = self.mark(gap, &[","]).map_or(gap, |at| self.gap(at));
        if let Some(end) = self.word(comma, "năm") {
            let year = self.space(end).and_then(|at| self.year_at(at));
            return Some(match self.next(end, "học") {
                Some(end) if year.is_none() => Self::with(What::OfSchool, end, None),
                _ => Self::with(what, end, year),
            });
        }
        let slash = self.mark(gap, &["/"]).map(|at| self.gap(at));
        let year = slash.and_then(|at| self.year_at(at)).or_else(|| {
            let year = self.year_at(self.space(end)?)?;
            self.ends(year.1).then_some(year)
        });
        Some(Self::with(what, end, year))
    }

    fn half(&self) -> Option<Written> {
        let at = self.space(self.word(0, "nửa")?)?;
        let (last, end) = match self.last(at) {
            Some((last, end)) => (last, self.next(end, "năm")?),
            None => self.last(self.space(self.word(at, "năm")?)?)?,
        };
        let year = self.space(end).and_then(|at| {
            let named = self.word(at, "năm").and_then(|end| self.space(end));
            self.year_at(named.unwrap_or(at))
        });
        Some(Self::with(What::Half(1 + u8::from(last)), end, year))
    }

    fn month(&self) -> Option<Written> {
        let at = self.space(self.word(0, "tháng")?)?;
        if self.byte(at)?.is_ascii_digit() {
            return self.numbered_month(at);
        }
        let dated = NAMES.iter().find_map(|(name, month)| {
            let end = self.name(at, name, false)?;
            let gap = self.gap(end);
            let year = self
                .mark(gap, &["/", "-"])
                .and_then(|at| self.year_at(self.gap(at)))
                .or_else(|| self.year_behind(end));
            Some(Self::with(What::NamedMonth(*month), end, Some(year?)))
        });
        dated.or_else(|| {
            CAPITAL_NAMES.iter().find_map(|(name, month)| {
                let end = self.name(at, name, true)?;
                Some(Self::with(What::NamedMonthAlone(*month), end, None))
            })
        })
    }

    /// ", năm 2024".
    fn year_behind(&self, end: usize) -> Option<(i16, usize)> {
        let gap = self.gap(end);
        let comma = self.mark(gap, &[","]).map_or(gap, |at| self.gap(at));
        self.year_at(self.space(self.word(comma, "năm")?)?)
    }

    fn numbered_month(&self, at: usize) -> Option<Written> {
        let two = self.0.as_bytes().get(at..at + 2);
        let (month, end) = match (two, self.byte(at)?) {
            (Some([b'1', second @ b'0'..=b'2']), _) => (10 + second - b'0', at + 2),
            (Some([b'0', second @ b'1'..=b'9']), _) => (second - b'0', at + 2),
            (_, first @ b'1'..=b'9') => (first - b'0', at + 1),
            _ => return None,
        };
        if !self.ends(end) {
            return None;
        }
        let gap = self.gap(end);
        let year = self
            .mark(gap, &["/", "-", "–"])
            .and_then(|at| self.year_at(self.gap(at)))
            .or_else(|| self.year_at(self.mark(end, &["."])?))
            .or_else(|| self.year_behind(end));
        Some(Self::with(What::Month(month), end, year))
    }

    fn year(&self) -> Option<Written> {
        let at = self.space(self.word(0, "năm")?)?;
        let work = self
            .word(at, "công")
            .and_then(|end| self.space(self.next(end, "tác")?));
        let year = self.year_at(work.unwrap_or(at))?;
        (self.ends(year.1)).then(|| Self::with(What::Year, year.1, Some(year)))
    }
}
