//! Vietnamese text: decoding bytes, normalising what people typed, and folding
//! for comparison. Not here: document numbers, dates, the meaning of words.

mod broken;
mod decode;
mod digits;
mod fold;
mod kept;
mod legacy;
mod letters;
mod normalise;
mod wrapped;
mod written;

pub use broken::join_broken_lines;
pub use decode::decode;
pub(crate) use digits::digit_runs;
pub use fold::{fold_accents, fold_tone_placement, same_words, unify_tones};
pub use legacy::{LegacyFont, read_legacy};
pub(crate) use letters::{
    CharKind, Letter, Lower, begins_with, capital_of, fold_into, kind_of, letters, moved_tone,
    old_tone, small,
};
pub use normalise::normalise;
pub use wrapped::join_wrapped;
pub use written::AsWritten;
