//! Bodies that the caller knows by name: the register of units of an instance,
//! with their short names. A naming that no pattern finds is found by them, and
//! a short name counts as the same body. Not here: the register itself.

use super::short_forms::comparable;
use super::tokens::{Token, tokenise};
use super::vocabulary::Key;
use std::collections::HashMap;

/// Names of bodies as the caller writes them.
#[derive(Debug, Clone, Default)]
pub struct KnownBodies {
    /// By the first word, the longest first.
    by_first: HashMap<[u8; 16], Vec<Vec<Key>>>,
    /// The folded full name of each folded short name.
    full: HashMap<String, String>,
}

impl KnownBodies {
    /// Full names, each with its short names ("Sở Giáo dục và Đào tạo" with
    /// "SGDĐT"). A short name of two bodies stands for neither.
    pub fn new<'a, S>(bodies: impl IntoIterator<Item = (&'a str, S)>) -> Self
    where
        S: IntoIterator<Item = &'a str>,
    {
        let mut all = Self::default();
        let mut twice: Vec<String> = Vec::new();
        for (name, short) in bodies {
            let full = comparable(name.trim());
            all.add(name);
            for short in short {
                let key = comparable(short.trim());
                if key.is_empty() || key == full {
                    continue;
                }
                all.add(short);
                if let Some(other) = all.full.insert(key.clone(), full.clone())
                    && other != full
                {
                    twice.push(key);
                }
            }
        }
        for key in twice {
            all.full.remove(&key);
        }
        for names in all.by_first.values_mut() {
            names.sort_by_key(|n| std::cmp::Reverse(n.len()));
            names.dedup();
        }
        all
    }

    fn add(&mut self, name: &str) {
        let keys: Vec<Key> = tokenise(name).iter().map(|t| t.key).collect();
        // A name of one short word would be found in everything.
        let told = keys.len() > 1 || name.trim().chars().count() > 2;
        if let Some(first) = keys.first().filter(|_| told) {
            self.by_first.entry(first.whole()).or_default().push(keys);
        }
    }

    /// Tokens of the known name that token `at` begins; 0 when none does. A name
    /// is written with a capital, a short name in capitals.
    fn length_at(&self, tokens: &[Token], at: usize) -> usize {
        let first = &tokens[at];
        let Some(names) = self.by_first.get(&first.key.whole()) else {
            return 0;
        };
        names
            .iter()
            .find(|keys| {
                tokens.len() >= at + keys.len()
                    && keys
                        .iter()
                        .zip(&tokens[at..])
                        .all(|(k, t)| *k == t.key && t.line == first.line)
                    && (keys.len() > 1 || first.upper)
            })
            .map_or(0, Vec::len)
    }

    /// Marks the known names where no longer body stands; false when there are none.
    pub(super) fn mark(&self, tokens: &mut [Token]) -> bool {
        if self.by_first.is_empty() {
            return false;
        }
        for at in 0..tokens.len() {
            if !tokens[at].capital {
                continue;
            }
            let length = u16::try_from(self.length_at(tokens, at)).unwrap_or(0);
            if length > tokens[at].body {
                tokens[at].body = length;
            }
        }
        true
    }

    /// The folded full name that a folded short name stands for.
    pub(super) fn full_name(&self, folded: &str) -> Option<&str> {
        self.full.get(folded).map(String::as_str)
    }
}
