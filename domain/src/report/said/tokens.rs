//! A sentence as words, numbers and marks, for looking for figures in it. Not here:
//! what they mean (`said`, `spoken`).

use crate::text::fold;

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Token {
    /// As written, in lower case.
    pub(super) raw: String,
    /// Without marks of tone.
    pub(super) word: String,
    /// Nothing stands between it and the token before.
    pub(super) is_glued: bool,
}

impl Token {
    /// Whether it is a number in digits.
    pub(super) fn is_number(&self) -> bool {
        self.word.starts_with(|c: char| c.is_ascii_digit())
            && self.word.ends_with(|c: char| c.is_ascii_digit())
            && !self.word.contains(char::is_alphabetic)
    }

    /// Whether it is a word or a number, and no mark.
    pub(super) fn is_word(&self) -> bool {
        self.word.starts_with(char::is_alphanumeric)
    }
}

pub(super) fn is_word(token: &Token, word: &str) -> bool {
    token.word == word
}

pub(super) fn is_word_at(tokens: &[Token], at: usize, word: &str) -> bool {
    tokens.get(at).is_some_and(|t| is_word(t, word))
}

pub(super) fn is_any(token: &Token, words: &[&str]) -> bool {
    words.contains(&token.word.as_str())
}

/// Whether these words stand at a place.
pub(super) fn runs_at(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.len() >= at + words.len() && tokens[at..].iter().zip(words).all(|(t, w)| t.word == *w)
}

/// The tokens of a sentence. A number keeps its points and commas, a mark at its end
/// is one of its own.
pub(in crate::report) fn tokens(sentence: &str) -> Vec<Token> {
    let text = sentence.to_lowercase();
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut is_glued) = (0, false);
    while at < chars.len() {
        let first = chars[at];
        if first.is_whitespace() {
            (at, is_glued) = (at + 1, false);
            continue;
        }
        let from = at;
        at += 1;
        if first.is_alphanumeric() {
            let is_digit = |n: usize| chars.get(n).is_some_and(char::is_ascii_digit);
            let mut is_number = first.is_ascii_digit();
            while let Some(next) = chars.get(at) {
                is_number &= !next.is_alphabetic();
                let is_mark = matches!(next, '.' | ',') && is_number && is_digit(at + 1);
                if !next.is_alphanumeric()
                    && !is_mark
                    && !unicode_normalization::char::is_combining_mark(*next)
                {
                    break;
                }
                at += 1;
            }
        }
        let raw: String = chars[from..at].iter().collect();
        let word = fold(&raw);
        found.push(Token {
            raw,
            word,
            is_glued,
        });
        is_glued = true;
    }
    found
}

/// Where a name stands: from which token to behind which. A comma in the name or in
/// the sentence is no word of it.
pub(in crate::report) fn find_name(
    tokens: &[Token],
    name: &[String],
    from: usize,
) -> Option<(usize, usize)> {
    (from..tokens.len()).find_map(|start| {
        let mut at = start;
        for word in name {
            if at > start && tokens.get(at).is_some_and(|t| t.word == ",") {
                at += 1;
            }
            if tokens.get(at).is_none_or(|t| t.word != *word) {
                return None;
            }
            at += 1;
        }
        (at > start).then_some((start, at))
    })
}
