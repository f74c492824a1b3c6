//! Plans as they were before an act, on both databases.

use crate::made::{entry, unit};
use domain::indicator::{Goal, HeldPlan, PlanPast};
use domain::number::Bound;
use jiff::civil::{Date, date};
use store::plan_past::{PlanKey, keep, list, list_of};
use testkit::db_test;
use uuid::Uuid;

db_test!(r_1_4_what_a_plan_was_until_a_day_is_kept_once, |store| {
    let w = store.begin().await.unwrap();
    let one = unit(&w, 1).await;
    let of = |year| PlanKey {
        unit: one,
        indicator: "GD-09".into(),
        year,
    };
    let (july, october) = (date(2025, 7, 1), date(2025, 10, 1));
    let least = |value| Goal {
        value,
        bound: Some(Bound::AtLeast),
    };
    let held = |goal: Goal| HeldPlan {
        goal,
        note: format!("{}-CTr/TU", goal.value),
    };
    let past = |until, goal: Option<Goal>| PlanPast {
        until,
        plan: goal.map(held),
    };
    let kept = [
        (2025, past(october, Some(60.into()))),
        (2025, past(july, Some(least(50)))),
        // Acts entered later are of days before: this is what they leave of both.
        (2025, past(july, None)),
        (2025, past(october, Some(least(70)))),
        (2026, past(july, Some(1.into()))),
    ];
    for (n, (year, past)) in (1_u128..).zip(kept) {
        let id = Uuid::from_u128(n);
        keep(&w, id, &of(year), &past).await.unwrap();
    }
    w.commit(&entry()).await.unwrap();
    let read = store.read();
    let found = async |on: Date| list(&read, 2025, on).await.unwrap();
    let first = (of(2025), past(july, None));
    let second = (of(2025), past(october, Some(least(70))));
    let next_year = (of(2026), past(july, Some(1.into())));
    let both = [first, second.clone()];
    assert_eq!(found(date(2025, 6, 30)).await, both);
    assert_eq!(found(july).await, [second]);
    assert!(found(october).await.is_empty());
    let of_unit = async |year| list_of(&read, one, year).await.unwrap();
    assert_eq!(of_unit(2026).await, std::slice::from_ref(&next_year));
    assert_eq!(of_unit(2025).await, [&both[..], &[next_year]].concat());
});
