//! Reporting regimes: the eleven elements of Nghị định 09/2019/NĐ-CP, Điều 7,
//! as versioned data. A round keeps the version with which it was opened.

mod asked;
mod check;
mod edit;
mod link;
mod outline;
mod rule;
mod times;

pub use asked::Asking;
pub use check::{RegimeDefect, check};
pub use edit::{Move, move_section};
pub use link::{Link, LinkDues, LinkRule};
pub use outline::{Section, standard_outline};
pub use rule::{Asked, Known, UnitFacts, UnitRule};
pub use times::{ClosingRule, TierDue, Times};

use crate::calendar::{DueRule, RegimeKind, Shift};
use crate::chase::ChaseStep;
use crate::indicator::IndicatorDef;
use crate::period::{PeriodKind, Scheme};
use crate::validation::Checks;
use jiff::civil::Time;
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
#[serde(deny_unknown_fields)]
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
    /// Element 6: when the lowest tier must have sent, and every unit whose tier
    /// is not named in `tier_dues`.
    pub units_due: DueRule,
    /// Element 6: tiers above the lowest, lower ones first.
    #[serde(default)]
    pub tier_dues: Vec<TierDue>,
    /// Element 6, last tier: when the office must have consolidated.
    pub office_due: DueRule,
    /// When what follows the office's own day is due: opinions, final report,
    /// conference, notice, publication. Versions from before there were such
    /// rules have none.
    #[serde(default, skip_serializing_if = "LinkDues::is_empty")]
    pub links: LinkDues,
    /// Latest day of the period's last month on which the office may be due: 25
    /// where Điều 13 applies.
    #[serde(default)]
    pub latest_day: Option<u8>,
    /// Elements 6 and 8 for kinds of period that have rules of their own.
    #[serde(default)]
    pub own_times: Vec<Times>,
    /// Element 6: hour of every due day in Viet Nam; without one the day counts
    /// to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_by: Option<Time>,
    /// What happens to a due day that is no working day.
    pub shift: Shift,
    /// Element 7: frequencies.
    pub frequencies: Vec<PeriodKind>,
    /// Element 8: the calendar in which periods are counted.
    pub scheme: Scheme,
    /// Element 8: when the figures are closed.
    #[serde(default)]
    pub closing: ClosingRule,
    /// How many days before the closing day the form opens.
    pub opens_days_before: u16,
    /// Element 9: outline.
    pub outline: Vec<Section>,
    /// Element 10: which indicators a round asks for.
    #[serde(default)]
    pub asking: Asking,
    /// Element 10: data form.
    pub indicators: Vec<IndicatorDef>,
    /// What figures and texts are held against before signing.
    /// Versions from before there was a choice have the starter set.
    #[serde(default)]
    pub checks: Checks,
    /// Element 11: guide to the process.
    pub guide: String,
    /// When who is reminded.
    #[serde(default = "crate::chase::plain_ladder")]
    pub chase: Vec<ChaseStep>,
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
                ..UnitRule::default()
            },
            recipient_code: "BTG".into(),
            ways: vec!["Trên hệ thống".into()],
            units_due: DueRule::WorkingDaysAfterClosing { days: 3 },
            tier_dues: vec![],
            office_due: DueRule::WorkingDaysAfterClosing { days: 6 },
            links: LinkDues::default(),
            latest_day: None,
            own_times: vec![],
            due_by: None,
            shift: Shift::Next,
            frequencies: vec![PeriodKind::Quarter],
            scheme: Scheme::Lich,
            closing: ClosingRule::EndOfPeriod,
            opens_days_before: 15,
            outline: standard_outline(),
            asking: Asking::ByFrequency,
            indicators: catalogue(),
            checks: Checks::default(),
            guide: "Soạn, ký, gửi.".into(),
            chase: crate::chase::standard_ladder(),
        }
    }
}
