//! Words, numbers and marks of a text with their places. Not here: phrases.

use super::vocabulary::{Key, VOCABULARY};
use crate::text::{CharKind, kind_of};
use std::ops::Range;

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub span: Range<usize>,
    /// Folded: lower case, tone placement unified. Punctuation as it is.
    pub key: Key,
    /// The line break counter: tokens of different lines never join.
    pub line: u32,
    /// What the word may announce, see `cues`.
    pub cues: u32,
    /// Number in the vocabulary; 0 for a word that no list knows.
    pub id: u16,
    /// Starts with a capital letter.
    pub capital: bool,
    /// Two letters or more, all capitals: an abbreviation or a shouted word.
    pub upper: bool,
    pub word: bool,
    /// A number: digits with their points and commas.
    pub number: bool,
}

pub(super) fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let vocabulary = &*VOCABULARY;
    let mut line = 0;
    cut(text, |span, kind| {
        if kind == Piece::Break {
            line += 1;
            return;
        }
        let piece = &text[span.clone()];
        let (word, number) = (kind == Piece::Word, kind == Piece::Number);
        let key = match piece {
            _ if word => Key::folded(piece),
            "–" | "—" | "−" | "‑" => Key::new("-"),
            other => Key::new(other),
        };
        let (id, cues) = if number {
            (0, super::cues::NUMBER)
        } else {
            vocabulary.find(&key)
        };
        let capital = word
            && piece
                .chars()
                .next()
                .is_some_and(|c| kind_of(c) == CharKind::Upper);
        let upper = capital
            && piece.chars().skip(1).all(|c| kind_of(c) != CharKind::Lower)
            && piece.chars().nth(1).is_some();
        tokens.push(Token {
            span,
            key,
            line,
            cues,
            id,
            capital,
            upper,
            word,
            number,
        });
    });
    tokens
}

/// The words and marks of a list file.
pub(super) fn pieces(text: &'static str) -> Vec<&'static str> {
    let mut all = Vec::new();
    cut(text, |span, kind| {
        if kind != Piece::Break {
            all.push(&text[span]);
        }
    });
    all
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Break,
    Word,
    Number,
    Mark,
}

/// A word is letters, with an apostrophe or `&` between letters (H'Nhuy,
/// GD&ĐT); a number is digits with points and commas between digits.
fn cut(text: &str, mut take: impl FnMut(Range<usize>, Piece)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b' ' {
            at += 1;
            continue;
        }
        if byte == b'\n' {
            take(at..at + 1, Piece::Break);
            at += 1;
            continue;
        }
        if byte.is_ascii_digit() {
            let start = at;
            at += 1;
            while at < bytes.len()
                && (bytes[at].is_ascii_digit()
                    || matches!(bytes[at], b'.' | b',')
                        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
            {
                at += 1;
            }
            take(start..at, Piece::Number);
            continue;
        }
        let (kind, length) = kind_at(text, at);
        if !kind.is_letter() {
            if kind != CharKind::Space {
                take(at..at + length, Piece::Mark);
            }
            at += length;
            continue;
        }
        let start = at;
        at += length;
        while at < bytes.len() {
            if bytes[at] == b' ' {
                break;
            }
            let (kind, length) = kind_at(text, at);
            if kind.is_letter() || kind == CharKind::Mark {
                at += length;
            } else if matches!(bytes[at], b'\'' | b'&') || text[at..].starts_with('’') {
                let next = at + length;
                if next < bytes.len() && kind_at(text, next).0.is_letter() {
                    at = next;
                } else {
                    break;
                }
            } else {
                break;
            }
        }
        take(start..at, Piece::Word);
    }
}

fn kind_at(text: &str, at: usize) -> (CharKind, usize) {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() {
        return (crate::text::ascii_kind(byte), 1);
    }
    let c = text[at..].chars().next().unwrap_or(' ');
    (kind_of(c), c.len_utf8())
}
