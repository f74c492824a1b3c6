//! The standard regime of the khoa giáo review, from the outline and the
//! indicator catalogue that come with the program.

use domain::calendar::{DueRule, RegimeKind, Shift};
use domain::chase::standard_ladder;
use domain::indicator::{IndicatorDef, starter_set};
use domain::period::{PeriodKind, Scheme};
use domain::regime::{
    Asking, ClosingRule, Content, LinkDues, RegimeBody, UnitRule, standard_outline,
};
use domain::unit::{Tier, UnitKind};
use domain::validation::standard_checks;

/// Code of the standard regime.
pub const STANDARD_CODE: &str = "khoa-giao";

/// The starter set without deaths by disease: six rows that stand at nought nearly
/// everywhere. An office that wants them takes them in its designer.
fn standard_indicators() -> Vec<IndicatorDef> {
    let mut all = starter_set();
    all.retain(|def| def.parent.as_deref() != Some("YT-10a"));
    all
}

/// The standard regime for an office with this code. The Party review counts
/// calendar periods, so its due days lie after their end (domain facts §1.2):
/// conferences are held eight to ten days after the quarter.
#[must_use]
pub fn standard_body(recipient_code: &str) -> RegimeBody {
    RegimeBody {
        name: "Báo cáo kết quả công tác khoa giáo".into(),
        name_en: "Report on education, science, health and culture".into(),
        kind: RegimeKind::Party,
        content: Content::Both,
        obligated: UnitRule {
            kinds: vec![
                UnitKind::Department,
                UnitKind::ServiceUnit,
                UnitKind::Association,
                UnitKind::MassOrganisation,
                UnitKind::Press,
                UnitKind::Commune,
            ],
            tiers: vec![Tier::Province, Tier::Commune],
            ..UnitRule::default()
        },
        recipient_code: recipient_code.into(),
        ways: vec![
            "Nhập trực tiếp trên hệ thống".into(),
            "Tải lên biểu mẫu .xlsx do hệ thống cấp".into(),
        ],
        units_due: DueRule::WorkingDaysAfterClosing { days: 3 },
        tier_dues: vec![],
        office_due: DueRule::WorkingDaysAfterClosing { days: 6 },
        links: LinkDues::default(),
        latest_day: None,
        due_by: None,
        own_times: vec![],
        shift: Shift::Next,
        frequencies: vec![
            PeriodKind::Month,
            PeriodKind::Quarter,
            PeriodKind::FirstHalf,
            PeriodKind::NineMonths,
            PeriodKind::Year,
        ],
        scheme: Scheme::Lich,
        closing: ClosingRule::EndOfPeriod,
        opens_days_before: 20,
        outline: standard_outline(),
        asking: Asking::ByFrequency,
        indicators: standard_indicators(),
        checks: standard_checks(),
        guide: "Chuyên viên soạn báo cáo theo đề cương và biểu số liệu; thủ trưởng đơn vị duyệt, \
                ký và gửi trước hết ngày đến hạn. Không có việc phát sinh thì chọn “Không phát sinh”."
            .into(),
        chase: standard_ladder(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_regime_has_an_outline_and_indicators() {
        let body = standard_body("BTGDV");
        assert!(body.outline.len() >= 10);
        assert!(body.indicators.len() >= 30);
        assert_eq!(body.recipient_code, "BTGDV");
    }
}
