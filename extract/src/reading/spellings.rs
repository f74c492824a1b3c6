//! Words of the vocabulary as people write them: in small letters, with a
//! capital, in capitals, with the tone in its old and its new place. Nine words
//! of ten are known by their bytes here, without folding. Not here: all other
//! words, which `tokens` folds.

use super::cues::MARKS;
use super::tokens::{Token, word_at};
use super::vocabulary::{Key, VOCABULARY, spread};
use crate::text::{capital_of, old_tone};
use std::sync::LazyLock;

/// A word or a mark as written.
pub(super) struct Written {
    /// Its bytes.
    bytes: u128,
    /// What it is wherever it stands.
    pub token: Token,
}

/// An open table from the bytes of a word to what folding it would give.
pub(super) struct Spellings {
    /// Numbers of words, 0 where the slot is free.
    slots: Vec<u16>,
    words: Vec<Written>,
}

/// More than twice the spellings.
const SLOTS: usize = 1 << 15;

pub(super) static SPELLINGS: LazyLock<Spellings> = LazyLock::new(Spellings::new);

impl Spellings {
    fn new() -> Self {
        let nothing = Written {
            bytes: 0,
            token: Token::mark(Key::of("")),
        };
        let mut all = Self {
            slots: vec![0; SLOTS],
            words: vec![nothing],
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
        // A mark is no word, and what the walk over letters would not reach stays out.
        let mark = MARKS.contains(&written);
        if !mark && plain_letters(bytes, 0) != Some(bytes.len()) {
            return;
        }
        let Some(number) = number_of(bytes, 0, bytes.len()) else {
            return;
        };
        let at = self.slot(number);
        if self.slots[at] > 0 || self.words.len() >= SLOTS / 2 {
            return;
        }
        let token = if mark {
            Token::mark(Key::new(written))
        } else {
            Token::word(word_at(written, 0).1)
        };
        self.slots[at] = self.words.len() as u16;
        self.words.push(Written {
            bytes: number,
            token,
        });
    }

    #[inline]
    fn slot(&self, number: u128) -> usize {
        let mut at = spread(number, SLOTS);
        loop {
            let id = self.slots[at];
            if id == 0 || self.words[usize::from(id)].bytes == number {
                return at;
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    #[inline]
    fn find(&self, number: u128) -> Option<&Written> {
        match self.slots[self.slot(number)] {
            0 => None,
            id => Some(&self.words[usize::from(id)]),
        }
    }

    /// The word that begins at `from` and its end, when it is a known one.
    #[inline]
    pub(super) fn word(&self, bytes: &[u8], from: usize) -> Option<(usize, &Written)> {
        let end = plain_letters(bytes, from)?;
        Some((end, self.find(number_of(bytes, from, end)?)?))
    }

    /// The mark of one byte.
    #[inline]
    pub(super) fn mark(&self, byte: u8) -> Option<&Written> {
        self.find(u128::from(byte))
    }
}

/// The bytes as a number; `None` for more than fifteen.
#[inline]
fn number_of(bytes: &[u8], from: usize, end: usize) -> Option<u128> {
    let length = end - from;
    if length > 15 {
        return None;
    }
    let all: [u8; 16] = match bytes.get(from..from + 16) {
        Some(whole) => whole.try_into().ok()?,
        None => {
            let mut all = [0; 16];
            all[..length].copy_from_slice(&bytes[from..end]);
            all
        }
    };
    Some(u128::from_le_bytes(all) & MASKS[length])
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

/// What the first byte of a character tells: the bytes of a Vietnamese letter,
/// `END` for no letter, `UNSURE` when only a look at the character tells.
const STEP: [u8; 256] = {
    let mut all = [UNSURE; 256];
    let mut byte = 0;
    while byte < 0x80 {
        all[byte] = if (byte as u8).is_ascii_alphabetic() {
            1
        } else if byte as u8 == b'\'' || byte as u8 == b'&' {
            // May join letters.
            UNSURE
        } else {
            END
        };
        byte += 1;
    }
    let mut byte = 0xC3;
    while byte <= 0xC6 {
        all[byte] = 2;
        byte += 1;
    }
    all[0xE1] = 3;
    all
};
const END: u8 = 0;
const UNSURE: u8 = 4;

/// Behind the Vietnamese letters from `from` on; `None` when something else
/// than a space or a usual mark ends them.
#[inline]
fn plain_letters(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match STEP[usize::from(byte)] {
            step @ 1..=2 => at += usize::from(step),
            END => break,
            3 if matches!(bytes.get(at + 1), Some(0xBA | 0xBB)) => at += 3,
            // Dashes, quotes but the apostrophe, the ellipsis.
            _ => match bytes.get(at..at + 3) {
                Some([0xE2, 0x80, 0x93 | 0x94 | 0x9C | 0x9D | 0xA6]) => break,
                _ => return None,
            },
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_what_folding_gives_and_there_is_room_for_all() {
        assert!(SPELLINGS.words.len() < SLOTS / 2);
        for text in ["uỷ", "Ủy", "UỶ", "hoà", "HÒA", "Đảng", "sở"] {
            let (end, written) = SPELLINGS.word(text.as_bytes(), 0).expect(text);
            assert_eq!(end, text.len(), "{text}");
            assert_eq!(written.token.key, Key::folded(text), "{text}");
        }
        assert!(SPELLINGS.word("ủy’c".as_bytes(), 0).is_none());
    }
}
