//! The words that rules and lists know, each with a small number, so that a
//! phrase is compared number by number. Not here: phrases (`lexicon`) and the
//! cutting of a text into words (`tokens`).

use super::cues;
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
    fn eq(&self, other: &str) -> bool {
        &self.bytes[..usize::from(self.length)] == other.as_bytes()
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

/// An open table from word to number; 0 is every unknown word.
pub(super) struct Vocabulary {
    slots: Vec<(u128, u16)>,
    cues: Vec<u32>,
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

impl Vocabulary {
    fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self {
            slots: vec![(0, 0); 1 << 14],
            cues: vec![0],
        };
        for word in words {
            all.insert(Key::folded(word));
        }
        all
    }

    fn place(&self, number: u128) -> usize {
        let (low, high) = (number as u64, (number >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29).wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
        let mut at = (mixed >> 50) as usize;
        while self.slots[at].0 != number && self.slots[at].0 != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn insert(&mut self, key: Key) -> u16 {
        let at = self.place(key.number());
        if self.slots[at].0 == 0 && key.length > 0 {
            let id = u16::try_from(self.cues.len()).unwrap_or(0);
            self.slots[at] = (key.number(), id);
            self.cues.push(cues::of_word(key.as_str()));
        }
        self.slots[at].1
    }

    /// Number and cues of a word; zeros for an unknown one.
    pub(super) fn find(&self, key: &Key) -> (u16, u32) {
        let id = self.slots[self.place(key.number())].1;
        (id, self.cues[usize::from(id)])
    }

    /// One more than the highest number.
    pub(super) fn len(&self) -> usize {
        self.cues.len()
    }
}

/// Every word of the lists and of the cues.
pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let lists = super::lexicon::FILES
        .iter()
        .flat_map(|f| super::tokens::pieces(f));
    let marks = [",", "-", "&", ";", ":", ".", "(", ")", "/", "“", "”", "%"];
    Vocabulary::new(lists.chain(cues::words()).chain(marks))
});
