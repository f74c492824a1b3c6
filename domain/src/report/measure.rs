//! Units of measure behind typed numbers: where a number ends and its unit
//! begins, and the words that no column takes for its own unit.

use crate::text::fold;

/// Words that make a number another one, whatever the column's unit of measure.
pub(super) const MULTIPLES: [&str; 5] = ["%", "‰", "nghin", "trieu", "ty"];

/// A text up to its last digit, and folded what stands behind: a unit of measure.
pub(super) fn split_measure(text: &str) -> (&str, String) {
    let end = text
        .rfind(|c: char| c.is_ascii_digit())
        .map_or(text.len(), |at| at + 1);
    (&text[..end], fold(&text[end..]))
}
