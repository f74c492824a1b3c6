//! What stands behind a number: its magnitude in words and its unit. Not here: the
//! number and the words before it (`quantity`).

use super::lexicon::{NO_UNITS, UNITS};
use super::page::{Page, Sentence};
use super::quantity::parse;
use super::tokens::{Token, key_at};
use super::vocabulary::any_word;

/// The product of the magnitude words from token `at` on, and the token behind.
pub(super) fn scale_at(tokens: &[Token], at: usize) -> (f64, usize) {
    let (mut scale, mut end) = (1.0, at);
    while let Some(k) = tokens.get(end).and_then(magnitude)
        && !begins_noun(tokens, end)
    {
        scale *= k;
        end += 1;
    }
    (scale, end)
}

/// "200 nghìn" behind "1 triệu": how much it adds, its magnitude, the token behind.
pub(super) fn further_part(
    page: &Page,
    tokens: &[Token],
    at: usize,
    below: f64,
) -> Option<(f64, f64, usize)> {
    let number = tokens.get(at).filter(|t| t.number && below > 1.0)?;
    if number.span.start != tokens[at - 1].span.end + 1 {
        return None;
    }
    let (scale, end) = scale_at(tokens, at + 1);
    let more = parse(&page.text[number.span.clone()])? * scale;
    (scale > 1.0 && more < below).then_some((more, scale, end))
}

fn magnitude(token: &Token) -> Option<f64> {
    if any_word!(token.key, "nghìn" | "ngàn") {
        Some(1e3)
    } else if any_word!(token.key, "vạn") {
        Some(1e4)
    } else if any_word!(token.key, "triệu") {
        Some(1e6)
    } else {
        any_word!(token.key, "tỷ" | "tỉ").then_some(1e9)
    }
}

/// "3 tỷ lệ", "5 triệu chứng": the word is the first half of a noun.
fn begins_noun(tokens: &[Token], at: usize) -> bool {
    let next = key_at(tokens, at + 1);
    let here = tokens[at].key;
    any_word!(here, "tỷ" | "tỉ") && any_word!(next, "lệ" | "số" | "suất" | "trọng" | "giá" | "phú")
        || any_word!(here, "triệu") && any_word!(next, "chứng" | "tập" | "phú")
}

/// Syllables that count nothing by themselves: of a noun that the list does not
/// know they are half.
fn is_half(token: &Token) -> bool {
    any_word!(
        token.key,
        "địa"
            | "cơ"
            | "quốc"
            | "nghiên"
            | "di"
            | "dịch"
            | "chuyên"
            | "phương"
            | "kỹ"
            | "kĩ"
            | "tài"
            | "sự"
            | "hoạt"
            | "thiết"
            | "ứng"
            | "tỷ"
            | "tỉ"
            | "triệu"
    )
}

/// Unit and the token behind it.
pub(super) fn unit_at(
    page: &Page,
    tokens: &[Token],
    at: usize,
    value: f64,
    s: &Sentence,
) -> (Option<String>, usize) {
    let none = (None, at);
    let Some(first) = tokens.get(at).filter(|t| t.word) else {
        return none;
    };
    // "12 ha", never "12, ha" nor "12ha" of the next word.
    if first.span.start > tokens[at - 1].span.end + 1 {
        return none;
    }
    let known = UNITS.longest(tokens, at);
    let key = first.key;
    if NO_UNITS.longest(tokens, at) > 0 && known == 0
        || any_word!(key, "nhiệm") && key_at(tokens, at + 1) == "kỳ"
        || any_word!(key, "phút" | "tháng" | "năm" | "ngày" | "giờ" | "tuần")
        || any_word!(key, "lần") && !multiplied(tokens, at)
        || known == 0 && is_half(first)
        || first.capital && !any_word!(key, "usd" | "ha" | "km" | "kg")
    {
        return none;
    }
    if any_word!(key, "tuổi") && value.fract() == 0.0 {
        let life = tokens[s.tokens.start..at]
            .windows(2)
            .any(|w| w[0].key == "tuổi" && w[1].key == "thọ");
        if !life {
            return none;
        }
    }
    let mut end = raised(tokens, at + known.max(1));
    // "45,6 tỷ đồng/60 tỷ đồng": of so many of the same.
    if let Some(behind) = of_the_same(tokens, at, end) {
        let unit = page.text[first.span.start..tokens[end - 1].span.end].to_owned();
        return (Some(unit), behind);
    }
    // "bác sĩ/vạn dân", "đồng/người", "trẻ/1.000 dân"
    if tokens.get(end).is_some_and(|t| t.key == "/") {
        let next = end + 1 + usize::from(tokens.get(end + 1).is_some_and(|t| t.number));
        let length = UNITS
            .longest(tokens, next)
            .max(usize::from(tokens.get(next).is_some_and(|t| t.word)));
        // "2 buổi/ngày" is a way of teaching, no result.
        if tokens
            .get(next)
            .is_some_and(|t| any_word!(t.key, "ngày" | "tuần" | "tháng"))
        {
            return none;
        }
        if length > 0 {
            end = raised(tokens, next + length);
        }
    }
    let unit = page.text[first.span.start..tokens[end - 1].span.end].to_owned();
    (Some(unit), end)
}

/// Behind the power that is written at a unit of length before token `end`: "m²",
/// "km2".
fn raised(tokens: &[Token], end: usize) -> usize {
    let (Some(power), unit) = (tokens.get(end), &tokens[end - 1]) else {
        return end;
    };
    let glued = power.span.start == unit.span.end;
    let length = any_word!(unit.key, "m" | "km" | "hm" | "dm" | "cm" | "mm");
    end + usize::from(glued && length && any_word!(power.key, "2" | "3" | "²" | "³"))
}

/// Behind "/60 tỷ đồng" at token `end`, when the unit from `at` on comes again there
/// or a magnitude stands for it.
fn of_the_same(tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let slash = tokens.get(end).is_some_and(|t| t.key == "/");
    if !slash || !tokens.get(end + 1).is_some_and(|t| t.number) {
        return None;
    }
    let (scale, behind) = scale_at(tokens, end + 2);
    let again = tokens.get(behind..behind + end - at).is_some_and(|words| {
        words
            .iter()
            .zip(&tokens[at..end])
            .all(|(one, other)| one.key == other.key)
    });
    if again {
        return Some(behind + end - at);
    }
    let alone = tokens.get(behind).is_none_or(|t| !t.word);
    (scale > 1.0 && alone).then_some(behind)
}

/// "gấp 3,4 lần", "tăng hơn 2 lần": a factor, not a count of times.
fn multiplied(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(4)..at]
        .iter()
        .any(|t| any_word!(t.key, "gấp" | "tăng" | "giảm" | "hơn"))
}
