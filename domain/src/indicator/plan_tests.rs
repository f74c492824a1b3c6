//! Tests of plans and comparisons (§6.2).

use super::super::catalogue;
use super::*;

/// Of figures that are known.
fn progress(def: &IndicatorDef, so_far: Option<i64>, plan: Option<i64>) -> Option<PlanProgress> {
    plan_progress(def, so_far, Reach::default(), plan.map(Goal::from))
}

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

/// §6.2: a threshold meets a plan where every figure within it does, and says
/// nothing where it does not follow.
#[test]
fn a_threshold_meets_a_plan_only_where_that_follows() {
    use PlanProgress::{Met, NotMet, Share};
    let up = def("YT-04");
    let down = IndicatorDef {
        direction: Direction::Down,
        ..up.clone()
    };
    for (def, bound, value, expected) in [
        (&up, Bound::AtLeast, 70, Some(Met)),
        (&up, Bound::Above, 65, None),
        (&up, Bound::Below, 70, Some(NotMet)),
        (&up, Bound::AtMost, 70, None),
        (&down, Bound::AtMost, 70, Some(Met)),
        (&down, Bound::Above, 70, Some(NotMet)),
        (&down, Bound::AtLeast, 60, None),
    ] {
        let reach = Reach::of(Some(bound));
        let said = plan_progress(def, Some(value), reach, Some(70.into()));
        assert_eq!(said, expected, "{bound:?} {value}");
    }
    let count = def("GD-09");
    let least = Some(Bound::AtLeast);
    let share = plan_progress(&count, Some(520), Reach::of(least), Some(1_000.into()));
    assert_eq!(share, Some(Share(520)));
    assert_eq!(Share(520).written_vi(least), "từ 52% trở lên");
    assert_eq!(Met.written_vi(least), "đạt");
    let open = plan_progress(&count, Some(520), Reach::ANYWHERE, Some(1_000.into()));
    assert_eq!(open, None);
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
    let goal = |value: i64| Some(Goal::from(value));
    let of = |def: &IndicatorDef, own, below: &[i64]| {
        let total = plan_of(def, own, below.iter().map(|n| Goal::from(*n)));
        (total.goal, total.units_with_plan)
    };
    assert_eq!(of(&enrolled, goal(900), &[400, 400]), (goal(900), 0));
    assert_eq!(of(&enrolled, None, &[400, 300]), (goal(700), 2));
    assert_eq!(of(&enrolled, None, &[]), (None, 0));
    assert_eq!(of(&def("YT-04"), None, &[9_000, 9_500]), (None, 0));
}

/// §6.2: of a sum of thresholds that point both ways it is not known where it lies.
#[test]
fn a_plan_added_up_from_thresholds_that_point_both_ways_is_open() {
    let enrolled = def("GD-09");
    let goal = |value: i64, bound: Option<Bound>| Goal { value, bound };
    let of = |own: Option<Goal>, below: &[Goal]| {
        let total = plan_of(&enrolled, own, below.iter().copied());
        (total.goal, total.is_open)
    };
    let least = goal(600, Some(Bound::AtLeast));
    let below = goal(400, Some(Bound::Below));
    let exact = goal(400, None);
    let sum = |bound| Some(goal(1_000, bound));
    assert_eq!(of(None, &[least, below]), (sum(None), true));
    let same = sum(Some(Bound::AtLeast));
    assert_eq!(of(None, &[least, exact]), (same, false));
    assert_eq!(of(None, &[goal(600, None), exact]), (sum(None), false));
    assert_eq!(of(Some(exact), &[least, below]), (Some(exact), false));
    assert_eq!(of(None, &[]), (None, false));
    // A sum that does not fit is no plan.
    let most = goal(i64::MAX, Some(Bound::AtLeast));
    assert_eq!(of(None, &[most, below]), (None, false));
}

/// §6.2: a goal in threshold words is kept as operator and value, and says itself what
/// meets it.
#[test]
fn a_plan_that_is_a_threshold_says_itself_what_meets_it() {
    let up = def("YT-04");
    let read = |text: &str| Goal::read(&up, text);
    let goal = |value, bound| Goal {
        value,
        bound: Some(bound),
    };
    let least = goal(7_000, Bound::AtLeast);
    assert_eq!(read("từ 70 % trở lên"), Some(least));
    let written = least.written(2, "%", bounded);
    assert_eq!(written, "từ 70,00 % trở lên");
    assert_eq!(read(&written), Some(least));
    assert_eq!(read("95,5"), Some(9_550.into()));
    assert_eq!(read("cơ bản"), None);
    assert_eq!(Goal::read(&def("KC-03h"), "dưới 5"), None);
    let met = |value, bound| {
        let plan = Some(goal(7_000, bound));
        plan_progress(&up, Some(value), Reach::default(), plan)
    };
    assert_eq!(met(7_000, Bound::AtLeast), Some(PlanProgress::Met));
    assert_eq!(met(7_000, Bound::Above), Some(PlanProgress::NotMet));
    assert_eq!(met(6_900, Bound::AtMost), Some(PlanProgress::Met));
    assert_eq!(met(7_000, Bound::Below), Some(PlanProgress::NotMet));
    let both = least.plus(goal(100, Bound::Below)).unwrap();
    assert_eq!(both, 7_100.into());
    let same = least.plus(100.into()).unwrap();
    assert_eq!(same, goal(7_100, Bound::AtLeast));
}

#[test]
fn a_count_reaches_a_share_of_its_plan_and_a_ratio_meets_it_or_not() {
    let enrolled = def("GD-09");
    let of_plan = progress(&enrolled, Some(520), Some(1_000)).unwrap();
    assert_eq!(of_plan, PlanProgress::Share(520));
    assert_eq!(of_plan.shown_vi(), "52%");
    let insured = def("YT-04");
    let met = progress(&insured, Some(9_500), Some(9_500));
    assert_eq!(met, Some(PlanProgress::Met));
    let below = progress(&insured, Some(9_499), Some(9_500));
    assert_eq!(below.unwrap().shown_vi(), "chưa đạt");
    assert_eq!(progress(&enrolled, None, Some(5)), None);
    // Nearer to 105 boys to 100 girls than was planned, from either side.
    let mut sex = insured;
    sex.direction = Direction::Toward(1_050);
    let at_birth = |ratio| progress(&sex, Some(ratio), Some(1_100));
    assert_eq!(at_birth(1_100), Some(PlanProgress::Met));
    assert_eq!(at_birth(1_000), Some(PlanProgress::Met));
    assert_eq!(at_birth(1_101), Some(PlanProgress::NotMet));
    assert_eq!(at_birth(999), Some(PlanProgress::NotMet));
    assert_eq!(progress(&enrolled, Some(5), Some(0)), None);
}
