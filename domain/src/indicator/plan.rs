//! Plans (*kế hoạch, chỉ tiêu*) and comparisons (§6.2): what a year's plan of a
//! scope is, how far the year has come, what changed against another period.
//! All of it is computed, none of it typed. Whose a plan was on a day is in
//! `plan_life`.

use super::def::{Aggregation, Direction, IndicatorDef};
use crate::number::{Bound, Reach, bounded, format_number, read_number, split_bound};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The plan of a unit or an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlanTotal {
    /// What is planned; None where there is none.
    pub goal: Option<Goal>,
    /// Thresholds that point both ways are added up in it: what is planned may be more
    /// than its number or less, and nothing is set against it.
    pub is_open: bool,
    /// Units whose plan is in it; 0 where the scope has a plan of its own.
    pub units_with_plan: usize,
}

/// A planned figure (*kế hoạch, chỉ tiêu*), perhaps as a threshold: "từ 70 % trở lên".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// At the scale of the indicator.
    pub value: i64,
    /// What meets it, where it is said; else the indicator's direction decides.
    pub bound: Option<Bound>,
}

impl From<i64> for Goal {
    fn from(value: i64) -> Self {
        Self { value, bound: None }
    }
}

impl Goal {
    /// The goal that a text says; None for what is no certain number at the
    /// indicator's scale, and for a threshold of what says an order.
    #[must_use]
    pub fn read(def: &IndicatorDef, text: &str) -> Option<Goal> {
        let (bound, number) = match split_bound(text) {
            Some((bound, number)) => (Some(bound), number),
            None => (None, text),
        };
        let value = read_number(number, def.scale).ok()?.exact()?;
        (bound.is_none() || !def.is_ordinal()).then_some(Goal { value, bound })
    }

    /// The goal of two together; None if it does not fit. Thresholds that point both
    /// ways leave a number.
    #[must_use]
    pub fn plus(self, other: Goal) -> Option<Goal> {
        Some(Goal {
            value: self.value.checked_add(other.value)?,
            bound: bound_of_sum([self.bound, other.bound].into_iter().flatten()),
        })
    }

    /// As a number at this scale with its unit of measure, a threshold with its words
    /// around both, as `words` puts them there: [`bounded`] in Vietnamese.
    #[must_use]
    pub fn written(
        self,
        scale: u8,
        measure: &str,
        words: impl FnOnce(Option<Bound>, String) -> String,
    ) -> String {
        let number = format_number(self.value, scale);
        words(self.bound, format!("{number} {measure}"))
    }
}

fn bound_of_sum(bounds: impl Iterator<Item = Bound> + Clone) -> Option<Bound> {
    let lower = bounds.clone().filter(|bound| bound.is_lower()).count();
    Bound::of_many(lower, bounds.count() - lower)
}

/// The plan of a scope: its own, if it was given one; else, of an indicator that
/// adds up, the sum of the plans of the units below it. A plan of a ratio is
/// never added up.
#[must_use]
pub fn plan_of(
    def: &IndicatorDef,
    own: Option<Goal>,
    below: impl IntoIterator<Item = Goal>,
) -> PlanTotal {
    if own.is_some() {
        return PlanTotal {
            goal: own,
            ..PlanTotal::default()
        };
    }
    if def.over_units != Aggregation::Sum {
        return PlanTotal::default();
    }
    let mut total = PlanTotal::default();
    let mut sum = 0_i128;
    let mut bounds = Vec::new();
    for goal in below {
        sum += i128::from(goal.value);
        bounds.extend(goal.bound);
        total.units_with_plan += 1;
    }
    if total.units_with_plan > 0 {
        let are_bounded = !bounds.is_empty();
        let bound = bound_of_sum(bounds.into_iter());
        total.goal = i64::try_from(sum).ok().map(|value| Goal { value, bound });
        total.is_open = total.goal.is_some() && are_bounded && bound.is_none();
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
/// the indicator knows no better and worse. A plan that is a threshold says itself
/// what meets it.
///
/// Of a year so far that is known by thresholds only (`reach`) as far as it follows
/// from them: "từ 70 % trở lên" meets a plan of 65 % and leaves one of 80 % open. The
/// share of a plan is then a threshold itself; of figures that may lie on both sides
/// there is none.
#[must_use]
pub fn plan_progress(
    def: &IndicatorDef,
    so_far: Option<i64>,
    reach: Reach,
    plan: Option<Goal>,
) -> Option<PlanProgress> {
    use Ordering::{Equal, Greater, Less};
    let (value, Goal { value: plan, bound }) = so_far.zip(plan)?;
    if def.over_time == Aggregation::Sum {
        let is_open = reach == Reach::ANYWHERE;
        return share(value, plan)
            .filter(|_| !is_open)
            .map(PlanProgress::Share);
    }
    let order = value.cmp(&plan);
    let is_met = match (bound, def.direction) {
        (Some(Bound::Above), _) => decided(reach, order, &[Greater]),
        (Some(Bound::Below), _) => decided(reach, order, &[Less]),
        (Some(Bound::AtLeast), _) | (None, Direction::Up) => {
            decided(reach, order, &[Equal, Greater])
        }
        (Some(Bound::AtMost), _) | (None, Direction::Down) => decided(reach, order, &[Less, Equal]),
        // At least as near as was planned.
        (None, Direction::Toward(aim)) => reach
            .is_exact()
            .then(|| value.abs_diff(aim) <= plan.abs_diff(aim)),
        (None, Direction::Neutral) => None,
    }?;
    Some(if is_met {
        PlanProgress::Met
    } else {
        PlanProgress::NotMet
    })
}

/// Whether the true order surely is one of these, or surely none; None where it is open.
fn decided(reach: Reach, seen: Ordering, wanted: &[Ordering]) -> Option<bool> {
    let all = [Ordering::Less, Ordering::Equal, Ordering::Greater];
    let possible = || all.into_iter().filter(move |one| reach.allows(seen, *one));
    match (
        possible().any(|one| wanted.contains(&one)),
        possible().any(|one| !wanted.contains(&one)),
    ) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
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

    /// The same against a year so far that is a threshold: a share is one too.
    #[must_use]
    pub fn written_vi(self, bound: Option<Bound>) -> String {
        let bound = bound.filter(|_| matches!(self, Self::Share(_)));
        bounded(bound, self.shown_vi())
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
#[path = "plan_tests.rs"]
mod tests;
