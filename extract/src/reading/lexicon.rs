//! Word lists of the field, kept as data beside this file. Not here: finding
//! their phrases in a text (`phrases`), rules.

use super::cues;
pub(super) use super::phrases::Phrases;
use super::tokens::Token;

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
    KIND = wording("kind");
    NO_PERIOD = wording("no period");
    MET = wording("met");
    CAME = wording("came");
    CHAIR = wording("chair");
    ORDER = wording("order");
    NEXT = wording("next");
    NEXT_VERB = wording("next verb");
    PLAN = wording("plan");
    TO_COME = wording("to come");
    CONCLUDE = wording("conclude");
    TAIL = wording("tail");
    TAIL_REPORT = wording("tail report");
    SPEAKERLESS = wording("speakerless");
    PRAISE = wording("praise");
    TASK_HEADING = wording("task heading");
    OTHER_HEADING = wording("other heading");
    PLAN_HEADING = wording("plan heading");
    NO_TASK_LIST = wording("no task list");
    WEAK_HEADING = wording("weak heading");
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
    ALIAS = wording("alias");
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
