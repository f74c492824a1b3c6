//! Whose a plan was on a day: a year's plan is of the whole year, and acts
//! of reorganisation change whose it is. What an act makes of the plans of a unit
//! that ends and of its heir is the same in whatever order acts are entered. Adding
//! up plans of several units is in `plan`.

use super::plan::Goal;
use jiff::civil::Date;

/// A plan as a unit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPlan {
    /// How much, at the scale of the indicator.
    pub goal: Goal,
    /// Where it was decided.
    pub note: String,
}

/// What a plan was until an act of reorganisation moved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPast {
    /// The day of the act, on which it held no more.
    pub until: Date,
    /// The plan before; None where the unit had none.
    pub plan: Option<HeldPlan>,
}

/// The plan of a unit for one indicator and year, today and before each act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanLife {
    /// What it was, in any order, each day once.
    pub pasts: Vec<PlanPast>,
    /// What it is since the last act.
    pub now: Option<HeldPlan>,
}

impl PlanLife {
    /// The plan on a day: what it was until the next act that moved it, else what
    /// it is now.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&HeldPlan> {
        let later = self.pasts.iter().filter(|past| past.until > day);
        let next = later.min_by_key(|past| past.until);
        next.map_or(self.now.as_ref(), |past| past.plan.as_ref())
    }

    /// Everything up to the eve of `day`. What was kept for that day stays: of
    /// several acts of one day the first found it as it was.
    fn before(&self, day: Date) -> Self {
        let earlier = self.pasts.iter().filter(|past| past.until <= day);
        let mut pasts: Vec<PlanPast> = earlier.cloned().collect();
        if pasts.iter().all(|past| past.until != day) {
            pasts.push(PlanPast {
                until: day,
                plan: self.on(day).cloned(),
            });
        }
        Self { pasts, now: None }
    }

    fn add(&mut self, until: Option<Date>, plan: Option<HeldPlan>) {
        match until {
            Some(until) => self.pasts.push(PlanPast { until, plan }),
            None => self.now = plan,
        }
    }
}

/// The plans of a former unit and of its heir after an act of `day`. On every day
/// since then the heir has what the former unit had; where it has a plan of its own
/// on that day, `join` puts the heir's and the former one together, or leaves both
/// where they are. Acts of later days may have been entered before this one: what
/// they brought stays, and this one is joined to it. None where nothing moves.
#[must_use]
pub fn take_over_plan(
    former: &PlanLife,
    heir: &PlanLife,
    day: Date,
    join: impl Fn(&HeldPlan, &HeldPlan) -> Option<HeldPlan>,
) -> Option<(PlanLife, PlanLife)> {
    let pasts = former.pasts.iter().chain(&heir.pasts);
    let mut turns: Vec<Date> = pasts.map(|p| p.until).filter(|on| *on > day).collect();
    turns.sort_unstable();
    turns.dedup();
    let (mut left, mut taken) = (former.before(day), heir.before(day));
    let mut moves = false;
    let starts = std::iter::once(day).chain(turns.iter().copied());
    let ends = turns.iter().copied().map(Some).chain([None]);
    for (start, end) in starts.zip(ends) {
        let (theirs, own) = (former.on(start), heir.on(start));
        let together = match (theirs, own) {
            (Some(theirs), Some(own)) => join(own, theirs),
            (theirs, None) => theirs.cloned(),
            (None, _) => None,
        };
        moves |= together.is_some();
        let stays = theirs.filter(|_| together.is_none());
        left.add(end, stays.cloned());
        taken.add(end, together.or_else(|| own.cloned()));
    }
    moves.then_some((left, taken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Bound;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::cell::Cell;

    fn held(goal: Goal) -> HeldPlan {
        HeldPlan {
            goal,
            note: String::new(),
        }
    }

    fn life(pasts: &[(Date, Option<i64>)], now: Option<i64>) -> PlanLife {
        let past = |(until, value): &(Date, Option<i64>)| PlanPast {
            until: *until,
            plan: value.map(|value| held(value.into())),
        };
        PlanLife {
            pasts: pasts.iter().map(past).collect(),
            now: now.map(|value| held(value.into())),
        }
    }

    fn goal_on(life: &PlanLife, day: Date) -> Option<Goal> {
        life.on(day).map(|plan| plan.goal)
    }

    fn on(life: &PlanLife, day: Date) -> Option<i64> {
        goal_on(life, day).map(|goal| goal.value)
    }

    fn sum(own: &HeldPlan, theirs: &HeldPlan) -> Option<HeldPlan> {
        own.goal.plus(theirs.goal).map(held)
    }

    #[test]
    fn r_1_4_on_a_day_before_an_act_the_plan_is_the_one_of_then() {
        let (july, october) = (date(2025, 7, 1), date(2025, 10, 1));
        let plan = life(&[(october, Some(70)), (july, Some(50))], Some(100));
        assert_eq!(on(&plan, date(2025, 6, 30)), Some(50));
        assert_eq!(on(&plan, july), Some(70));
        assert_eq!(on(&plan, october), Some(100));
        let new = life(&[(july, None)], Some(20));
        assert_eq!(on(&new, date(2025, 3, 31)), None);
        assert_eq!(on(&PlanLife::default(), july), None);
    }

    /// a plan that does not add up moves only on the days on which the
    /// heir has none, and nobody's is lost.
    #[test]
    fn r_1_4_what_cannot_be_joined_stays_on_the_days_on_which_the_heir_has_its_own() {
        let (july, october) = (date(2025, 7, 1), date(2025, 10, 1));
        // Another unit's plan came in October; this act is of July.
        let heir = life(&[(october, None)], Some(80));
        let former = life(&[], Some(70));
        let (left, taken) = take_over_plan(&former, &heir, july, |_, _| None).unwrap();
        let days = [date(2025, 6, 30), july, date(2025, 9, 30), october];
        assert_eq!(
            days.map(|day| on(&left, day)),
            [Some(70), None, None, Some(70)]
        );
        assert_eq!(
            days.map(|day| on(&taken, day)),
            [None, Some(70), Some(70), Some(80)]
        );
        assert_eq!(take_over_plan(&former, &taken, july, |_, _| None), None);
    }

    /// A plan that somebody changed after an act is joined as it is now.
    #[test]
    fn r_1_4_a_back_dated_act_adds_to_what_the_heir_was_given_since() {
        let (july, october) = (date(2025, 7, 1), date(2025, 10, 1));
        let heir = life(&[(october, Some(20))], Some(130));
        let (left, taken) = take_over_plan(&life(&[], Some(5)), &heir, july, sum).unwrap();
        let days = [date(2025, 6, 30), july, october];
        assert_eq!(
            days.map(|day| on(&taken, day)),
            [Some(20), Some(25), Some(135)]
        );
        assert_eq!(days.map(|day| on(&left, day)), [Some(5), None, None]);
    }

    /// §6.2: a plan moves with its threshold, and two together are one.
    #[test]
    fn r_1_4_a_threshold_moves_with_its_plan() {
        let (june, july) = (date(2025, 6, 30), date(2025, 7, 1));
        let least = |value| Goal {
            value,
            bound: Some(Bound::AtLeast),
        };
        let of = |goal: Goal| PlanLife {
            pasts: Vec::new(),
            now: Some(held(goal)),
        };
        let none = PlanLife::default();
        let (left, taken) = take_over_plan(&of(least(70)), &none, july, sum).unwrap();
        let both = [&left, &taken];
        assert_eq!(
            both.map(|life| goal_on(life, june)),
            [Some(least(70)), None]
        );
        assert_eq!(
            both.map(|life| goal_on(life, july)),
            [None, Some(least(70))]
        );
        let heir = of(30.into());
        let (left, taken) = take_over_plan(&of(least(70)), &heir, july, sum).unwrap();
        let both = [&left, &taken];
        let own = [least(70), 30.into()].map(Some);
        assert_eq!(both.map(|life| goal_on(life, june)), own);
        assert_eq!(
            both.map(|life| goal_on(life, july)),
            [None, Some(least(100))]
        );
    }

    const UNITS: usize = 7;
    const START: Date = date(2025, 1, 1);

    /// Acts in numbers: who ends, who takes over, on which day of the year.
    type Acts = Vec<(usize, usize, i32)>;

    /// Those of them that the rules for units let pass, entered in this order: who
    /// ended does not end again and takes nothing over.
    fn passing(acts: Acts) -> Vec<(usize, usize, Date)> {
        let mut passed: Vec<(usize, usize, Date)> = Vec::new();
        for (from, to, day) in acts {
            let has_ended = |unit: usize| passed.iter().any(|(ended, ..)| *ended == unit);
            if from != to && !has_ended(from) && !has_ended(to) {
                passed.push((from, to, START + day.days()));
            }
        }
        passed
    }

    /// Whose the first plan of a unit is on a day.
    fn owner(acts: &[(usize, usize, Date)], unit: usize, day: Date) -> usize {
        let act = acts
            .iter()
            .find(|(from, _, on)| *from == unit && *on <= day);
        act.map_or(unit, |(_, to, _)| owner(acts, *to, day))
    }

    /// Numbers and thresholds that point one way: of those that point both ways a sum
    /// is the number alone, and a third one added to it counts by itself.
    fn goals(is_lower: bool, plans: Vec<Option<(i64, usize)>>) -> Vec<Option<Goal>> {
        let bounds = if is_lower {
            [None, Some(Bound::AtLeast), Some(Bound::Above)]
        } else {
            [None, Some(Bound::AtMost), Some(Bound::Below)]
        };
        let goal = |(value, n): (i64, usize)| Goal {
            value,
            bound: bounds[n],
        };
        plans.into_iter().map(|plan| plan.map(goal)).collect()
    }

    fn carried_out(acts: &[(usize, usize, Date)], first: &[Option<Goal>]) -> Vec<PlanLife> {
        let begun = first.iter().map(|goal| PlanLife {
            pasts: Vec::new(),
            now: goal.map(held),
        });
        let mut lives: Vec<PlanLife> = begun.collect();
        for (from, to, day) in acts {
            if let Some((left, taken)) = take_over_plan(&lives[*from], &lives[*to], *day, sum) {
                lives[*from] = left;
                lives[*to] = taken;
            }
        }
        lives
    }

    #[test]
    fn r_1_4_acts_entered_in_any_order_leave_every_day_with_the_plans_of_that_day() {
        let act = (0..UNITS, 0..UNITS, 0..40_i32);
        let plan = prop::option::weighted(0.8, (1_i64..1_000, 0..3_usize));
        let plans = prop::collection::vec(plan, UNITS);
        let cases = (prop::collection::vec(act, 1..12), any::<bool>(), plans);
        let back_dated = Cell::new(0_usize);
        proptest!(ProptestConfig::with_cases(500), |((acts, is_lower, plans) in cases)| {
            let acts = passing(acts);
            let first = goals(is_lower, plans);
            let lives = carried_out(&acts, &first);
            let mut days: Vec<Date> = acts.iter().map(|(.., day)| *day).collect();
            let is_behind = days.windows(2).any(|two| two[1] < two[0]);
            back_dated.set(back_dated.get() + usize::from(is_behind));
            days.push(START - 1.day());
            for day in days.iter().flat_map(|day| [*day - 1.day(), *day]) {
                for (unit, life) in lives.iter().enumerate() {
                    let owned = (0..UNITS).filter(|other| owner(&acts, *other, day) == unit);
                    let plans = owned.filter_map(|other| first[other]);
                    let expected = plans.reduce(|one, other| one.plus(other).unwrap());
                    prop_assert_eq!(goal_on(life, day), expected, "unit {} on {}", unit, day);
                }
            }
            // The same acts in the order of their days.
            let mut in_order = acts;
            in_order.sort_by_key(|(.., day)| *day);
            let is_whole = in_order.iter().enumerate().all(|(n, (_, to, _))| {
                in_order[..n].iter().all(|(ended, ..)| ended != to)
            });
            if is_whole {
                for (life, other) in lives.iter().zip(carried_out(&in_order, &first)) {
                    for day in &days {
                        prop_assert_eq!(goal_on(life, *day), goal_on(&other, *day));
                    }
                }
            }
        });
        // A property over acts in order alone would say nothing.
        assert!(back_dated.get() > 100, "{}", back_dated.get());
    }
}
