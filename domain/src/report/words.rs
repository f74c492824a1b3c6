//! A report's texts held against its figures (domain facts §6.4): a text that
//! says "tăng" of what fell, and a number in a text that is not the one in the
//! table. Both are hints: prose is read by patterns, so they only inform.
//!
//! Not here: which number a sentence says (`said`), directives cited in a text,
//! which need the register.

use super::check::{Past, Remark};
use super::said::{Token, denied, find_name, in_turn, other_number, tokens};
use super::{Checking, PlaceKind, ReportBody};
use crate::consolidation::sentences;
use crate::indicator::{Cell, IndicatorDef};
use crate::text::fold;
use crate::validation::{Figures, Importance};
use std::collections::HashMap;

pub(super) fn words(
    found: &mut Vec<Remark>,
    checking: &Checking,
    body: &ReportBody,
    past: Past<'_>,
) {
    let Names { all, by_first } = &checking.names;
    let named = |n: &usize| {
        let name = all.get(*n)?;
        let def = checking.definitions.all().get(name.indicator)?;
        let cell = body.values.get(&def.code).filter(|c| !c.is_empty())?;
        Some(Named { def, cell, name })
    };
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
            let here: Vec<Named<'_>> = here.iter().filter_map(named).collect();
            if here.is_empty() {
                continue;
            }
            let place = || Some((PlaceKind::Section, section.code.clone()));
            for (code, text) in of_sentence(&folded, &tokens(sentence), here, past) {
                let remark = match text {
                    None => Remark::new("text.trend", Importance::Low, place()).about(code),
                    Some(said) => Remark::new("text.number", Importance::Low, place())
                        .about(format!("{said} – {code}")),
                };
                found.push(remark);
            }
        }
    }
}

/// The ways in which prose names the indicators of a form.
#[derive(Debug)]
pub(super) struct Names {
    all: Vec<Name>,
    /// By their first words: a name can stand only where its first word does, so of
    /// hundreds nearly all are passed over without a search.
    by_first: HashMap<String, Vec<usize>>,
}

impl Names {
    pub(super) fn of(definitions: &[IndicatorDef]) -> Self {
        let defs = definitions.iter().enumerate();
        let all: Vec<Name> = defs.flat_map(|(n, def)| Name::all(n, def)).collect();
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, name) in all.iter().enumerate() {
            by_first.entry(name.words[0].clone()).or_default().push(n);
        }
        Self { all, by_first }
    }
}

/// A way in which prose names an indicator.
#[derive(Debug)]
struct Name {
    /// Its place among the indicators.
    indicator: usize,
    words: Vec<String>,
    measure: Vec<String>,
    /// The measure is left out of the name and stands behind the number: "khám bệnh
    /// cho 1.200 lượt người".
    is_short: bool,
}

impl Name {
    fn all(indicator: usize, def: &IndicatorDef) -> Vec<Self> {
        let list = |text: &str| pieces(text).map(str::to_owned).collect::<Vec<_>>();
        let (words, measure) = (list(&phrase(&def.name)), list(&fold(&def.measure)));
        let of = |words: &[String], is_short| Self {
            indicator,
            words: words.to_vec(),
            measure: measure.clone(),
            is_short,
        };
        let mut all = Vec::new();
        if words.len() > 1 {
            all.push(of(&words, false));
        }
        let rest = words.strip_prefix(measure.as_slice()).unwrap_or_default();
        if !measure.is_empty() && rest.len() > 1 {
            all.push(of(rest, true));
        }
        all
    }
}

/// An indicator that has a figure, with a way in which prose names it.
struct Named<'a> {
    def: &'a IndicatorDef,
    cell: &'a Cell,
    name: &'a Name,
}

/// What a sentence says against the figures: the indicator, and the number that is
/// not the table's or nothing where it is the direction.
fn of_sentence(
    folded: &str,
    tokens: &[Token],
    named: Vec<Named<'_>>,
    past: Past<'_>,
) -> Vec<(String, Option<String>)> {
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    let mut places = Vec::new();
    for Named { def, cell, name } in named {
        let Some(first) = find_name(tokens, &name.words, 0) else {
            continue;
        };
        if !name.is_short {
            if contradicts(def, cell, folded, past) {
                found.push((def.code.clone(), None));
            }
            places.push((def, cell, first));
        }
        let mut next = Some(first);
        while let Some(place) = next {
            let said = match name.is_short {
                true => None,
                false => denied(def, cell, tokens, place),
            };
            let said = said
                .or_else(|| other_number(def, cell, tokens, place, &name.measure, name.is_short));
            let is_known = found
                .iter()
                .any(|(code, t)| *code == def.code && t.is_some());
            if let Some(said) = said.filter(|_| !is_known) {
                found.push((def.code.clone(), Some(said)));
            }
            next = find_name(tokens, &name.words, place.1);
        }
    }
    for (said, n) in in_turn(tokens, &places) {
        let code = &places[n].0.code;
        if !found.iter().any(|(c, t)| c == code && t.is_some()) {
            found.push((code.clone(), Some(said)));
        }
    }
    found
}

/// What a text of one sentence says in figures against these cells.
#[cfg(test)]
pub(super) fn of_text(cells: &[(IndicatorDef, Cell)], text: &str) -> Vec<String> {
    let defs: Vec<IndicatorDef> = cells.iter().map(|(def, _)| def.clone()).collect();
    let names = Names::of(&defs);
    let named = names.all.iter().map(|name| {
        let (def, cell) = &cells[name.indicator];
        Named { def, cell, name }
    });
    let named = named.collect();
    let found = of_sentence(&fold(text), &tokens(text), named, Past::default());
    let said = |(code, said): (String, Option<String>)| Some(format!("{} – {code}", said?));
    found.into_iter().filter_map(said).collect()
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
    let before = base.and_then(|figures| figures.get(&def.code));
    let exact = |cell: &Cell| {
        let is_exact = cell.shown_bound(def).is_none();
        cell.shown_value(def).filter(|_| is_exact)
    };
    match exact(cell).zip(before.and_then(exact)) {
        Some((now, before)) => (rises && now < before) || (falls && now > before),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::catalogue;

    fn defs(code: &str) -> IndicatorDef {
        catalogue().into_iter().find(|d| d.code == code).unwrap()
    }

    fn told(code: &str, cell: Cell, text: &str) -> Option<String> {
        let found = of_text(&[(defs(code), cell)], text);
        let said = found.first()?.split(" – ").next()?;
        Some(said.to_owned())
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
