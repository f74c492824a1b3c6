//! One number in a sentence with what belongs to it: its thousands, its sign of a
//! share, its denominator, and the word of bound before it (§6.2). Not here: whose
//! number it is.

use super::spoken::{multiple, spoken};
use super::tokens::{Token, is_word_at, runs_at};
use crate::number::read_number;

/// A number as a sentence has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// As it is written.
    pub(super) said: String,
    /// At `scale`; several where the notation has two meanings.
    pub(super) readings: Vec<i128>,
    pub(super) scale: u32,
    /// "triệu" behind it; none where it is in the table's own measure.
    pub(super) multiple: Option<i128>,
    pub(super) is_percent: bool,
    /// Behind a stroke: the denominator.
    pub(super) over: Option<String>,
    pub(super) bound: Bound,
    /// Tokens from the first of it, and behind the last.
    pub(super) range: (usize, usize),
}

/// What a word before a number makes of it (§6.2, threshold words).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    AtLeast,
    AtMost,
    About,
}

/// What the words before a number say of it, and how many they are.
pub(super) fn bound_before(tokens: &[Token], at: usize) -> (Bound, usize) {
    let ends = |words: &[&str]| at >= words.len() && runs_at(tokens, at - words.len(), words);
    let known: [(&[&str], Bound); 15] = [
        (&["it", "nhat"], Bound::AtLeast),
        (&["toi", "thieu"], Bound::AtLeast),
        (&["tro", "len"], Bound::AtLeast),
        (&["toi", "da"], Bound::AtMost),
        (&["khong", "qua"], Bound::AtMost),
        (&["chua", "den"], Bound::AtMost),
        (&["chua", "toi"], Bound::AtMost),
        (&["xap", "xi"], Bound::About),
        (&["tren", "duoi"], Bound::About),
        (&["hon"], Bound::AtLeast),
        (&["tren"], Bound::AtLeast),
        (&["vuot"], Bound::AtLeast),
        (&["duoi"], Bound::AtMost),
        (&["gan"], Bound::About),
        (&["khoang"], Bound::About),
    ];
    let found = known.iter().find(|(words, _)| ends(words));
    found.map_or((Bound::Exact, 0), |(words, bound)| (*bound, words.len()))
}

/// The number that begins at a token, with "%", a denominator or "triệu" behind it.
pub(super) fn figure_at(tokens: &[Token], at: usize, with_words: bool) -> Option<Figure> {
    let token = tokens.get(at)?;
    let (said, readings, scale, mut end) = if token.is_number() {
        let scale = token
            .word
            .rsplit_once(',')
            .map_or(0, |(_, d)| d.len().min(9));
        let read = read_number(&token.word, u8::try_from(scale).ok()?).ok()?;
        (token.word.clone(), read.all(), scale, at + 1)
    } else {
        if !with_words {
            return None;
        }
        let (number, words) = spoken(&tokens[at..])?;
        let said: Vec<&str> = tokens[at..at + words]
            .iter()
            .map(|t| t.raw.as_str())
            .collect();
        (said.join(" "), vec![number], 0, at + words)
    };
    let is_number_at = |at: usize| tokens.get(at).is_some_and(Token::is_number);
    let mut over = None;
    if is_word_at(tokens, end, "/") && is_number_at(end + 1) {
        // "12/5/2026" is a day, "10/10.000" a rate.
        if is_word_at(tokens, end + 2, "/") {
            return None;
        }
        over = tokens.get(end + 1).map(|t| t.word.clone());
        end += 2;
    }
    let mut times = None;
    while let Some(more) = tokens.get(end).and_then(multiple) {
        times = Some(times.unwrap_or(1_i128).saturating_mul(more));
        end += 1;
    }
    if is_word_at(tokens, end, "dong") {
        times = times.or(Some(1));
    }
    let sign = usize::from(is_word_at(tokens, end, "%"));
    let words = 2 * usize::from(runs_at(tokens, end, &["phan", "tram"]));
    let is_percent = sign + words > 0;
    end += sign + words;
    Some(Figure {
        said,
        readings: readings.into_iter().map(i128::from).collect(),
        scale: u32::try_from(scale).ok()?,
        multiple: times,
        is_percent,
        over,
        bound: Bound::Exact,
        range: (at, end),
    })
}
