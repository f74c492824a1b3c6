//! Which part of a long list is wanted. What the list contains is not here.

/// A page of a list, counted from 1; one beyond the end is the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Its number.
    pub page: usize,
    /// Lines on a page.
    pub per_page: usize,
}

impl Wanted {
    /// How many of so many lines stand before the page.
    pub(crate) fn first(self, count: usize) -> usize {
        let last = count.saturating_sub(1) / self.per_page.max(1);
        self.page.saturating_sub(1).min(last) * self.per_page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_end_is_the_last() {
        let first = |page, count| {
            Wanted {
                page,
                per_page: 100,
            }
            .first(count)
        };
        assert_eq!(first(1, 0), 0);
        assert_eq!(first(0, 250), 0);
        assert_eq!(first(3, 250), 200);
        assert_eq!(first(9, 250), 200);
        assert_eq!(first(3, 200), 100);
    }
}
