//! The demo's regime: the quarterly review, with as many indicators as asked.

use super::Plan;
use super::bodies::COMMUNE_FIELDS;
use super::units::{BEGIN, Units};
use crate::{AppError, Ctx};
use domain::calendar::{DueRule, RegimeKind, Shift};
use domain::chase::standard_ladder;
use domain::field::Field;
use domain::id::{RegimeId, RegimeVersionId};
use domain::indicator::{IndicatorDef, IndicatorKind, starter_set};
use domain::journal::Noun;
use domain::period::{PeriodKind, Scheme};
use domain::regime::{
    Asking, ClosingRule, Content, LinkDues, RegimeBody, UnitRule, standard_outline,
};
use domain::unit::UnitKind;
use domain::validation::standard_checks;
use serde_json::json;
use store::regime::{Regime, RegimeVersion};

/// Code of the regime.
pub(super) const CODE: &str = "KG-QUY";

/// Yearly indicators that the demo's office asks for every quarter as well, as
/// the state at the end of the quarter.
const ALSO_QUARTERLY: [&str; 14] = [
    "GD-02", "GD-03", "GD-04", "GD-04a", "GD-08", "KHH-01", "YT-01", "YT-02", "MT-01", "MT-02",
    "VH-01", "VH-02", "GN-01", "GN-01a",
];

/// Of the fields that communes and departments share, what the departments
/// count; the communes count the rest, and nobody counts the same people twice.
const BY_DEPARTMENTS: [&str; 5] = ["YT-01", "YT-02", "YT-04", "YT-09a", "YT-09b"];

/// Breakdowns with which the set is filled up when more indicators are asked
/// for than the catalogue has.
const BREAKDOWNS: [(&str, &str, &str); 9] = [
    ("nu", "nữ", "women"),
    ("tt", "thành thị", "urban"),
    ("nt", "nông thôn", "rural"),
    ("dt", "dân tộc thiểu số", "ethnic minorities"),
    ("cl", "công lập", "public"),
    ("ncl", "ngoài công lập", "non-public"),
    ("kv1", "khu vực I", "area I"),
    ("kv2", "khu vực II", "area II"),
    ("nct", "người cao tuổi", "older people"),
];

/// The indicators of the form: those collected by quarter, then breakdowns of
/// them up to `count`.
pub(super) fn indicators(count: usize) -> Vec<IndicatorDef> {
    let mut chosen: Vec<IndicatorDef> = starter_set()
        .into_iter()
        .filter(|d| {
            d.frequency.contains(&PeriodKind::Quarter) || ALSO_QUARTERLY.contains(&d.code.as_str())
        })
        .map(|mut d| {
            if !d.frequency.contains(&PeriodKind::Quarter) {
                d.frequency.insert(0, PeriodKind::Quarter);
            }
            let is_shared = COMMUNE_FIELDS.contains(&d.field);
            let kinds = match (is_shared, BY_DEPARTMENTS.contains(&d.code.as_str())) {
                (false, _) => vec![],
                (true, true) => vec![UnitKind::Department, UnitKind::ServiceUnit],
                (true, false) => vec![UnitKind::Commune],
            };
            d.reported_by = UnitRule {
                kinds,
                ..UnitRule::default()
            };
            // The demo's history is older than the starter catalogue.
            d.valid_from = BEGIN;
            d
        })
        .collect();
    let typed = |d: &&IndicatorDef| {
        d.kind == IndicatorKind::Plain && d.live.is_none() && d.parent.is_none()
    };
    let plain = chosen.iter().filter(typed);
    // What communes give comes first: a big form is meant to be filled by many.
    let (by_many, by_few): (Vec<_>, Vec<_>) = plain.cloned().partition(is_of_communes);
    for plain in [by_many, by_few] {
        for (suffix, vi, en) in BREAKDOWNS {
            for def in &plain {
                let mut part = def.clone();
                part.code = format!("{}.{suffix}", def.code);
                part.name = format!("{} – {vi}", def.name);
                part.name_en = format!("{} – {en}", def.name_en);
                chosen.push(part);
            }
        }
    }
    chosen.truncate(count);
    chosen
}

fn is_of_communes(def: &IndicatorDef) -> bool {
    let is_theirs = def.field == Field::Khac || COMMUNE_FIELDS.contains(&def.field);
    is_theirs && (def.reported_by.is_any() || def.reported_by.kinds == [UnitKind::Commune])
}

/// The form of this demo. A centre asks its communes for the whole of it, so that
/// nothing is counted twice.
fn asked(plan: &Plan) -> Vec<IndicatorDef> {
    let mut defs = indicators(plan.indicators);
    if plan.provinces > 1 {
        for def in &mut defs {
            def.reported_by = UnitRule {
                kinds: vec![UnitKind::Commune],
                ..UnitRule::default()
            };
        }
    }
    defs
}

/// The regime's body.
pub(super) fn body(plan: &Plan, recipient: &str) -> RegimeBody {
    RegimeBody {
        name: "Báo cáo giao ban công tác khoa giáo".into(),
        name_en: "Report for the science and education review".into(),
        kind: RegimeKind::Party,
        content: Content::Both,
        obligated: UnitRule {
            kinds: vec![UnitKind::Department, UnitKind::ServiceUnit, UnitKind::Association, UnitKind::Press, UnitKind::Commune],
            ..UnitRule::default()
        },
        recipient_code: recipient.into(),
        ways: vec!["Trên hệ thống Giao ban".into(), "Tệp .xlsx theo mẫu".into()],
        units_due: DueRule::WorkingDaysAfterClosing { days: 3 },
        tier_dues: vec![],
        office_due: DueRule::WorkingDaysAfterClosing { days: 7 },
        links: LinkDues::default(),
        latest_day: None,
        due_by: None,
        own_times: vec![],
        shift: Shift::Next,
        frequencies: vec![PeriodKind::Quarter],
        scheme: Scheme::Lich,
        closing: ClosingRule::EndOfPeriod,
        opens_days_before: 75,
        outline: standard_outline(),
        asking: Asking::ByFrequency,
        indicators: asked(plan),
        checks: standard_checks(),
        guide: "Đơn vị soạn trên hệ thống hoặc điền tệp .xlsx; thủ trưởng ký gửi; Ban tổng hợp, trả lại nếu cần chỉnh sửa."
            .into(),
        chase: standard_ladder(),
    }
}

/// Stores the regime with its first version.
///
/// # Errors
/// When the database fails.
pub(super) async fn build(
    ctx: &Ctx,
    plan: &Plan,
    units: &Units,
) -> Result<RegimeVersion, AppError> {
    let recipient = units
        .get(units.office)
        .map_or("", |u| u.version.code.as_str());
    let regime = Regime {
        id: RegimeId(ctx.new_id()),
        code: CODE.into(),
        name: "Báo cáo giao ban công tác khoa giáo".into(),
        owner: units.office,
    };
    let version = RegimeVersion {
        id: RegimeVersionId(ctx.new_id()),
        regime: regime.id,
        number: 1,
        valid_from: BEGIN,
        valid_to: None,
        body: body(plan, recipient),
    };
    let w = ctx.begin().await?;
    store::regime::insert(&w, &regime).await?;
    store::regime::insert_version(&w, &version).await?;
    let detail =
        json!({ "code": regime.code, "number": 1, "indicators": version.body.indicators.len() });
    ctx.commit(
        w,
        ctx.entry(
            "regime.create",
            Noun::Regime,
            regime.id.0,
            Some(units.office),
            detail,
        ),
    )
    .await?;
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_form_has_as_many_indicators_as_asked_and_no_code_twice() {
        for count in [10, 40, 200] {
            let defs = indicators(count);
            assert_eq!(defs.len(), count);
            let codes: HashSet<_> = defs.iter().map(|d| &d.code).collect();
            assert_eq!(codes.len(), count);
            assert!(
                defs.iter()
                    .all(|d| d.frequency.contains(&PeriodKind::Quarter))
            );
        }
    }

    #[test]
    fn what_departments_and_communes_are_both_charged_with_is_given_by_one_of_them() {
        let department = |d: &IndicatorDef| d.reported_by.kinds.contains(&UnitKind::Department);
        let commune = |d: &IndicatorDef| d.reported_by.kinds.contains(&UnitKind::Commune);
        let shared: Vec<_> = indicators(200)
            .into_iter()
            .filter(|d| COMMUNE_FIELDS.contains(&d.field))
            .collect();
        assert!(shared.iter().any(department) && shared.iter().any(commune));
        assert!(shared.iter().all(|d| department(d) != commune(d)));
    }
}
