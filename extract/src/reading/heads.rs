//! The headings above a place, from outside to inside, and how deep each stands.
//! Not here: which lines are headings (`layout`), what is read below them
//! (`by_field`).

use super::by_field::within;
use super::fields::Told;
use super::page::{Line, Page};

/// What headings say at one place: from outside to inside.
#[derive(Default)]
pub(super) struct Heads(Vec<Head>);

pub(super) struct Head {
    pub(super) level: u8,
    pub(super) sectors: u16,
    /// Tasks, weaknesses and proposals stand under it, no results.
    pub(super) closed: bool,
    /// "PHẦN THỨ HAI" alone on its line: its name is the next heading.
    pub(super) unnamed_part: bool,
}

impl Heads {
    pub(super) fn enter(&mut self, head: Head) {
        while self.0.last().is_some_and(|h| h.level >= head.level) {
            self.0.pop();
        }
        self.0.push(head);
    }

    /// Leaves a lead that stood on a line of its own.
    pub(super) fn leave_lead(&mut self) {
        while self.0.last().is_some_and(|h| h.level == OWN_LINE) {
            self.0.pop();
        }
    }

    pub(super) fn sectors(&self) -> u16 {
        let told = self.0.iter().rev().map(|h| h.sectors);
        told.into_iter().find(|s| *s != 0).unwrap_or(0)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.0.iter().any(|h| h.closed)
    }

    pub(super) fn is_unnamed_part(&self) -> bool {
        self.0.last().is_some_and(|h| h.unnamed_part)
    }
}

/// The level of "Lĩnh vực y tế:" on a line of its own, below all headings.
pub(super) const OWN_LINE: u8 = 9;

/// The heading in a line; `below_part` when a part waits for its name.
pub(super) fn head(page: &Page, line: &Line, told: &[Told], below_part: bool) -> Head {
    const CLOSED: [&str; 9] = [
        "nhiệm vụ",
        "phương hướng",
        "hạn chế",
        "tồn tại",
        "khó khăn",
        "kiến nghị",
        "đề xuất",
        "giải pháp",
        "nguyên nhân",
    ];
    let words = page.folded(&line.span);
    // "Kết quả thực hiện nhiệm vụ" reports.
    let reports = words.contains("kết quả");
    let part = part(&words);
    let level = match level(&words, page.str(&line.span)) {
        _ if part.is_some() => 0,
        UNNUMBERED if below_part && !is_roman(first_word(&words)) => 0,
        level => level,
    };
    Head {
        level,
        sectors: within(told, &line.span),
        closed: !reports && CLOSED.iter().any(|w| words.contains(w)),
        unnamed_part: part == Some(""),
    }
}

/// What stands behind "PHẦN THỨ HAI" or "Phần II." on its line.
fn part(words: &str) -> Option<&str> {
    let number = words.strip_prefix("phần ")?;
    let number = match number.strip_prefix("thứ ") {
        Some(ordinal) => ordinal,
        None if is_number(first_word(number)) => number,
        None => return None,
    };
    let name = number[first_word(number).len()..].trim_start_matches(is_mark);
    Some(name)
}

/// Roman numerals, and all headings without a number.
const UNNUMBERED: u8 = 2;

/// How deep a heading below the parts stands: "A.", "I." and what has no number,
/// "1.", "1.1.", "a)". `words` are folded, `written` tells capitals.
pub(super) fn level(words: &str, written: &str) -> u8 {
    let end = words.find([' ', ')']).unwrap_or(words.len());
    let (number, behind) = words.split_at(end);
    let bare = number.trim_end_matches('.');
    if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        let dots = bare.bytes().filter(|b| *b == b'.').count();
        return 3 + dots.min(4) as u8;
    }
    let marked = bare.len() < number.len() || behind.starts_with(')');
    let mut letters = bare.chars();
    let (Some(letter), None, true) = (letters.next(), letters.next(), marked) else {
        return UNNUMBERED;
    };
    match letter {
        _ if !letter.is_alphabetic() => UNNUMBERED,
        _ if !written.starts_with(char::is_uppercase) => 8,
        'i' | 'v' | 'x' => UNNUMBERED,
        _ => 1,
    }
}

fn is_mark(c: char) -> bool {
    " .:)-–".contains(c)
}

fn first_word(words: &str) -> &str {
    words.split(is_mark).next().unwrap_or("")
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"ivx".contains(&b))
}

/// "ii", "2", "b".
fn is_number(word: &str) -> bool {
    is_roman(word)
        || word.len() == 1
        || !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}
