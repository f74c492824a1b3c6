//! Long lists page by page: of a country's 3,321 communes a page shows a
//! hundred. What the lists contain, and in which order, is not here.

use crate::Layout;
use std::ops::Range;

/// Lines on one page of a list.
pub(crate) const LINES: usize = 100;

/// The page that an address asks for, where it asks for nothing else.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Turned {
    pub(crate) trang: Option<usize>,
}

/// Which lines a page shows, and the ways to the pages beside it.
pub(crate) struct Pager {
    range: Range<usize>,
    /// Its number, from 1.
    pub(crate) page: usize,
    /// "Trang 2/34", where there is more than one.
    pub(crate) place: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Pager {
    /// The page `asked` for (from 1; one beyond the end shows the last) of so
    /// many lines; `href` names the address of a page.
    pub(crate) fn new(
        l: &Layout,
        lines: usize,
        asked: Option<usize>,
        href: impl Fn(usize) -> String,
    ) -> Self {
        Self::of(l, LINES, lines, asked, href)
    }

    /// The same with another number of lines a page, where they are long.
    pub(crate) fn of(
        l: &Layout,
        on_page: usize,
        lines: usize,
        asked: Option<usize>,
        href: impl Fn(usize) -> String,
    ) -> Self {
        let pages = lines.div_ceil(on_page).max(1);
        let page = asked.unwrap_or(1).clamp(1, pages);
        let start = (page - 1) * on_page;
        Self {
            range: start..(start + on_page).min(lines),
            page,
            place: (pages > 1).then(|| l.t2("pager.place", ("page", page), ("pages", pages))),
            before: (page > 1).then(|| href(page - 1)),
            after: (page < pages).then(|| href(page + 1)),
        }
    }

    /// Lines of different weights, in bytes of a page: as many on one page as weigh
    /// `most` together, and at least one. The page `asked` for, unless that one is
    /// wanted which holds line number `holding` (from 0).
    pub(crate) fn weighed(
        l: &Layout,
        most: usize,
        weights: impl Iterator<Item = usize>,
        (asked, holding): (Option<usize>, Option<usize>),
        href: impl Fn(usize) -> String,
    ) -> Self {
        let mut pages: Vec<Range<usize>> = Vec::new();
        let mut weight = 0;
        for (line, own) in weights.enumerate() {
            weight += own;
            match pages.last_mut() {
                Some(page) if weight <= most => page.end = line + 1,
                _ => {
                    pages.push(line..line + 1);
                    weight = own;
                }
            }
        }
        let held = holding.and_then(|line| pages.iter().position(|page| page.contains(&line)));
        let asked = held.map(|page| page + 1).or(asked);
        // Each page stands for one line of a list of pages.
        let mut pager = Self::of(l, 1, pages.len(), asked, href);
        pager.range = pages.get(pager.page - 1).cloned().unwrap_or_default();
        pager
    }

    /// What to ask the program for, where it reads one page only.
    pub(crate) fn wanted(asked: Option<usize>) -> app::Wanted {
        app::Wanted {
            page: asked.unwrap_or(1),
            per_page: LINES,
        }
    }

    /// Those lines of this page that belong to a list which begins after so many
    /// others of the whole.
    pub(crate) fn part<'a, T>(&self, before: usize, list: &'a [T]) -> &'a [T] {
        let at = |line: usize| line.saturating_sub(before).min(list.len());
        &list[at(self.range.start)..at(self.range.end)]
    }

    /// The lines of this page, out of a list that is not needed any more.
    pub(crate) fn take<T>(&self, mut all: Vec<T>) -> Vec<T> {
        all.truncate(self.range.end);
        all.drain(..self.range.start.min(all.len()));
        all
    }

    /// The lines of this page.
    pub(crate) fn lines<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        all.get(self.range.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_on_one_page_and_a_page_beyond_the_end_is_the_last() {
        let l = Layout::for_readers(app::Locale::Vi, String::new(), String::new());
        let all: Vec<usize> = (0..250).collect();
        let page = |asked| Pager::new(&l, all.len(), asked, |p| format!("?trang={p}"));
        let seen: Vec<usize> = (1..=3)
            .flat_map(|p| page(Some(p)).lines(&all).to_vec())
            .collect();
        assert_eq!(seen, all);
        assert_eq!(page(Some(9)).lines(&all), &all[200..]);
        assert_eq!(page(Some(0)).lines(&all), &all[..100]);
        assert_eq!(page(Some(2)).after.as_deref(), Some("?trang=3"));
        assert_eq!(page(None).before, None);
        let parts = |p| {
            (
                page(Some(p)).part(0, &all[..150]).len(),
                page(Some(p)).part(150, &all[150..]).len(),
            )
        };
        assert_eq!(
            [parts(1), parts(2), parts(3)],
            [(100, 0), (50, 50), (0, 50)]
        );
        let weighed = |which| {
            let weights = [5, 5, 30, 1, 2].into_iter();
            Pager::weighed(&l, 10, weights, which, |p| format!("?trang={p}"))
        };
        let heavy = |asked| weighed((Some(asked), None));
        let few = ["a", "b", "c", "d", "e"];
        let seen: Vec<_> = (1..=3).map(|p| heavy(p).lines(&few).to_vec()).collect();
        assert_eq!(seen, [vec!["a", "b"], vec!["c"], vec!["d", "e"]]);
        assert_eq!(heavy(9).page, 3);
        assert_eq!(heavy(2).after.as_deref(), Some("?trang=3"));
        // The page of a line, whichever was asked for; a line that is gone has none.
        let holding = |line| weighed((Some(2), Some(line))).page;
        assert_eq!([0, 1, 2, 3, 4, 5].map(holding), [1, 1, 2, 3, 3, 2]);
        let no_line = std::iter::empty();
        let nothing = Pager::weighed(&l, 10, no_line, (None, None), |_| String::new());
        assert!(nothing.place.is_none() && nothing.lines::<u8>(&[]).is_empty());
        let short = Pager::new(&l, 0, None, |_| String::new());
        assert!(short.place.is_none() && short.lines::<u8>(&[]).is_empty());
    }
}
