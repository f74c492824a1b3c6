//! The shared structure of one text: lines with their part in the page, tokens,
//! sentences. Built once, read by every field. Not here: how the parts are told
//! apart (`layout`), nor any meaning.

use super::layout;
use super::tokens::{Token, tokenise};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a line is in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Blank,
    /// Menus, counters, links: nothing is read from them.
    Furniture,
    Title,
    /// The page's own date line.
    Stamp,
    /// Letterhead of an official paper.
    Letterhead,
    Heading,
    Body,
    Caption,
    Byline,
    Recipients,
    Signature,
}

#[derive(Debug, Clone)]
pub(super) struct Line {
    pub span: Range<usize>,
    pub part: Part,
}

#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub span: Range<usize>,
    /// Index of its line.
    pub line: usize,
}

#[derive(Debug)]
pub(super) struct Page {
    pub text: String,
    pub lines: Vec<Line>,
    pub tokens: Vec<Token>,
    /// Sentences of body lines, headings and captions, in order.
    pub sentences: Vec<Sentence>,
    /// An official paper with letterhead, not a news page.
    pub official: bool,
    /// Byte range from the first to the last body line.
    pub body: Range<usize>,
}

impl Page {
    /// `text` must be normalised.
    pub(super) fn new(text: String) -> Self {
        let (lines, official) = layout::lay_out(&text);
        let tokens = tokenise(&text);
        let mut sentences = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            if matches!(line.part, Part::Body | Part::Caption | Part::Heading) {
                for span in split_sentences(&text, line.span.clone()) {
                    sentences.push(Sentence { span, line: index });
                }
            }
        }
        let start = lines
            .iter()
            .find(|l| l.part == Part::Body)
            .map_or(text.len(), |l| l.span.start);
        let end = lines
            .iter()
            .rev()
            .find(|l| l.part == Part::Body)
            .map_or(start, |l| l.span.end);
        Self {
            text,
            lines,
            tokens,
            sentences,
            official,
            body: start..end,
        }
    }

    pub(super) fn str(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or("")
    }

    /// Lines of one part, in order.
    pub(super) fn part(&self, part: Part) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |l| l.part == part)
    }

    /// The part of the page that byte `at` lies in.
    pub(super) fn part_at(&self, at: usize) -> Part {
        let index = self.lines.partition_point(|l| l.span.end <= at);
        self.lines.get(index).map_or(Part::Blank, |l| l.part)
    }

    /// Sentences that belong to the body proper.
    pub(super) fn body_sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences
            .iter()
            .filter(|s| self.lines[s.line].part == Part::Body)
    }

    /// The first body lines, where a news page tells what met when and where.
    pub(super) fn opening(&self) -> Vec<&Line> {
        self.part(Part::Body).take(3).collect()
    }

    /// Index of the first token that starts at or after byte `at`.
    pub(super) fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start < at)
    }
}

static END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[.?!…]+[”»)]?\s+").expect("valid expression"));

/// Splits at a full stop before a capital, not behind an abbreviation or an
/// item number.
fn split_sentences(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    const SHORT: &[&str] = &[
        "TS", "PGS", "GS", "ThS", "BS", "DS", "TP", "Tp", "CN", "KS", "T.Ư", "TX", "St", "CKI",
        "CKII", "NGƯT", "NGND", "Đ/c", "đ/c",
    ];
    let mut spans = Vec::new();
    let mut start = line.start;
    for m in END.find_iter(&text[line.clone()]) {
        let (stop, next) = (line.start + m.start(), line.start + m.end());
        let word = text[start..stop]
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or("");
        let capital = text[next..line.end]
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "“\"'(-+".contains(c));
        let item = text[start..stop].trim().len() <= 4;
        let abbreviation = m.as_str().starts_with('.')
            && SHORT
                .iter()
                .any(|s| word.trim_start_matches('(').rsplit('.').next() == Some(*s) || word == *s);
        if capital && !item && !abbreviation {
            spans.push(start..stop);
            start = next;
        }
    }
    if start < line.end {
        spans.push(start..line.end);
    }
    spans
}
