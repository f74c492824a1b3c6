//! Bare numbers behind a type word or its symbol: "Nghị quyết 68", "NQ 57". Not
//! here: whole numbers (`find`).

use super::find::{find_numbers, line_end};
use super::{DocNumber, symbols};
use crate::text::digit_runs;
use std::ops::Range;

/// Bare numbers behind a type word ("Nghị quyết 68"): the byte range of the
/// digits and the digits. Full numbers and years are left out.
pub fn find_short_numbers(text: &str) -> Vec<(Range<usize>, String)> {
    short_numbers(text, &find_numbers(text), digit_runs(text))
        .into_iter()
        .map(|span| (span.clone(), text[span].to_owned()))
        .collect()
}

/// The same beside full numbers that are known already, with the places where
/// digits begin as for [`numbers_among`].
pub(crate) fn short_numbers(
    text: &str,
    full: &[(Range<usize>, DocNumber)],
    starts: impl Iterator<Item = usize>,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for digit in starts {
        if digit < from {
            continue;
        }
        let typed = type_before(text, from, digit)
            .and_then(|t| behind_type(text, t))
            .or_else(|| behind_symbol(text, from, digit));
        let Some(mut at) = typed else {
            continue;
        };
        from = at.end;
        let mut behind_full = false;
        loop {
            let whole = full_at(full, at.start);
            if whole.is_none() {
                // "29-NQ/TW và 20, 21-NQ/TW"; "29-NQ/TW và 20 xã" counts.
                let listed = !behind_full || leads_to_full(text, at.end, full);
                if !listed || !stands_alone(text, &at) {
                    break;
                }
                found.push(at.clone());
            }
            behind_full |= whole.is_some();
            // "các Nghị quyết 57, 71 và 72"
            let Some(next) = joined_next(text, whole.unwrap_or(at.end)) else {
                break;
            };
            at = next;
        }
    }
    found
}

/// End of the full number that holds byte `at`.
fn full_at(full: &[(Range<usize>, DocNumber)], at: usize) -> Option<usize> {
    let next = full.partition_point(|(r, _)| r.end <= at);
    let (span, _) = full.get(next).filter(|(r, _)| r.start <= at)?;
    Some(span.end)
}

/// The list that goes on at `at` comes to a full number.
fn leads_to_full(text: &str, at: usize, full: &[(Range<usize>, DocNumber)]) -> bool {
    let listed = std::iter::successors(joined_next(text, at), |n| joined_next(text, n.end));
    listed
        .take(8)
        .any(|next| full_at(full, next.start).is_some())
}

/// Words between two numbers of a list that writes the symbol once.
pub(crate) fn joins_list(between: &str) -> bool {
    let joint = between.strip_suffix("số ").unwrap_or(between);
    LIST_JOINTS.contains(&joint)
}

const LIST_JOINTS: &[&str] = &[", ", " và ", ", và "];

/// Symbol of the type whose word or symbol stands right before the digits at `at`. A
/// regulation ("Quy định") of the Party bears the symbol of a decision as often as
/// its own.
pub(super) fn symbol_before(text: &str, at: usize) -> Option<&'static str> {
    if let Some((symbol, _)) = symbol_ending(text, at) {
        return Some(symbol);
    }
    let word = type_before(text, 0, at)?;
    let digits = behind_type(text, word)?;
    let name = TYPE_WORDS.iter().find(|w| text[word..].starts_with(**w))?;
    let tells = digits.start == at && *name != "Quy định";
    symbols::symbol_of(name).filter(|_| tells)
}

/// The type word in its capital, not before `from`, to which a number at
/// `digit` may belong.
fn type_before(text: &str, from: usize, digit: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let before = &bytes[from..digit];
    let word = before.strip_suffix(b" ").unwrap_or(before);
    let last = word.last()?;
    // By their last byte, which tells nearly all other words apart.
    let ends: &[&str] = match last {
        b't' => &["quyết"],
        b'n' => &["luận", "dẫn", "án", "văn"],
        b'h' => &["định", "hoạch"],
        0x8B => &["thị"],
        0xB0 => &["tư"],
        0x91 => &["số"],
        b':' => &[":"],
        _ => return None,
    };
    let glued = word.len() == before.len() && !matches!(last, b':' | 0x91);
    if glued || !ends.iter().any(|end| word.ends_with(end.as_bytes())) {
        return None;
    }
    // The longest, "Nghị quyết số : ", begins well within this.
    let back = digit.saturating_sub(40).max(from);
    (back..digit).rev().find(|at| {
        matches!(
            bytes[*at],
            b'N' | b'C' | b'K' | b'Q' | b'H' | b'T' | b'\xC4'
        ) && TYPE_WORDS
            .iter()
            .any(|word| bytes[*at..digit].starts_with(word.as_bytes()))
    })
}

const TYPE_WORDS: &[&str] = &[
    "Nghị quyết",
    "Chỉ thị",
    "Kết luận",
    "Kế luận",
    "KẾt luận",
    "KẾ luận",
    "Quyết định",
    "Nghị định",
    "Quy định",
    "Hướng dẫn",
    "Thông tư",
    "Kế hoạch",
    "Đề án",
    "Công văn",
];

/// The digits behind the type word at `at` and perhaps "số".
fn behind_type(text: &str, at: usize) -> Option<Range<usize>> {
    let line = &text[at..line_end(text.as_bytes(), at)];
    let word = TYPE_WORDS.iter().find_map(|w| line.strip_prefix(w))?;
    let mut rest = word.trim_start();
    if rest.len() == word.len() {
        return None;
    }
    if let Some(behind) = rest.strip_prefix("số") {
        rest = behind.trim_start();
        rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    }
    let from = at + line.len() - rest.len();
    Some(from..from + whole_digits(rest, 4)?)
}

/// The type symbol that ends at byte `end` as people shorten a name: "NQ 57". With
/// it how many digits it wants: "CT" and "KL" with one are things as well.
fn symbol_ending(text: &str, end: usize) -> Option<(&'static str, usize)> {
    let bytes = &text.as_bytes()[..end];
    let word = bytes.strip_suffix(b" ").unwrap_or(bytes);
    let word = word.strip_suffix(" số".as_bytes()).unwrap_or(word);
    // By the last byte, before anything is compared.
    let found = match word.last()? {
        b'Q' => ("NQ", 1),
        b'T' => ("CT", 2),
        b'L' => ("KL", 2),
        0x90 if word.ends_with("NĐ".as_bytes()) => ("NĐ", 1),
        0x90 => ("QĐ", 3),
        _ => return None,
    };
    let before = text.get(..word.strip_suffix(found.0.as_bytes())?.len())?;
    let glued = before.ends_with(|c: char| c.is_alphanumeric() || "-–/&.'’".contains(c));
    // A device, a house: "chụp CT 64", "tòa nhà CT 10".
    let thing = found.0 == "CT"
        && ["chụp", "máy", "tòa", "toà", "nhà", "lô", "phim", "phòng"]
            .iter()
            .any(|word| before.trim_end().ends_with(word));
    (!glued && !thing).then_some(found)
}

/// Name of the type whose symbol stands for it right before the digits at `at`.
pub(crate) fn type_by_symbol(text: &str, at: usize) -> Option<&'static str> {
    symbols::type_name(symbol_ending(text, at)?.0)
}

/// The digits at `digit` behind the symbol of a type alone.
fn behind_symbol(text: &str, from: usize, digit: usize) -> Option<Range<usize>> {
    let (symbol, least) = symbol_ending(text, digit)?;
    let rest = &text[digit..];
    let length = whole_digits(rest, 4)?;
    let year = length == 4 && (rest.starts_with("19") || rest.starts_with("20"));
    let unit = rest[length..]
        .trim_start()
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let counted = matches!(
        unit,
        "tấn"
            | "tạ"
            | "kg"
            | "g"
            | "mg"
            | "lít"
            | "ml"
            | "m"
            | "km"
            | "ha"
            | "đồng"
            | "nghìn"
            | "lát"
            | "dãy"
            | "tầng"
            | "căn"
            | "ca"
            | "lượt"
            | "chiếc"
            | "cái"
    );
    let fits = digit >= from + symbol.len() && length >= least;
    (fits && !year && !counted).then(|| digit..digit + length)
}

/// The digits of ", 71" and " và 72" behind a number.
fn joined_next(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let behind = LIST_JOINTS
        .iter()
        .filter_map(|joint| rest.strip_prefix(joint))
        .find_map(|r| {
            let r = r.strip_prefix("số ").unwrap_or(r);
            whole_digits(r, 3).map(|n| (r, n))
        });
    let (digits, length) = behind?;
    let from = text.len() - digits.len();
    Some(from..from + length)
}

/// Length of the digits that begin `text`, one to `most` and nothing glued on.
fn whole_digits(text: &str, most: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let glued = |b: &u8| b.is_ascii_alphabetic() || *b == b'_';
    ((1..=most).contains(&length) && !bytes.get(length).is_some_and(glued)).then_some(length)
}

/// No date, decimal, counted thing or stretch of time goes on behind the digits.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let behind = &text[at.end..];
    // A comma or a full stop only goes on with the number before a digit.
    let mark = match behind.as_bytes() {
        [b'/' | b'-' | b'%', ..] => true,
        [b',' | b'.', next, ..] => next.is_ascii_digit(),
        _ => false,
    };
    if mark {
        return false;
    }
    let words = behind.trim_start();
    let word = words.split([' ', ',', '.', ';', '\n']).next().unwrap_or("");
    let rest = words[word.len()..].trim_start();
    match word {
        "ngày" => day_of_issue(rest),
        "tháng" => month_of_issue(rest),
        "năm" => year_of_issue(rest),
        _ => !matches!(word, "%" | "người" | "triệu" | "tỷ"),
    }
}

/// "01/7/2021", "01 tháng 7 năm 2021"; "Kế hoạch 10 ngày" counts days.
fn day_of_issue(rest: &str) -> bool {
    whole_digits(rest, 2).is_some_and(|length| {
        let behind = &rest[length..];
        behind.starts_with(['/', '-', '.']) && behind[1..].starts_with(|c: char| c.is_ascii_digit())
            || behind.trim_start().starts_with("tháng")
    })
}

/// "7/2021", "7 năm 2021"; "Kế hoạch 3 tháng" counts months.
fn month_of_issue(rest: &str) -> bool {
    whole_digits(rest, 2).is_some_and(|length| {
        let behind = rest[length..].trim_start();
        let year = behind
            .strip_prefix(['/', '-', '.'])
            .or_else(|| behind.strip_prefix("năm"));
        year.is_some_and(|year| year_of_issue(year.trim_start()))
    })
}

/// "2021"; "Kế hoạch 5 năm 2021-2025" counts years, also in words.
fn year_of_issue(rest: &str) -> bool {
    let year = whole_digits(rest, 4).filter(|length| *length == 4);
    year.is_some_and(|length| {
        let behind = rest[length..].trim_start();
        rest.starts_with(['1', '2'])
            && !behind.starts_with(['-', '–', '—', '/'])
            && !["đến", "tới"].iter().any(|word| behind.starts_with(word))
    })
}
