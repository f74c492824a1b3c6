//! Marks of State secrecy: MẬT, TỐI MẬT, TUYỆT MẬT as a stamp line, a heading
//! or a field "Độ mật". A marked document is refused and nothing of it is kept
//! (R-2.7), so findings carry no quote.
//!
//! Not here: ordinary words that hold the syllable ("bí mật", "mật độ").

mod stamp;

use crate::finding::{Finding, Place, Severity};
use crate::text::normalise;
use regex::Regex;
use stamp::{after_companions, before_companions, before_paper};
use std::sync::LazyLock;

/// The field, whatever its value; "Không", "Thường" are no secret.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:độ|mức độ|dấu|cấp độ|chỉ mức độ) mật\s*[:：\-]\s*[\(\[“]?\s*(?:tuyệt mật|tối mật|mật)\b").expect("valid expression")
});

/// The stamp in capitals among other words.
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\p{L}])(?P<mark>TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)(?:$|[^\p{L}])")
        .expect("valid expression")
});

/// What stands behind a stamp in a letterhead that lost its columns.
static HEAD_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\p{L}\p{N}]*(?:S[ốỐ]\s*[:：]|S[ốỐ]\s*[0-9]+\s*[-/]|ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA)")
        .expect("valid expression")
});

/// Behind a stamp: the end, a mark that parts, place and date, the type of the paper.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[^\p{L}\p{N}]*$|\s*[|*_]|\s*[-–—]{2}|[^\p{L}\p{N}]*(?:\p{Lu}[\p{L}.]*(?:\s+[\p{L}.]+){0,5}\s*,\s*ngày\s|(?:BÁO CÁO|THÔNG BÁO|KẾ HOẠCH|KẾT LUẬN|CÔNG VĂN|TỜ TRÌNH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|CHƯƠNG TRÌNH|BIÊN BẢN)(?:$|[^\p{L}])))")
        .expect("valid expression")
});

/// Before a stamp: the begin, a mark that parts, a number with its symbol, the
/// name or the motto of the State or the Party.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^[^\p{L}\p{N}]*|[|*_]\s*|[-–—]{2}\s*|[0-9]\s*[-/][0-9\p{L}&.\-/]*\s+|VIỆT NAM\s+|(?:phúc|PHÚC)\s+)$")
        .expect("valid expression")
});

/// The stamp typed as a word at the begin of a line.
static TYPED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\p{L}\p{N}]*(?:Tuyệt mật|Tối mật|Mật)(?:$|[^\p{L}\p{N}])")
        .expect("valid expression")
});

/// The number of the paper behind it: "Mật Số: 05-BC/TU".
static NUMBER_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\p{L}\p{N}]*S[ốỐ]\s*(?:[:：]|[0-9]+\s*[-/])").expect("valid expression")
});

/// Words whose "mật" is none of secrecy, or that speak about secrets.
const COMPOUNDS: &[&str] = &[
    "BÍ",
    "BẢO",
    "CƠ",
    "CẨN",
    "NGHIÊM",
    "THÂN",
    "CHU",
    "TRÙ",
    "HỮU",
    "RUỘNG",
    "ONG",
    "NUÔI",
    "LẤY",
    "HOA",
    "MÍA",
    "CHÈ",
    "ĐƯỜNG",
    "RỈ",
    "TÚI",
    "SỎI",
    "ỐNG",
    "GAN",
    "DỊCH",
    "VIÊM",
    "NƯỚC",
    "DẪN",
    "ĐỘ",
    "MỨC",
    "LOẠI",
    "DẤU",
    "HOẶC",
    "VÀ",
    "VĂN",
    "THỊ",
    "BẢN",
    "LIỆU",
    "TIN",
];

/// Words behind "mật" that make another word of it.
const GOES_ON: &[&str] = &[
    "ONG", "ĐỘ", "MÃ", "KHẨU", "VỤ", "THIẾT", "DANH", "LỆNH", "TÔNG", "GẤU", "NGỌT", "MÍA", "HOA",
];

/// Names of bodies with which a letterhead begins.
const BODIES: &[&str] = &[
    "TỈNH ỦY",
    "TỈNH UỶ",
    "HUYỆN ỦY",
    "HUYỆN UỶ",
    "THÀNH ỦY",
    "THÀNH UỶ",
    "THỊ ỦY",
    "THỊ UỶ",
    "ĐẢNG ỦY",
    "ĐẢNG UỶ",
    "ĐẢNG BỘ",
    "BAN ",
    "ỦY BAN",
    "UỶ BAN",
    "UBND",
    "UBKT",
    "SỞ ",
    "BỘ ",
    "CÔNG AN",
    "VĂN PHÒNG",
    "HỘI ĐỒNG",
    "HĐND",
];

/// Every mark in `text`, as refusing findings with code `state-secret`; places
/// are those after [`normalise`]. Files bring letters made of several signs.
pub fn find_marks(text: &str) -> Vec<Finding> {
    marks_in(&normalise(text))
}

/// The same for text that is normalised.
pub(crate) fn marks_in(text: &str) -> Vec<Finding> {
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
    let capital = line.contains('Ậ');
    if !(capital || line.contains('ậ')) {
        return false;
    }
    if capital && CAPITALS.is_match(line) && in_letterhead(line) {
        return true;
    }
    // Stamps are short; running text is never one.
    if line.len() > 600 || line.chars().count() > 200 {
        return false;
    }
    FIELD.is_match(line)
        || is_typed(line)
        || stamp::is_whole(line)
        || capital && among_capitals(line)
}

fn bare(line: &str) -> String {
    let signs: String = line
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    signs.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Mật Số: 05-BC/TU", "Mật - Hỏa tốc Hà Tĩnh, ngày …": words of a letterhead
/// behind a mark in small letters.
fn is_typed(line: &str) -> bool {
    let Some(mark) = TYPED.find(line) else {
        return false;
    };
    let behind = after_companions(&line[mark.end()..]);
    let alone = mark.end() + behind.len() == line.len();
    NUMBER_BEHIND.is_match(behind)
        || !alone && (HEAD_BEHIND.is_match(behind) || BEHIND.is_match(behind))
}

/// "TỐI MẬT   Số: 12" among capitals, not a headline about secrets.
fn among_capitals(line: &str) -> bool {
    let capitals = !line.chars().any(char::is_lowercase) || line.contains("Số");
    capitals
        && bare(line).split(' ').count() <= 8
        && CAPITALS
            .captures_iter(line)
            .any(|m| m["mark"].starts_with('T'))
        && !line.contains("BẢO VỆ")
        && !line.contains("DANH MỤC")
}

/// The mark among the parts of a letterhead that stand in one line, however
/// long it is: told by the words on both sides of it.
fn in_letterhead(line: &str) -> bool {
    let mut at = 0;
    while let Some(found) = CAPITALS.captures_at(line, at).and_then(|c| c.name("mark")) {
        let (before, behind) = (&line[..found.start()], &line[found.end()..]);
        at = found.end();
        let next = behind.split_whitespace().next().unwrap_or("");
        if GOES_ON.contains(&next) {
            continue;
        }
        // Urgency and number of the copy belong to the stamp.
        let behind = after_companions(behind);
        if before_paper(before).is_some_and(|b| BEFORE.is_match(b))
            && (BEHIND.is_match(behind) || HEAD_BEHIND.is_match(behind))
        {
            return true;
        }
        let before = before_companions(before);
        let word = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .find(|w| !w.is_empty())
            .unwrap_or("");
        let glued = before.ends_with(char::is_whitespace)
            && before.trim_end().ends_with(char::is_alphanumeric);
        if glued && COMPOUNDS.contains(&word.to_uppercase().as_str()) {
            continue;
        }
        // "Tài liệu đóng dấu MẬT Số: …" is a sentence: small letters before.
        let told = glued && word.chars().any(char::is_lowercase) && !BEFORE.is_match(before);
        if !told && HEAD_BEHIND.is_match(behind) {
            return true;
        }
        if BEFORE.is_match(before) && BEHIND.is_match(behind) {
            return true;
        }
        // "TỈNH ỦY HÀ TĨNH MẬT": the name of a body and the stamp beside it.
        if behind.trim().is_empty()
            && BODIES.iter().any(|b| before.starts_with(b))
            && !line.chars().any(char::is_lowercase)
            && bare(line).split(' ').count() <= 10
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
