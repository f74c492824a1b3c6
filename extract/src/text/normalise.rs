//! One written form for what people typed: NFC, Đ for its look-alike, plain
//! spaces, no invisible characters, no empty line runs. Not here: spelling. A
//! typing error stays as it is.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// NFC; U+00D0 becomes Đ (and U+00F0 đ); every kind of space becomes one space;
/// soft hyphens, zero-width characters and controls go; lines are trimmed and
/// kept, `\n` alone ends a line.
pub fn normalise(text: &str) -> String {
    // Most texts are as they should be from the first byte to the last.
    let good = kept(text.as_bytes(), 0);
    if good == text.len() {
        return text.to_owned();
    }
    let text: Cow<'_, str> = if is_composed_from(text, good) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let (mut at, mut plain_from) = (0, 0);
    let (mut space, mut removed) = (false, false);
    while at < bytes.len() {
        let from = at;
        at = kept(bytes, at);
        if at > from && from == plain_from {
            if space && !out.is_empty() && !out.ends_with('\n') {
                out.push(' ');
            }
            space = false;
        }
        if at >= bytes.len() {
            break;
        }
        out.push_str(&text[plain_from..at]);
        let c = text[at..].chars().next().unwrap_or(' ');
        at += c.len_utf8();
        plain_from = at;
        match c {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' | '\u{85}' => {
                space = false;
                out.push('\n');
            }
            '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{202A}'..='\u{202E}' => removed = true,
            c if c.is_whitespace() => space = true,
            c if c.is_control() => removed = true,
            c => {
                if space && !out.is_empty() && !out.ends_with('\n') {
                    out.push(' ');
                }
                space = false;
                out.push(match c {
                    '\u{D0}' => 'Đ',
                    '\u{F0}' => 'đ',
                    other => other,
                });
            }
        }
    }
    out.push_str(&text[plain_from..]);
    // What was hidden between two marks may have kept them apart.
    if removed && !is_composed(&out) {
        out = out.nfc().collect();
    }
    out
}

/// Behind the bytes from `from` on that stay as they are: visible ASCII,
/// Vietnamese letters, usual quotes and dashes, single spaces and ends of lines
/// between them.
fn kept(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match CLASS[usize::from(*byte)] {
            Class::Plain => at += 1,
            Class::Space if at > from && is_visible(bytes, at + 1) => at += 1,
            Class::Break
                if at > from
                    && (is_visible(bytes, at + 1)
                        || matches!(bytes.get(at + 1), None | Some(b'\n'))) =>
            {
                at += 1;
            }
            Class::Letter if is_visible(bytes, at) => at += 2,
            Class::Wide if is_visible(bytes, at) => at += 3,
            _ => break,
        }
    }
    at
}

/// A character that stays as it is begins at `at`, and it is no space.
#[inline]
fn is_visible(bytes: &[u8], at: usize) -> bool {
    let next = |n: usize| bytes.get(at + n).copied().unwrap_or(0);
    match CLASS[usize::from(next(0))] {
        Class::Plain => true,
        // U+00D0 and U+00F0 are put right.
        Class::Letter => next(0) != 0xC3 || !matches!(next(1), 0x90 | 0xB0),
        Class::Wide if next(0) == 0xE1 => matches!(next(1), 0xBA | 0xBB),
        // – — ‘ ’ “ ” …
        Class::Wide => {
            next(1) == 0x80 && matches!(next(2), 0x93 | 0x94 | 0x98 | 0x99 | 0x9C | 0x9D | 0xA6)
        }
        _ => false,
    }
}

#[derive(Clone, Copy)]
enum Class {
    Plain,
    Space,
    Break,
    /// First byte of a letter of two bytes.
    Letter,
    /// First byte of a Vietnamese letter of three bytes, or of a mark, perhaps.
    Wide,
    Other,
}

const CLASS: [Class; 256] = {
    let mut all = [Class::Other; 256];
    let mut byte = 0x21;
    while byte < 0x7F {
        all[byte] = Class::Plain;
        byte += 1;
    }
    all[0x20] = Class::Space;
    all[0x0A] = Class::Break;
    let mut byte = 0xC3;
    while byte <= 0xC6 {
        all[byte] = Class::Letter;
        byte += 1;
    }
    all[0xE1] = Class::Wide;
    all[0xE2] = Class::Wide;
    all
};

/// True when the text is surely NFC; Vietnamese letters are told by their
/// bytes, only other scripts are asked of the tables.
pub(super) fn is_composed(text: &str) -> bool {
    is_composed_from(text, 0)
}

/// The same when nothing before byte `at` can be other than NFC.
fn is_composed_from(text: &str, mut at: usize) -> bool {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            0..=0x7F => at += 1,
            0xC2..=0xC6 => at += 2,
            0xE1 if matches!(bytes[at + 1], 0xBA | 0xBB) => at += 3,
            0xE2 if bytes[at + 1] == 0x80 => at += 3,
            _ => return is_nfc(text),
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decomposed_text_look_alikes_and_hidden_characters_are_folded() {
        let raw = "U\u{309}y  ban\u{a0}\u{d0}a\u{309}ng bo\u{323}\u{302}\u{ad} ti\u{309}nh \r\n x";
        assert_eq!(normalise(raw), "Ủy ban Đảng bộ tỉnh\nx");
    }

    #[test]
    fn spaces_at_the_ends_of_lines_and_before_letters_are_single() {
        assert_eq!(
            normalise("  a  \n  ủy  ban \u{200b} x\t\n"),
            "a\nủy ban x\n"
        );
        assert_eq!(normalise("a \u{201c}b\u{201d}  c – d"), "a “b” c – d");
    }

    proptest! {
        #[test]
        fn what_is_normal_stays_as_it_is(text in "[ a-zà-ỹĐ\u{300}\u{a0}\u{ad}\u{2013}.\n\t]{0,60}") {
            let once = normalise(&text);
            prop_assert!(!once.contains("  ") && !once.contains(" \n") && !once.contains("\n "));
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
