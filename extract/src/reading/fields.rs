//! Sectors that the text reports on, sets tasks for, or cites documents about.
//! A body's name alone is not enough, so names of bodies are left out.

use super::lexicon::field_keywords;
use super::organisations::Mention;
use super::page::{Page, Part};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

struct Keywords {
    finder: AhoCorasick,
    /// Field of each pattern.
    owner: Vec<usize>,
    codes: Vec<&'static str>,
}

static KEYWORDS: LazyLock<Keywords> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut owner = Vec::new();
    let mut codes = Vec::new();
    for (index, (code, words)) in field_keywords().into_iter().enumerate() {
        codes.push(code);
        for word in words {
            patterns.push(word);
            owner.push(index);
        }
    }
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(patterns)
        .expect("the keyword list is small");
    Keywords {
        finder,
        owner,
        codes,
    }
});

/// Codes in the order of their first appearance.
pub(super) fn read(page: &Page, mentions: &[Mention]) -> Vec<(String, std::ops::Range<usize>)> {
    let mut found: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for line in page
        .lines
        .iter()
        .filter(|l| matches!(l.part, Part::Body | Part::Heading))
    {
        let low = crate::text::unify_tones(page.str(&line.span));
        let same_length = low.len() == line.span.len();
        for m in KEYWORDS.finder.find_overlapping_iter(&low) {
            let field = KEYWORDS.owner[m.pattern().as_usize()];
            if found.iter().any(|(f, _)| *f == field) || !alone(&low, m.start(), m.end()) {
                continue;
            }
            let span = line.span.start + m.start()..line.span.start + m.end();
            let span = if same_length { span } else { line.span.clone() };
            let in_body_name = same_length
                && mentions
                    .iter()
                    .any(|b| b.span.start <= span.start && span.end <= b.span.end);
            if !in_body_name {
                found.push((field, span));
            }
        }
    }
    found
        .into_iter()
        .map(|(f, s)| (KEYWORDS.codes[f].to_owned(), s))
        .collect()
}

fn alone(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(char::is_alphanumeric)
        && !text[end..].starts_with(char::is_alphanumeric)
}
