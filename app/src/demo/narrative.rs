//! The words of a report, put together from sentences by section. The sentences
//! are in `narrative.toml`; places in braces are filled here.

use super::chance::Chance;
use domain::number::format_number;
use domain::period::Period;
use domain::regime::Section;
use domain::report::SectionText;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Book {
    section: HashMap<String, Vec<String>>,
    other: Vec<String>,
}

/// The sentences, read once.
pub(super) struct Narrative(Book);

impl Narrative {
    /// Reads the embedded sentences; a test reads them too.
    pub(super) fn new() -> Self {
        let empty = Book {
            section: HashMap::new(),
            other: Vec::new(),
        };
        Self(toml::from_str(include_str!("narrative.toml")).unwrap_or(empty))
    }

    /// What a unit writes in one section.
    pub(super) fn text(
        &self,
        chance: &mut Chance,
        section: &Section,
        unit: &str,
        period: &Period,
    ) -> SectionText {
        let sentences = self.0.section.get(&section.code).unwrap_or(&self.0.other);
        // Internal topics and proposals do not arise everywhere.
        let rare = section.is_internal || section.code == "IV";
        if chance.percent(if rare { 55 } else { 4 }) {
            return SectionText {
                code: section.code.clone(),
                text: String::new(),
                is_nil: true,
            };
        }
        let count = chance.between(2, 4) as usize;
        let filled: Vec<String> = chance
            .some(sentences, count)
            .iter()
            .map(|s| fill(chance, s, unit, period))
            .collect();
        SectionText {
            code: section.code.clone(),
            text: filled.join("\n"),
            is_nil: false,
        }
    }
}

fn fill(chance: &mut Chance, sentence: &str, unit: &str, period: &Period) -> String {
    let mut text = sentence
        .replace("{unit}", unit)
        .replace("{period}", &lower_first(&period.label_vi()));
    for (place, from, to) in [("{a}", 2, 12), ("{b}", 20, 480), ("{c}", 1_050, 9_400)] {
        while let Some(at) = text.find(place) {
            text.replace_range(
                at..at + place.len(),
                &format_number(chance.between(from, to), 0),
            );
        }
    }
    while let Some(at) = text.find("{p}") {
        text.replace_range(at..at + 3, &format_number(chance.between(8_150, 9_960), 2));
    }
    text
}

/// Inside a sentence a period begins small: "quý III năm 2026".
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::period::{PeriodKind, Scheme};
    use domain::regime::standard_outline;

    #[test]
    fn every_section_of_the_outline_has_sentences_and_no_place_stays_open() {
        let narrative = Narrative::new();
        let period = Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap();
        for section in standard_outline() {
            let sentences = &narrative.0.section[&section.code];
            assert!(sentences.len() >= 5, "{}", section.code);
            for sentence in sentences {
                let text = fill(&mut Chance::of(1, &[]), sentence, "Sở Y tế", &period);
                assert!(!text.contains(['{', '}']), "{text}");
                assert!(text.ends_with('.'), "{text}");
            }
        }
    }
}
