//! Cutting the units' texts of a section into pages, so that the workbench stays
//! small with 400 units.

use std::ops::Range;

/// Most characters of units' texts on one page, so that it stays small with
/// 400 units; a single longer text has a page of its own.
const PAGE_CHARS: usize = 6_000;
/// Most units on one page.
const PAGE_UNITS: usize = 30;

/// Cuts texts of these lengths into pages.
pub(super) fn pages(lengths: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut chars = 0;
    for (at, length) in lengths.enumerate() {
        match pages.last_mut() {
            Some(page) if page.len() < PAGE_UNITS && chars + length <= PAGE_CHARS => {
                page.end = at + 1;
                chars += length;
            }
            _ => {
                pages.push(at..at + 1);
                chars = length;
            }
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::{PAGE_CHARS, PAGE_UNITS, pages};

    #[test]
    fn pages_hold_a_bounded_number_of_units_and_characters() {
        assert!(pages([].into_iter()).is_empty());
        let long = [PAGE_CHARS * 2, 10, PAGE_CHARS, 10];
        assert_eq!(pages(long.into_iter()), [0..1, 1..2, 2..3, 3..4]);
        let many = pages(std::iter::repeat_n(100, 400));
        assert!(many.iter().all(|p| p.len() <= PAGE_UNITS));
        assert_eq!(many.last().map(|p| p.end), Some(400));
        assert!(many.windows(2).all(|pair| pair[0].end == pair[1].start));
    }
}
