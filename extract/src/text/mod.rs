//! Vietnamese text: decoding bytes, normalising what people typed, and folding
//! for comparison. Not here: document numbers, dates, the meaning of words.

mod decode;
mod fold;
mod normalise;

pub use decode::decode;
pub use fold::{fold_accents, fold_tone_placement, same_words, unify_tones};
pub use normalise::{join_broken_lines, normalise};
