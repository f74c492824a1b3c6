//! Marks of State secrecy: MẬT, TỐI MẬT, TUYỆT MẬT as a stamp line, a heading
//! or a field "Độ mật". A marked document is refused and nothing of it is kept
//! (R-2.7), so findings carry no quote.
//!
//! Not here: ordinary words that hold the syllable ("bí mật", "mật độ").

use crate::finding::{Finding, Place, Severity};
use crate::text::unify_tones;
use regex::Regex;
use std::sync::LazyLock;

/// The field, whatever its value; "Không", "Thường" are no secret.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:độ|mức độ|dấu|cấp độ|chỉ mức độ) mật\s*[:：\-]\s*[\(\[“]?\s*(?:tuyệt mật|tối mật|mật)\b").expect("valid expression")
});

/// A line that is the stamp and nothing else: marks, brackets, a number of copy.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:dấu\s+)?(?:tuyệt mật|tối mật|mật)$").expect("valid expression")
});

/// The stamp in capitals beside other words of a letterhead line.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\p{L}])(?P<mark>TUYỆT MẬT|TỐI MẬT)(?:$|[^\p{L}])")
        .expect("valid expression")
});

/// Every mark in normalised `text`, as refusing findings with code `state-secret`.
pub fn find_marks(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    if !may_hold(text) {
        return found;
    }
    let mut at = 0;
    for line in text.split('\n') {
        if is_marked(line) {
            found.push(Finding::at(
                "state-secret",
                Severity::Refused,
                Place::Span {
                    start: at,
                    end: at + line.len(),
                },
                "",
                "State secrets must not be handled here (R-2.7)",
            ));
        }
        at += line.len() + 1;
    }
    found
}

/// Between "m" and "t" an "ậ" stands somewhere, whatever marks are between;
/// nearly no page has one, so lines are looked at only then.
fn may_hold(text: &str) -> bool {
    // Both vowels are three bytes that begin alike; the last is the rarest.
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xAC, 0xAD, bytes)
        .filter(|i| *i >= 2 && bytes[i - 2..*i] == [0xE1, 0xBA])
        .any(|i| {
            let letter = |c: &char| c.is_alphanumeric();
            let before = text[..i - 2].chars().rev().find(letter);
            let after = text[i + 1..].chars().find(letter);
            matches!(before, Some('m' | 'M')) && matches!(after, Some('t' | 'T'))
        })
}

fn is_marked(line: &str) -> bool {
    // Stamps are short; running text is never one.
    if line.len() > 600 || !(line.contains('ậ') || line.contains('Ậ')) || line.chars().count() > 200
    {
        return false;
    }
    if FIELD.is_match(line) {
        return true;
    }
    let bare: String = line
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    if STAMP.is_match(&unify_tones(&words)) {
        return true;
    }
    // Letter-spaced stamps: "M Ậ T".
    let joined: String = words
        .split(' ')
        .filter(|w| w.chars().count() == 1)
        .collect();
    if joined.chars().count() == words.chars().filter(|c| *c != ' ').count()
        && matches!(unify_tones(&joined).as_str(), "mật" | "tốimật" | "tuyệtmật")
    {
        return true;
    }
    // "TỐI MẬT   Số: 12" among capitals, not a headline about secrets.
    let capitals = !line.chars().any(char::is_lowercase) || line.contains("Số");
    capitals
        && words.split(' ').count() <= 8
        && BESIDE.is_match(line)
        && !line.contains("BẢO VỆ")
        && !line.contains("DANH MỤC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_headings_and_fields_are_marks() {
        for text in [
            "MẬT",
            "TỐI MẬT",
            "Tuyệt mật",
            "[MẬT]",
            "Độ mật: Mật",
            "Mức độ mật: TỐI MẬT",
            "M Ậ T",
            "*** TUYỆT MẬT ***",
            "TUYỆT MẬT Số: 05-BC/TU",
            "Dấu mật: Mật",
        ] {
            let found = find_marks(&format!("TỈNH ỦY\n{text}\nBÁO CÁO"));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].severity, Severity::Refused);
            assert!(found[0].quote.is_empty(), "a secret is not repeated");
        }
    }

    #[test]
    fn ordinary_words_with_the_syllable_are_no_marks() {
        for text in [
            "bí mật",
            "mật độ dân số cao",
            "bảo mật thông tin",
            "quan hệ mật thiết",
            "mật ong",
            "Độ mật: Không",
            "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
            "Tăng cường công tác bảo vệ bí mật nhà nước, danh mục bí mật nhà nước độ Tối mật trong lĩnh vực y tế được rà soát.",
            "MẬT ĐỘ DÂN SỐ",
            "mật khẩu: đổi 3 tháng một lần",
            "Độ mật: Thường",
        ] {
            assert!(find_marks(text).is_empty(), "{text}");
        }
    }
}
