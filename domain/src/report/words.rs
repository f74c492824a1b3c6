//! A report's texts held against its figures (domain facts §6.4): a text that
//! says "tăng" of what fell, and a number in a text that is not the one in the
//! table. Both are hints: prose is read by patterns, so they only inform.
//!
//! Not here: directives cited in a text, which need the register.

use super::check::{Past, Remark};
use super::{PlaceKind, ReportBody};
use crate::consolidation::sentences;
use crate::indicator::{Cell, IndicatorDef};
use crate::number::{Reading, format_number, read_number};
use crate::regime::{Asked, RegimeBody};
use crate::text::fold;
use crate::validation::{Figures, Importance};
use std::collections::HashMap;

pub(super) fn words(
    found: &mut Vec<Remark>,
    regime: &RegimeBody,
    asked: Asked<'_>,
    body: &ReportBody,
    past: Past<'_>,
) {
    let phrases: Vec<(&IndicatorDef, String)> = regime
        .indicators_for(asked)
        .filter(|def| body.values.get(&def.code).is_some_and(|c| !c.is_empty()))
        .map(|def| (def, phrase(&def.name)))
        .filter(|(_, phrase)| phrase.contains(' '))
        .collect();
    if phrases.is_empty() {
        return;
    }
    // A phrase can stand only where its first word does: of hundreds nearly all
    // are passed over without a search.
    let mut by_first: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, (_, phrase)) in phrases.iter().enumerate() {
        let first = pieces(phrase).next().unwrap_or_default();
        by_first.entry(first).or_default().push(n);
    }
    for section in &body.sections {
        for sentence in sentences(&section.text) {
            let folded = fold(sentence);
            let mut here: Vec<usize> = pieces(&folded)
                .filter_map(|word| by_first.get(word))
                .flatten()
                .copied()
                .collect();
            here.sort_unstable();
            here.dedup();
            for (def, phrase) in here.into_iter().filter_map(|n| phrases.get(n)) {
                let Some(start) = find_phrase(&folded, phrase) else {
                    continue;
                };
                let cell = &body.values[&def.code];
                let place = || Some((PlaceKind::Section, section.code.clone()));
                if contradicts(def, cell, &folded, past) {
                    let remark = Remark::new("text.trend", Importance::Low, place());
                    found.push(remark.about(def.code.clone()));
                }
                if let Some(said) = other_number(def, cell, &folded, start, phrase.len()) {
                    let remark = Remark::new("text.number", Importance::Low, place());
                    found.push(remark.about(format!("{said} – {}", def.code)));
                }
            }
        }
    }
}

/// The words of a text.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The words by which prose names an indicator: its name without "Số", "Tỷ lệ".
fn phrase(name: &str) -> String {
    let folded = fold(name);
    let rest = ["so luong ", "so ", "ty le ", "ti le ", "tong so "]
        .iter()
        .find_map(|lead| folded.strip_prefix(lead));
    rest.unwrap_or(&folded).to_owned()
}

/// Where the phrase stands as whole words.
fn find_phrase(text: &str, phrase: &str) -> Option<usize> {
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether a word stands in the text and does not begin one of these longer
/// terms, in which it says nothing about a change.
fn says(text: &str, word: &str, but_not: &[&str]) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let rest = &text[at + word.len()..];
        !before.is_some_and(char::is_alphanumeric)
            && !rest.starts_with(char::is_alphanumeric)
            && !but_not
                .iter()
                .any(|term| rest.trim_start().starts_with(term))
    })
}

/// A sentence with one direction, against the figures of the period to which it
/// compares: the year before if it says "cùng kỳ", else the period before.
fn contradicts(def: &IndicatorDef, cell: &Cell, sentence: &str, past: Past<'_>) -> bool {
    let rises = says(sentence, "tang", &["cuong", "truong", "toc", "ni"]);
    let falls = says(sentence, "giam", &["ngheo", "sat", "thieu", "doc"]);
    if rises == falls {
        return false;
    }
    let base: Option<&Figures> = if sentence.contains("cung ky") {
        past.last_year
    } else {
        past.previous
    };
    let before = base.and_then(|figures| figures.get(&def.code)?.shown_value(def));
    match cell.shown_value(def).zip(before) {
        Some((now, before)) => (rises && now < before) || (falls && now > before),
        None => false,
    }
}

/// A number right before or right after the phrase that is not the cell's.
fn other_number(
    def: &IndicatorDef,
    cell: &Cell,
    sentence: &str,
    start: usize,
    length: usize,
) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let before = sentence[..start].trim_end();
    let head = before.trim_end_matches(is_part).len();
    let mut said = before[head..].trim_matches(['.', ',']);
    if said.is_empty() {
        let mut rest = sentence[start + length..].trim_start_matches([':', ' ']);
        for lead in ["la ", "dat ", "co ", "gom "] {
            rest = rest.strip_prefix(lead).unwrap_or(rest);
        }
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        said = rest[..end].trim_matches(['.', ',']);
    }
    if said.is_empty() || !said.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let value = cell.shown_value(def)?;
    let agrees = |number: i64, scale: u8| match def.scale.checked_sub(scale) {
        Some(finer) => rounded(value, finer) == Some(number),
        None => false,
    };
    let decimals = said.rsplit_once(',').map_or(0, |(_, d)| d.len().min(9)) as u8;
    let scale = decimals.min(def.scale);
    let matches = match read_number(said, scale) {
        Ok(Reading::Exact(number)) => agrees(number, scale),
        Ok(Reading::Ambiguous { thousands, decimal }) => {
            agrees(thousands, scale) || agrees(decimal, scale)
        }
        // A year, a share of something else: not this column's number.
        Err(_) => true,
    };
    let parts = [cell.num, cell.den];
    let is_part_of_ratio = parts
        .iter()
        .flatten()
        .any(|part| format_number(*part, 0) == said);
    (!matches && !is_part_of_ratio).then(|| said.to_owned())
}

/// The value with `places` fewer decimals, rounded half away from zero.
fn rounded(value: i64, places: u8) -> Option<i64> {
    let power = 10_i64.checked_pow(u32::from(places))?;
    let half = power / 2;
    let shifted = if value < 0 {
        value.checked_sub(half)?
    } else {
        value.checked_add(half)?
    };
    Some(if power == 1 { value } else { shifted / power })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::catalogue;

    fn defs(code: &str) -> IndicatorDef {
        catalogue().into_iter().find(|d| d.code == code).unwrap()
    }

    fn told(code: &str, cell: Cell, text: &str) -> Option<String> {
        let def = defs(code);
        let (folded, phrase) = (fold(text), phrase(&def.name));
        let at = find_phrase(&folded, &phrase)?;
        other_number(&def, &cell, &folded, at, phrase.len())
    }

    #[test]
    fn a_number_in_the_text_that_is_not_the_tables_is_found() {
        let cell = || Cell::of(1_915_509);
        assert_eq!(
            told("YT-09", cell(), "Đã có 1.915.509 lượt khám bệnh."),
            None
        );
        let other = told("YT-09", cell(), "Đã có 1.915.500 lượt khám bệnh.");
        assert_eq!(other.as_deref(), Some("1.915.500"));
        assert_eq!(told("YT-09", cell(), "Lượt khám bệnh đạt 1.915.509."), None);
        assert_eq!(
            told("YT-09", cell(), "Tổ chức lượt khám bệnh lưu động."),
            None
        );
    }

    #[test]
    fn a_rounded_share_and_its_parts_agree_with_the_table() {
        let cell = || Cell::of_parts(2_590, 2_974);
        let name = defs("GD-02").name;
        let say = |number: &str| format!("{name} đạt {number} %.");
        assert_eq!(told("GD-02", cell(), &say("87,09")), None);
        assert_eq!(told("GD-02", cell(), &say("87,1")), None);
        assert_eq!(told("GD-02", cell(), &say("2.590")), None);
        assert_eq!(told("GD-02", cell(), &say("78,1")).as_deref(), Some("78,1"));
    }

    #[test]
    fn a_text_that_says_more_of_what_fell_is_found_and_strengthening_is_no_rise() {
        let def = defs("YT-09");
        let before = Figures::from([("YT-09".to_owned(), Cell::of(200))]);
        let past = Past {
            previous: Some(&before),
            ..Past::default()
        };
        let says = |text: &str| contradicts(&def, &Cell::of(100), &fold(text), past);
        assert!(says("Lượt khám bệnh tăng so với quý trước."));
        assert!(!says("Lượt khám bệnh giảm so với quý trước."));
        assert!(!says("Tăng cường lượt khám bệnh lưu động."));
        assert!(
            !says("Lượt khám bệnh tăng so với cùng kỳ."),
            "no figures of last year"
        );
        assert!(!says("Lượt khám bệnh tăng ở xã, giảm ở phường."));
    }
}
