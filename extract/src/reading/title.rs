//! The title as written, lines of a broken title joined.

use super::page::{Page, Part};
use std::ops::Range;

pub(super) fn read(page: &Page) -> Option<(String, Range<usize>)> {
    let mut lines = page.part(Part::Title);
    let first = lines.next()?;
    let mut span = first.span.clone();
    let mut words = page.str(&first.span).trim().to_owned();
    for line in lines {
        words.push(' ');
        words.push_str(page.str(&line.span).trim());
        span.end = line.span.end;
    }
    (!words.is_empty()).then_some((words, span))
}
