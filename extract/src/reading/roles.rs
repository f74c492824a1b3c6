//! The role written beside a name: behind it after a comma or dash, or before
//! it. Not here: names themselves (`naming`), who chairs (`chairs`).

use super::address::address_length;
use super::lexicon::{ROLE_WORDS, SPEECH, is_surname};
use super::naming::person_name;
use super::organisations::body_at;
use super::tokens::{Token, key_at};
use super::vocabulary::any_word;
use std::ops::Range;

/// Byte range of the role that begins at token `at`, or `None` when no role
/// word stands there. Ends before a verb, a semicolon, another person, or a
/// comma behind which neither a role nor a body goes on.
pub(super) fn role_from(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    starts_role(tokens, at).then(|| read_role(tokens, at))
}

/// The same behind a name and its comma, dash or bracket, where small letters
/// begin a role too ("giảng viên cao cấp …").
pub(super) fn role_behind(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let small = ROLE_WORDS.longest(tokens, at) >= 2
        && !any_word!(tokens[at].key, "thanh" | "đại" | "thường" | "phụ");
    (small || starts_role(tokens, at)).then(|| read_role(tokens, at))
}

fn read_role(tokens: &[Token], at: usize) -> Range<usize> {
    let line = tokens[at].line;
    let mut end = at + role_words(tokens, at).max(1);
    while let Some(t) = tokens.get(end).filter(|t| t.line == line) {
        if t.word {
            let joins = any_word!(t.key, "và" | "cùng");
            if joins && (address_length(tokens, end + 1) > 0 || is_other(tokens, end + 1)) {
                break;
            }
            let body = body_at(tokens, end);
            if body > 0 {
                end += body;
                continue;
            }
            let verb = SPEECH.longest(tokens, end);
            let role = role_words(tokens, end);
            if verb > 0 && role == 0 && !t.capital && !keeps_going(tokens, end) {
                break;
            }
            if any_word!(t.key, "đồng" | "ông" | "bà") && !t.capital && end > at + 1 {
                let person = t.key != "đồng"
                    || tokens
                        .get(end + 1)
                        .is_some_and(|n| any_word!(n.key, "chí" | "chủ" | "điều"));
                if person {
                    break;
                }
            }
            end += role.max(1);
            continue;
        }
        let next = tokens.get(end + 1).filter(|n| n.capital);
        let goes_on = if any_word!(t.key, ",") {
            starts_role(tokens, end + 1)
                || next.is_some_and(|n| n.line == line) && body_goes_on(tokens, end + 1)
        } else if any_word!(t.key, "-" | "–") {
            starts_role(tokens, end + 1) || next.is_some() && body_at(tokens, end + 1) > 0
        } else {
            t.number || any_word!(t.key, "/" | "&")
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    // "và", "cùng" left over at the end belong to what follows.
    while end > at + 1
        && (any_word!(
            tokens[end - 1].key,
            "và" | "cùng" | "," | "-" | "của" | "các" | "kiêm"
        ))
    {
        end -= 1;
    }
    tokens[at].span.start..tokens[end - 1].span.end
}

/// Another person at `at` with a role of its own: "Trịnh Đăng Thanh, Phó Giám đốc".
pub(super) fn is_other(tokens: &[Token], at: usize) -> bool {
    if !tokens.get(at).is_some_and(is_surname) {
        return false;
    }
    let name = person_name(tokens, at, false);
    name >= 2
        && any_word!(key_at(tokens, at + name), "," | "-" | "(")
        && starts_role(tokens, at + name + 1)
        && body_at(tokens, at) == 0
}

/// The role behind a bracket that tells something else of the person: "(ảnh),
/// Trưởng Ban", "(dân tộc Thái), Phó Giám đốc"; `at` is the bracket.
pub(super) fn role_behind_note(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let inside = tokens.get(at + 1..)?.iter().take(6);
    let line = tokens[at].line;
    let close = at
        + 1
        + inside
            .take_while(|t| t.line == line)
            .position(|t| t.key == ")")?;
    let mark = any_word!(key_at(tokens, close + 1), "," | "-");
    let role = close + 1 + usize::from(mark);
    tokens
        .get(role)
        .filter(|t| t.line == line && (mark || t.capital))?;
    role_behind(tokens, role)
}

/// Tokens of the role words at `at`; "Ban" of "Trưởng Ban Văn hóa - Xã hội" begins
/// a body.
fn role_words(tokens: &[Token], at: usize) -> usize {
    let n = ROLE_WORDS.longest(tokens, at);
    if n >= 2 && tokens[at + n - 1].key == "ban" && body_at(tokens, at + n - 1) >= 2 {
        n - 1
    } else {
        n
    }
}

/// A body that belongs to the role; not one that itself holds the meeting.
fn body_goes_on(tokens: &[Token], at: usize) -> bool {
    let n = body_at(tokens, at);
    let verb = tokens.get(at + n).map_or("", |t| t.key.as_str());
    let second = tokens.get(at + n + 1).map_or("", |t| t.key.as_str());
    n > 0
        && !matches!(
            (verb, second),
            ("tổ", "chức")
                | ("phối", "hợp")
                | ("mở", _)
                | ("đã" | "vừa", _)
                | ("tiến", "hành")
                | ("khai", "mạc")
        )
}

/// A role word stands at `at`; small letters only for titles that are never verbs.
pub(super) fn starts_role(tokens: &[Token], at: usize) -> bool {
    let n = ROLE_WORDS.longest(tokens, at);
    if n == 0 {
        return false;
    }
    tokens[at].capital
        || any_word!(
            tokens[at].key,
            "phó"
                | "trưởng"
                | "bí"
                | "chủ"
                | "giám"
                | "ủy"
                | "chánh"
                | "nguyên"
                | "hiệu"
                | "phóng"
                | "bác"
                | "tổ"
                | "thành"
                | "huyện"
                | "chuyên"
                | "phụ"
                | "cán"
        ) && (n >= 2 || any_word!(tokens[at].key, "phó" | "trưởng" | "nguyên" | "chánh"))
}

/// Verbs that are as well part of a role ("phụ trách", "Trưởng phòng Tổng hợp").
fn keeps_going(tokens: &[Token], at: usize) -> bool {
    let next = |n: usize| tokens.get(at + n).map_or("", |t| t.key.as_str());
    match tokens[at].key.as_str() {
        "là" | "có" => false,
        "kiểm" => next(1) == "tra" && tokens[at - 1].key == "ban",
        "theo" => next(1) == "dõi" && tokens[at - 1].key == "trách",
        "giao" => next(1) == "dịch" || next(1) == "thông",
        "thông" => next(1) == "tin" && next(2) == "và",
        _ => false,
    }
}
