//! What may stand beside a mark of secrecy in its stamp: how urgent the paper is,
//! which copy it is, words that lead up to the mark. Not here: whether a line of
//! other words holds a stamp.

use crate::text::unify_tones;

/// The marks, the longer ones first.
const MARKS: &[&str] = &["tuyệt mật", "tối mật", "mật"];

/// What is stamped beside a mark; a longer one before one that it holds.
const COMPANIONS: &[&str] = &[
    "hỏa tốc hẹn giờ",
    "tài liệu thu hồi",
    "lưu hành nội bộ",
    "thượng khẩn",
    "hỏa tốc",
    "khẩn",
];

/// Which copy of the paper it is, before its number.
const COPIES: &[&str] = &[
    "bản chính số",
    "bản gốc số",
    "bản sao số",
    "bản chính",
    "bản gốc",
    "bản sao",
    "bản thứ",
    "bản số",
    "số bản",
];

/// Names of fields and acts that lead up to a mark.
const LEADS: &[&str] = &["mức độ mật", "cấp độ mật", "độ mật", "đóng dấu", "dấu"];

/// What is marked, named before the mark: "TÀI LIỆU MẬT".
const PAPERS: &[&str] = &["tài liệu", "văn bản", "công văn", "hồ sơ"];

/// Words of a stamp; longer lines are none.
const MOST_WORDS: usize = 20;

/// A line that is a stamp and nothing else: one mark, with or without words that
/// lead up to it, urgency, number of the copy, brackets.
pub(super) fn is_whole(line: &str) -> bool {
    let words = first_words(line, MOST_WORDS + 1);
    if words.is_empty() || words.len() > MOST_WORDS {
        return false;
    }
    let words: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    if words.iter().all(|w| w.chars().count() == 1) {
        return is_spaced(&words.concat());
    }
    let mut rest = &words[..];
    let mut names_paper = false;
    loop {
        let paper = begins(rest, PAPERS);
        names_paper |= paper > 0;
        let step = [paper, begins(rest, LEADS), companion(rest)]
            .into_iter()
            .find(|n| *n > 0);
        match step {
            Some(n) => rest = &rest[n..],
            None => break,
        }
    }
    let mark = begins(rest, MARKS);
    if mark == 0 || names_paper && is_item(line) {
        return false;
    }
    rest = &rest[mark..];
    while let n @ 1.. = companion(rest) {
        rest = &rest[n..];
    }
    rest.is_empty()
}

/// "M Ậ T", "M Ậ T - K H Ẩ N".
fn is_spaced(letters: &str) -> bool {
    let mut core = letters;
    for other in COMPANIONS {
        let other = other.replace(' ', "");
        core = core.strip_suffix(other.as_str()).unwrap_or(core);
        core = core.strip_prefix(other.as_str()).unwrap_or(core);
    }
    MARKS.iter().any(|mark| mark.replace(' ', "") == core)
}

/// An item of a list or a piece of a sentence in small letters: it speaks of
/// secret papers and is no stamp.
fn is_item(line: &str) -> bool {
    let small = |c: char| c.is_lowercase();
    line.chars().any(small)
        && (line.starts_with(|c: char| small(c) || matches!(c, '-' | '+' | '•' | '–'))
            || line.ends_with(['.', ',', ';', ':']))
}

/// `behind` a mark without what is stamped there beside it.
pub(super) fn after_companions(behind: &str) -> &str {
    let found = first_words(behind, MOST_WORDS);
    let words: Vec<&str> = found.iter().map(|(_, word)| word.as_str()).collect();
    let mut taken = 0;
    while let n @ 1.. = companion(&words[taken..]) {
        taken += n;
    }
    let end = taken.checked_sub(1).map_or(0, |last| found[last].0);
    &behind[end..]
}

/// `before` a mark without the urgency stamped there.
pub(super) fn before_companions(before: &str) -> &str {
    without_last(before, COMPANIONS)
}

/// `before` a mark without "TÀI LIỆU" or the like, when it ends so in capitals.
pub(super) fn before_paper(before: &str) -> Option<&str> {
    let rest = without_last(before, PAPERS);
    let paper = &before[rest.len()..];
    (!paper.is_empty() && !paper.chars().any(char::is_lowercase)).then_some(rest)
}

/// `text` without the phrases at its end.
fn without_last<'a>(text: &'a str, phrases: &[&str]) -> &'a str {
    let mut rest = text;
    loop {
        let words = last_words(rest, 4);
        let ends = |phrase: &&str| {
            let wanted: Vec<&str> = phrase.split(' ').rev().collect();
            let same = wanted.len() <= words.len()
                && wanted.iter().zip(&words).all(|(w, (_, word))| w == word);
            same.then(|| words[wanted.len() - 1].0)
        };
        match phrases.iter().find_map(ends) {
            Some(start) => rest = &rest[..start],
            None => return rest,
        }
    }
}

/// Words at the begin that are stamped beside a mark; 0 for none.
fn companion(words: &[&str]) -> usize {
    let number = |from: usize| {
        let behind = words.get(from..).unwrap_or_default();
        let digits = |w: &&&str| w.bytes().all(|b| b.is_ascii_digit());
        behind.iter().take(2).take_while(digits).count()
    };
    let urgency = begins(words, COMPANIONS);
    if urgency > 0 {
        // An hour and a day may be told behind "hẹn giờ".
        let told = words[..urgency].ends_with(&["giờ"]);
        let of_time = |w: &&&str| {
            w.starts_with(|c: char| c.is_ascii_digit())
                || matches!(**w, "giờ" | "phút" | "ngày" | "tháng" | "năm")
        };
        let time = words[urgency..].iter().take_while(of_time).count();
        return urgency + if told { time } else { 0 };
    }
    match begins(words, COPIES) {
        0 if words.first() == Some(&"bản") && number(1) > 0 => 1 + number(1),
        0 => 0,
        head => head + number(head),
    }
}

/// How many words the first phrase has with which `words` begin; 0 for none.
fn begins(words: &[&str], phrases: &[&str]) -> usize {
    let length = |phrase: &&str| {
        let mut rest = words.iter();
        let all = phrase.split(' ').all(|w| rest.next() == Some(&w));
        all.then(|| phrase.split(' ').count())
    };
    phrases.iter().find_map(length).unwrap_or(0)
}

/// The first words, small and with tones in one place, each with its end. Asked of
/// few words, so that a long line with many marks costs no more than its length.
fn first_words(text: &str, most: usize) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            start = start.or(Some(at));
        } else if let Some(from) = start.take() {
            words.push((at, unify_tones(&text[from..at])));
            if words.len() == most {
                return words;
            }
        }
    }
    if let Some(from) = start {
        words.push((text.len(), unify_tones(&text[from..])));
    }
    words
}

/// The last words from the end backwards, each with its begin.
fn last_words(text: &str, most: usize) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut end = None;
    for (at, c) in text.char_indices().rev() {
        let behind = at + c.len_utf8();
        if c.is_alphanumeric() {
            end = end.or(Some(behind));
        } else if let Some(to) = end.take() {
            words.push((behind, unify_tones(&text[behind..to])));
            if words.len() == most {
                return words;
            }
        }
    }
    if let Some(to) = end {
        words.push((0, unify_tones(&text[..to])));
    }
    words
}
