//! The words that rules and lists know, each with a small number, so that a
//! phrase is compared number by number. Not here: phrases (`lexicon`) and the
//! cutting of a text into words (`tokens`).

use super::{cues, lexicon};
use crate::text::fold_into;
use std::sync::LazyLock;

/// A folded word of up to fifteen bytes, kept in place; longer ones are cut,
/// which no Vietnamese syllable is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    bytes: [u8; 15],
    length: u8,
}

impl Key {
    pub(super) fn new(word: &str) -> Self {
        let mut end = word.len().min(15);
        while !word.is_char_boundary(end) {
            end -= 1;
        }
        let mut bytes = [0; 15];
        bytes[..end].copy_from_slice(&word.as_bytes()[..end]);
        Self {
            bytes,
            length: end as u8,
        }
    }

    /// The key of a word as written.
    pub(super) fn folded(word: &str) -> Self {
        let mut bytes = [0; 15];
        let length = fold_into(word, &mut bytes) as u8;
        // Bytes behind the end must be zero, since keys are compared whole.
        bytes[usize::from(length)..].fill(0);
        Self { bytes, length }
    }

    /// Of folded bytes, zero behind the end.
    pub(super) fn of_bytes(bytes: [u8; 15], length: usize) -> Self {
        Self {
            bytes,
            length: length as u8,
        }
    }

    /// Bytes and length, for a map.
    pub(super) fn whole(&self) -> [u8; 16] {
        let mut all = [self.length; 16];
        all[..15].copy_from_slice(&self.bytes);
        all
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or("")
    }

    fn number(&self) -> u128 {
        let mut all = [0; 16];
        all[..15].copy_from_slice(&self.bytes);
        u128::from_le_bytes(all)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq<str> for Key {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        usize::from(self.length) == other.len()
            && self.bytes.get(..other.len()) == Some(other.as_bytes())
    }
}

impl PartialEq<&str> for Key {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

/// The key is one of the words; compared without a look at the characters.
macro_rules! any_word {
    ($key:expr, $($word:literal)|+) => {{
        let key = &$key;
        $(*key == *$word)||+
    }};
}
pub(super) use any_word;

/// What is known of a word; zeros for one that no list knows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    /// Lists with a phrase that begins with the word, as bits.
    pub lists: u64,
    /// What it may announce, see `cues`.
    pub cues: u32,
    /// Sectors with a keyword that begins with it, as bits.
    pub sectors: u16,
    /// Its number.
    pub id: u16,
}

/// An open table from word to what is known of it.
pub(super) struct Vocabulary {
    /// Numbers of words, 0 where the slot is free.
    slots: Vec<u16>,
    words: Vec<(u128, About)>,
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
/// More than twice the words of the lists.
const SLOTS: usize = 1 << 13;

impl Vocabulary {
    fn new() -> Self {
        let mut all = Self {
            slots: vec![0; SLOTS],
            words: vec![(0, About::default())],
        };
        for list in lexicon::lists() {
            for phrase in &list.phrases {
                for (place, word) in super::tokens::pieces(phrase).into_iter().enumerate() {
                    let about = all.insert(word);
                    if place == 0 {
                        about.lists |= list.bit;
                        about.sectors |= list.sector;
                    }
                }
            }
        }
        for word in cues::words().chain(cues::MARKS.iter().copied()) {
            all.insert(word);
        }
        all
    }

    fn slot(&self, number: u128) -> usize {
        let (low, high) = (number as u64, (number >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29).wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
        let mut at = (mixed >> (64 - SLOTS.ilog2())) as usize;
        loop {
            let id = self.slots[at];
            if id == 0 || self.words[usize::from(id)].0 == number {
                return at;
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    fn insert(&mut self, word: &str) -> &mut About {
        let key = Key::folded(word);
        let at = self.slot(key.number());
        if self.slots[at] == 0 && key.length > 0 && self.words.len() < SLOTS / 2 {
            let id = self.words.len() as u16;
            self.slots[at] = id;
            let about = About {
                id,
                cues: cues::of_word(key.as_str()),
                ..About::default()
            };
            self.words.push((key.number(), about));
        }
        &mut self.words[usize::from(self.slots[at])].1
    }

    pub(super) fn find(&self, key: &Key) -> About {
        self.words[usize::from(self.slots[self.slot(key.number())])].1
    }

    /// One more than the highest number.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}

/// Every word of the lists and of the cues.
pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::new);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_room_for_every_word() {
        assert!(VOCABULARY.len() < SLOTS / 2, "{}", VOCABULARY.len());
    }
}
