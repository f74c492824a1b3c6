//! The title as written, lines of a broken title joined.

use super::page::{Line, Part};
use super::{invitations, speeches};
use std::ops::Range;

pub(super) fn read(text: &str, lines: &mut [Line]) -> Option<(String, Range<usize>)> {
    let first = lines.iter().position(|l| l.part == Part::Title)?;
    if let Some(told) = invitations::title(text, lines, first) {
        return Some(told);
    }
    let speech = speeches::whole_title(text, lines, first);
    let mut lines = lines.iter().filter(|l| l.part == Part::Title);
    let first = lines.next()?;
    let mut span = first.span.clone();
    let mut words = text[span.clone()].trim().to_owned();
    if speech.is_some() {
        words = speeches::in_small(&words);
    }
    for line in lines {
        words.push(' ');
        words.push_str(text[line.span.clone()].trim());
        span.end = line.span.end;
    }
    (!words.is_empty()).then_some((words, span))
}
