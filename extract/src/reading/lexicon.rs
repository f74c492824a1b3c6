//! Word lists of the field, kept as data beside this file. Phrases are stored
//! as numbers of the vocabulary and found by their first word, which knows the
//! lists it begins a phrase of. Not here: rules.

use super::cues;
use super::tokens::{Token, tokenise};
use super::vocabulary::VOCABULARY;
use std::ops::Range;
use std::sync::LazyLock;

/// A set of phrases, looked up at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases {
    place: usize,
    /// Its bit among `Token::lists`; none for the keywords of a sector.
    bit: u64,
}

/// A phrase: how many words it has, and where those behind the first stand.
#[derive(Clone, Copy)]
struct Phrase {
    length: usize,
    rest: usize,
}

/// Every phrase of every list, side by side in memory.
struct Index {
    /// Behind the last group of each word of the vocabulary.
    ends: Vec<usize>,
    /// List and behind its last phrase, for phrases with the same first word.
    groups: Vec<(usize, usize)>,
    /// The longest of a group first.
    phrases: Vec<Phrase>,
    /// The words behind the first.
    words: Vec<u16>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    // First word, list, words.
    let mut all: Vec<(u16, usize, Vec<u16>)> = Vec::new();
    for (place, list) in lists().into_iter().enumerate() {
        for phrase in &list.phrases {
            let ids: Vec<u16> = tokenise(phrase).into_iter().map(|t| t.id).collect();
            if let Some(first) = ids.first().filter(|id| **id > 0) {
                all.push((*first, place, ids));
            }
        }
    }
    all.sort_by_key(|(first, place, ids)| (*first, *place, std::cmp::Reverse(ids.len())));
    let mut index = Index {
        ends: vec![0; VOCABULARY.len()],
        groups: Vec::new(),
        phrases: Vec::new(),
        words: Vec::new(),
    };
    let mut last = None;
    for (first, place, ids) in all {
        if last != Some((first, place)) {
            index.groups.push((place, 0));
            last = Some((first, place));
        }
        index.phrases.push(Phrase {
            length: ids.len(),
            rest: index.words.len(),
        });
        index.words.extend(&ids[1..]);
        if let Some((_, end)) = index.groups.last_mut() {
            *end = index.phrases.len();
        }
        index.ends[usize::from(first)] = index.groups.len();
    }
    for word in 1..index.ends.len() {
        index.ends[word] = index.ends[word].max(index.ends[word - 1]);
    }
    index
});

impl Index {
    /// The phrases of list `place` that begin with `word`, the longest first.
    fn phrases(&self, word: u16, place: usize) -> &[Phrase] {
        let word = usize::from(word);
        let from = word.checked_sub(1).map_or(0, |w| self.ends[w]);
        let Some(group) = (from..self.ends[word]).find(|g| self.groups[*g].0 == place) else {
            return &[];
        };
        let start = group.checked_sub(1).map_or(0, |g| self.groups[g].1);
        &self.phrases[start..self.groups[group].1]
    }

    /// Behind the first word, which is known to be the right one, the others stand.
    fn is_at(&self, phrase: Phrase, tokens: &[Token], at: usize) -> bool {
        let Some(here) = tokens.get(at..at + phrase.length) else {
            return false;
        };
        let words = &self.words[phrase.rest..phrase.rest + phrase.length - 1];
        // Lines only grow: the last word on the line of the first means all are.
        here[0].line == here[phrase.length - 1].line
            && words.iter().zip(&here[1..]).all(|(id, t)| *id == t.id)
    }
}

impl Phrases {
    const fn of(place: usize) -> Self {
        Self {
            place,
            bit: 1 << place,
        }
    }

    /// Length in tokens of the longest phrase at token `at`; 0 when there is none.
    #[inline]
    pub(super) fn longest(self, tokens: &[Token], at: usize) -> usize {
        match tokens.get(at) {
            Some(first) if self.bit == 0 || first.lists & self.bit != 0 => {
                self.all(tokens, at).next().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// Some phrase may begin with a word whose lists are `lists`.
    #[inline]
    pub(super) fn may_be_in(self, lists: u64) -> bool {
        lists & self.bit != 0
    }

    /// Lengths of all phrases at token `at`, the longest first.
    pub(super) fn all<'a>(
        self,
        tokens: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = usize> + use<'a> {
        let index = &*INDEX;
        index
            .phrases(tokens[at].id, self.place)
            .iter()
            .filter(move |phrase| index.is_at(**phrase, tokens, at))
            .map(|phrase| phrase.length)
    }

    /// Token ranges of the phrases in `range`, from left to right.
    pub(super) fn find<'a>(
        self,
        tokens: &'a [Token],
        range: Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            while at < range.end {
                let length = self.longest(tokens, at);
                if length > 0 && at + length <= range.end {
                    at += length;
                    return Some(at - length..at);
                }
                at += 1;
            }
            None
        })
    }

    /// Some phrase stands in `range`.
    pub(super) fn any(self, tokens: &[Token], range: Range<usize>) -> bool {
        self.find(tokens, range).next().is_some()
    }

    /// Length of the longest phrase that ends right before token `end`.
    pub(super) fn ending(self, tokens: &[Token], end: usize, most: usize) -> usize {
        (1..=most.min(end))
            .rev()
            .find(|n| {
                (self.bit == 0 || tokens[end - n].lists & self.bit != 0)
                    && self.all(tokens, end - n).any(|l| l == *n)
            })
            .unwrap_or(0)
    }
}

/// Lines of a list file without comments.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// A list as the vocabulary needs it.
pub(super) struct List {
    pub phrases: Vec<&'static str>,
    pub bit: u64,
    pub sector: u16,
}

/// A line of `wording.txt`.
fn wording(name: &str) -> Vec<&'static str> {
    lines(include_str!("lexicon/wording.txt"))
        .filter_map(|l| l.split_once(':'))
        .filter(|(n, _)| *n == name)
        .flat_map(|(_, words)| words.split(';').map(str::trim))
        .collect()
}

fn heads(mark: &str) -> Vec<&'static str> {
    lines(include_str!("lexicon/heads.txt"))
        .filter_map(|l| l.strip_prefix(mark))
        .collect()
}

macro_rules! lists {
    ($($name:ident = $phrases:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($name,)* Sectors }
        $(pub(super) const $name: Phrases = Phrases::of(Place::$name as usize);)*
        /// Every list in its place, the sectors behind them.
        pub(super) fn lists() -> Vec<List> {
            let named: Vec<Vec<&'static str>> = vec![$($phrases,)*];
            let named = named.into_iter().enumerate().map(|(place, phrases)| List {
                phrases,
                bit: 1 << place,
                sector: 0,
            });
            let sectors = sectors().into_iter().enumerate().map(|(i, (_, phrases))| List {
                phrases,
                bit: 0,
                sector: 1 << i,
            });
            named.chain(sectors).collect()
        }
    };
}

macro_rules! file {
    ($name:literal) => {
        lines(include_str!(concat!("lexicon/", $name))).collect()
    };
}

lists! {
    ELEMENTS = file!("elements.txt");
    PROVINCES = file!("provinces.txt");
    SPEECH = file!("speech.txt");
    ROLE_WORDS = file!("rolewords.txt");
    IMPERATIVES = file!("imperatives.txt");
    UNITS = file!("units.txt");
    NO_UNITS = file!("nounits.txt");
    CLASSES = file!("classes.txt");
    ATTEND = file!("attend.txt");
    NO_RESULT = file!("noresult.txt");
    TARGET = file!("target.txt");
    NEGATED = file!("negated.txt");
    TYPES = file!("types.txt");
    ATTACHED = file!("attach.txt");
    FUNCTIONAL = file!("functional.txt");
    FUNCTION_WORDS = file!("function.txt");
    // Heads that are a body by themselves, and those that need a name behind.
    HEADS_ALONE = heads("= ");
    HEADS_OPEN = heads("+ ");
    FOOTER = wording("footer");
    MENU = wording("menu");
    CREDIT = wording("credit");
    TITLE = wording("title");
    MEETING = wording("meeting");
    HELD = wording("held");
    MET = wording("met");
    CAME = wording("came");
    CHAIR = wording("chair");
    ORDER = wording("order");
    NEXT = wording("next");
    NEXT_VERB = wording("next verb");
    CONCLUDE = wording("conclude");
    TAIL = wording("tail");
    TAIL_REPORT = wording("tail report");
    SPEAKERLESS = wording("speakerless");
    PRAISE = wording("praise");
    TRIGGER = wording("trigger");
    NEGATIVE = wording("negative");
    POSITIVE = wording("positive");
    TURN = wording("turn");
    MID_TURN = wording("mid turn");
    ACCORDING = wording("according");
    REPORTED = wording("reported");
    FRANK = wording("frank");
    UNPLAIN = wording("unplain");
    OTHER_PERIOD = wording("other period");
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
fn sectors() -> Vec<(&'static str, Vec<&'static str>)> {
    lines(include_str!("lexicon/fields.txt"))
        .filter_map(|l| l.split_once(':'))
        .map(|(code, words)| {
            let words = words.split(';').map(str::trim).filter(|w| !w.is_empty());
            (code.trim(), words.collect())
        })
        .collect()
}

/// Code and keywords of each sector, in the order of their bits.
pub(super) fn sector_phrases() -> Vec<(&'static str, Phrases)> {
    sectors()
        .into_iter()
        .enumerate()
        .map(|(i, (code, _))| {
            let place = Place::Sectors as usize + i;
            (code, Phrases { place, bit: 0 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_phrases_and_a_bit_of_its_own() {
        assert!(Place::Sectors as usize <= 64);
        for (place, list) in lists().iter().enumerate() {
            assert!(!list.phrases.is_empty(), "list {place}");
            assert!(list.phrases.iter().all(|p| !p.is_empty()), "list {place}");
        }
        assert!(sectors().len() <= 16);
    }
}
