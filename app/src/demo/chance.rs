//! Repeatable chance: every draw belongs to the seed and to what it is for, so
//! that adding a unit changes nothing about the others.

use rand::{Rng, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};

/// A source of draws for one purpose.
pub(super) struct Chance(StdRng);

impl Chance {
    /// The draws that belong to `seed` and `purpose`.
    pub(super) fn of(seed: u64, purpose: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(seed.to_be_bytes());
        for part in purpose {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        Self(StdRng::from_seed(hasher.finalize().into()))
    }

    /// A whole number from `from` to `to`, both included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        self.0.random_range(from..=to.max(from))
    }

    /// A number between two numbers.
    pub(super) fn real(&mut self, from: f64, to: f64) -> f64 {
        self.0.random_range(from..to)
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.0.random_range(0..100) < share
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.0.random_range(0..from.len())]
    }

    /// `count` different ones, in their order.
    pub(super) fn some<'a, T>(&mut self, from: &'a [T], count: usize) -> Vec<&'a T> {
        let count = count.min(from.len());
        let mut places: Vec<usize> =
            rand::seq::index::sample(&mut self.0, from.len(), count).into_vec();
        places.sort_unstable();
        places.into_iter().map(|i| &from[i]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_purpose_draws_the_same_and_another_does_not() {
        let draw = |purpose: &[&str]| {
            let mut chance = Chance::of(7, purpose);
            (0..8).map(|_| chance.between(0, 1_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(&["a", "b"]), draw(&["a", "b"]));
        assert_ne!(draw(&["a", "b"]), draw(&["ab", ""]));
    }
}
