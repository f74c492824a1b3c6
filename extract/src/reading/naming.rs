//! Where a name of a body ends and a person's or a place's name begins: runs of
//! capitalised words. Not here: bodies themselves.

use super::lexicon::{
    ELEMENTS, HEADS_ALONE, HEADS_OPEN, PROVINCES, ROLE_WORDS, SPEECH, is_surname,
};
use super::tokens::Token;
use super::vocabulary::{Key, any_word};

/// Number of capitalised words from `at` on, all on one line and apart only by
/// single spaces, at most `most`.
pub(super) fn capital_run(tokens: &[Token], at: usize, most: usize) -> usize {
    let mut n = 0;
    while n < most
        && let Some(t) = tokens.get(at + n)
        && t.word
        && t.capital
        && (n == 0
            || (t.line == tokens[at].line && t.span.start == tokens[at + n - 1].span.end + 1))
    {
        n += 1;
    }
    n
}

/// Length of a person's name at `at`: 2 to 6 capitalised words that are no role
/// and no province. `strict` also wants a known family name and, for two words,
/// refuses, since "Võ Nhai" is as well a district.
pub(super) fn person_name(tokens: &[Token], at: usize, strict: bool) -> usize {
    let mut run = capital_run(tokens, at, 7);
    // A role glued on without a comma ends the name; "Mai Kế Quyền" is a name
    // although a role may begin with its last word.
    for n in 0..run {
        let role = ROLE_WORDS.longest(tokens, at + n);
        if role > 0 && (n == 0 || n >= 2 && (role > 1 || n + 1 < run)) {
            run = n;
            break;
        }
    }
    if !(2..=6).contains(&run) || PROVINCES.longest(tokens, at) == run {
        return 0;
    }
    // A capitalised word followed by a small one may begin a compound (Sở Y tế).
    if strict && (run < 3 || !is_surname(&tokens[at])) {
        return 0;
    }
    run
}

/// Length of a place name at `at` behind a body or a territory word: a
/// province, else one to four capitalised words that are no person.
pub(super) fn place_name(tokens: &[Token], at: usize) -> usize {
    let province = PROVINCES.longest(tokens, at);
    if province > 0 && tokens[at].capital {
        return province;
    }
    let run = capital_run(tokens, at, 6);
    if run == 0 || (run >= 3 && is_surname(&tokens[at])) {
        return 0;
    }
    if HEADS_ALONE
        .longest(tokens, at)
        .max(HEADS_OPEN.longest(tokens, at))
        >= 2
        || any_word!(tokens[at].key, "sở" | "phòng" | "ban")
    {
        return 0;
    }
    // "xã Ia Hrung Nguyễn Văn An": the person starts at the family name.
    for n in 1..run {
        if run - n >= 3 && is_surname(&tokens[at + n]) {
            return n;
        }
    }
    if run > 4 {
        return 0;
    }
    // The last word may begin another body or compound ("Tỉnh ủy Hội nghị").
    let mut kept = run;
    while kept > 0 {
        if !opens_other(tokens, at + kept - 1) {
            break;
        }
        kept -= 1;
    }
    kept
}

/// The capital at `at` opens a compound of its own ("Hội nghị", "Đồng chí"),
/// another body, a role or a verb.
pub(super) fn opens_other(tokens: &[Token], at: usize) -> bool {
    let last = &tokens[at];
    let next = tokens.get(at + 1).filter(|t| t.word && !t.capital);
    [ELEMENTS, HEADS_ALONE, HEADS_OPEN, ROLE_WORDS, SPEECH]
        .iter()
        .any(|list| list.longest(tokens, at) >= 2)
        || next.is_some_and(|next| opens_compound(last.key, next.key))
}

/// The words of a meeting, a form of address or a document.
fn opens_compound(first: Key, second: Key) -> bool {
    any_word!(first, "hội") && any_word!(second, "nghị" | "thi" | "thảo")
        || any_word!(first, "đồng") && any_word!(second, "chí")
        || any_word!(first, "chỉ") && any_word!(second, "thị")
        || any_word!(first, "nghị") && any_word!(second, "quyết" | "định")
        || any_word!(first, "kế") && any_word!(second, "hoạch")
        || any_word!(first, "quyết") && any_word!(second, "định")
        || any_word!(first, "chương" | "tờ") && any_word!(second, "trình")
        || any_word!(first, "đề") && any_word!(second, "án")
        || any_word!(first, "đại") && any_word!(second, "hội" | "biểu" | "diện")
        || any_word!(first, "kết") && any_word!(second, "luận")
        || any_word!(first, "báo") && any_word!(second, "cáo")
        || any_word!(first, "thông") && any_word!(second, "tư" | "báo" | "tri")
        || any_word!(first, "quy") && any_word!(second, "chế" | "định")
        || any_word!(first, "hướng") && any_word!(second, "dẫn")
        || any_word!(first, "công") && any_word!(second, "văn" | "điện")
}

/// A word that names a level of territory.
pub(super) fn is_territory(token: &Token) -> bool {
    token.cues & super::cues::LEVEL != 0
}

/// "ỦY BAN KIỂM TRA": the second word of one name; "TỈNH ỦY BAN …" are two.
pub(super) fn inside_commission(tokens: &[Token], at: usize) -> bool {
    let committee = at.checked_sub(2).is_some_and(|i| {
        any_word!(
            tokens[i].key,
            "tỉnh" | "thành" | "huyện" | "thị" | "quận" | "đảng" | "khu"
        )
    });
    !committee && tokens[at - 1].capital
}
