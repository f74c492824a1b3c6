//! What is wrong with a regime version, all of it at once. A version without
//! defects states the eleven elements of Nghị định 09/2019/NĐ-CP, Điều 7.

use super::{Content, RegimeBody, Times};
use crate::calendar::{RegimeKind, Severity, WorkCalendar};
use crate::chase::FARTHEST_STEP;
use crate::indicator::{can_weigh, is_consistent, is_part_of_its_whole};
use crate::period::{Period, PeriodKind, Scheme};
use crate::round::{DateChoice, check_dates, check_links, link_days, plan_dates};
use jiff::civil::Date;
use std::collections::HashSet;

/// How many coming periods of each kind the dates are tried on.
const TRIED: usize = 4;

/// One thing wrong with a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegimeDefect {
    /// Name of the element or part.
    pub field: &'static str,
    /// Code, the key of its text.
    pub code: &'static str,
    /// What it is about: a code, a period; empty if the field says it all.
    pub about: String,
    /// Whether it hinders publishing.
    pub severity: Severity,
}

/// Everything wrong with a version that is to hold from `from` on.
#[must_use]
pub fn check(body: &RegimeBody, from: Date, calendar: &WorkCalendar) -> Vec<RegimeDefect> {
    let mut found = Found::default();
    elements(&mut found, body);
    outline(&mut found, body);
    indicators(&mut found, body);
    checks(&mut found, body);
    ladder(&mut found, body);
    times(&mut found, body);
    dates(&mut found, body, from, calendar);
    found.0
}

#[derive(Default)]
struct Found(Vec<RegimeDefect>);

impl Found {
    fn add(&mut self, field: &'static str, code: &'static str, about: impl Into<String>) {
        self.push(field, code, about, Severity::Error);
    }

    fn push(
        &mut self,
        field: &'static str,
        code: &'static str,
        about: impl Into<String>,
        severity: Severity,
    ) {
        let defect = RegimeDefect {
            field,
            code,
            about: about.into(),
            severity,
        };
        // Several periods meet one defect: the first that shows it is enough.
        let is_known = |d: &RegimeDefect| d.field == defect.field && d.code == defect.code;
        if !self.0.iter().any(is_known) || !defect.about.is_empty() && !self.0.contains(&defect) {
            self.0.push(defect);
        }
    }
}

fn elements(found: &mut Found, body: &RegimeBody) {
    for (field, text) in [
        ("name", &body.name),
        ("recipient_code", &body.recipient_code),
        ("guide", &body.guide),
    ] {
        if text.trim().is_empty() {
            found.add(field, "required", "");
        }
    }
    if body.ways.iter().all(|w| w.trim().is_empty()) {
        found.add("ways", "required", "");
    }
    if !body.obligated.says_who() {
        found.add("obligated", "regime.nobody_obligated", "");
    }
    if body.frequencies.is_empty() {
        found.add("frequencies", "required", "");
    }
    for kind in &body.frequencies {
        if !fits(body.scheme, *kind) {
            found.add("frequencies", "regime.kind_not_in_scheme", kind.code());
        }
    }
    let (words, numbers) = (!body.outline.is_empty(), !body.indicators.is_empty());
    if !words && body.content != Content::Numbers {
        found.add("outline", "regime.outline_missing", "");
    }
    if !numbers && body.content != Content::Words {
        found.add("indicators", "regime.indicators_missing", "");
    }
    if words && body.content == Content::Numbers {
        found.add("content", "regime.content_numbers", "");
    }
    if numbers && body.content == Content::Words {
        found.add("content", "regime.content_words", "");
    }
}

/// Whether a scheme has such periods. One-off rounds have borders of their own
/// and days are calendar days.
fn fits(scheme: Scheme, kind: PeriodKind) -> bool {
    match kind {
        PeriodKind::OneOff => true,
        PeriodKind::Day => scheme == Scheme::Lich,
        kind => Period::new(scheme, kind, 2026, 1).is_ok(),
    }
}

fn outline(found: &mut Found, body: &RegimeBody) {
    let mut seen = HashSet::new();
    let mut above: Option<u8> = None;
    for section in &body.outline {
        if section.code.trim().is_empty() {
            found.add("outline", "regime.section_code", &section.title);
        }
        if !seen.insert(section.code.as_str()) {
            found.add("outline", "regime.section_twice", &section.code);
        }
        if section.title.trim().is_empty() {
            found.add("outline", "regime.section_title", &section.code);
        }
        if section.word_limit == Some(0) {
            found.add("outline", "regime.section_words", &section.code);
        }
        if section.level > above.map_or(0, |level| level + 1) {
            found.add("outline", "regime.section_level", &section.code);
        }
        above = Some(section.level);
    }
}

fn indicators(found: &mut Found, body: &RegimeBody) {
    let mut seen = HashSet::new();
    for def in &body.indicators {
        if !seen.insert(def.code.as_str()) {
            found.add("indicators", "regime.indicator_twice", &def.code);
        }
        if !is_consistent(def) {
            found.add("indicators", "regime.indicator_inconsistent", &def.code);
        }
        if !is_part_of_its_whole(&body.indicators, def) {
            found.add("indicators", "regime.indicator_parent", &def.code);
        }
        if let Some(code) = &def.weight {
            let weight = body.indicator(code);
            if !weight.is_some_and(|weight| can_weigh(weight, def)) {
                found.add("indicators", "regime.indicator_weight", &def.code);
            }
        }
    }
}

/// Checks of indicators that were taken out are left out: that is only told.
fn checks(found: &mut Found, body: &RegimeBody) {
    for defect in body.checks.defects(&body.indicators) {
        let severity = match defect.is_error {
            true => Severity::Error,
            false => Severity::Warning,
        };
        found.push("checks", defect.code, defect.place, severity);
    }
}

fn ladder(found: &mut Found, body: &RegimeBody) {
    let mut seen = HashSet::new();
    for step in &body.chase {
        if !seen.insert(step.days) {
            found.add("chase", "regime.chase_twice", step.days.to_string());
        }
        if step.to.is_empty() {
            found.add("chase", "regime.chase_nobody", step.days.to_string());
        }
        if !(-FARTHEST_STEP..=FARTHEST_STEP).contains(&step.days) {
            found.add("chase", "regime.chase_far", step.days.to_string());
        }
    }
}

fn times(found: &mut Found, body: &RegimeBody) {
    let usual = body.tier_dues.as_slice();
    let all = std::iter::once(usual).chain(body.own_times.iter().map(|t| t.tier_dues.as_slice()));
    for tiers in all {
        // The codes of tiers go from the centre down.
        if tiers.windows(2).any(|pair| pair[0].tier <= pair[1].tier) {
            found.add("tier_dues", "regime.tier_order", "");
        }
    }
    let mut seen = HashSet::new();
    for Times { kinds, .. } in &body.own_times {
        if kinds.is_empty() {
            found.add("own_times", "regime.times_of_nothing", "");
        }
        for kind in kinds {
            if !seen.insert(*kind) {
                found.add("own_times", "regime.times_twice", kind.code());
            }
        }
    }
    for links in body.all_links() {
        for (link, code) in links.defects() {
            found.add(link.code(), code, "");
        }
    }
    if body.latest_day.is_some_and(|day| !(1..=31).contains(&day)) {
        found.add("latest_day", "regime.day_of_month", "");
    }
}

/// Tries the rules on the coming periods: errors in a State regime hinder,
/// warnings in a Party regime are shown (Điều 8.5, Điều 13).
fn dates(found: &mut Found, body: &RegimeBody, from: Date, calendar: &WorkCalendar) {
    for kind in &body.frequencies {
        for period in Period::upcoming(body.scheme, *kind, from, TRIED) {
            let dates = plan_dates(body, &period, &DateChoice::default(), calendar);
            let (mut findings, errors) = check_dates(&dates, &period, body, calendar);
            let links = link_days(body, &period, &dates, None, calendar);
            findings.extend(check_links(&dates, &links, body.kind));
            for finding in findings {
                let severity = match body.kind {
                    RegimeKind::State => Severity::Error,
                    RegimeKind::Party => Severity::Warning,
                };
                found.push("times", finding.code.code(), period.code(), severity);
            }
            for error in errors {
                if error != crate::round::RoundError::DueChain {
                    found.add("times", error.code(), period.code());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::DueRule;
    use crate::chase::{ChaseRole, ChaseStep};
    use crate::regime::tests::body;
    use crate::regime::{Link, LinkDues, LinkRule, TierDue, UnitRule};
    use crate::unit::Tier;
    use jiff::civil::date;

    fn codes(body: &RegimeBody) -> Vec<String> {
        let found = check(body, date(2026, 1, 1), &WorkCalendar::built_in());
        let line = |d: RegimeDefect| format!("{} {} {}", d.field, d.code, d.about);
        found
            .into_iter()
            .map(|d| line(d).trim().to_owned())
            .collect()
    }

    #[test]
    fn a_version_that_states_the_eleven_elements_has_no_defect() {
        assert_eq!(codes(&body()), Vec::<String>::new());
    }

    #[test]
    fn each_missing_element_is_told_and_all_at_once() {
        let empty = RegimeBody {
            name: " ".into(),
            obligated: UnitRule::default(),
            recipient_code: String::new(),
            ways: vec![],
            frequencies: vec![],
            outline: vec![],
            indicators: vec![],
            guide: String::new(),
            ..body()
        };
        assert_eq!(
            codes(&empty),
            [
                "name required",
                "recipient_code required",
                "guide required",
                "ways required",
                "obligated regime.nobody_obligated",
                "frequencies required",
                "outline regime.outline_missing",
                "indicators regime.indicators_missing",
            ]
        );
    }

    #[test]
    fn outline_indicators_ladder_and_tiers_are_checked_by_code() {
        let mut bad = body();
        // The opening stays as it is.
        bad.outline.remove(0);
        bad.outline[1].code = bad.outline[0].code.clone();
        bad.outline[2].level = 2;
        bad.outline[3].title.clear();
        bad.outline[4].word_limit = Some(0);
        bad.indicators[1].code = bad.indicators[0].code.clone();
        bad.indicators[2].frequency.clear();
        bad.chase = vec![
            ChaseStep {
                days: 0,
                to: vec![ChaseRole::Head],
            },
            ChaseStep {
                days: 0,
                to: vec![],
            },
        ];
        let rule = DueRule::WorkingDaysAfterClosing { days: 4 };
        bad.tier_dues = vec![
            TierDue {
                tier: Tier::Central,
                rule,
            },
            TierDue {
                tier: Tier::Province,
                rule,
            },
        ];
        bad.frequencies = vec![PeriodKind::SchoolYear, PeriodKind::OneOff];
        assert_eq!(
            codes(&bad),
            [
                "frequencies regime.kind_not_in_scheme school_year",
                "outline regime.section_twice I.1",
                "outline regime.section_level I.2b",
                "outline regime.section_title I.3",
                "outline regime.section_words I.4",
                "indicators regime.indicator_twice GD-01",
                "indicators regime.indicator_inconsistent GD-03",
                "chase regime.chase_twice 0",
                "chase regime.chase_nobody 0",
                "tier_dues regime.tier_order",
            ]
        );
    }

    #[test]
    fn r_3_2_a_due_day_on_the_closing_day_hinders_a_state_regime_only() {
        let mut regime = body();
        regime.units_due = DueRule::CalendarDaysAfterEnd { days: 0 };
        for (kind, severity) in [
            (RegimeKind::State, Severity::Error),
            (RegimeKind::Party, Severity::Warning),
        ] {
            regime.kind = kind;
            let found = check(&regime, date(2026, 1, 1), &WorkCalendar::built_in());
            assert!(!found.is_empty());
            assert!(found.iter().all(|d| d.severity == severity), "{found:?}");
            assert!(found.iter().all(|d| d.code == "due.tier_too_early"));
        }
    }

    /// the links behind the office in their order, each from an earlier one.
    #[test]
    fn r_3_2_links_out_of_order_hinder_a_state_regime_and_warn_a_party_one() {
        let mut regime = body();
        let due = DueRule::CalendarDaysAfterEnd { days: 1 };
        regime.links.conference = Some(LinkRule::Day { due });
        for (kind, severity) in [
            (RegimeKind::State, Severity::Error),
            (RegimeKind::Party, Severity::Warning),
        ] {
            regime.kind = kind;
            let found = check(&regime, date(2026, 1, 1), &WorkCalendar::built_in());
            assert_eq!(found.len(), TRIED, "{found:?}");
            assert!(found.iter().all(|d| d.severity == severity), "{found:?}");
            assert!(found.iter().all(|d| d.code == "due.link_before_earlier"));
        }
        regime.links = LinkDues {
            notice: Some(LinkRule::WorkingDaysAfter {
                link: Link::Publication,
                days: 1,
            }),
            ..LinkDues::default()
        };
        assert_eq!(codes(&regime), ["notice regime.link_order"]);
    }

    #[test]
    fn r_3_2_where_article_13_applies_the_last_tier_is_not_due_after_the_25th() {
        let mut regime = body();
        regime.kind = RegimeKind::State;
        regime.scheme = Scheme::HanhChinh;
        regime.latest_day = Some(25);
        regime.office_due = DueRule::DayOfLastMonth { day: 25 };
        assert_eq!(codes(&regime), Vec::<String>::new());
        regime.office_due = DueRule::DayOfLastMonth { day: 28 };
        let found = codes(&regime);
        assert_eq!(found[0], "times due.after_latest hanh_chinh-Q1-2026");
        assert_eq!(found.len(), TRIED);
    }
}
