//! The term of a congress or council that is told beside a document: "(khóa XI)".
//! Not here: what else stands behind a number (`subject`), terms as periods (`terms`).

use crate::text::begins_with;
use regex::Regex;
use std::sync::LazyLock;

/// The term of who issued it, right behind number, date or issuer: "(khóa XI)",
/// ", nhiệm kỳ 2020–2025,". It names nobody, but what follows still belongs to
/// the number.
static OF_TERM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*,?\s*\(?\s*(?:(?:[Đđ]ảng\s+)?(?:[Kk]h(?:óa|oá)\s+([IVX]+|[0-9]{1,2})|[Nn]hiệm\s+kỳ\s+[0-9]{4}\s*[-–—]\s*[0-9]{4})(?:\s*[,;]\s*|\s*[-–—]\s*)?){1,2}(?:\s*\))?(?:[\s,);.]|$)")
        .expect("valid expression")
});

/// The first words of `OF_TERM`.
const TERMS: &[&str] = &["khóa", "khoá", "nhiệm", "đảng"];

/// One of `words` stands behind blanks and `marks`.
fn opens(rest: &str, marks: &[char], words: &[&str]) -> bool {
    let word = rest.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c));
    words.iter().any(|w| begins_with(word, w).is_some())
}

/// Bytes of the term that `rest` begins with, and its congress if told.
pub(super) fn of_term(rest: &str) -> Option<(usize, Option<&str>)> {
    if !opens(rest, &[',', '('], TERMS) {
        return None;
    }
    let found = OF_TERM.captures(rest)?;
    let whole = found.get(0)?.as_str();
    // What closes it stays: it may close the sentence.
    let length = whole.trim_end_matches([' ', ',', ';', '.', '\n']).len();
    Some((length, found.get(1).map(|m| m.as_str())))
}

/// The congress whose term an issuer's name bears ("… Trung ương khóa XII").
pub(super) fn congress_of(issuer: &str) -> Option<String> {
    let at = ["khóa ", "khoá ", "Khóa ", "Khoá "]
        .iter()
        .find_map(|word| Some(issuer.rfind(word)? + word.len()))?;
    roman(issuer[at..].split([' ', ',', ')']).next()?)
}

/// The number of a congress or term in Roman figures, up to 39; `None` when
/// `written` is none.
pub(super) fn roman(written: &str) -> Option<String> {
    let Ok(number) = written.parse::<usize>() else {
        let is_roman = !written.is_empty() && written.bytes().all(|b| b"IVX".contains(&b));
        return is_roman.then(|| written.to_owned());
    };
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    (1..40)
        .contains(&number)
        .then(|| ["X".repeat(number / 10).as_str(), ONES[number % 10]].concat())
}
