//! Word lists of the field, kept as data beside this file. Phrases are stored
//! as numbers of the vocabulary and found by their first. Not here: rules.

use super::cues;
use super::tokens::{Token, tokenise};
use super::vocabulary::VOCABULARY;
use std::sync::LazyLock;

/// A set of phrases, looked up at a token.
pub(super) struct Phrases {
    /// For each word of the vocabulary the phrases that begin with it, longest first.
    by_first: Vec<Vec<Vec<u16>>>,
}

impl Phrases {
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut by_first: Vec<Vec<Vec<u16>>> = vec![Vec::new(); VOCABULARY.len()];
        for line in lines {
            let ids: Vec<u16> = tokenise(line).into_iter().map(|t| t.id).collect();
            if let Some(first) = ids.first() {
                by_first[usize::from(*first)].push(ids);
            }
        }
        by_first[0].clear();
        for list in &mut by_first {
            list.sort_by_key(|ids| std::cmp::Reverse(ids.len()));
        }
        Self { by_first }
    }

    /// Length in tokens of the longest phrase at token `at`; 0 when there is none.
    pub(super) fn longest(&self, tokens: &[Token], at: usize) -> usize {
        let Some(first) = tokens.get(at) else {
            return 0;
        };
        self.by_first[usize::from(first.id)]
            .iter()
            .find(|ids| is_at(ids, tokens, at))
            .map_or(0, Vec::len)
    }

    /// Some phrase begins with this word.
    pub(super) fn begins(&self, id: usize) -> bool {
        self.by_first.get(id).is_some_and(|l| !l.is_empty())
    }

    /// Lengths of all phrases at token `at`.
    pub(super) fn all<'a>(
        &'a self,
        tokens: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        self.by_first[usize::from(tokens[at].id)]
            .iter()
            .filter(move |ids| is_at(ids, tokens, at))
            .map(Vec::len)
    }

    /// Length of the longest phrase that ends right before token `end`.
    pub(super) fn ending(&self, tokens: &[Token], end: usize, most: usize) -> usize {
        (1..=most.min(end))
            .rev()
            .find(|n| self.all(tokens, end - n).any(|l| l == *n))
            .unwrap_or(0)
    }
}

fn is_at(ids: &[u16], tokens: &[Token], at: usize) -> bool {
    tokens.len() >= at + ids.len()
        && ids
            .iter()
            .zip(&tokens[at..])
            .all(|(id, t)| *id == t.id && t.line == tokens[at].line)
}

/// Lines of a list file without comments.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

macro_rules! lists {
    ($($name:ident $file:literal),* $(,)?) => {
        /// Every list, for the vocabulary.
        pub(super) const FILES: &[&str] = &[
            $(include_str!(concat!("lexicon/", $file)),)*
            include_str!("lexicon/heads.txt"),
            include_str!("lexicon/fields.txt"),
        ];
        $(pub(super) static $name: LazyLock<Phrases> =
            LazyLock::new(|| Phrases::new(lines(include_str!(concat!("lexicon/", $file)))));)*
    };
}

lists! {
    ELEMENTS "elements.txt",
    PROVINCES "provinces.txt",
    SPEECH "speech.txt",
    ROLE_WORDS "rolewords.txt",
    IMPERATIVES "imperatives.txt",
    UNITS "units.txt",
    NO_UNITS "nounits.txt",
    CLASSES "classes.txt",
    ATTEND "attend.txt",
    NO_RESULT "noresult.txt",
    TARGET "target.txt",
    NEGATED "negated.txt",
    TYPES "types.txt",
    ATTACHED "attach.txt",
    FUNCTIONAL "functional.txt",
    FUNCTION_WORDS "function.txt",
}

/// Heads that are a body by themselves.
pub(super) static HEADS_ALONE: LazyLock<Phrases> = LazyLock::new(|| heads("= "));
/// Heads that need a name behind them.
pub(super) static HEADS_OPEN: LazyLock<Phrases> = LazyLock::new(|| heads("+ "));

fn heads(mark: &'static str) -> Phrases {
    Phrases::new(lines(include_str!("lexicon/heads.txt")).filter_map(|l| l.strip_prefix(mark)))
}

/// Family names, apart by spaces.
pub(super) const SURNAME_LIST: &str = include_str!("lexicon/surnames.txt");

/// A family name, or the first word of one of another people's names (H'Nhuy).
pub(super) fn is_surname(token: &Token) -> bool {
    token.cues & cues::SURNAME != 0
        || token.id == 0 && {
            let key = token.key.as_str();
            key.starts_with("h'") || key.starts_with("k'") || key.starts_with("r'")
        }
}

/// Keywords of each sector: `code: word; word; …`.
pub(super) fn field_keywords() -> Vec<(&'static str, Vec<&'static str>)> {
    lines(include_str!("lexicon/fields.txt"))
        .filter_map(|l| l.split_once(':'))
        .map(|(code, words)| {
            (
                code.trim(),
                words
                    .split(';')
                    .map(str::trim)
                    .filter(|w| !w.is_empty())
                    .collect(),
            )
        })
        .collect()
}
