//! What is said about a draft before it is signed: high blocks signing,
//! medium needs an explanation beside the cell, low informs.
//!
//! Rules over figures are data and live in [`crate::validation`]; here they are
//! joined with what concerns texts, nil answers and numbers that could not be
//! read.

use super::{CellTrouble, PlaceKind, ReportBody};
use crate::regime::{Asked, RegimeBody};
use crate::validation::Facts;
use crate::validation::{Figures, Importance, StarterSettings, check_all, starter_rules};
use serde::{Deserialize, Serialize};

/// One thing to be said about a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Code; the key of its text.
    pub code: String,
    /// What it does to the report.
    pub importance: Importance,
    /// Section or cell that it is about; none for the form as a whole.
    pub place: Option<(PlaceKind, String)>,
    /// A medium remark that the unit has explained beside the cell.
    pub is_explained: bool,
}

impl Remark {
    fn new(code: &str, importance: Importance, place: Option<(PlaceKind, String)>) -> Self {
        Self {
            code: code.to_owned(),
            importance,
            place,
            is_explained: false,
        }
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
}

/// Everything to be said about a draft, gravest first.
#[must_use]
pub fn remarks(
    regime: &RegimeBody,
    asked: Asked<'_>,
    body: &ReportBody,
    troubles: &[CellTrouble],
    past: Past<'_>,
) -> Vec<Remark> {
    let mut found = Vec::new();
    for trouble in troubles {
        let place = Some((PlaceKind::Cell, trouble.code.clone()));
        found.push(Remark::new(trouble.trouble.code(), Importance::High, place));
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
    sections(&mut found, regime, asked, body);
    figures(&mut found, regime, asked, body, past);
    found.sort_by_key(|remark| std::cmp::Reverse(remark.importance));
    found
}

fn sections(found: &mut Vec<Remark>, regime: &RegimeBody, asked: Asked<'_>, body: &ReportBody) {
    for section in regime.sections_for(asked.unit.fields) {
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
    }
}

fn figures(
    found: &mut Vec<Remark>,
    regime: &RegimeBody,
    asked: Asked<'_>,
    body: &ReportBody,
    past: Past<'_>,
) {
    let definitions: Vec<_> = regime.indicators_for(asked).cloned().collect();
    let rules = starter_rules(&definitions, StarterSettings::default());
    let facts = Facts {
        definitions: &definitions,
        now: &body.values,
        previous: past.previous,
        last_year: past.last_year,
        cumulative_before: past.cumulative_before,
    };
    let has_note = |code: &String| {
        let note = body.values.get(code).and_then(|cell| cell.note.as_ref());
        note.is_some_and(|note| !note.trim().is_empty())
    };
    for finding in check_all(&rules, &facts) {
        let is_explained = finding.indicators.iter().any(has_note);
        let place = finding
            .indicators
            .into_iter()
            .next()
            .map(|code| (PlaceKind::Cell, code));
        found.push(Remark {
            is_explained,
            ..Remark::new(&finding.code, finding.importance, place)
        });
    }
}

/// Words of a text, as the counter beside a section shows them.
#[must_use]
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How much of a form is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Sections with a text or a nil answer.
    pub sections_done: usize,
    /// Sections that the unit writes.
    pub sections: usize,
    /// Indicators with a number.
    pub cells_done: usize,
    /// Indicators that the unit fills in.
    pub cells: usize,
}

/// Counts what is answered; a nil form is answered as a whole.
#[must_use]
pub fn progress(regime: &RegimeBody, asked: Asked<'_>, body: &ReportBody) -> Progress {
    let is_said = |code: &str| {
        body.section(code)
            .is_some_and(|s| s.is_nil || !s.text.trim().is_empty())
    };
    let is_filled = |code: &str| body.values.get(code).is_some_and(|cell| !cell.is_empty());
    let sections = regime.sections_for(asked.unit.fields).count();
    let cells = regime.indicators_for(asked).count();
    if body.is_nil {
        return Progress {
            sections_done: sections,
            sections,
            cells_done: cells,
            cells,
        };
    }
    Progress {
        sections_done: regime
            .sections_for(asked.unit.fields)
            .filter(|s| is_said(&s.code))
            .count(),
        sections,
        cells_done: regime
            .indicators_for(asked)
            .filter(|i| is_filled(&i.code))
            .count(),
        cells,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::indicator::{Cell, catalogue};
    use crate::period::PeriodKind;
    use crate::regime::UnitFacts;
    use crate::report::SectionText;
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
        regime.outline[0].word_limit = Some(3);
        regime
    }

    fn codes(body: &ReportBody, past: Past<'_>) -> Vec<(String, bool)> {
        let found = remarks(&regime(), HEALTH, body, &[], past);
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
