//! The title as written, lines of a broken title joined.

use super::page::{Line, Part};
use std::ops::Range;

pub(super) fn read(text: &str, lines: &[Line]) -> Option<(String, Range<usize>)> {
    let mut lines = lines.iter().filter(|l| l.part == Part::Title);
    let first = lines.next()?;
    let mut span = first.span.clone();
    let mut words = text[span.clone()].trim().to_owned();
    for line in lines {
        words.push(' ');
        words.push_str(text[line.span.clone()].trim());
        span.end = line.span.end;
    }
    (!words.is_empty()).then_some((words, span))
}
