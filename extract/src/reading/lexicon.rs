//! Word lists of the field, kept as data beside this file. All phrases together
//! are one tree over numbers of the vocabulary; every token is told once which
//! lists have a phrase there. Not here: rules.

use super::cues;
use super::tokens::Token;
use super::vocabulary::VOCABULARY;
use std::ops::Range;
use std::sync::LazyLock;

/// A set of phrases, looked up at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases {
    /// Its bit among `Token::lists`; none for the keywords of a sector.
    bit: u64,
    /// Its bit among `Token::sectors`.
    sector: u16,
}

/// Where a walk along the words of phrases stands.
#[derive(Clone, Copy, Default)]
struct Node {
    /// Lists that hold the words walked so far as a whole phrase.
    lists: u64,
    sectors: u16,
    /// A bit for each word that may follow, words sharing bits; tells nearly
    /// all others apart without a search.
    next: u64,
}

/// Every phrase of every list as one tree of words, in which a text is walked
/// along from each of its words.
struct Tree {
    nodes: Vec<Node>,
    /// The node of each first word, 0 for a word that begins no phrase.
    first: Vec<u16>,
    /// Node and word number, and the node behind; an open table.
    steps: Vec<(u32, u16)>,
}

/// More than twice the nodes.
const STEPS: usize = 1 << 14;

static TREE: LazyLock<Tree> = LazyLock::new(Tree::new);

impl Tree {
    fn new() -> Self {
        let mut tree = Self {
            nodes: vec![Node::default()],
            first: vec![0; VOCABULARY.len()],
            steps: vec![(0, 0); STEPS],
        };
        for list in lists() {
            for phrase in &list.phrases {
                let words: Vec<u16> = super::tokens::pieces(phrase)
                    .into_iter()
                    .map(|word| VOCABULARY.number(word))
                    .collect();
                tree.insert(&words, list.kind);
            }
        }
        tree
    }

    fn insert(&mut self, words: &[u16], kind: Phrases) {
        let Some((first, rest)) = words.split_first().filter(|_| !words.contains(&0)) else {
            return;
        };
        let mut node = self.first[usize::from(*first)];
        if node == 0 {
            node = self.add();
            self.first[usize::from(*first)] = node;
        }
        for word in rest {
            self.nodes[usize::from(node)].next |= bit_of(*word);
            let at = self.slot(node, *word);
            if self.steps[at].1 == 0 {
                self.steps[at] = (step(node, *word), self.add());
            }
            node = self.steps[at].1;
        }
        let end = &mut self.nodes[usize::from(node)];
        end.lists |= kind.bit;
        end.sectors |= kind.sector;
    }

    fn add(&mut self) -> u16 {
        assert!(self.nodes.len() < STEPS / 2, "the tree has room");
        self.nodes.push(Node::default());
        (self.nodes.len() - 1) as u16
    }

    #[inline]
    fn slot(&self, node: u16, word: u16) -> usize {
        let sought = step(node, word);
        let mut at = (sought.wrapping_mul(0x9E37_79B9) >> (32 - STEPS.ilog2())) as usize;
        while self.steps[at].1 != 0 && self.steps[at].0 != sought {
            at = (at + 1) & (STEPS - 1);
        }
        at
    }

    /// Calls `take` with every node on the way from token `at` on and the
    /// number of tokens walked.
    #[inline]
    fn walk(&self, tokens: &[Token], at: usize, mut take: impl FnMut(&Node, usize)) {
        let Some(start) = tokens.get(at) else { return };
        let mut number = self.first[usize::from(start.id)];
        let mut length = 1;
        while number != 0 {
            let node = &self.nodes[usize::from(number)];
            take(node, length);
            let Some(next) = tokens.get(at + length) else {
                return;
            };
            if node.next & bit_of(next.id) == 0 || next.line != start.line {
                return;
            }
            number = self.steps[self.slot(number, next.id)].1;
            length += 1;
        }
    }
}

#[inline]
fn bit_of(word: u16) -> u64 {
    1 << (word & 63)
}

#[inline]
fn step(node: u16, word: u16) -> u32 {
    u32::from(node) << 16 | u32::from(word)
}

/// Tells every token the lists of which a phrase stands there.
pub(super) fn mark_phrases(tokens: &mut [Token]) {
    let tree = &*TREE;
    for at in 0..tokens.len() {
        if tree.first[usize::from(tokens[at].id)] == 0 {
            continue;
        }
        let (mut lists, mut sectors) = (0, 0);
        tree.walk(tokens, at, |node, _| {
            lists |= node.lists;
            sectors |= node.sectors;
        });
        tokens[at].lists = lists;
        tokens[at].sectors = sectors;
    }
}

impl Phrases {
    const fn of(place: usize) -> Self {
        Self {
            bit: 1 << place,
            sector: 0,
        }
    }

    const fn of_sector(place: usize) -> Self {
        Self {
            bit: 0,
            sector: 1 << place,
        }
    }

    #[inline]
    fn stands_at(self, token: &Token) -> bool {
        token.lists & self.bit != 0 || token.sectors & self.sector != 0
    }

    /// Length in tokens of the longest phrase at token `at`; 0 when there is none.
    #[inline]
    pub(super) fn longest(self, tokens: &[Token], at: usize) -> usize {
        match tokens.get(at) {
            Some(first) if self.stands_at(first) => self.measure(tokens, at),
            _ => 0,
        }
    }

    /// A phrase stands in words whose lists are `lists`, or goes on behind them.
    #[inline]
    pub(super) fn may_be_in(self, lists: u64) -> bool {
        lists & self.bit != 0
    }

    fn measure(self, tokens: &[Token], at: usize) -> usize {
        let mut longest = 0;
        TREE.walk(tokens, at, |node, length| {
            if node.lists & self.bit != 0 || node.sectors & self.sector != 0 {
                longest = length;
            }
        });
        longest
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
                // The tokens behind `end` are no part of it.
                self.stands_at(&tokens[end - n]) && self.measure(&tokens[..end], end - n) == *n
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

/// A list as vocabulary and tree need it.
pub(super) struct List {
    pub phrases: Vec<&'static str>,
    pub kind: Phrases,
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
        enum Place { $($name,)* }
        #[cfg(test)]
        const LISTS: usize = [$(stringify!($name)),*].len();
        $(pub(super) const $name: Phrases = Phrases::of(Place::$name as usize);)*
        /// Every list in its place, the sectors behind them.
        pub(super) fn lists() -> Vec<List> {
            let named: Vec<Vec<&'static str>> = vec![$($phrases,)*];
            let named = named.into_iter().enumerate().map(|(place, phrases)| List {
                phrases,
                kind: Phrases::of(place),
            });
            let sectors = sectors().into_iter().enumerate().map(|(i, (_, phrases))| List {
                phrases,
                kind: Phrases::of_sector(i),
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
        .map(|(i, (code, _))| (code, Phrases::of_sector(i)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_phrases_and_a_bit_of_its_own() {
        const { assert!(LISTS <= 64) };
        for (place, list) in lists().iter().enumerate() {
            assert!(!list.phrases.is_empty(), "list {place}");
            assert!(list.phrases.iter().all(|p| !p.is_empty()), "list {place}");
        }
        assert!(sectors().len() <= 16);
    }
}
