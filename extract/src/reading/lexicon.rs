//! Word lists of the field, kept as data beside this file. Phrases are stored
//! as folded tokens and found by their first token. Not here: rules.

use super::tokens::{Token, tokenise};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A set of phrases, looked up at a token.
pub(super) struct Phrases {
    by_first: HashMap<String, Vec<Vec<String>>>,
}

impl Phrases {
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for line in lines {
            let keys: Vec<String> = tokenise(line).into_iter().map(|t| t.key).collect();
            if let Some(first) = keys.first() {
                by_first.entry(first.clone()).or_default().push(keys);
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|keys| std::cmp::Reverse(keys.len()));
        }
        Self { by_first }
    }

    /// Length in tokens of the longest phrase at token `at`; 0 when there is none.
    pub(super) fn longest(&self, tokens: &[Token], at: usize) -> usize {
        let Some(first) = tokens.get(at) else {
            return 0;
        };
        let Some(list) = self.by_first.get(&first.key) else {
            return 0;
        };
        list.iter()
            .find(|keys| {
                tokens.len() >= at + keys.len()
                    && keys
                        .iter()
                        .zip(&tokens[at..])
                        .all(|(k, t)| *k == t.key && t.line == first.line)
            })
            .map_or(0, Vec::len)
    }
}

/// Lines of a list file without comments.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

macro_rules! phrases {
    ($name:ident, $file:literal) => {
        pub(super) static $name: LazyLock<Phrases> =
            LazyLock::new(|| Phrases::new(lines(include_str!(concat!("lexicon/", $file)))));
    };
}

phrases!(ELEMENTS, "elements.txt");
phrases!(PROVINCES, "provinces.txt");
phrases!(SPEECH, "speech.txt");
phrases!(ROLE_WORDS, "rolewords.txt");
phrases!(IMPERATIVES, "imperatives.txt");
phrases!(UNITS, "units.txt");

/// Heads that are a body by themselves.
pub(super) static HEADS_ALONE: LazyLock<Phrases> = LazyLock::new(|| heads("= "));
/// Heads that need a name behind them.
pub(super) static HEADS_OPEN: LazyLock<Phrases> = LazyLock::new(|| heads("+ "));

fn heads(mark: &'static str) -> Phrases {
    Phrases::new(lines(include_str!("lexicon/heads.txt")).filter_map(|l| l.strip_prefix(mark)))
}

static SURNAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    tokenise(include_str!("lexicon/surnames.txt"))
        .into_iter()
        .map(|t| t.key)
        .collect()
});

/// A family name, or the first word of one of another people's names (H'Nhuy).
pub(super) fn is_surname(key: &str) -> bool {
    SURNAMES.contains(key)
        || key.starts_with("h'")
        || key.starts_with("k'")
        || key.starts_with("r'")
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
