//! Invitations: what they invite to, and who invites. Not here: day and venue, which
//! lines of their own tell (`minutes`).

use super::organisations::Mention;
use super::page::{Line, Page};
use crate::text::begins_with;
use std::ops::Range;

const NAME: &str = "Giấy mời";

/// "Giấy mời dự Hội nghị …" of a paper that goes on with who invites whom: line
/// `first` stands below "GIẤY MỜI" and is none of a title.
pub(super) fn title(text: &str, lines: &[Line], first: usize) -> Option<(String, Range<usize>)> {
    let words = |line: &Line| text[line.span.clone()].trim();
    let mut above = lines[..first].iter().rev().map(words);
    let kind = above.find(|w| !w.is_empty())?;
    if kind != "GIẤY MỜI" || !words(&lines[first]).contains("kính mời") {
        return None;
    }
    lines[first..]
        .iter()
        .filter(|line| !words(line).is_empty())
        .take(4)
        .find_map(|line| {
            let span = invited_to(text, &line.span)?;
            Some(([NAME, " dự ", &text[span.clone()]].concat(), span))
        })
}

/// "Dự: Hội nghị …" or "… tới dự Hội nghị …" in a line, up to the end of the clause.
fn invited_to(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let words = &text[line.clone()];
    let bare = words.trim_start_matches(|c: char| !c.is_alphabetic());
    let at = match ["dự:", "dự ", "tới dự ", "đến dự ", "tham dự "]
        .iter()
        .find_map(|head| begins_with(bare, head))
    {
        Some(length) => words.len() - bare.len() + length,
        None => [" tới dự ", " đến dự ", " tham dự "]
            .iter()
            .find_map(|head| Some(words.find(head)? + head.len()))?,
    };
    let from = words.len() - words[at..].trim_start().len();
    let rest = &words[from..];
    let end = rest.find([';', '.']).unwrap_or(rest.len());
    let end = from + rest[..end].trim_end().len();
    (end > from).then_some(line.start + from..line.start + end)
}

/// The body that invites: "Ban Tuyên giáo Tỉnh ủy trân trọng kính mời …".
pub(super) fn host(page: &Page, mentions: &[Mention]) -> Option<Range<usize>> {
    let (title, _) = page.title.as_ref()?;
    if !title.starts_with(NAME) {
        return None;
    }
    let mut lines = page.lines.iter().take(40);
    let line = &lines.find(|l| page.str(&l.span).contains("kính mời"))?.span;
    let inviting = mentions.iter().find(|m| {
        let rest = page.str(&(m.span.end..line.end)).trim_start();
        line.start <= m.span.start
            && (rest.starts_with("trân trọng kính mời") || rest.starts_with("kính mời"))
    })?;
    Some(inviting.span.clone())
}
