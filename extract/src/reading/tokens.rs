//! Words, numbers and marks of a text with their places. Not here: phrases.

use crate::text::unify_tones;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub span: Range<usize>,
    /// Folded: lower case, tone placement unified. Punctuation as it is.
    pub key: String,
    /// Starts with a capital letter.
    pub capital: bool,
    pub word: bool,
    /// The line break counter: tokens of different lines never join.
    pub line: u32,
}

static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\n|\p{L}[\p{L}\p{M}]*(?:['’&][\p{L}\p{M}]+)*|[0-9]+(?:[.,][0-9]+)*|[^\s]")
        .expect("valid expression")
});

pub(super) fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut line = 0;
    for m in TOKEN.find_iter(text) {
        let piece = m.as_str();
        if piece == "\n" {
            line += 1;
            continue;
        }
        let first = piece.chars().next().unwrap_or(' ');
        let word = first.is_alphabetic();
        let key = match piece {
            "–" | "—" | "−" | "‑" => "-".to_owned(),
            _ if word => unify_tones(piece),
            _ => piece.to_owned(),
        };
        tokens.push(Token {
            span: m.range(),
            key,
            capital: first.is_uppercase(),
            word,
            line,
        });
    }
    tokens
}
