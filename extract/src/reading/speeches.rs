//! Speeches that are handed out as papers: "BÀI PHÁT BIỂU / của đồng chí … / tại Hội
//! nghị …", with the day in brackets below. Not here: who speaks within a page
//! (`speakers`).

use super::page::{Line, Page, Part};
use super::vocabulary::any_word;
use crate::text::{Lower, begins_with};
use std::ops::Range;

/// The line is the kind of a speech, in capitals of its own.
fn names_speech(words: &str) -> bool {
    const KINDS: &[&str] = &["BÀI PHÁT BIỂU", "PHÁT BIỂU", "DIỄN VĂN"];
    KINDS.iter().any(|kind| words.starts_with(kind))
        && words.split(' ').count() <= 6
        && !words.contains("ĐỒNG CHÍ")
        && !words.chars().any(char::is_lowercase)
}

/// Who speaks or where, below the kind of a speech.
fn goes_on(words: &str) -> bool {
    ["của ", "tại ", "Tại ", "Hội nghị "]
        .iter()
        .any(|head| words.starts_with(head))
}

/// Makes all lines of a speech's title such, when `first` is one of them; the place of
/// the line with its kind.
pub(super) fn whole_title(text: &str, lines: &mut [Line], first: usize) -> Option<usize> {
    let words = |at: usize| text[lines[at].span.clone()].trim();
    let head = (first.saturating_sub(3)..=first)
        .rev()
        .find(|at| !goes_on(words(*at)))
        .filter(|at| names_speech(words(*at)))?;
    let behind = (head + 1..lines.len().min(head + 4)).take_while(|at| {
        let words = words(*at);
        goes_on(words) && (*at == head + 1 || words.starts_with(char::is_lowercase))
    });
    let last = behind.last().filter(|last| *last >= first)?;
    for line in &mut lines[head..=last] {
        line.part = Part::Title;
    }
    Some(head)
}

/// "PHÁT BIỂU KẾT LUẬN" as the rest of the title is written.
pub(super) fn in_small(words: &str) -> String {
    let low = words.lowered();
    let mut chars = low.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.as_str().chars()).collect()
}

/// "của đồng chí …": token `at` begins who speaks, in a line of the title of a speech.
pub(super) fn names_speaker(page: &Page, at: usize) -> bool {
    let line = &page.lines[page.tokens[at].line as usize];
    line.part == Part::Title
        && line.tokens.start + 1 == at
        && any_word!(page.tokens[at - 1].key, "của")
}

/// The page is a speech by its title.
pub(super) fn is_speech(page: &Page) -> bool {
    const KINDS: &[&str] = &["bài phát biểu ", "phát biểu ", "diễn văn "];
    let title = page.title.as_ref().map_or("", |(title, _)| title.as_str());
    KINDS.iter().any(|kind| begins_with(title, kind).is_some())
}

/// The line is a day in brackets: "(Ngày 04/4/2025)".
pub(super) fn is_day(words: &str) -> bool {
    let inner = words
        .trim()
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|day| {
        day.len() < 40
            && begins_with(day, "ngày ").is_some()
            && day.contains(|c: char| c.is_ascii_digit())
    })
}

/// The day of the meeting right below the title of a speech.
pub(super) fn day(page: &Page) -> Option<Range<usize>> {
    let (_, title) = page.title.as_ref().filter(|_| is_speech(page))?;
    let next = page.lines.partition_point(|l| l.span.start < title.end);
    let mut below = page.lines[next..]
        .iter()
        .filter(|l| !page.str(&l.span).is_empty());
    let line = below.next()?;
    is_day(page.str(&line.span)).then(|| line.span.clone())
}
