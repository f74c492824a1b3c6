//! One written form for what people typed: NFC, Đ for its look-alike, plain
//! spaces and hyphens, no invisible characters, no empty line runs. Not here: spelling. A
//! typing error stays as it is.

use super::kept::kept;
use unicode_normalization::char::{canonical_combining_class, compose};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// NFC; U+00D0 becomes Đ (and U+00F0 đ); every kind of space becomes one space,
/// every hyphen `-` (dashes stay) and every fraction slash `/`; soft hyphens,
/// zero-width characters and controls go; lines are trimmed and kept, `\n` alone ends
/// a line.
pub fn normalise(text: &str) -> String {
    // Most texts are as they should be from the first byte to the last.
    let good = kept(text.as_bytes(), 0);
    if good == text.len() {
        return text.to_owned();
    }
    mended(text, good, false).unwrap_or_else(|| {
        let text = composed(text);
        mended(&text, 0, true).unwrap_or(text)
    })
}

/// The text put right, of which the first `good` bytes are so already; `None`
/// when it is not `composed` and holds what may have to be.
fn mended(text: &str, good: usize, composed: bool) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let (mut at, mut plain_from) = (good, 0);
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
            c if is_hidden(c) => removed = true,
            c if c.is_whitespace() => space = true,
            c if c.is_control() => removed = true,
            c if !composed && may_join(c) => return None,
            c => {
                if space && !out.is_empty() && !out.ends_with('\n') {
                    out.push(' ');
                }
                space = false;
                out.push(match c {
                    '\u{D0}' => 'Đ',
                    '\u{F0}' => 'đ',
                    // Word's hyphen that does not break, and what looks like one.
                    '\u{2010}'..='\u{2012}' | '\u{2043}' | '\u{FE63}' | '\u{FF0D}' => '-',
                    '\u{2044}' | '\u{2215}' => '/',
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
    Some(out)
}

/// Soft hyphens, characters without width, marks of direction.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{202A}'..='\u{202E}'
    )
}

/// A character that may join one before it, or has another form in NFC.
fn may_join(c: char) -> bool {
    c >= '\u{300}'
        && (canonical_combining_class(c) != 0 || is_nfc_quick([c].into_iter()) != IsNormalized::Yes)
}

/// The text in NFC. Nothing joins over the end of a line, so lines that are
/// composed already are not taken apart.
fn composed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if !join_marks(line, &mut out) {
            out.extend(line.nfc());
        }
    }
    out
}

/// Appends a line, each mark joined to the letter before it. False, and nothing
/// appended, for a line that needs more: marks in another order or of which no
/// letter can be made, other scripts.
fn join_marks(line: &str, out: &mut String) -> bool {
    if !is_simple(line.as_bytes()) {
        return false;
    }
    let start = out.len();
    let mut rest = line;
    // No other letters have these bytes than the marks and a few of Greek, of
    // which no letter is made.
    while let Some(at) = memchr::memchr2(0xCC, 0xCD, rest.as_bytes()) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let mut behind = behind.chars();
        let mark = behind.next().unwrap_or(' ');
        let letter = if out.len() > start { out.pop() } else { None };
        let whole = letter.and_then(|letter| compose(letter, mark));
        let Some(whole) = whole else {
            out.truncate(start);
            return false;
        };
        out.push(whole);
        rest = behind.as_str();
    }
    out.push_str(rest);
    true
}

/// Nothing but ASCII, letters of Latin, marks and the signs beside the dashes.
/// Every byte is asked the same, which goes many at a time.
fn is_simple(line: &[u8]) -> bool {
    let leads = line.iter().fold(true, |all, byte| {
        all & !(matches!(byte, 0xC7..=0xCB) | matches!(byte, 0xCE..=0xE0) | (*byte >= 0xE3))
    });
    // Of the wide ones those with Vietnamese letters, dashes and quotes.
    line.windows(2).fold(leads, |all, two| {
        all & ((two[0] != 0xE1) | (two[1] == 0xBA) | (two[1] == 0xBB))
            & ((two[0] != 0xE2) | (two[1] == 0x80))
    })
}

/// True when the text is surely NFC; Vietnamese letters are told by their
/// bytes, only other scripts are asked of the tables.
pub(super) fn is_composed(text: &str) -> bool {
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            0..=0x7F => at += 1,
            0xC2..=0xC6 => at += 2,
            0xE1 if matches!(bytes[at + 1], 0xBA | 0xBB) => at += 3,
            0xE2 if bytes[at + 1] == 0x80 => at += 3,
            // Marks: they may join the letter before them.
            0xCC | 0xCD => return false,
            _ => return is_nfc_quick(text[at..].chars()) == IsNormalized::Yes,
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

    #[test]
    fn hyphens_and_slashes_of_every_kind_are_one_and_dashes_stay() {
        let raw =
            "a\u{2010}b\u{2011}c\u{2012}d \u{2043} e\u{FE63}f\u{FF0D}g\u{2044}h\u{2215}i – — −";
        assert_eq!(normalise(raw), "a-b-c-d - e-f-g/h/i – — −");
        // Also where the text has to be composed first.
        assert_eq!(
            normalise("05\u{2011}Q\u{d0}/TU o\u{309} xa\u{303}"),
            "05-QĐ/TU ỏ xã"
        );
    }

    proptest! {
        #[test]
        fn marks_join_as_they_do_in_nfc(text in "[ aêioơuưdđA\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31B}\u{323}α가ᄀ\u{1161}\n]{0,30}") {
            prop_assert_eq!(composed(&text), text.nfc().collect::<String>());
        }

        #[test]
        fn what_is_normal_stays_as_it_is(text in "[ a-zà-ỹĐ\u{300}\u{a0}\u{ad}\u{2011}\u{2013}\u{2215}.\n\t]{0,60}") {
            let once = normalise(&text);
            prop_assert!(!once.contains("  ") && !once.contains(" \n") && !once.contains("\n "));
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
