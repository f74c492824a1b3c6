//! Where places of the normalised text lie in the text as it was typed. Not here:
//! normalising itself.

use super::normalise::is_hidden;
use std::ops::Range;
use unicode_normalization::char::canonical_combining_class;

/// The characters that a text and its normalised form share, one by one: all but
/// spaces, what is hidden, and marks that join the letter before them.
pub struct AsWritten<'a> {
    raw: &'a str,
    written: Vec<usize>,
    normal: Vec<usize>,
}

impl<'a> AsWritten<'a> {
    /// `normal` is `raw` normalised. `None` when the two do not go together
    /// character by character, as in scripts that compose letters of letters.
    pub fn of(raw: &'a str, normal: &str) -> Option<Self> {
        let (written, normal) = (places(raw), places(normal));
        (written.len() == normal.len()).then_some(Self {
            raw,
            written,
            normal,
        })
    }

    /// The bytes of the text as typed for a byte range of the normalised one;
    /// `None` when nothing visible is in it.
    pub fn range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let first = self.normal.partition_point(|at| *at < range.start);
        let past = self.normal.partition_point(|at| *at < range.end);
        let last = past.checked_sub(1).filter(|last| *last >= first)?;
        let (start, from) = (self.written[first], self.written[last]);
        let mut chars = self.raw[from..].chars();
        let own = chars.next().map_or(0, char::len_utf8);
        let marks: usize = chars
            .take_while(|c| canonical_combining_class(*c) != 0)
            .map(char::len_utf8)
            .sum();
        Some(start..from + own + marks)
    }
}

fn places(text: &str) -> Vec<usize> {
    let is_shared = |c: char| {
        c.is_ascii_graphic()
            || !(c.is_whitespace()
                || c.is_control()
                || is_hidden(c)
                || canonical_combining_class(c) != 0)
    };
    text.char_indices()
        .filter(|(_, c)| is_shared(*c))
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;

    #[test]
    fn a_place_is_found_behind_marks_spaces_and_hidden_characters() {
        let raw = " Kê\u{301}\u{a0} hoa\u{323}ch\r\nsố 85\u{2011}KH/\u{ad}TU\u{200b} cu\u{309}a ";
        let normal = normalise(raw);
        let written = AsWritten::of(raw, &normal).expect("letters go one by one");
        for (word, typed) in [
            ("Kế", "Kê\u{301}"),
            ("hoạch", "hoa\u{323}ch"),
            ("85-KH/TU", "85\u{2011}KH/\u{ad}TU"),
            ("của", "cu\u{309}a"),
        ] {
            let at = normal.find(word).expect("it is there");
            let range = written.range(&(at..at + word.len())).expect("visible");
            assert_eq!(&raw[range], typed);
        }
        assert_eq!(written.range(&(0..0)), None);
    }

    #[test]
    fn letters_composed_of_letters_have_no_places_of_their_own() {
        let raw = "\u{1100}\u{1161} 85-KH/TU";
        assert!(AsWritten::of(raw, &normalise(raw)).is_none());
    }
}
