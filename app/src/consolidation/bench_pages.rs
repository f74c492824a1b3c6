//! Cutting the units' texts of a section into pages, so that the workbench stays
//! small with 400 units.

use std::ops::Range;

/// About how many bytes of a page the units' texts may take; a single longer text
/// has a page of its own.
const PAGE_BYTES: usize = 26_000;
/// What a unit, one of its sentences and a citation take beside their words: its
/// form and a link, a button, a link.
const UNIT: usize = 1_450;
const SENTENCE: usize = 330;
const CITATION: usize = 280;

/// About how many bytes a unit's text takes with all that can be done to it. A
/// full stop before a blank and a new line are taken for the end of a sentence, a
/// stroke behind a digit for a document number: texts of thousands of units are
/// weighed for one page.
pub(super) fn weight(words: &str) -> usize {
    let beside = words.as_bytes().windows(2).map(|two| match two {
        [b'.', b' '] | [_, b'\n'] => SENTENCE,
        [digit, b'/'] if digit.is_ascii_digit() => CITATION,
        _ => 0,
    });
    UNIT + SENTENCE + words.len() + beside.sum::<usize>()
}

/// Cuts texts of these weights into pages.
pub(super) fn pages(weights: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (at, weight) in weights.enumerate() {
        bytes += weight;
        match pages.last_mut() {
            Some(page) if bytes <= PAGE_BYTES => page.end = at + 1,
            _ => {
                pages.push(at..at + 1);
                bytes = weight;
            }
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::{PAGE_BYTES, pages, weight};

    #[test]
    fn pages_hold_a_bounded_number_of_bytes() {
        assert!(pages([].into_iter()).is_empty());
        let long = [PAGE_BYTES * 2, 10, PAGE_BYTES, 10];
        assert_eq!(pages(long.into_iter()), [0..1, 1..2, 2..3, 3..4]);
        let many = pages(std::iter::repeat_n(weight("Đã mở 12 lớp."), 400));
        assert!((15..40).contains(&many.len()), "{}", many.len());
        assert_eq!(many.last().map(|p| p.end), Some(400));
        assert!(many.windows(2).all(|pair| pair[0].end == pair[1].start));
        let plain = weight("Theo Chỉ thị. Đã làm.");
        assert!(weight("Theo 12/CT. Đã làm.") > plain && plain > weight("Đã làm."));
    }
}
