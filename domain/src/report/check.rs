//! What is said about a draft before it is signed: high blocks signing,
//! medium needs an explanation beside the cell, low informs.
//!
//! Rules over figures are data and live in [`crate::validation`]; `figures` puts
//! them to a report, `words` holds its texts against its figures. Here both are
//! joined with what concerns nil answers and numbers that could not be read.

use super::figures::figures;
use super::words::words;
use super::{CellTrouble, Checking, PlaceKind, Quotes, ReportBody, count_words};
use crate::regime::{Asked, RegimeBody};
use crate::validation::{Figures, Importance};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing to be said about a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Code; the key of its text.
    pub code: String,
    /// What it does to the report.
    pub importance: Importance,
    /// Section or cell that it is about; none for the form as a whole.
    pub place: Option<(PlaceKind, String)>,
    /// A medium remark that the unit has explained.
    pub is_explained: bool,
    /// What its text names beside the place: a number, a symbol, or the words
    /// of a rule that an office wrote, in Vietnamese.
    #[serde(default)]
    pub detail: String,
    /// The same in English, where it differs.
    #[serde(default)]
    pub detail_en: String,
    /// Name under which it is explained, see [`ReportBody::explanations`].
    #[serde(default)]
    pub key: String,
}

impl Remark {
    /// A remark that nobody has explained yet.
    #[must_use]
    pub fn new(code: &str, importance: Importance, place: Option<(PlaceKind, String)>) -> Self {
        let at = place.as_ref().map_or("", |(_, at)| at.as_str());
        Self {
            key: format!("{code}@{at}"),
            code: code.to_owned(),
            importance,
            place,
            is_explained: false,
            detail: String::new(),
            detail_en: String::new(),
        }
    }

    /// The same about something that its text names.
    #[must_use]
    pub fn about(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Whether the report cannot be signed without a word about it.
    #[must_use]
    pub fn needs_word(&self) -> bool {
        self.importance == Importance::Medium
    }

    /// Whether the report cannot be signed because of it.
    #[must_use]
    pub fn blocks(&self) -> bool {
        match self.importance {
            Importance::High => true,
            Importance::Medium => !self.is_explained,
            Importance::Low => false,
        }
    }
}

/// The same unit's figures of earlier periods, where it reported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Past<'a> {
    /// The period before.
    pub previous: Option<&'a Figures>,
    /// The same period last year.
    pub last_year: Option<&'a Figures>,
    /// The shorter cumulative period of the same year.
    pub cumulative_before: Option<&'a Figures>,
    /// What the parts of a longer period add up to.
    pub parts: Option<&'a Figures>,
    /// Values of earlier periods of the same kind by indicator, for the outlier
    /// tests; none where nobody looked.
    pub history: Option<&'a BTreeMap<String, Vec<i64>>>,
    /// Least and greatest usual value by indicator, as set for the unit.
    pub limits: Option<&'a BTreeMap<String, (i64, i64)>>,
}

/// Everything to be said about a draft, gravest first; `checking` is that of the
/// regime for whoever is asked.
#[must_use]
pub fn remarks(
    checking: &Checking,
    regime: &RegimeBody,
    asked: Asked<'_>,
    body: &ReportBody,
    troubles: &[CellTrouble],
    past: Past<'_>,
) -> Vec<Remark> {
    let mut found = Vec::new();
    for trouble in troubles {
        let place = Some((PlaceKind::Cell, trouble.code.clone()));
        let remark = Remark::new(trouble.trouble.code(), Importance::High, place);
        found.push(remark.about(trouble.typed.clone()));
    }
    if body.is_nil {
        let says_something = ReportBody {
            is_nil: false,
            ..body.clone()
        };
        if !says_something.is_empty() || !troubles.is_empty() {
            found.push(Remark::new(
                "report.nil_with_content",
                Importance::High,
                None,
            ));
        }
        return found;
    }
    if body.is_empty() && troubles.is_empty() {
        found.push(Remark::new("report.empty", Importance::High, None));
        return found;
    }
    sections(&mut found, checking, regime, asked, body, past);
    figures(&mut found, checking, regime, body, troubles, past);
    words(&mut found, checking, body, past);
    for remark in found.iter_mut().filter(|r| r.needs_word()) {
        remark.is_explained |= body.explains(&remark.key);
    }
    found.sort_by_key(|remark| std::cmp::Reverse(remark.importance));
    found
}

fn sections(
    found: &mut Vec<Remark>,
    checking: &Checking,
    regime: &RegimeBody,
    asked: Asked<'_>,
    body: &ReportBody,
    past: Past<'_>,
) {
    for section in regime.sections_for(asked.unit) {
        let place = || Some((PlaceKind::Section, section.code.clone()));
        let Some(said) = body
            .section(&section.code)
            .filter(|s| s.is_nil || !s.text.trim().is_empty())
        else {
            found.push(Remark::new(
                "report.section_missing",
                Importance::Low,
                place(),
            ));
            continue;
        };
        if said.is_nil && !said.text.trim().is_empty() {
            found.push(Remark::new(
                "report.nil_with_text",
                Importance::High,
                place(),
            ));
        }
        let words = count_words(&said.text);
        if section
            .word_limit
            .is_some_and(|limit| words > limit as usize)
        {
            found.push(Remark::new("report.too_long", Importance::High, place()));
        }
        if said.text.contains("{{") {
            let quotes = Quotes {
                definitions: checking.definitions.all(),
                now: &body.values,
                past,
            };
            for token in quotes.missing(&said.text) {
                let remark = Remark::new("report.reference_empty", Importance::High, place());
                found.push(remark.about(token));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::indicator::{Cell, catalogue};
    use crate::period::PeriodKind;
    use crate::regime::UnitFacts;
    use crate::report::{SectionText, progress};
    use crate::unit::{Tier, UnitKind};

    const HEALTH: Asked<'_> = Asked {
        unit: UnitFacts {
            kind: UnitKind::Department,
            tier: Tier::Province,
            fields: &[Field::YTe],
            groups: &[],
        },
        period: PeriodKind::Year,
    };

    fn regime() -> RegimeBody {
        let mut regime = crate::regime::tests::body();
        let first = regime.outline.iter_mut().find(|s| s.code == "I.1");
        first.unwrap().word_limit = Some(3);
        regime
    }

    fn codes(body: &ReportBody, past: Past<'_>) -> Vec<(String, bool)> {
        let found = remarks(
            &Checking::of(&regime(), HEALTH),
            &regime(),
            HEALTH,
            body,
            &[],
            past,
        );
        found.iter().map(|r| (r.code.clone(), r.blocks())).collect()
    }

    #[test]
    fn an_empty_form_cannot_be_signed_but_a_nil_one_can() {
        let mut body = ReportBody::default();
        assert_eq!(
            codes(&body, Past::default()),
            [("report.empty".to_owned(), true)]
        );
        body.is_nil = true;
        assert_eq!(codes(&body, Past::default()), []);
        body.values.insert("YT-09".into(), Cell::of(0));
        let contradiction = [("report.nil_with_content".to_owned(), true)];
        assert_eq!(codes(&body, Past::default()), contradiction);
    }

    #[test]
    fn a_section_over_its_limit_blocks_and_a_missing_one_informs() {
        let section = SectionText {
            code: "I.1".into(),
            text: "một hai ba bốn".into(),
            is_nil: false,
        };
        let body = ReportBody {
            sections: vec![section],
            ..ReportBody::default()
        };
        let found = codes(&body, Past::default());
        assert_eq!(found[0], ("report.too_long".to_owned(), true));
        assert!(
            found[1..]
                .iter()
                .all(|r| *r == ("report.section_missing".to_owned(), false))
        );
    }

    #[test]
    fn a_large_change_is_signed_only_with_a_word_of_explanation() {
        let def = catalogue()
            .into_iter()
            .find(|d| {
                d.field == Field::YTe
                    && d.factor().is_none()
                    && d.over_time == crate::indicator::Aggregation::Sum
            })
            .unwrap();
        let before = Figures::from([(def.code.clone(), Cell::of(10))]);
        let past = Past {
            previous: Some(&before),
            ..Past::default()
        };
        let mut body = ReportBody::default();
        body.values.insert(def.code.clone(), Cell::of(1_000));
        let change = |blocks| ("check.large_change".to_owned(), blocks);
        assert_eq!(codes(&body, past)[0], change(true));
        body.values.get_mut(&def.code).unwrap().note = Some("Thêm ba cơ sở mới.".into());
        assert_eq!(codes(&body, past)[0], change(false));
        body.values.get_mut(&def.code).unwrap().note = None;
        let key = remarks(
            &Checking::of(&regime(), HEALTH),
            &regime(),
            HEALTH,
            &body,
            &[],
            past,
        )[0]
        .key
        .clone();
        body.explanations.insert(key, "Ba cơ sở mới.".into());
        assert_eq!(codes(&body, past)[0], change(false));
    }

    #[test]
    fn progress_counts_nil_sections_as_answered() {
        let section = SectionText {
            code: "I.1".into(),
            text: String::new(),
            is_nil: true,
        };
        let body = ReportBody {
            sections: vec![section],
            ..ReportBody::default()
        };
        let found = progress(&regime(), HEALTH, &body);
        assert_eq!((found.sections_done, found.cells_done), (1, 0));
        assert!(found.sections > 1 && found.cells > 1);
    }
}
