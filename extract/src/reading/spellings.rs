//! Words of the vocabulary as people write them: in small letters, with a
//! capital, in capitals, with the tone in its old and its new place. Nine words
//! of ten are known by their bytes here, without folding. Not here: all other
//! words, which `tokens` folds.

use super::cues::MARKS;
use super::phrases::{Next, begins};
use super::tokens::{Token, word_at};
use super::vocabulary::{Key, VOCABULARY, spread};
use crate::text::{capital_of, old_tone};
use std::ops::Range;
use std::sync::LazyLock;

/// A word or a mark as written, and what it is wherever it stands. One line of
/// the processor's cache, since every word of a text asks for one.
#[repr(align(64))]
pub(super) struct Written {
    /// Its bytes.
    bytes: u128,
    pub key: Key,
    /// What begins with it, as `Begins` tells.
    pub lists: u64,
    pub next: Next,
    pub sectors: u16,
    pub id: u16,
    pub cues: u32,
    pub capital: bool,
    pub upper: bool,
    pub word: bool,
}

impl Written {
    fn new(bytes: u128, token: &Token) -> Self {
        let begins = begins(token.id);
        Self {
            bytes,
            key: token.key,
            lists: begins.lists,
            next: begins.next,
            sectors: begins.sectors,
            cues: token.cues,
            id: token.id,
            capital: token.capital,
            upper: token.upper,
            word: token.word,
        }
    }
}

/// An open table from the bytes of a word to what folding it would give.
pub(super) struct Spellings {
    /// Words themselves and not their numbers, so that one look into memory is
    /// enough; without bytes where the slot is free.
    slots: Vec<Written>,
    /// What may begin with a byte: `LETTERS`, or the slot of the mark it is, counted
    /// from 1.
    begins: [u16; 256],
    /// Slots that are taken.
    taken: usize,
}

/// Vietnamese words begin with the byte.
const LETTERS: u16 = u16::MAX;

/// More than twice the spellings.
const SLOTS: usize = 1 << 15;

pub(super) static SPELLINGS: LazyLock<Spellings> = LazyLock::new(Spellings::new);

impl Spellings {
    fn new() -> Self {
        let nothing = || Written::new(0, &Token::mark(Key::of("")));
        let mut all = Self {
            slots: std::iter::repeat_with(nothing).take(SLOTS).collect(),
            begins: std::array::from_fn(|byte| match byte as u8 {
                b'a'..=b'z' | b'A'..=b'Z' | 0xC3..=0xC6 | 0xE1 => LETTERS,
                _ => 0,
            }),
            taken: 0,
        };
        for key in VOCABULARY.keys() {
            let new = key.as_str();
            for low in [Some(new.to_owned()), old_tone(new)].into_iter().flatten() {
                let mut letters = low.chars();
                let head: String = letters.next().map(capital_of).into_iter().collect();
                all.insert(&(head + letters.as_str()));
                all.insert(&low.chars().map(capital_of).collect::<String>());
                all.insert(&low);
            }
        }
        all
    }

    fn insert(&mut self, written: &str) {
        let bytes = written.as_bytes();
        let mark = MARKS.contains(&written);
        let number = sixteen(bytes, 0);
        // What holds anything but letters is never looked for.
        let whole = bytes.len() < 16 && letters(number) == bytes.len();
        if !(whole || mark && bytes.len() == 1) {
            return;
        }
        let at = self.slot(number);
        if self.slots[at].bytes > 0 || self.taken >= SLOTS / 2 {
            return;
        }
        let token = if mark {
            Token::mark(Key::new(written))
        } else {
            Token::word(word_at(written, 0).1)
        };
        if mark && bytes.len() == 1 {
            self.begins[usize::from(bytes[0])] = at as u16 + 1;
        }
        self.slots[at] = Written::new(number, &token);
        self.taken += 1;
    }

    #[inline]
    fn slot(&self, number: u128) -> usize {
        let mut at = spread(number, SLOTS);
        loop {
            let bytes = self.slots[at].bytes;
            if bytes == number || bytes == 0 {
                return at;
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    #[inline]
    fn find(&self, number: u128) -> Option<&Written> {
        let found = &self.slots[self.slot(number)];
        (found.bytes != 0).then_some(found)
    }

    /// The word or the mark of one byte that begins at `from`, and its end, when
    /// it is a known one. Every byte of every text comes by here, so it is part
    /// of the loop that asks.
    #[inline(always)]
    pub(super) fn at(&self, bytes: &[u8], from: usize) -> Option<(usize, &Written)> {
        match self.begins[usize::from(*bytes.get(from)?)] {
            LETTERS => self.word(bytes, from),
            0 => None,
            mark => Some((from + 1, &self.slots[usize::from(mark) - 1])),
        }
    }

    #[inline(always)]
    fn word(&self, bytes: &[u8], from: usize) -> Option<(usize, &Written)> {
        // Most words are done within eight bytes.
        if let Some(head) = bytes[from..].first_chunk() {
            let head = u64::from_le_bytes(*head);
            let length = few_letters(head);
            let next = head >> (8 * length % 64);
            if length < 8
                && !matches!(next as u8, b'\'' | b'&')
                && let Some(known) = self.find(u128::from(head & MASKS[length] as u64))
            {
                return Some((from + length, known));
            }
        }
        self.longer(bytes, from)
    }

    #[inline(never)]
    fn longer(&self, bytes: &[u8], from: usize) -> Option<(usize, &Written)> {
        let head = sixteen(bytes, from);
        let length = letters(head);
        // These join letters; what they join is no word of the lists.
        if length > 15 || matches!(bytes.get(from + length), Some(b'\'' | b'&')) {
            return None;
        }
        let number = head & MASKS[length];
        match self.find(number) {
            Some(known) => Some((from + length, known)),
            None => self.closed(bytes, from..from + length, number),
        }
    }

    /// The same for a quote, a dash or an ellipsis right behind the word.
    #[cold]
    fn closed(&self, bytes: &[u8], span: Range<usize>, number: u128) -> Option<(usize, &Written)> {
        let length = bytes[span.clone()].iter().position(|b| *b == 0xE2)?;
        let end = span.start + length;
        let closed = matches!(
            bytes.get(end..end + 3),
            Some([_, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6])
        );
        let known = self.find(number & MASKS[length])?;
        closed.then_some((end, known))
    }
}

/// The sixteen bytes from `from` on, zeros behind the end of the text.
#[inline]
fn sixteen(bytes: &[u8], from: usize) -> u128 {
    let mut all = [0; 16];
    match bytes.get(from..from + 16) {
        Some(whole) => all.copy_from_slice(whole),
        None => {
            let rest = &bytes[from..];
            all[..rest.len()].copy_from_slice(rest);
        }
    }
    u128::from_le_bytes(all)
}

/// How many of the first bytes are letters of ASCII or parts of another
/// character. All are asked at once, since a look at one after the other
/// would have to guess the width of every letter.
#[inline]
fn letters(head: u128) -> usize {
    const ONES: u128 = u128::MAX / 0xFF;
    const HIGH: u128 = ONES * 0x80;
    let wide = head & HIGH;
    let small = (head | (ONES * 0x20)) & !HIGH;
    // The highest bit of each byte tells: not below "a", above "z".
    let from_a = small + ONES * (0x80 - b'a' as u128);
    let above_z = small + ONES * (0x80 - b'z' as u128 - 1);
    let letter = (from_a & !above_z | wide) & HIGH;
    (!letter & HIGH).trailing_zeros() as usize / 8
}

/// The same of eight bytes.
#[inline]
fn few_letters(head: u64) -> usize {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    let wide = head & HIGH;
    let small = (head | (ONES * 0x20)) & !HIGH;
    let from_a = small + ONES * (0x80 - b'a' as u64);
    let above_z = small + ONES * (0x80 - b'z' as u64 - 1);
    let letter = (from_a & !above_z | wide) & HIGH;
    (!letter & HIGH).trailing_zeros() as usize / 8
}

/// The bytes of a word of each length.
const MASKS: [u128; 16] = {
    let mut all = [0; 16];
    let mut length = 1;
    while length < 16 {
        all[length] = all[length - 1] << 8 | 0xFF;
        length += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_line_of_the_cache() {
        assert_eq!(size_of::<Written>(), 64);
    }

    #[test]
    fn every_spelling_is_what_folding_gives_and_there_is_room_for_all() {
        assert!(SPELLINGS.taken < SLOTS / 2);
        for text in ["uỷ", "Ủy", "UỶ", "hoà", "HÒA", "Đảng", "sở"] {
            let (end, written) = SPELLINGS.word(text.as_bytes(), 0).expect(text);
            assert_eq!(end, text.len(), "{text}");
            assert_eq!(written.key, Key::folded(text), "{text}");
        }
        assert!(SPELLINGS.word("ủy’c".as_bytes(), 0).is_none());
    }
}
