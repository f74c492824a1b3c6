//! Reporting regimes: the eleven elements of Nghị định 09/2019/NĐ-CP, Điều 7,
//! as versioned data. A round keeps the version with which it was opened.

mod asked;
mod outline;
mod rule;

pub use asked::Asking;
pub use outline::{Section, standard_outline};
pub use rule::{Asked, UnitFacts, UnitRule};

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
    pub obligated: UnitRule,
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
    /// Element 10: which indicators a round asks for.
    #[serde(default)]
    pub asking: Asking,
    /// Element 10: data form.
    pub indicators: Vec<IndicatorDef>,
    /// Element 11: guide to the process.
    pub guide: String,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::indicator::catalogue;
    use crate::unit::{Tier, UnitKind};

    /// A quarterly Party regime with the catalogue as its form.
    pub(crate) fn body() -> RegimeBody {
        RegimeBody {
            name: "Giao ban".into(),
            name_en: "Review".into(),
            kind: RegimeKind::Party,
            content: Content::Both,
            obligated: UnitRule {
                kinds: vec![UnitKind::Department, UnitKind::Commune],
                tiers: vec![Tier::Province, Tier::Commune],
            },
            recipient_code: "BTG".into(),
            ways: vec![],
            units_due: DueRule::WorkingDaysAfterClosing { days: 3 },
            office_due: DueRule::WorkingDaysAfterClosing { days: 6 },
            shift: Shift::Next,
            frequencies: vec![PeriodKind::Quarter],
            scheme: Scheme::Lich,
            opens_days_before: 15,
            outline: standard_outline(),
            asking: Asking::ByFrequency,
            indicators: catalogue(),
            guide: String::new(),
        }
    }
}
