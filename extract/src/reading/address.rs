//! Forms of address before names: "đồng chí", "ông", "bà", academic titles. Not
//! here: the names (`naming`) and persons (`people`).

use super::tokens::{Token, key_at};
use super::vocabulary::{Key, any_word};

/// Tokens of a form of address at `at`, academic titles included.
pub(super) fn address_length(tokens: &[Token], at: usize) -> usize {
    if tokens
        .get(at)
        .is_none_or(|t| t.cues & super::cues::ADDRESS == 0)
    {
        return 0;
    }
    let (first, second) = (tokens[at].key, key_at(tokens, at + 1));
    let two = any_word!(first, "đồng") && any_word!(second, "chí")
        || any_word!(first, "cô" | "thầy" | "nhà") && any_word!(second, "giáo")
        || any_word!(first, "bác" | "tiến" | "thạc") && any_word!(second, "sĩ" | "sỹ")
        || any_word!(first, "nghệ") && any_word!(second, "nhân");
    let one = any_word!(first, "ông" | "bà" | "anh" | "chị" | "thầy" | "cô")
        || any_word!(
            first,
            "pgs" | "gs" | "ts" | "ths" | "bs" | "ds" | "bscki" | "bsckii"
        );
    let mut n = if two {
        2
    } else if one {
        1
    } else if any_word!(first, "đ") && any_word!(second, "/") && key_at(tokens, at + 2) == "c" {
        3
    } else {
        return 0;
    };
    if at > 0 && tokens[at].key == "bà" && tokens[at - 1].key == "ông" {
        return 0;
    }
    while any_word!(
        key_at(tokens, at + n),
        ":" | "." | "pgs" | "gs" | "ts" | "ths" | "bs" | "cki" | "ckii" | "ds" | "giáo"
    ) {
        n += 1;
    }
    n
}

/// "các đồng chí", "các ông, bà": the form of address at `address` is that of many.
pub(super) fn opens_list(tokens: &[Token], address: usize) -> bool {
    let before = |n: usize| {
        let at = address.checked_sub(n);
        at.map_or(Key::of(""), |i| tokens[i].key)
    };
    any_word!(before(1), "các" | "hai" | "ba")
        || any_word!(before(1), "," | "/")
            && any_word!(before(2), "ông" | "bà")
            && any_word!(before(3), "các" | "hai")
}
