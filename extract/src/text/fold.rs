//! Folding for comparison: tone placement ("hoà" = "hòa"), accents ("Ủy" = "uy").
//! Not here: anything that is shown to people. Folded text is a key, never a value.

use super::letters::{fold_word, kind_of};
use super::normalise::is_composed;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Lower case with each word's tone mark moved behind the word, so that the
/// old and new placement of tones compare equal. Words end at non-letters.
pub fn fold_tone_placement(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut word = String::new();
    let mut tones: Vec<char> = Vec::new();
    for c in text.chars().flat_map(char::to_lowercase).nfd() {
        let c = match c {
            '\u{F0}' => 'đ',
            other => other,
        };
        if TONES.contains(&c) {
            tones.push(c);
        } else if c.is_alphabetic() || canonical_combining_class(c) != 0 {
            word.push(c);
        } else {
            flush(&mut out, &mut word, &mut tones);
            out.push(c);
        }
    }
    flush(&mut out, &mut word, &mut tones);
    out
}

fn flush(out: &mut String, word: &mut String, tones: &mut Vec<char>) {
    out.extend(word.nfc());
    word.clear();
    tones.sort_unstable();
    out.extend(tones.drain(..));
}

/// Lower case in the new placement of tones ("hoà" → "hòa", "uỷ" → "ủy"), NFC:
/// a key that stays readable. Only open syllables differ between the two.
pub fn unify_tones(text: &str) -> String {
    let composed: Cow<'_, str> = if is_composed(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    let mut out = String::with_capacity(composed.len() + 4);
    let mut start = None;
    for (at, c) in composed.char_indices() {
        if kind_of(c).is_letter() {
            start = start.or(Some(at));
            continue;
        }
        if let Some(from) = start.take() {
            fold_word(&composed[from..at], &mut out);
        }
        out.push(c);
    }
    if let Some(from) = start {
        fold_word(&composed[from..], &mut out);
    }
    out
}

/// Lower case without any mark; đ becomes d. For headers and search keys.
pub fn fold_accents(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' || c == '\u{F0}' { 'd' } else { c })
        .collect()
}

/// True when two strings hold the same words, whatever the case, the spaces
/// and the placement of tones.
pub fn same_words(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.split_whitespace(), b.split_whitespace());
    // Word by word, since most strings differ in their first one.
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || fold_tone_placement(a) == fold_tone_placement(b) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_tone_placement_compare_equal() {
        for (a, b) in [
            ("hoà", "hòa"),
            ("Uỷ ban", "ủy ban"),
            ("Thuý", "THÚY"),
            ("khoẻ", "khỏe"),
        ] {
            assert_eq!(fold_tone_placement(a), fold_tone_placement(b), "{a} {b}");
        }
        assert_ne!(fold_tone_placement("hoa"), fold_tone_placement("hòa"));
        assert_ne!(fold_tone_placement("ma"), fold_tone_placement("mã"));
    }

    #[test]
    fn a_readable_key_uses_the_new_placement() {
        assert_eq!(
            unify_tones("Uỷ ban, hoà bình, sức khoẻ, Quý, toàn"),
            "ủy ban, hòa bình, sức khỏe, quý, toàn"
        );
    }

    #[test]
    fn accents_fold_to_plain_letters_with_d_for_đ() {
        assert_eq!(fold_accents("Đảng ủy Ðông Hà"), "dang uy dong ha");
    }

    #[test]
    fn the_same_words_compare_equal_over_spaces() {
        assert!(same_words("Uỷ  ban\u{a0}nhân dân", "ủy ban nhân dân"));
        assert!(!same_words("Sở Y tế", "Sở Nội vụ"));
    }
}
