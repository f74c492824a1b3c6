//! Sectors that the text reports on, sets tasks for, or cites documents about.
//! A body's name alone is not enough, so names of bodies are left out.

use super::lexicon::{CAME, Phrases, sector_phrases};
use super::organisations::Mention;
use super::page::{Page, Part};
use std::ops::Range;
use std::sync::LazyLock;

/// Code and keywords of each sector.
static SECTORS: LazyLock<Vec<(&'static str, Phrases)>> = LazyLock::new(sector_phrases);

/// Codes in the order of their first appearance.
pub(super) fn read(page: &Page, mentions: &[Mention]) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut left: u16 = (1 << SECTORS.len()) - 1;
    let mut body = 0;
    let skipped = attendance(page);
    for (at, token) in page.tokens.iter().enumerate() {
        let here = token.sectors & left;
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
        for (index, (code, words)) in SECTORS.iter().enumerate() {
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
            let next = |n: usize| {
                page.tokens
                    .get(at + length + n)
                    .map_or("", |t| t.key.as_str())
            };
            // "dịch tả lợn" is no matter of health; "văn hóa - xã hội" is a formula.
            let formula = (next(0), next(1)) == ("tả", "lợn")
                || matches!((next(0), next(1)), ("-" | ",", "xã"))
                    && page.tokens[at + length - 1].key == "hóa"
                || page.tokens[at + length - 1].key == "trường"
                    && matches!(
                        (next(0), next(1)),
                        ("giáo", "dục")
                            | ("học", _)
                            | ("mạng", _)
                            | ("làm", "việc")
                            | ("sư", "phạm")
                            | ("số", _)
                            | ("văn", "hóa")
                            | ("đầu", "tư")
                            | ("kinh", "doanh")
                            | ("an", "toàn")
                            | ("lành", "mạnh")
                            | ("sống", _)
                    );
            if !in_name && !formula {
                left &= !(1 << index);
                found.push(((*code).to_owned(), span));
            }
        }
    }
    found
}

/// Token ranges of sentences that list who came: "các sở: Y tế, Giáo dục và
/// Đào tạo" names bodies, not sectors.
fn attendance(page: &Page) -> Vec<Range<usize>> {
    page.opening_sentences()
        .filter(|s| s.cues & super::cues::NO_RESULT != 0 && page.has(CAME, s))
        .map(|s| s.tokens.clone())
        .collect()
}
