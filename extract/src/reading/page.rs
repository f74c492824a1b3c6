//! The shared structure of one text: lines with their part in the page, tokens,
//! sentences, dates. Built once, read by every field. Not here: how the parts
//! are told apart (`layout`), nor any meaning.

use super::known::KnownBodies;
use super::lexicon::{HEADS_ALONE, HEADS_OPEN, NEGATIVE, POSITIVE, Phrases, ROLE_WORDS};
use super::tokens::{Token, tokenise};
use super::{cues, layout};
use crate::date::{FoundDate, FoundPeriod, dates_among, periods_among};
use crate::text::unify_tones;
use std::ops::Range;

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
    /// Its sentences in `Page::sentences`; none outside the running text.
    pub sentences: Range<usize>,
    pub tokens: Range<usize>,
    /// The cues and the lists of all its words.
    pub cues: u32,
    pub lists: u64,
}

#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub span: Range<usize>,
    /// Index of its line.
    pub line: usize,
    pub tokens: Range<usize>,
    /// The cues and the lists of all its words.
    pub cues: u32,
    pub lists: u64,
}

#[derive(Debug)]
pub(super) struct Page {
    pub text: String,
    pub lines: Vec<Line>,
    pub tokens: Vec<Token>,
    /// Tokens at which a rule of a whole page may begin, in order: a body, a
    /// role, a form of address, a document, a weakness, a sector.
    telling: Vec<u32>,
    /// Tokens that are numbers in digits, in order.
    numbers: Vec<u32>,
    /// Sentences of body lines, headings and captions, in order.
    pub sentences: Vec<Sentence>,
    /// Every date of the text, in order.
    pub dates: Vec<FoundDate>,
    /// The title as written, lines of a broken title joined, with its place.
    pub title: Option<(String, Range<usize>)>,
    /// An official paper with letterhead, not a news page.
    pub official: bool,
    /// Byte range from the first to the last body line.
    pub body: Range<usize>,
}

impl Page {
    /// `text` must be normalised.
    pub(super) fn new(text: String, known: &KnownBodies) -> Self {
        let mut tokens = tokenise(&text);
        let (mut telling, numbers) = telling(&tokens);
        super::organisations::mark_bodies(&mut tokens, &telling);
        if known.mark(&mut tokens) {
            let tells = |at: &u32| tokens[*at as usize].body > 0;
            telling.extend((0..tokens.len() as u32).filter(tells));
            telling.sort_unstable();
            telling.dedup();
        }
        let dates = dates_among(&text, starts(&tokens, &numbers));
        let mut lines = cut_lines(&text, &tokens);
        let official = layout::lay_out(&text, &mut lines, &tokens, &dates);
        let mut sentences: Vec<Sentence> = Vec::with_capacity(64);
        // One for all lines, each of which would ask for memory of its own.
        let mut spans = Vec::with_capacity(16);
        for (index, line) in lines.iter_mut().enumerate() {
            let from = sentences.len();
            if matches!(line.part, Part::Body | Part::Caption | Part::Heading) {
                let mut token = line.tokens.start;
                split_sentences(&text, &line.span, &mut spans);
                for span in spans.drain(..) {
                    while token < line.tokens.end && tokens[token].span.start < span.start {
                        token += 1;
                    }
                    let first = token;
                    let (mut cues, mut lists) = (0, 0);
                    while token < line.tokens.end && tokens[token].span.end <= span.end {
                        cues |= tokens[token].cues;
                        lists |= tokens[token].lists;
                        token += 1;
                    }
                    sentences.push(Sentence {
                        span,
                        line: index,
                        tokens: first..token,
                        cues,
                        lists,
                    });
                }
            }
            line.sentences = from..sentences.len();
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
        let title = super::title::read(&text, &mut lines);
        Self {
            text,
            lines,
            tokens,
            telling,
            numbers,
            sentences,
            dates,
            title,
            official,
            body: start..end,
        }
    }

    /// Where each number in digits begins.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        starts(&self.tokens, &self.numbers)
    }

    /// The tokens at which a rule of a whole page may begin, with their places.
    pub(super) fn telling(&self) -> impl Iterator<Item = (usize, &Token)> {
        let at = self.telling.iter().map(|at| *at as usize);
        at.map(|at| (at, &self.tokens[at]))
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

    /// The line that byte `at` lies in.
    pub(super) fn line_at(&self, at: usize) -> Range<usize> {
        let index = self.lines.partition_point(|l| l.span.end < at);
        self.lines
            .get(index)
            .map_or(at..self.text.len(), |l| l.span.clone())
    }

    /// Sentences that belong to the body proper.
    pub(super) fn body_sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences
            .iter()
            .filter(|s| self.lines[s.line].part == Part::Body)
    }

    /// The sentences of a line.
    pub(super) fn of_line(&self, index: usize) -> &[Sentence] {
        &self.sentences[self.lines[index].sentences.clone()]
    }

    /// The first body lines, where a news page tells what met when and where.
    pub(super) fn opening(&self) -> impl Iterator<Item = &Line> {
        self.part(Part::Body).take(3)
    }

    /// Sentences of the opening, in order.
    pub(super) fn opening_sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.opening()
            .flat_map(|l| &self.sentences[l.sentences.clone()])
    }

    /// The sentence begins with a phrase of `list`.
    pub(super) fn opens(&self, list: Phrases, sentence: &Sentence) -> bool {
        list.longest(&self.tokens, sentence.tokens.start) > 0
            && !sentence.tokens.is_empty()
            && self.tokens[sentence.tokens.start].span.start == sentence.span.start
    }

    /// A phrase of `list` stands in the sentence.
    pub(super) fn has(&self, list: Phrases, sentence: &Sentence) -> bool {
        list.may_be_in(sentence.lists) && list.any(&self.tokens, sentence.tokens.clone())
    }

    /// Tokens inside a byte range.
    pub(super) fn tokens_in(&self, span: &Range<usize>) -> Range<usize> {
        let from = self.token_from(span.start);
        let to = self.tokens.partition_point(|t| t.span.end <= span.end);
        from..to.max(from)
    }

    /// Index of the first token that starts at or after byte `at`.
    pub(super) fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.start < at)
    }

    /// Periods inside a byte range, their places counted from its start. They
    /// begin where a word does; inside a number and a word that no list knows,
    /// which may be two glued together, every byte is asked.
    pub(super) fn periods_in(&self, span: &Range<usize>) -> Vec<FoundPeriod> {
        let from = self.tokens.partition_point(|t| t.span.end <= span.start);
        let tokens = self.tokens[from..].iter();
        let starts = tokens
            .take_while(|t| t.span.start < span.end)
            .filter(|t| t.id == 0 || t.cues & (cues::NUMBER | cues::PERIOD) != 0)
            .flat_map(|t| {
                let known = t.id != 0 && !t.number && t.span.start >= span.start;
                let end = if known { t.span.start + 1 } else { t.span.end };
                t.span.start.max(span.start)..end.min(span.end)
            })
            .map(|at| at - span.start);
        periods_among(self.str(span), starts)
    }

    /// The words in small letters with tones in their new place, as
    /// `unify_tones` makes them; the tokens know it of nearly every word.
    pub(super) fn folded(&self, span: &Range<usize>) -> String {
        let mut out = String::with_capacity(span.len() + 4);
        // What stands as it is folded is copied together: from `same` to `at`.
        let (mut at, mut same) = (span.start, span.start);
        for token in &self.tokens[self.tokens_in(span)] {
            // A longer one may be cut in its key.
            if token.word && token.id != 0 && token.span.len() <= 12 {
                let start = token.span.start;
                if !is_folded(self.str(&(at..start))) {
                    out.push_str(self.str(&(same..at)));
                    self.fold_between(at..start, &mut out);
                    same = start;
                }
                if token.capital || token.key != self.text[token.span.clone()] {
                    out.push_str(self.str(&(same..start)));
                    out.push_str(token.key.as_str());
                    same = token.span.end;
                }
                at = token.span.end;
            }
        }
        out.push_str(self.str(&(same..at)));
        self.fold_between(at..span.end, &mut out);
        out
    }

    #[inline]
    fn fold_between(&self, span: Range<usize>, out: &mut String) {
        let words = self.str(&span);
        if is_folded(words) {
            out.push_str(words);
        } else {
            out.push_str(&unify_tones(words));
        }
    }

    /// Dates inside a byte range.
    pub(super) fn dates_in(&self, span: &Range<usize>) -> &[FoundDate] {
        let from = self.dates.partition_point(|d| d.span.start < span.start);
        let to = self.dates.partition_point(|d| d.span.end <= span.end);
        self.dates.get(from..to).unwrap_or(&[])
    }
}

/// Nothing in it changes by folding: it holds no letter.
#[inline]
fn is_folded(between: &str) -> bool {
    between == " "
        || between
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_alphabetic())
}

/// Where the numbers begin in the text.
fn starts(tokens: &[Token], numbers: &[u32]) -> impl Iterator<Item = usize> {
    numbers.iter().map(|at| tokens[*at as usize].span.start)
}

/// The tokens at which a rule of a whole page may begin, and the numbers. Every
/// body begins with a word of one of the lists, so bodies need not be known yet.
fn telling(tokens: &[Token]) -> (Vec<u32>, Vec<u32>) {
    const CUES: u32 = cues::ADDRESS | cues::NAMED | cues::REVIEW;
    const LISTS: [Phrases; 5] = [HEADS_ALONE, HEADS_OPEN, ROLE_WORDS, NEGATIVE, POSITIVE];
    let lists = Phrases::bits(&LISTS);
    let mut telling = Vec::with_capacity(tokens.len() / 2 + 8);
    let mut numbers = Vec::with_capacity(tokens.len() / 8 + 8);
    for (from, some) in (0..).step_by(64).zip(tokens.chunks(64)) {
        // A bit for each, since no processor could guess which ones tell.
        let (mut tells, mut counts) = (0_u64, 0_u64);
        for (place, token) in some.iter().enumerate() {
            let bits = token.lists & lists | u64::from(token.cues & CUES);
            let bits = bits | u64::from(token.sectors);
            tells |= u64::from(bits != 0) << place;
            counts |= u64::from(token.number) << place;
        }
        telling.extend(places(tells).map(|place| from + place));
        numbers.extend(places(counts).map(|place| from + place));
    }
    (telling, numbers)
}

/// The places of the bits that are set, in order.
fn places(mut bits: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (place < 64).then_some(place)
    })
}

/// The lines of the text with the tokens of each; their part is not told yet.
fn cut_lines(text: &str, tokens: &[Token]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(64);
    let (mut at, mut token) = (0, 0);
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    for end in ends {
        let raw = &text[at..end];
        let first = token;
        let (mut cues, mut lists) = (0, 0);
        while let Some(t) = tokens.get(token).filter(|t| t.span.start < end) {
            cues |= t.cues;
            lists |= t.lists;
            token += 1;
        }
        lines.push(Line {
            span: at..end,
            // What has a token is not blank.
            part: if first == token && raw.trim().is_empty() {
                Part::Blank
            } else {
                Part::Furniture
            },
            sentences: 0..0,
            tokens: first..token,
            cues,
            lists,
        });
        at = end + 1;
    }
    lines
}

/// Puts the sentences of a line into `spans`: splits at a full stop before a
/// capital, not behind an abbreviation or an item number.
fn split_sentences(text: &str, line: &Range<usize>, spans: &mut Vec<Range<usize>>) {
    const SHORT: &[&str] = &[
        "TS", "PGS", "GS", "ThS", "BS", "DS", "TP", "Tp", "CN", "KS", "T.Ư", "TX", "St", "CKI",
        "CKII", "NGƯT", "NGND", "Đ/c", "đ/c", "BSCKI", "BSCKII", "TTr", "Th.S", "Ths", "Ts", "ĐH",
    ];
    let bytes = text.as_bytes();
    let mut start = line.start;
    let mut at = line.start;
    while let Some(next) = next_stop(&bytes[at..line.end]) {
        at += next;
        let stop = at;
        while at < line.end && stop_length(bytes, at) > 0 {
            at += stop_length(bytes, at);
        }
        for close in ["”", "»", ")"] {
            if text[at..line.end].starts_with(close) {
                at += close.len();
                break;
            }
        }
        if at >= line.end || bytes[at] != b' ' {
            continue;
        }
        let next = at + 1;
        let capital = text[next..line.end]
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "“\"'(-+".contains(c));
        if !capital {
            continue;
        }
        let item = text[start..stop].trim().len() <= 4;
        let word = bytes[start..stop].rsplit(|b| *b == b' ').next();
        let word = &text[stop - word.map_or(0, <[u8]>::len)..stop];
        let last = word.trim_start_matches('(').rsplit('.').next();
        let abbreviation =
            bytes[stop] == b'.' && SHORT.iter().any(|s| last == Some(*s) || word == *s);
        if !item && !abbreviation {
            spans.push(start..stop);
            start = next;
        }
    }
    if start < line.end {
        spans.push(start..line.end);
    }
}

/// Offset of the next mark that ends a sentence.
fn next_stop(bytes: &[u8]) -> Option<usize> {
    let plain = memchr::memchr3(b'.', b'?', b'!', bytes);
    // The last byte of the ellipsis is the rarest of its three.
    let before = &bytes[..plain.unwrap_or(bytes.len())];
    let ellipsis = memchr::memchr_iter(0xA6, before)
        .find_map(|i| i.checked_sub(2).filter(|at| stop_length(bytes, *at) == 3));
    ellipsis.or(plain)
}

/// Bytes of a mark that ends a sentence, or 0.
fn stop_length(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'.' | b'?' | b'!') => 1,
        Some(0xE2) if bytes[at..].starts_with("…".as_bytes()) => 3,
        _ => 0,
    }
}
