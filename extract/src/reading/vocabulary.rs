//! The words that rules and lists know, each with a small number, so that a
//! phrase is compared number by number. Not here: phrases (`lexicon`) and the
//! cutting of a text into words (`tokens`).

use super::{cues, lexicon};
use crate::text::fold_into;
use std::sync::LazyLock;

/// A folded word of up to fifteen bytes, kept in place with its length behind
/// them; longer ones are cut, which no Vietnamese syllable is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key([u8; 16]);

impl Key {
    pub(super) fn new(word: &str) -> Self {
        let mut end = word.len().min(15);
        while !word.is_char_boundary(end) {
            end -= 1;
        }
        let mut bytes = [0; 16];
        bytes[..end].copy_from_slice(&word.as_bytes()[..end]);
        bytes[15] = end as u8;
        Self(bytes)
    }

    /// Of a word that fits and is folded already, as those of the rules are.
    pub(super) const fn of(word: &str) -> Self {
        let word = word.as_bytes();
        assert!(word.len() <= 15, "a word of at most fifteen bytes");
        let mut bytes = [0; 16];
        let mut at = 0;
        while at < word.len() {
            bytes[at] = word[at];
            at += 1;
        }
        bytes[15] = word.len() as u8;
        Self(bytes)
    }

    /// The key of a word as written.
    pub(super) fn folded(word: &str) -> Self {
        let mut bytes = [0; 15];
        let length = fold_into(word, &mut bytes);
        Self::of_bytes(&bytes, length)
    }

    /// Of folded bytes.
    pub(super) fn of_bytes(bytes: &[u8; 15], length: usize) -> Self {
        // Bytes behind the end must be zero, since keys are compared whole.
        let mut all = [0; 16];
        all[..length].copy_from_slice(&bytes[..length]);
        all[15] = length as u8;
        Self(all)
    }

    /// Bytes and length, for a map.
    pub(super) fn whole(&self) -> [u8; 16] {
        self.0
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..usize::from(self.0[15])]).unwrap_or("")
    }

    /// Equal for equal words only.
    #[inline]
    pub(super) const fn number(&self) -> u128 {
        u128::from_le_bytes(self.0)
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
        usize::from(self.0[15]) == other.len()
            && self.0.get(..other.len()) == Some(other.as_bytes())
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
        let number = $key.number();
        $(number == const { crate::reading::vocabulary::Key::of($word).number() })||+
    }};
}
pub(super) use any_word;

/// What is known of a word; zeros for one that no list knows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    /// What it may announce, see `cues`.
    pub cues: u32,
    /// Its number.
    pub id: u16,
}

/// The number of every number in digits: phrases hold some ("trẻ 5 tuổi").
pub(super) const NUMBER: u16 = 1;

/// An open table from word to what is known of it.
pub(super) struct Vocabulary {
    /// Numbers of words, 0 where the slot is free.
    slots: Vec<u16>,
    words: Vec<(u128, About)>,
}

/// A place among `slots`, a power of two, where the search for `number` begins.
#[inline]
pub(super) fn spread(number: u128, slots: usize) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let (low, high) = (number as u64, (number >> 64) as u64);
    let mixed = (low ^ high.rotate_left(29).wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
    (mixed >> (64 - slots.ilog2())) as usize
}

/// More than twice the words of the lists.
const SLOTS: usize = 1 << 13;

impl Vocabulary {
    fn new() -> Self {
        let mut all = Self {
            slots: vec![0; SLOTS],
            words: vec![(0, About::default())],
        };
        all.insert("0");
        for list in lexicon::lists() {
            for phrase in &list.phrases {
                for word in super::tokens::pieces(phrase) {
                    all.insert(word);
                }
            }
        }
        for word in cues::words().chain(cues::MARKS.iter().copied()) {
            all.insert(word);
        }
        all
    }

    fn slot(&self, number: u128) -> usize {
        let mut at = spread(number, SLOTS);
        loop {
            let id = self.slots[at];
            if id == 0 || self.words[usize::from(id)].0 == number {
                return at;
            }
            at = (at + 1) & (SLOTS - 1);
        }
    }

    fn insert(&mut self, word: &str) {
        let key = Key::folded(word);
        let at = self.slot(key.number());
        if self.slots[at] == 0 && key.number() > 0 && self.words.len() < SLOTS / 2 {
            let id = self.words.len() as u16;
            self.slots[at] = id;
            let about = About {
                id,
                cues: cues::of_word(key.as_str()),
            };
            self.words.push((key.number(), about));
        }
    }

    /// Of the word of a phrase.
    pub(super) fn number(&self, word: &str) -> u16 {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            NUMBER
        } else {
            self.find(&Key::folded(word)).id
        }
    }

    pub(super) fn find(&self, key: &Key) -> About {
        self.words[usize::from(self.slots[self.slot(key.number())])].1
    }

    /// Every word.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        self.words[1..]
            .iter()
            .map(|(number, _)| Key(number.to_le_bytes()))
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
