//! Reading a typed or pasted number.

use super::MAX_SCALE;
use serde::{Deserialize, Serialize};

/// What a typed number means, at 10^scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Only one meaning is possible.
    Exact(i64),
    /// One separator before exactly three digits ("1.234", "1,234"): a person
    /// must say which meaning is right, once per form.
    Ambiguous {
        /// The separator groups thousands.
        thousands: i64,
        /// The separator starts the decimals.
        decimal: i64,
    },
}

impl Reading {
    /// Every value that it may be.
    #[must_use]
    pub fn all(self) -> Vec<i64> {
        match self {
            Reading::Exact(value) => vec![value],
            Reading::Ambiguous { thousands, decimal } => vec![thousands, decimal],
        }
    }

    /// The value if it is certain.
    #[must_use]
    pub fn exact(self) -> Option<i64> {
        match self {
            Reading::Exact(value) => Some(value),
            Reading::Ambiguous { .. } => None,
        }
    }
}

/// Why a text is not a usable number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing was typed; an empty cell is not zero.
    #[error("empty")]
    Empty,
    /// Not a number in any accepted notation.
    #[error("not a number")]
    Malformed,
    /// More decimals than the scale keeps; rounding is left to the person.
    #[error("more decimals than allowed")]
    TooPrecise,
    /// Beyond the range of an `i64` at this scale.
    #[error("out of range")]
    Overflow,
    /// A number followed by a unit of measure that is not the column's.
    #[error("another unit of measure")]
    OtherMeasure,
    /// None of the levels that the indicator has.
    #[error("no such level")]
    NoLevel,
    /// A threshold where only one number can stand: a part of a ratio, a rank.
    #[error("no threshold here")]
    NoThreshold,
}

impl NumberError {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NumberError::Empty => "number.empty",
            NumberError::Malformed => "number.malformed",
            NumberError::TooPrecise => "number.too_precise",
            NumberError::Overflow => "number.overflow",
            NumberError::OtherMeasure => "number.other_measure",
            NumberError::NoLevel => "number.no_level",
            NumberError::NoThreshold => "number.no_threshold",
        }
    }
}

/// Reads `text` as a number of the given scale.
///
/// Accepted: Vietnamese (`1.915.509`, `99,51`), English (`1,234.5`), plain, with
/// blanks of any width between thousands, a sign in front and a percent sign
/// behind. Zeros that end the decimals are no precision: `3,0` is 3.
///
/// "1.234" and "1,234" are [`Reading::Ambiguous`] where the scale has room for
/// three decimals. With less room a point groups thousands, and a comma does so
/// only for whole numbers: "99,515" in a column of two decimals is refused
/// rather than read as ninety-nine thousand.
///
/// # Errors
/// [`NumberError`]; nothing is ever rounded.
pub fn read_number(text: &str, scale: u8) -> Result<Reading, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if scale > MAX_SCALE {
        return Err(NumberError::Overflow);
    }
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (negative, text) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let body: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    if !body.starts_with(|c: char| c.is_ascii_digit() || c == ',' || c == '.')
        || !body.ends_with(|c: char| c.is_ascii_digit())
        || !body
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ','))
    {
        return Err(NumberError::Malformed);
    }
    let scaled = |whole: &str, decimals: &str| to_scaled(negative, whole, decimals, scale);
    match split(&body)? {
        Split::Certain { whole, decimals } => Ok(Reading::Exact(scaled(&whole, decimals)?)),
        Split::Doubtful { left, right } => {
            let thousands = scaled(&format!("{left}{right}"), "");
            let groups_only = body.contains('.') || scale == 0;
            if usize::from(scale) < right.len() && groups_only {
                return Ok(Reading::Exact(thousands?));
            }
            let decimal = scaled(left, right)?;
            Ok(match thousands {
                Ok(thousands) => Reading::Ambiguous { thousands, decimal },
                Err(_) => Reading::Exact(decimal),
            })
        }
    }
}

enum Split<'a> {
    Certain { whole: String, decimals: &'a str },
    Doubtful { left: &'a str, right: &'a str },
}

fn split(body: &str) -> Result<Split<'_>, NumberError> {
    let certain = |whole: String, decimals| Ok(Split::Certain { whole, decimals });
    let mut separators: Vec<char> = body.chars().filter(|c| !c.is_ascii_digit()).collect();
    let last = separators.pop();
    let Some(last) = last else {
        return certain(body.to_owned(), "");
    };
    // The last separator, if it differs from all before it, starts the decimals.
    let groups_differ = separators.iter().any(|c| *c != last);
    if groups_differ && last != ' ' {
        if separators.iter().any(|c| *c != separators[0]) {
            return Err(NumberError::Malformed);
        }
        let (whole, decimals) = body.rsplit_once(last).ok_or(NumberError::Malformed)?;
        return certain(ungroup(whole, separators[0])?, decimals);
    }
    if groups_differ {
        return Err(NumberError::Malformed);
    }
    if last == ' ' || !separators.is_empty() {
        return certain(ungroup(body, last)?, "");
    }
    let (left, right) = body.split_once(last).ok_or(NumberError::Malformed)?;
    let may_be_thousands =
        right.len() == 3 && (1..=3).contains(&left.len()) && !left.starts_with('0');
    if may_be_thousands {
        Ok(Split::Doubtful { left, right })
    } else {
        certain(left.to_owned(), right)
    }
}

/// Joins groups of three digits, refusing "1.23.456" and "12345.678".
fn ungroup(grouped: &str, separator: char) -> Result<String, NumberError> {
    let mut groups = grouped.split(separator);
    let first = groups.next().unwrap_or_default();
    if !(1..=3).contains(&first.len()) || groups.clone().any(|group| group.len() != 3) {
        return Err(NumberError::Malformed);
    }
    Ok(groups.fold(first.to_owned(), |whole, group| whole + group))
}

fn to_scaled(negative: bool, whole: &str, decimals: &str, scale: u8) -> Result<i64, NumberError> {
    let decimals = decimals.trim_end_matches('0');
    let places = usize::from(scale);
    if decimals.len() > places {
        return Err(NumberError::TooPrecise);
    }
    let sign = if negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    format!("{sign}{whole}{decimals:0<places$}")
        .parse()
        .map_err(|_| NumberError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_notation_is_read() {
        for (text, scale, expected) in [
            ("1.915.509", 0, 1_915_509),
            ("1.915.509", 2, 191_550_900),
            ("99,51", 2, 9951),
            ("99,51 %", 2, 9951),
            ("99.51%", 2, 9951),
            ("1,234.5", 1, 12_345),
            ("1.234,5", 1, 12_345),
            ("1 234 567", 0, 1_234_567),
            ("1\u{a0}234\u{202f}567,25", 2, 123_456_725),
            ("-7", 0, -7),
            ("− 7,5", 1, -75),
            ("+3", 0, 3),
            (",5", 1, 5),
            ("3,0", 0, 3),
            ("12,50", 1, 125),
            ("0,123", 3, 123),
            ("0.123", 3, 123),
            ("1234567", 0, 1_234_567),
            ("1234,567", 3, 1_234_567),
            ("3.957", 0, 3957),
            ("1.000", 0, 1000),
            ("1,000", 0, 1000),
            ("007", 0, 7),
        ] {
            assert_eq!(
                read_number(text, scale),
                Ok(Reading::Exact(expected)),
                "{text}"
            );
        }
    }

    #[test]
    fn one_separator_before_three_digits_is_ambiguous_where_the_scale_has_room() {
        let both = Reading::Ambiguous {
            thousands: 1_234_000,
            decimal: 1234,
        };
        assert_eq!(read_number("1.234", 3), Ok(both));
        assert_eq!(read_number("1,234", 3), Ok(both));
        assert_eq!(read_number("1.234", 2), Ok(Reading::Exact(123_400)));
        let one_or_a_thousand = Reading::Ambiguous {
            thousands: 100_000,
            decimal: 100,
        };
        assert_eq!(read_number("1,000", 2), Ok(one_or_a_thousand));
        assert_eq!(both.exact(), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "abc",
            "%",
            "-",
            "1.23.456",
            "1,2,3",
            "1.2,3.4",
            "12 34",
            "5,",
            "1..000",
            "--5",
            "1 234.567.890",
            "12345.678.901",
            "1e5",
            "1.234 567",
        ] {
            assert_eq!(read_number(text, 3), Err(NumberError::Malformed), "{text}");
        }
        assert_eq!(read_number(" \u{a0} ", 0), Err(NumberError::Empty));
    }

    #[test]
    fn nothing_is_rounded_and_nothing_wraps() {
        assert_eq!(read_number("99,515", 2), Err(NumberError::TooPrecise));
        assert_eq!(read_number("0,515", 2), Err(NumberError::TooPrecise));
        assert_eq!(read_number("1,5", 0), Err(NumberError::TooPrecise));
        assert_eq!(
            read_number("9.223.372.036.854.775.808", 0),
            Err(NumberError::Overflow)
        );
        assert_eq!(
            read_number("-9.223.372.036.854.775.808", 0),
            Ok(Reading::Exact(i64::MIN))
        );
        assert_eq!(read_number("1", 19), Err(NumberError::Overflow));
        assert_eq!(NumberError::Overflow.code(), "number.overflow");
    }
}
