//! Words, numbers and marks of a text with their places. Cutting, folding and
//! looking up is one walk over the bytes. Not here: phrases (`lexicon`) and the
//! words that need no folding (`spellings`).

use super::phrases::{Next, begins, mark_longer};
use super::spellings::SPELLINGS;
use super::vocabulary::{About, Key, NUMBER, VOCABULARY};
use crate::text::{CharKind, Letter, kind_of, letters, moved_tone, small};
use std::ops::Range;

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub span: Range<usize>,
    /// Folded: lower case, tone placement unified. Punctuation as it is.
    pub key: Key,
    /// Lists with a phrase that stands from here on, as bits.
    pub lists: u64,
    /// What the word may announce, see `cues`.
    pub cues: u32,
    /// The line break counter: tokens of different lines never join.
    pub line: u32,
    /// Number in the vocabulary; 0 for a word that no list knows.
    pub id: u16,
    /// Sectors with a keyword that stands from here on, as bits.
    pub sectors: u16,
    /// Tokens of the body named from here on, see `organisations`.
    pub body: u16,
    /// Starts with a capital letter.
    pub capital: bool,
    /// Two letters or more, all capitals: an abbreviation or a shouted word.
    pub upper: bool,
    pub word: bool,
    /// A number: digits with their points and commas.
    pub number: bool,
}

impl Token {
    fn new(key: Key, about: About) -> Self {
        Self {
            span: 0..0,
            key,
            lists: 0,
            cues: about.cues,
            line: 0,
            id: about.id,
            sectors: 0,
            body: 0,
            capital: false,
            upper: false,
            word: false,
            number: false,
        }
    }

    /// A mark, wherever it stands.
    pub(super) fn mark(key: Key) -> Self {
        Self::new(key, VOCABULARY.find(&key))
    }

    /// A word, wherever it stands.
    pub(super) fn word(word: Word) -> Self {
        Self {
            capital: word.capital,
            upper: word.upper,
            word: true,
            ..Self::mark(word.key)
        }
    }

    /// A number in digits.
    fn number(written: &str) -> Self {
        let about = About {
            cues: super::cues::NUMBER,
            id: NUMBER,
        };
        Self {
            number: true,
            ..Self::new(Key::new(written), about)
        }
    }
}

/// The key of token `at`, an empty one behind the last.
#[inline]
pub(super) fn key_at(tokens: &[Token], at: usize) -> Key {
    tokens.get(at).map_or(Key::of(""), |t| t.key)
}

pub(super) fn tokenise(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let spellings = &*SPELLINGS;
    let mut tokens = Vec::with_capacity(text.len() / 4 + 8);
    let mut line = 0;
    // Tokens behind which a phrase goes on, by the next one, and what may be next.
    // They are walked from line by line, while their words are at hand.
    let mut longer: Vec<u32> = Vec::with_capacity(64);
    let mut next = Next::default();
    let mut cutter = Cutter::new(text);
    loop {
        // Nine of ten are known by their bytes.
        while let Some((end, known)) = spellings.at(bytes, cutter.at) {
            if next.may_be(known.id) {
                longer.push(tokens.len() as u32 - 1);
            }
            next = known.next;
            tokens.push(Token {
                span: cutter.at..end,
                key: known.key,
                lists: known.lists,
                cues: known.cues,
                line,
                id: known.id,
                sectors: known.sectors,
                body: 0,
                capital: known.capital,
                upper: known.upper,
                word: known.word,
                number: false,
            });
            cutter.go_on(end);
        }
        let Some((span, piece)) = cutter.next_piece() else {
            break;
        };
        let token = match piece {
            Piece::Break => {
                mark_all(&mut tokens, &mut longer);
                next = Next::default();
                line += 1;
                continue;
            }
            Piece::Word(word) => Token::word(word),
            Piece::Number => Token::number(&text[span.clone()]),
            Piece::Mark => Token::mark(match &text[span.clone()] {
                "–" | "—" | "−" => Key::of("-"),
                other => Key::new(other),
            }),
        };
        if next.may_be(token.id) {
            longer.push(tokens.len() as u32 - 1);
        }
        let begins = begins(token.id);
        next = begins.next;
        tokens.push(Token {
            span,
            line,
            lists: begins.lists,
            sectors: begins.sectors,
            ..token
        });
    }
    mark_all(&mut tokens, &mut longer);
    tokens
}

/// Tells the tokens of a line which longer phrases begin with them.
fn mark_all(tokens: &mut [Token], longer: &mut Vec<u32>) {
    for at in longer.drain(..) {
        mark_longer(tokens, at as usize);
    }
}

/// The words and marks of a phrase of a list.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut cutter = Cutter::new(text);
    while let Some((span, piece)) = cutter.next_piece() {
        if !matches!(piece, Piece::Break) {
            all.push(&text[span]);
        }
    }
    all
}

enum Piece {
    Break,
    Word(Word),
    Number,
    Mark,
}

#[derive(Clone, Copy)]
pub(super) struct Word {
    pub key: Key,
    pub capital: bool,
    pub upper: bool,
}

/// Cuts a text into words, numbers, marks and ends of lines. A word is letters,
/// with an apostrophe or `&` between letters (H'Nhuy, GD&ĐT); a number is digits
/// with points and commas between digits.
struct Cutter<'a> {
    text: &'a str,
    at: usize,
    letters: &'static [Letter],
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            letters: letters(),
        }
    }

    /// Behind a piece that ends at `end`, and the space that stands behind
    /// nearly every word.
    #[inline(always)]
    fn go_on(&mut self, end: usize) {
        self.at = end + usize::from(self.text.as_bytes().get(end) == Some(&b' '));
    }

    /// The next piece and its place.
    #[inline]
    fn next_piece(&mut self) -> Option<(Range<usize>, Piece)> {
        let bytes = self.text.as_bytes();
        loop {
            let at = self.at;
            let byte = *bytes.get(at)?;
            let (end, piece) = match byte {
                b' ' | b'\t' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                b'\n' => (at + 1, Piece::Break),
                b'0'..=b'9' => (number_end(bytes, at), Piece::Number),
                b'a'..=b'z' | b'A'..=b'Z' => {
                    let (end, word) = word(self.text, at, self.letters);
                    (end, Piece::Word(word))
                }
                0..0x80 => (at + 1, Piece::Mark),
                _ => {
                    let (kind, _, length) = letter_at(self.text, at, self.letters);
                    if kind.is_letter() {
                        let (end, word) = word(self.text, at, self.letters);
                        (end, Piece::Word(word))
                    } else if kind == CharKind::Space {
                        self.at += length;
                        continue;
                    } else {
                        (at + length, Piece::Mark)
                    }
                }
            };
            self.go_on(end);
            return Some((at..end, piece));
        }
    }
}

fn number_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while let Some(&next) = bytes.get(at)
        && (next.is_ascii_digit()
            || matches!(next, b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
    {
        at += 1;
    }
    at
}

/// Kind, small form and length of the character at `at`, not ASCII.
#[inline]
fn letter_at(text: &str, at: usize, letters: &[Letter]) -> (CharKind, char, usize) {
    let bytes = text.as_bytes();
    let lead = u32::from(bytes[at]);
    let low = |n: usize| u32::from(bytes[at + n] & 0x3F);
    let (code, length) = if lead < 0xE0 {
        ((lead & 0x1F) << 6 | low(1), 2)
    } else if lead < 0xF0 {
        ((lead & 0x0F) << 12 | low(1) << 6 | low(2), 3)
    } else {
        (u32::MAX, 4)
    };
    if let Some(letter) = letters.get(code as usize) {
        return (letter.kind, letter.small, length);
    }
    let c = text[at..].chars().next().unwrap_or(' ');
    (kind_of(c), small(c), length)
}

/// The word that begins at `at` with its end, folded.
pub(super) fn word_at(text: &str, at: usize) -> (usize, Word) {
    word(text, at, letters())
}

/// Reads the word that begins at `at`; gives its end. The key is what
/// `Key::folded` makes of the same word.
fn word(text: &str, start: usize, letters: &[Letter]) -> (usize, Word) {
    let bytes = text.as_bytes();
    let mut key = [0_u8; 15];
    let (mut length, mut full) = (0, false);
    let (mut capital, mut low_behind) = (false, false);
    let mut last = ' ';
    let mut chars = 0;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        let (kind, c, width);
        if byte < 0x80 {
            let small = byte | 0x20;
            if small.is_ascii_lowercase() && byte.is_ascii_alphabetic() {
                kind = if small == byte {
                    CharKind::Lower
                } else {
                    CharKind::Upper
                };
                c = char::from(small);
            } else if matches!(byte, b'\'' | b'&') && letter_follows(text, at + 1, letters) {
                kind = CharKind::Other;
                c = char::from(byte);
            } else {
                break;
            }
            width = 1;
            if !full && length < 15 {
                key[length] = c as u8;
                length += 1;
            } else {
                full = true;
            }
        } else {
            (kind, c, width) = letter_at(text, at, letters);
            let inside = kind.is_letter()
                || kind == CharKind::Mark
                || c == '’' && letter_follows(text, at + width, letters);
            if !inside {
                break;
            }
            if !full && length + c.len_utf8() <= 15 {
                length += c.encode_utf8(&mut key[length..]).len();
            } else {
                full = true;
            }
        }
        if chars == 0 {
            capital = kind == CharKind::Upper;
        } else if kind == CharKind::Lower {
            low_behind = true;
        }
        last = c;
        chars += 1;
        at += width;
    }
    if !last.is_ascii() && !full {
        let before = length - last.len_utf8();
        if before > 0 {
            let glide = key[before - 1];
            let after_q = before > 1 && key[before - 2] == b'q';
            if matches!(glide, b'o' | b'u')
                && !(glide == b'u' && after_q)
                && let Some((vowel, plain)) = moved_tone(char::from(glide), last)
            {
                length = before - 1;
                length += vowel.encode_utf8(&mut key[length..]).len();
                length += plain.encode_utf8(&mut key[length..]).len();
                key[length..].fill(0);
            }
        }
    }
    let word = Word {
        key: Key::of_bytes(&key, length),
        capital,
        upper: capital && !low_behind && chars > 1,
    };
    (at, word)
}

fn letter_follows(text: &str, at: usize, letters: &[Letter]) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
        Some(_) => letter_at(text, at, letters).0.is_letter(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_of_a_text_has_the_key_of_the_word_alone(text in "[ a-zA-ZÀ-ỹĐđ'’&0-9,.\u{300}]{0,40}") {
            for token in tokenise(&text).iter().filter(|t| t.word) {
                prop_assert_eq!(token.key, Key::folded(&text[token.span.clone()]));
            }
        }
    }

    #[test]
    fn words_numbers_and_marks_are_apart() {
        let words: Vec<String> = tokenise("Ông H'Nhuy (GD&ĐT) – 1.250,5 ha; Uỷ ban")
            .iter()
            .map(|t| t.key.as_str().to_owned())
            .collect();
        assert_eq!(
            words,
            [
                "ông", "h'nhuy", "(", "gd&đt", ")", "-", "1.250,5", "ha", ";", "ủy", "ban"
            ]
        );
    }
}
