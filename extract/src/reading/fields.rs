//! Sectors that the text reports on, sets tasks for, or cites documents about.
//! A body's name alone is not enough, so names of bodies are left out.

use super::lexicon::{CAME, Phrases, sector_phrases};
use super::organisations::Mention;
use super::page::{Page, Part};
use super::tokens::{Token, key_at};
use super::vocabulary::any_word;
use std::ops::Range;
use std::sync::LazyLock;

/// Code and keywords of each sector.
static SECTORS: LazyLock<Vec<(&'static str, Phrases)>> = LazyLock::new(sector_phrases);

/// Words that tell of a sector.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// The sector's bit.
    pub sector: u16,
    pub span: Range<usize>,
}

/// The code of a sector's bit.
pub(super) fn code(sector: u16) -> &'static str {
    SECTORS
        .get(sector.trailing_zeros() as usize)
        .map_or("", |(code, _)| code)
}

/// Codes in the order of their first appearance.
pub(super) fn list(told: &[Told]) -> Vec<(String, Range<usize>)> {
    let mut seen: u16 = 0;
    let first = told.iter().filter(|t| {
        let new = seen & t.sector == 0;
        seen |= t.sector;
        new
    });
    first
        .map(|t| (code(t.sector).to_owned(), t.span.clone()))
        .collect()
}

/// Every place that tells of a sector, in order.
pub(super) fn told(page: &Page, mentions: &[Mention]) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    let mut body = 0;
    let skipped = attendance(page);
    for (at, token) in page.telling() {
        let here = token.sectors;
        if here == 0
            || skipped.iter().any(|r| r.contains(&at))
            || !matches!(
                page.lines[token.line as usize].part,
                Part::Body | Part::Heading
            )
        {
            continue;
        }
        while body < mentions.len() && mentions[body].span.end <= token.span.start {
            body += 1;
        }
        for (index, (_, words)) in SECTORS.iter().enumerate() {
            if here & 1 << index == 0 {
                continue;
            }
            let length = words.longest(&page.tokens, at);
            if length == 0 {
                continue;
            }
            let span = token.span.start..page.tokens[at + length - 1].span.end;
            let in_name = mentions
                .get(body)
                .is_some_and(|b| b.span.start <= span.start && span.end <= b.span.end);
            if !in_name && !is_formula(&page.tokens, at + length) {
                found.push(Told {
                    sector: 1 << index,
                    span,
                });
            }
        }
    }
    found
}

/// The words that end before token `end` are no matter of a sector there: "dịch
/// tả lợn" is none of health, "văn hóa - xã hội" a formula.
fn is_formula(tokens: &[Token], end: usize) -> bool {
    let last = tokens[end - 1].key;
    let (first, second) = (key_at(tokens, end), key_at(tokens, end + 1));
    any_word!(first, "tả") && any_word!(second, "lợn")
        || any_word!(last, "hóa") && any_word!(first, "-" | ",") && any_word!(second, "xã")
        || any_word!(last, "trường")
            && (any_word!(first, "học" | "mạng" | "số" | "sống")
                || any_word!(first, "giáo") && any_word!(second, "dục")
                || any_word!(first, "làm") && any_word!(second, "việc")
                || any_word!(first, "sư") && any_word!(second, "phạm")
                || any_word!(first, "văn") && any_word!(second, "hóa")
                || any_word!(first, "đầu") && any_word!(second, "tư")
                || any_word!(first, "kinh") && any_word!(second, "doanh")
                || any_word!(first, "an") && any_word!(second, "toàn")
                || any_word!(first, "lành") && any_word!(second, "mạnh"))
}

/// Token ranges of sentences that list who came: "các sở: Y tế, Giáo dục và
/// Đào tạo" names bodies, not sectors.
fn attendance(page: &Page) -> Vec<Range<usize>> {
    page.opening_sentences()
        .filter(|s| s.cues & super::cues::NO_RESULT != 0 && page.has(CAME, s))
        .map(|s| s.tokens.clone())
        .collect()
}
