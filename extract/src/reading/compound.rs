//! Parts of names of bodies that no list holds: a capital and its small partner
//! ("Nghiệp vụ"), abbreviations joined by marks ("LĐ-TB&XH"), parts joined by
//! "-" or "và", small words behind a word of function ("Quản lý giáo dục").

use super::lexicon::{
    ATTACHED, ELEMENTS, FUNCTION_WORDS, FUNCTIONAL, HEADS_ALONE, HEADS_OPEN, IMPERATIVES,
    PROVINCES, ROLE_WORDS, SPEECH, TYPES,
};
use super::naming::{is_territory, opens_other, person_name};
use super::tokens::Token;
use super::vocabulary::any_word;

/// Token `at` follows its neighbour on the same line after one space.
fn follows(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| {
        t.line == tokens[at - 1].line && t.span.start == tokens[at - 1].span.end + 1
    })
}

/// Heads whose names are open: offices, departments, schools, institutes.
fn is_open(tokens: &[Token], start: usize) -> bool {
    any_word!(
        tokens[start].key,
        "sở" | "bộ"
            | "ban"
            | "vụ"
            | "phòng"
            | "cục"
            | "chi"
            | "tổng"
            | "viện"
            | "học"
            | "trung"
            | "trường"
            | "hội"
            | "khoa"
            | "ủy"
            | "văn"
            | "hiệp"
            | "liên"
            | "quỹ"
            | "tạp"
            | "thanh"
            | "bệnh"
            | "tiểu"
            | "phân"
            | "nhà"
            | "đại"
            | "cao"
    )
}

/// Tokens of an unknown part at `end`: an abbreviation, or a capital with its
/// small partner; 0 when it may be a person, a place or a clause.
pub(super) fn compound(tokens: &[Token], start: usize, end: usize) -> usize {
    let Some(first) = tokens.get(end).filter(|t| t.word && t.capital) else {
        return 0;
    };
    if !is_open(tokens, start) || first.line != tokens[start].line || tokens[start].upper {
        return 0;
    }
    if first.cues & super::cues::ADDRESS != 0 && first.upper {
        return 0;
    }
    if first.upper && first.key != "covid" {
        if any_word!(tokens[start].key, "ban" | "hội") {
            return 0;
        }
        return if HEADS_ALONE.longest(tokens, end) > 0 || ROLE_WORDS.longest(tokens, end) > 0 {
            0
        } else {
            abbreviation(tokens, end)
        };
    }
    if person_name(tokens, end, true) > 0
        || PROVINCES.longest(tokens, end) > 0
        || HEADS_ALONE.longest(tokens, end) > 0
        || HEADS_OPEN.longest(tokens, end) > 1
        || ROLE_WORDS.longest(tokens, end) > 0
        || opens_other(tokens, end) && ELEMENTS.longest(tokens, end) == 0
    {
        return 0;
    }
    let partner = tokens.get(end + 1).is_some_and(|n| {
        n.word
            && !n.capital
            && follows(tokens, end + 1)
            && FUNCTION_WORDS.longest(tokens, end + 1) == 0
            && SPEECH.longest(tokens, end + 1) == 0
            && IMPERATIVES.longest(tokens, end + 1) == 0
    });
    if partner { 2 } else { 0 }
}

/// "GD&ĐT", "LĐ-TB&XH", "VH,TT&DL": capitals joined without spaces.
pub(super) fn abbreviation(tokens: &[Token], at: usize) -> usize {
    let mut n = 1;
    while let (Some(mark), Some(next)) = (tokens.get(at + n), tokens.get(at + n + 1)) {
        let glued = mark.span.start == tokens[at + n - 1].span.end
            && next.span.start == mark.span.end
            && any_word!(mark.key, "-" | "&" | "," | "/");
        if !glued || !next.word || !next.capital {
            break;
        }
        n += 2;
    }
    n
}

/// "- Hành chính", "và Hợp tác quốc tế" behind a part of a name.
pub(super) fn joined(tokens: &[Token], start: usize, end: usize) -> usize {
    let joint = tokens[end].key.as_str();
    let next = end + 1;
    if !is_open(tokens, start)
        || !matches!(joint, "-" | "và" | ",")
        || end < start + 2
        || tokens[start].upper
        || !tokens
            .get(next)
            .is_some_and(|t| t.word && t.capital && t.line == tokens[end].line)
    {
        return 0;
    }
    if joint == "và" && is_document(tokens, start, next) {
        return 0;
    }
    let other = HEADS_ALONE
        .longest(tokens, next)
        .max(HEADS_OPEN.longest(tokens, next))
        > 0
        || ROLE_WORDS.longest(tokens, next) > 0
        || person_name(tokens, next, true) > 0
        || PROVINCES.longest(tokens, next) > 0;
    let element = ELEMENTS.longest(tokens, next);
    let piece = element.max(compound(tokens, start, next));
    if other || piece == 0 {
        return 0;
    }
    // A comma joins only when "và" or another comma closes the name.
    let closes = tokens
        .get(next + piece)
        .is_some_and(|t| any_word!(t.key, "và" | ","))
        && tokens.get(next + piece + 1).is_some_and(|t| t.capital)
        && HEADS_OPEN.longest(tokens, next + piece + 1) == 0
        && ELEMENTS.longest(tokens, next + piece + 1) > 0;
    if joint == "," && !(element > 0 && closes) {
        return 0;
    }
    1 + piece
}

/// A document stands at `at` and no part of the name that begins at `start`: "Bộ
/// Chính trị và Chiến lược phát triển …", but not "Viện Chính sách và Chiến lược …"
/// or "Ban Kinh tế và Kế hoạch huyện".
fn is_document(tokens: &[Token], start: usize, at: usize) -> bool {
    let strategy = any_word!(tokens[at].key, "chiến")
        && tokens.get(at + 1).is_some_and(|t| any_word!(t.key, "lược"));
    let length = if strategy {
        2
    } else {
        TYPES.longest(tokens, at)
    };
    // "Dân số và Kế hoạch hóa gia đình"
    if length < 2 || ELEMENTS.longest(tokens, at) > length {
        return false;
    }
    let behind = tokens
        .get(at + length)
        .filter(|t| t.line == tokens[at].line);
    if behind.is_some_and(|t| t.number || any_word!(t.key, "số" | "“" | "\"")) {
        return true;
    }
    // Departments and schools bear such words in their names.
    let department = any_word!(
        tokens[start].key,
        "viện" | "vụ" | "phòng" | "cục" | "chi" | "khoa" | "phân" | "học" | "trường"
    );
    // "Tổng cục", "Trung tâm"; not "Tổng Bí thư", "Trung ương".
    let second = tokens.get(start + 1).filter(|next| {
        any_word!(tokens[start].key, "tổng") && any_word!(next.key, "cục" | "công")
            || any_word!(tokens[start].key, "trung") && any_word!(next.key, "tâm")
    });
    !department && second.is_none() && !behind.is_some_and(is_territory)
}

/// Small words that go on behind a word of function.
pub(super) fn attached(tokens: &[Token], start: usize, end: usize) -> usize {
    if !is_open(tokens, start) || !follows(tokens, end) || tokens[end].capital {
        return 0;
    }
    if FUNCTIONAL.ending(tokens, end, 2) == 0 || !tokens[end - 2].capital {
        return 0;
    }
    ATTACHED.longest(tokens, end)
}
