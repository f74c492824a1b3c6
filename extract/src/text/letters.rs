//! Letters of the Latin blocks by table: kind and small form. Folding is done
//! for every word of every page, so it must not search. Not here: other
//! scripts, which the standard library answers.

use std::sync::LazyLock;

/// What a character is in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharKind {
    Other,
    Space,
    Lower,
    Upper,
    /// A letter without case.
    Letter,
    /// A combining mark.
    Mark,
}

impl CharKind {
    /// True for letters of any case.
    pub fn is_letter(self) -> bool {
        matches!(self, Self::Lower | Self::Upper | Self::Letter)
    }
}

/// Vietnamese lies below this: Latin, Latin Extended A and B, Additional.
const TABLE: usize = 0x1F00;

/// What the table knows of a character.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    pub small: char,
    pub kind: CharKind,
}

static LETTERS: LazyLock<Vec<Letter>> = LazyLock::new(|| {
    (0..TABLE as u32)
        .map(|n| {
            char::from_u32(n).map_or(
                Letter {
                    small: ' ',
                    kind: CharKind::Other,
                },
                |c| Letter {
                    small: single_lower(c),
                    kind: reckon(c),
                },
            )
        })
        .collect()
});

/// The table, for those who ask it of every character.
pub fn letters() -> &'static [Letter] {
    &LETTERS
}

fn single_lower(c: char) -> char {
    let mut low = c.to_lowercase();
    match (low.next(), low.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn reckon(c: char) -> CharKind {
    if c.is_lowercase() && c.is_alphabetic() {
        CharKind::Lower
    } else if c.is_uppercase() {
        CharKind::Upper
    } else if c.is_alphabetic() {
        CharKind::Letter
    } else if unicode_normalization::char::is_combining_mark(c) {
        CharKind::Mark
    } else if c.is_whitespace() {
        CharKind::Space
    } else {
        CharKind::Other
    }
}

/// The kind of `c`.
pub fn kind_of(c: char) -> CharKind {
    LETTERS
        .get(c as usize)
        .map_or_else(|| reckon(c), |l| l.kind)
}

/// The small form; letters whose small form has several characters stay.
pub fn small(c: char) -> char {
    LETTERS
        .get(c as usize)
        .map_or_else(|| single_lower(c), |l| l.small)
}

/// Small letters by the bytes of Vietnamese ones.
pub trait Lower {
    /// The text in small letters, as `str::to_lowercase` makes it, which is asked
    /// for any other script.
    fn lowered(&self) -> String;
}

impl Lower for str {
    fn lowered(&self) -> String {
        lowered(self)
    }
}

fn lowered(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    // What has no wide capital is copied together, so that nothing has to be
    // proved to be text again.
    let (mut at, mut same) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        // Vietnamese capitals and their small letters are of the same length
        // and differ in their last byte alone.
        let (width, capital) = match *byte {
            0..0x80 => (1, false),
            0xC3 => (2, matches!(bytes[at + 1], 0x80..=0x96 | 0x98..=0x9E)),
            0xC4..=0xC6 if is_vietnamese(*byte, bytes[at + 1]) => {
                let last = bytes[at + 1];
                (2, matches!(last, 0x82 | 0x90 | 0xA8 | 0xA0 | 0xAF))
            }
            0xE1 if bytes[at + 1] == 0xBB || bytes[at + 1] == 0xBA && bytes[at + 2] >= 0xA0 => {
                (3, bytes[at + 2] & 1 == 0)
            }
            0xE2 if bytes[at + 1] == 0x80 => (3, false),
            _ => return text.to_lowercase(),
        };
        if capital {
            out.push_str(&text[same..at]);
            out.extend(text[at..].chars().next().map(small));
            same = at + width;
        }
        at += width;
    }
    out.push_str(&text[same..]);
    out.make_ascii_lowercase();
    out
}

/// Ă, Đ, Ĩ, Ũ, Ơ, Ư and their small letters, by their two bytes.
fn is_vietnamese(lead: u8, last: u8) -> bool {
    match lead {
        0xC4 => matches!(last, 0x82 | 0x83 | 0x90 | 0x91 | 0xA8 | 0xA9),
        0xC5 => matches!(last, 0xA8 | 0xA9),
        _ => matches!(last, 0xA0 | 0xA1 | 0xAF | 0xB0),
    }
}

/// Bytes at the head of `text` that are the word `low` in whatever case. Asked
/// with one word of a list after the other, nearly all of which begin otherwise.
#[inline]
pub fn begins_with(text: &str, low: &str) -> Option<usize> {
    match (text.as_bytes().first(), low.as_bytes().first()) {
        (Some(byte), Some(first)) if byte.is_ascii() && byte.to_ascii_lowercase() != *first => None,
        _ => whole_word(text, low),
    }
}

fn whole_word(text: &str, low: &str) -> Option<usize> {
    let mut chars = text.chars();
    low.chars().try_fold(0, |length, expected| {
        let c = chars.next()?;
        (small(c) == expected).then_some(length + c.len_utf8())
    })
}

/// The same into a place of fifteen bytes, for keys; returns the length. A word
/// that does not fit is cut.
pub fn fold_into(word: &str, out: &mut [u8; 15]) -> usize {
    let mut length = 0;
    let (mut third, mut before, mut last) = (' ', ' ', ' ');
    for c in word.chars() {
        let c = small(c);
        if length + c.len_utf8() > out.len() {
            return length;
        }
        length += c.encode_utf8(&mut out[length..]).len();
        (third, before, last) = (before, last, c);
    }
    if matches!(before, 'o' | 'u')
        && !(before == 'u' && third == 'q')
        && let Some((vowel, plain)) = moved_tone(before, last)
    {
        length -= last.len_utf8() + 1;
        length += vowel.encode_utf8(&mut out[length..]).len();
        length += plain.encode_utf8(&mut out[length..]).len();
    }
    length
}

/// Appends one word in small letters with the new placement of tones ("hoà" →
/// "hòa", "uỷ" → "ủy"); `word` is NFC and holds letters only.
pub fn fold_word(word: &str, out: &mut String) {
    let from = out.len();
    if word.is_ascii() {
        out.push_str(word);
        out[from..].make_ascii_lowercase();
        return;
    }
    let (mut before, mut last) = (' ', ' ');
    let mut third = ' ';
    for c in word.chars() {
        let c = small(c);
        third = before;
        before = last;
        last = c;
        out.push(c);
    }
    // Only an open syllable in oa, oe, uy differs; "quý" has its tone on y.
    if matches!(before, 'o' | 'u')
        && !(before == 'u' && third == 'q')
        && let Some((vowel, plain)) = moved_tone(before, last)
    {
        out.truncate(out.len() - last.len_utf8() - 1);
        out.push(vowel);
        out.push(plain);
    }
}

/// The word, in small letters and the new placement of tones, with its tone
/// where the old placement has it; `None` where the two do not differ.
pub fn old_tone(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let [.., glide, vowel] = letters.as_mut_slice() else {
        return None;
    };
    let toned = GLIDES
        .iter()
        .find(|(_, _, moved, plain)| (moved, plain) == (glide, vowel))?;
    (*glide, *vowel) = (toned.0, toned.1);
    Some(letters.into_iter().collect())
}

/// The capital of a letter; letters whose capital has several characters stay.
pub fn capital_of(c: char) -> char {
    let mut high = c.to_uppercase();
    match (high.next(), high.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Glide and toned vowel in the old placement, and both in the new.
const GLIDES: [(char, char, char, char); 15] = [
    ('o', 'à', 'ò', 'a'),
    ('o', 'á', 'ó', 'a'),
    ('o', 'ả', 'ỏ', 'a'),
    ('o', 'ã', 'õ', 'a'),
    ('o', 'ạ', 'ọ', 'a'),
    ('o', 'è', 'ò', 'e'),
    ('o', 'é', 'ó', 'e'),
    ('o', 'ẻ', 'ỏ', 'e'),
    ('o', 'ẽ', 'õ', 'e'),
    ('o', 'ẹ', 'ọ', 'e'),
    ('u', 'ỳ', 'ù', 'y'),
    ('u', 'ý', 'ú', 'y'),
    ('u', 'ỷ', 'ủ', 'y'),
    ('u', 'ỹ', 'ũ', 'y'),
    ('u', 'ỵ', 'ụ', 'y'),
];

/// The new placement of a tone behind a glide: ("o", "à") is "òa".
pub fn moved_tone(glide: char, toned: char) -> Option<(char, char)> {
    GLIDES
        .iter()
        .find(|(g, t, _, _)| (*g, *t) == (glide, toned))
        .map(|(_, _, moved, plain)| (*moved, *plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_letters_are_those_of_the_standard_library(text in "[ -~À-ỹĐ“”–ΣσİẞƠƯ\u{300}α가]{0,30}") {
            prop_assert_eq!(lowered(&text), text.to_lowercase());
        }

        #[test]
        fn vietnamese_letters_need_no_other_table(text in "[ a-zA-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹà-ýạ-ỹđăĩũơư.,“”]{0,40}") {
            prop_assert_eq!(lowered(&text), text.to_lowercase());
        }
    }
}
