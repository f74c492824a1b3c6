//! What stands in a draft and is not asked of its unit any more, since a field of work
//! went to another unit within the period. It stays in the draft, whatever is
//! saved from a page that does not show it, is told there, and is left out of what is
//! signed; where the act is withdrawn it is in the form again.
//!
//! Not here: figures that come anew for a field of others, which are refused (`asked`).

use super::case::Case;
use crate::AppError;
use domain::indicator::{Cell, IndicatorDef};
use domain::regime::Section;
use domain::report::{Part, ReportBody, SectionText};
use std::collections::{BTreeMap, HashSet};
use store::Handle;

/// A figure of a draft that is not asked of its unit any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideFigure {
    /// Code of the indicator.
    pub code: String,
    /// Its definition, where the regime has it.
    pub def: Option<IndicatorDef>,
    /// What stands in the draft.
    pub cell: Cell,
    /// The last version, where it was sent with that: it is not counted.
    pub sent_in: Option<i32>,
}

/// A section of a draft whose text is not asked of its unit any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideSection {
    /// Its definition.
    pub def: Section,
    /// The last version, where this text was sent with that.
    pub sent_in: Option<i32>,
}

/// What of a draft is not asked of its unit any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Figures, by code.
    pub figures: Vec<AsideFigure>,
    /// Sections with a text, in the order of the outline.
    pub sections: Vec<AsideSection>,
}

/// Codes of what the unit is asked for.
struct Asked<'a> {
    sections: HashSet<&'a str>,
    indicators: HashSet<&'a str>,
}

impl<'a> Asked<'a> {
    fn of(case: &'a Case) -> Self {
        Self {
            sections: case.sections().map(|s| s.code.as_str()).collect(),
            indicators: case.indicators().map(|def| def.code.as_str()).collect(),
        }
    }

    fn has_section(&self, said: &SectionText) -> bool {
        self.sections.contains(said.code.as_str())
    }

    fn has_figure(&self, code: &str) -> bool {
        self.indicators.contains(code)
    }
}

impl SetAside {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.sections.is_empty()
    }

    /// What of a body is not asked any more, without what is empty.
    pub(super) fn of(case: &Case, body: &ReportBody) -> Self {
        let asked = Asked::of(case);
        let values = body.values.iter();
        let others = values.filter(|(code, cell)| !asked.has_figure(code) && !cell.is_empty());
        let is_left = |section: &&Section| {
            let said = body.section(&section.code);
            said.is_some_and(|said| !asked.has_section(said) && !said.text.is_empty())
        };
        let regime = &case.regime.body;
        Self {
            figures: others
                .map(|(code, cell)| AsideFigure {
                    code: code.clone(),
                    def: regime.indicator(code).cloned(),
                    cell: cell.clone(),
                    sent_in: None,
                })
                .collect(),
            sections: regime
                .outline
                .iter()
                .filter(is_left)
                .map(|section| AsideSection {
                    def: section.clone(),
                    sent_in: None,
                })
                .collect(),
        }
    }

    /// The same, `body` being what it was taken from, with what of it stands as it is in
    /// the last version sent: a draft stays after it was sent.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn with_sent(
        mut self,
        h: &impl Handle,
        case: &Case,
        body: &ReportBody,
    ) -> Result<Self, AppError> {
        let (id, last) = (case.obligation.id, case.obligation.last_version);
        if last == 0 || self.is_empty() {
            return Ok(self);
        }
        let Some(sent) = store::report::find_version(h, id, last).await? else {
            return Ok(self);
        };
        self.mark_sent(last, body, &sent.body);
        Ok(self)
    }

    fn mark_sent(&mut self, last: i32, body: &ReportBody, sent: &ReportBody) {
        for figure in &mut self.figures {
            let is_sent = sent.values.get(&figure.code) == Some(&figure.cell);
            figure.sent_in = is_sent.then_some(last);
        }
        for section in &mut self.sections {
            let code = &section.def.code;
            let [now, then] = [body, sent].map(|of| of.section(code).map(|said| &said.text));
            section.sent_in = (now == then).then_some(last);
        }
    }
}

/// The body without what is not asked any more; none where all of it is.
pub(super) fn asked_part(case: &Case, body: &ReportBody) -> Option<ReportBody> {
    let asked = Asked::of(case);
    let is_whole = body.values.keys().all(|code| asked.has_figure(code))
        && body.sections.iter().all(|said| asked.has_section(said));
    if is_whole {
        return None;
    }
    let mut own = body.clone();
    own.values.retain(|code, _| asked.has_figure(code));
    own.sections.retain(|said| asked.has_section(said));
    Some(own)
}

/// Takes what is not asked any more over from what stood before.
pub(super) fn keep_aside(case: &Case, before: &ReportBody, body: &mut ReportBody) {
    let asked = Asked::of(case);
    let figures = before.values.iter();
    let figures = figures.filter(|(code, _)| !asked.has_figure(code));
    body.values
        .extend(figures.map(|(code, cell)| (code.clone(), cell.clone())));
    let texts = before.sections.iter();
    let texts = texts.filter(|said| !asked.has_section(said));
    body.sections.extend(texts.cloned());
}

/// The same of numbers that could not be read, by input name.
pub(super) fn keep_texts_aside(
    case: &Case,
    before: &BTreeMap<String, String>,
    numbers: &mut BTreeMap<String, String>,
) {
    if before.is_empty() {
        return;
    }
    let keys = |def: &IndicatorDef| -> Vec<String> {
        Part::ALL.iter().map(|part| part.key(&def.code)).collect()
    };
    let asked: HashSet<String> = case.indicators().flat_map(keys).collect();
    let texts = before.iter().filter(|(key, _)| !asked.contains(*key));
    numbers.extend(texts.map(|(key, text)| (key.clone(), text.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(value: i64) -> ReportBody {
        ReportBody {
            values: [("YT-09".to_owned(), Cell::of(value))].into(),
            ..ReportBody::default()
        }
    }

    /// only what was sent as it stands is said to have been sent.
    #[test]
    fn r_1_7_a_figure_that_was_changed_since_it_was_sent_is_not_said_to_be_sent() {
        let mut aside = SetAside {
            figures: vec![AsideFigure {
                code: "YT-09".into(),
                def: None,
                cell: Cell::of(70),
                sent_in: None,
            }],
            sections: Vec::new(),
        };
        aside.mark_sent(2, &body(70), &body(69));
        assert_eq!(aside.figures[0].sent_in, None);
        aside.mark_sent(2, &body(70), &body(70));
        assert_eq!(aside.figures[0].sent_in, Some(2));
    }
}
