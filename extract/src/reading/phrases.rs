//! Finding the phrases of lists. All phrases of all lists are one tree over
//! numbers of the vocabulary; it is walked once from every token, which is told
//! the lists that have a phrase there. Not here: the lists (`lexicon`).

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
    next: [u64; 2],
}

impl Node {
    fn let_follow(&mut self, word: u16) {
        self.next[usize::from(word >> 6 & 1)] |= 1 << (word & 63);
    }

    #[inline]
    fn may_precede(&self, word: u16) -> bool {
        self.next[usize::from(word >> 6 & 1)] >> (word & 63) & 1 != 0
    }
}

/// Every phrase of every list as one tree of words, in which a text is walked
/// along from each of its words.
struct Tree {
    /// The first is no place at all: it ends nothing and leads nowhere.
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
        for list in super::lexicon::lists() {
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
            self.nodes[usize::from(node)].let_follow(*word);
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

    /// Calls `take` with every node on the way from the first of `tokens` on and
    /// the number of tokens walked.
    #[inline]
    fn walk(&self, tokens: &[Token], mut take: impl FnMut(&Node, usize)) {
        let Some((start, behind)) = tokens.split_first() else {
            return;
        };
        let mut number = self.first[usize::from(start.id)];
        let mut node = &self.nodes[usize::from(number)];
        take(node, 1);
        for (next, length) in behind.iter().zip(2..) {
            if !node.may_precede(next.id) || next.line != start.line {
                return;
            }
            number = self.steps[self.slot(number, next.id)].1;
            node = &self.nodes[usize::from(number)];
            take(node, length);
        }
    }
}

#[inline]
fn step(node: u16, word: u16) -> u32 {
    u32::from(node) << 16 | u32::from(word)
}

/// What is known of the phrases that begin with a word before the next is seen.
#[derive(Clone, Copy, Default)]
pub(super) struct Begins {
    /// Lists and sectors in which the word alone is a phrase.
    pub lists: u64,
    pub sectors: u16,
    pub next: Next,
}

/// A bit for each word that may follow in a phrase, words sharing bits.
#[derive(Clone, Copy, Default)]
pub(super) struct Next(u64);

impl Next {
    #[inline(always)]
    pub(super) fn may_be(self, word: u16) -> bool {
        self.0 >> (word & 63) & 1 != 0
    }
}

/// What begins with the word of this number.
pub(super) fn begins(word: u16) -> Begins {
    let tree = &*TREE;
    let node = &tree.nodes[usize::from(tree.first[usize::from(word)])];
    Begins {
        lists: node.lists,
        sectors: node.sectors,
        next: Next(node.next[0] | node.next[1]),
    }
}

/// Tells token `at`, of which the words behind may go on with a phrase, the lists
/// of all phrases that stand there.
pub(super) fn mark_longer(tokens: &mut [Token], at: usize) {
    let (mut lists, mut sectors) = (0, 0);
    TREE.walk(&tokens[at..], |node, _| {
        lists |= node.lists;
        sectors |= node.sectors;
    });
    let token = &mut tokens[at];
    token.lists = lists;
    token.sectors = sectors;
}

impl Phrases {
    /// The list in this place.
    pub(super) const fn of(place: usize) -> Self {
        Self {
            bit: 1 << place,
            sector: 0,
        }
    }

    /// The bits of several lists, as they are among those of a token.
    pub(super) fn bits(lists: &[Self]) -> u64 {
        lists.iter().fold(0, |bits, list| bits | list.bit)
    }

    /// The keywords of the sector in this place.
    pub(super) const fn of_sector(place: usize) -> Self {
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
        TREE.walk(&tokens[at..], |node, length| {
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
