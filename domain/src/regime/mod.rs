//! Reporting regimes: the eleven elements of Nghị định 09/2019/NĐ-CP, Điều 7,
//! as versioned data. A round keeps the version with which it was opened.

mod obligated;
mod outline;

pub use obligated::ObligatedRule;
pub use outline::{Section, standard_outline};

use crate::calendar::{DueRule, RegimeKind, Shift};
use crate::indicator::IndicatorDef;
use crate::period::{PeriodKind, Scheme};
use serde::{Deserialize, Serialize};

/// What a report of this regime contains (element 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Lời văn.
    Words,
    /// Số liệu.
    Numbers,
    /// Kết hợp cả hai.
    Both,
}

/// One version of a regime.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RegimeBody {
    /// Element 1: name of the report.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// State (bound by the decree) or Party.
    pub kind: RegimeKind,
    /// Element 2.
    pub content: Content,
    /// Element 3: who must report, as a rule at the period's reference date.
    pub obligated: ObligatedRule,
    /// Element 4: code of the unit that receives.
    pub recipient_code: String,
    /// Element 5: ways of sending, as written in the guide.
    pub ways: Vec<String>,
    /// Element 6: when units must have sent, from the closing day.
    pub units_due: DueRule,
    /// Element 6, next tier: when the office must have consolidated.
    pub office_due: DueRule,
    /// What happens to a due day that is no working day.
    pub shift: Shift,
    /// Element 7: frequencies.
    pub frequencies: Vec<PeriodKind>,
    /// Element 8: the calendar in which periods are counted; it fixes the
    /// closing day.
    pub scheme: Scheme,
    /// How many days before the closing day the form opens.
    pub opens_days_before: u16,
    /// Element 9: outline.
    pub outline: Vec<Section>,
    /// Element 10: data form.
    pub indicators: Vec<IndicatorDef>,
    /// Element 11: guide to the process.
    pub guide: String,
}

impl RegimeBody {
    /// The sections that a unit with these fields of work must write.
    pub fn sections_for<'a>(
        &'a self,
        fields: &'a [crate::field::Field],
    ) -> impl Iterator<Item = &'a Section> {
        self.outline.iter().filter(move |s| s.concerns(fields))
    }

    /// The indicators that a unit with these fields of work must fill in.
    pub fn indicators_for<'a>(
        &'a self,
        fields: &'a [crate::field::Field],
    ) -> impl Iterator<Item = &'a IndicatorDef> {
        self.indicators
            .iter()
            .filter(move |i| fields.contains(&i.field))
    }

    /// The definition of an indicator.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&IndicatorDef> {
        self.indicators.iter().find(|i| i.code == code)
    }
}
