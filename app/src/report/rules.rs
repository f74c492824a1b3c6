//! The rules of one form as data for the browser, which evaluates them without
//! network: the same rules, definitions and earlier figures that the
//! server uses at signing. The server checks again in any case.
//!
//! Not here: the evaluation in the browser (`web/assets`).

use super::form::ReportForm;
use crate::Locale;
use crate::text::t;
use domain::indicator::Cell;
use domain::number::Bound;
use domain::period::Period;
use domain::validation::{Figures, OutlierTest, Packed, Rule, pack};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that an evaluation needs beside what is typed.
#[derive(Debug, Clone, Serialize)]
pub struct FormRules {
    /// Indicators of the form, by code.
    pub definitions: BTreeMap<String, ShortDef>,
    /// Rules, `$` standing for each of `each`.
    pub rules: Vec<Packed>,
    /// Earlier figures: `previous`, `last_year`, `cumulative_before`, `parts`.
    pub past: BTreeMap<&'static str, BTreeMap<String, ShortCell>>,
    /// Outlier tests of the regime.
    pub outliers: Vec<OutlierTest>,
    /// Past values by indicator, newest first, for the outlier tests.
    pub history: BTreeMap<String, Vec<i64>>,
    /// Least and greatest usual value by indicator.
    pub limits: BTreeMap<String, (i64, i64)>,
    /// Texts of the rules' codes; `%{place}` and `%{detail}` are to be filled.
    pub texts: BTreeMap<String, Cow<'static, str>>,
}

/// What of a definition an evaluation needs.
#[derive(Debug, Clone, Serialize)]
pub struct ShortDef {
    /// Decimals; values are whole numbers at 10^scale.
    pub scale: u8,
    /// Factor of a ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<i64>,
    /// Unit of measure.
    pub measure: String,
    /// Its value is a rank, which is never a threshold.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_rank: bool,
}

/// The numbers of a cell.
#[derive(Debug, Clone, Serialize)]
pub struct ShortCell {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    den: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<Bound>,
}

impl ReportForm {
    /// The rules of this form, with texts in this language; those about some
    /// indicators (`about`) with what they look at, for a page that shows only
    /// these.
    #[must_use]
    pub fn rules(&self, locale: Locale, about: Option<&BTreeSet<&str>>) -> FormRules {
        let mut definitions: Vec<_> = self.cells.iter().map(|c| c.def.clone()).collect();
        let mut rules = self.regime.body.checks.rules_for(&definitions);
        let is_shown = |code: &str| about.is_none_or(|codes| codes.contains(code));
        if about.is_some() {
            rules.retain(|rule| rule.indicators().iter().any(|code| is_shown(code)));
            let looked_at: BTreeSet<String> = rules.iter().flat_map(Rule::indicators).collect();
            definitions.retain(|d| is_shown(&d.code) || looked_at.contains(&d.code));
        }
        let codes = rules.iter().map(|rule| {
            let is_own = !rule.says.is_empty();
            if is_own {
                "check.own"
            } else {
                rule.code.as_str()
            }
        });
        let more = ["outlier.unusual", "outlier.beyond_limits"];
        let texts = codes
            .chain(more)
            .map(|code| (code.to_owned(), t(locale, &format!("error.{code}"))))
            .collect();
        let short = |figures: &Figures| -> BTreeMap<String, ShortCell> {
            let is_asked = |code: &str| definitions.iter().any(|d| d.code == code);
            let cell = |cell: &Cell| ShortCell {
                value: cell.value,
                num: cell.num,
                den: cell.den,
                bound: cell.bound,
            };
            figures
                .iter()
                .filter(|(code, _)| is_asked(code))
                .map(|(code, c)| (code.clone(), cell(c)))
                .collect()
        };
        let earlier = &self.earlier;
        let of = |past: &Option<(Period, Arc<Figures>)>| past.as_ref().map(|(_, f)| short(f));
        let past = [
            ("previous", of(&earlier.previous)),
            ("last_year", of(&earlier.last_year)),
            ("cumulative_before", of(&earlier.cumulative_before)),
            (
                "parts",
                Some(short(&earlier.parts)).filter(|p| !p.is_empty()),
            ),
        ];
        FormRules {
            rules: pack(&rules),
            past: past
                .into_iter()
                .filter_map(|(name, past)| Some((name, past?)))
                .collect(),
            outliers: self.regime.body.checks.outliers.clone(),
            history: self
                .earlier
                .history
                .iter()
                .filter(|(code, values)| is_shown(code) && !values.is_empty())
                .map(|(code, values)| (code.clone(), values.clone()))
                .collect(),
            limits: self
                .earlier
                .limits
                .iter()
                .filter(|(code, _)| is_shown(code))
                .map(|(code, limits)| (code.clone(), *limits))
                .collect(),
            texts,
            definitions: definitions
                .into_iter()
                .map(|d| {
                    let short = ShortDef {
                        scale: d.scale,
                        factor: d.factor(),
                        is_rank: d.is_rank(),
                        measure: d.measure,
                    };
                    (d.code, short)
                })
                .collect(),
        }
    }
}
