//! Plans (*kế hoạch, chỉ tiêu*) and comparisons (§6.2): what a year's plan of a
//! scope is, how far the year has come, what changed against another period.
//! All of it is computed, none of it typed. Whose a plan was on a day is in
//! `plan_life`.

use super::def::{Aggregation, Direction, IndicatorDef};
use crate::number::format_number;
use serde::{Deserialize, Serialize};

/// The plan of a unit or an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlanTotal {
    /// At the scale of the indicator; None where there is none.
    pub value: Option<i64>,
    /// Units whose plan is in it; 0 where the scope has a plan of its own.
    pub units_with_plan: usize,
}

/// The plan of a scope: its own, if it was given one; else, of an indicator that
/// adds up, the sum of the plans of the units below it. A plan of a ratio is
/// never added up.
#[must_use]
pub fn plan_of(
    def: &IndicatorDef,
    own: Option<i64>,
    below: impl IntoIterator<Item = i64>,
) -> PlanTotal {
    if own.is_some() {
        return PlanTotal {
            value: own,
            units_with_plan: 0,
        };
    }
    if def.over_units != Aggregation::Sum {
        return PlanTotal::default();
    }
    let mut total = PlanTotal::default();
    let mut sum = 0_i128;
    for value in below {
        sum += i128::from(value);
        total.units_with_plan += 1;
    }
    if total.units_with_plan > 0 {
        total.value = i64::try_from(sum).ok();
    }
    total
}

/// How far a year has come against its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "tenths", rename_all = "snake_case")]
pub enum PlanProgress {
    /// "đạt 52 % kế hoạch": tenths of a per cent, for what adds up over time.
    Share(i64),
    /// "đạt": a state at the end or a ratio that meets its target.
    Met,
    /// "chưa đạt".
    NotMet,
}

/// The year so far against the plan of the year; None where one is missing or
/// the indicator knows no better and worse.
#[must_use]
pub fn plan_progress(
    def: &IndicatorDef,
    so_far: Option<i64>,
    plan: Option<i64>,
) -> Option<PlanProgress> {
    let (value, plan) = so_far.zip(plan)?;
    if def.over_time == Aggregation::Sum {
        return share(value, plan).map(PlanProgress::Share);
    }
    let is_met = match def.direction {
        Direction::Up => value >= plan,
        Direction::Down => value <= plan,
        // At least as near as was planned.
        Direction::Toward(aim) => value.abs_diff(aim) <= plan.abs_diff(aim),
        Direction::Neutral => return None,
    };
    Some(if is_met {
        PlanProgress::Met
    } else {
        PlanProgress::NotMet
    })
}

/// `part / whole` in tenths of a per cent, rounded half away from zero.
fn share(part: i64, whole: i64) -> Option<i64> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (i128::from(part) * 1_000, i128::from(whole).abs());
    let half = if part < 0 { -whole } else { whole };
    i64::try_from((part * 2 + half) / (whole * 2)).ok()
}

/// The change from `then` to `now`: of a percentage in points at the scale of
/// the indicator, of a rank in places won, of everything else in tenths of a per
/// cent. None where there is nothing to compare with, and of levels.
#[must_use]
pub fn change(def: &IndicatorDef, now: Option<i64>, then: Option<i64>) -> Option<i64> {
    let (now, then) = now.zip(then)?;
    let difference = now.checked_sub(then)?;
    if def.is_rank() {
        return difference.checked_neg();
    }
    if def.is_ordinal() {
        return None;
    }
    if is_in_points(def) {
        Some(difference)
    } else {
        share(difference, then)
    }
}

fn is_in_points(def: &IndicatorDef) -> bool {
    def.measure == "%"
}

/// "tăng 7,8%", "giảm 0,41 điểm %", "không đổi", "lên 2 bậc".
#[must_use]
pub fn change_vi(def: &IndicatorDef, change: i64) -> String {
    if def.is_rank() {
        return match change.signum() {
            0 => "giữ nguyên hạng".to_owned(),
            1 => format!("lên {change} bậc"),
            _ => format!("xuống {} bậc", change.saturating_abs()),
        };
    }
    let word = match change.signum() {
        0 => return "không đổi".to_owned(),
        1 => "tăng",
        _ => "giảm",
    };
    let size = change.saturating_abs();
    if is_in_points(def) {
        format!("{word} {} điểm %", format_number(size, def.scale))
    } else {
        format!("{word} {}%", tenths(size))
    }
}

impl PlanProgress {
    /// "đạt 52% kế hoạch năm" without the words around: "52%", "đạt", "chưa đạt".
    #[must_use]
    pub fn shown_vi(self) -> String {
        match self {
            Self::Share(share) => format!("{}%", tenths(share)),
            Self::Met => "đạt".to_owned(),
            Self::NotMet => "chưa đạt".to_owned(),
        }
    }

    /// The progress that [`Self::as_number`] gave.
    #[must_use]
    pub fn of_number(def: &IndicatorDef, number: i64) -> Self {
        match number {
            _ if def.over_time == Aggregation::Sum => Self::Share(number),
            0 => Self::NotMet,
            _ => Self::Met,
        }
    }

    /// As one number, so that a change is noticed.
    #[must_use]
    pub fn as_number(self) -> i64 {
        match self {
            Self::Share(share) => share,
            Self::Met => 1,
            Self::NotMet => 0,
        }
    }
}

/// "52", "7,8": a whole number without its ",0".
fn tenths(value: i64) -> String {
    let text = format_number(value, 1);
    text.strip_suffix(",0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::super::catalogue;
    use super::*;

    fn def(code: &str) -> IndicatorDef {
        catalogue().into_iter().find(|d| d.code == code).unwrap()
    }

    #[test]
    fn r_4_4_a_change_is_computed_in_per_cent_and_of_percentages_in_points() {
        // Khánh Hòa, second quarter of 2019: 1.915.509 visits, up 7,8 %.
        let visits = def("YT-09");
        let up = change(&visits, Some(1_915_509), Some(1_776_910)).unwrap();
        assert_eq!(change_vi(&visits, up), "tăng 7,8%");
        let share = def("YT-04");
        let points = change(&share, Some(9_320), Some(9_361)).unwrap();
        assert_eq!(change_vi(&share, points), "giảm 0,41 điểm %");
        assert_eq!(change_vi(&visits, 0), "không đổi");
        assert_eq!(change(&visits, Some(5), Some(0)), None);
        assert_eq!(change(&visits, None, Some(5)), None);
    }

    #[test]
    fn a_rank_goes_up_by_places_and_a_level_has_no_share() {
        let rank = def("KC-03h");
        let won = change(&rank, Some(5), Some(9)).unwrap();
        assert_eq!(change_vi(&rank, won), "lên 4 bậc");
        let lost = change(&rank, Some(9), Some(5)).unwrap();
        assert_eq!(change_vi(&rank, lost), "xuống 4 bậc");
        assert_eq!(change(&def("GD-05"), Some(3), Some(2)), None);
    }

    #[test]
    fn a_plan_of_the_area_wins_over_the_sum_of_the_units_and_ratios_never_add_up() {
        let enrolled = def("GD-09");
        assert_eq!(plan_of(&enrolled, Some(900), [400, 400]).value, Some(900));
        let sum = plan_of(&enrolled, None, [400, 300]);
        assert_eq!((sum.value, sum.units_with_plan), (Some(700), 2));
        assert_eq!(plan_of(&enrolled, None, []), PlanTotal::default());
        assert_eq!(plan_of(&def("YT-04"), None, [9_000, 9_500]).value, None);
    }

    #[test]
    fn a_count_reaches_a_share_of_its_plan_and_a_ratio_meets_it_or_not() {
        let enrolled = def("GD-09");
        let progress = plan_progress(&enrolled, Some(520), Some(1_000)).unwrap();
        assert_eq!(progress, PlanProgress::Share(520));
        assert_eq!(progress.shown_vi(), "52%");
        let insured = def("YT-04");
        let met = plan_progress(&insured, Some(9_500), Some(9_500));
        assert_eq!(met, Some(PlanProgress::Met));
        let below = plan_progress(&insured, Some(9_499), Some(9_500));
        assert_eq!(below.unwrap().shown_vi(), "chưa đạt");
        assert_eq!(plan_progress(&enrolled, None, Some(5)), None);
        // Nearer to 105 boys to 100 girls than was planned, from either side.
        let mut sex = insured;
        sex.direction = Direction::Toward(1_050);
        let at_birth = |ratio| plan_progress(&sex, Some(ratio), Some(1_100));
        assert_eq!(at_birth(1_100), Some(PlanProgress::Met));
        assert_eq!(at_birth(1_000), Some(PlanProgress::Met));
        assert_eq!(at_birth(1_101), Some(PlanProgress::NotMet));
        assert_eq!(at_birth(999), Some(PlanProgress::NotMet));
        assert_eq!(plan_progress(&enrolled, Some(5), Some(0)), None);
    }
}
