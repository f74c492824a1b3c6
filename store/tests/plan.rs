//! Plans as they were before an act, on both databases.

use crate::made::{entry, unit};
use domain::indicator::{Goal, PlanPast};
use domain::number::Bound;
use jiff::civil::{Date, date};
use store::plan_past::{PlanKey, keep, list};
use testkit::db_test;
use uuid::Uuid;

db_test!(what_a_plan_was_until_a_day_is_kept_once, |store| {
    let w = store.begin().await.unwrap();
    let one = unit(&w, 1).await;
    let of = |year| PlanKey {
        unit: one,
        indicator: "GD-09".into(),
        year,
    };
    let (july, october) = (date(2025, 7, 1), date(2025, 10, 1));
    let goal = |value| {
        let bound = Some(Bound::AtLeast);
        Some(Goal { value, bound })
    };
    let kept = [
        (2025, october, goal(70)),
        (2025, july, None),
        // Another act of the same day found what the first had made of it.
        (2025, july, goal(50)),
        (2026, july, goal(1)),
    ];
    for (n, (year, until, goal)) in (1_u128..).zip(kept) {
        let past = PlanPast { until, goal };
        keep(&w, Uuid::from_u128(n), &of(year), past).await.unwrap();
    }
    w.commit(&entry()).await.unwrap();
    let read = store.read();
    let found = async |on: Date| list(&read, 2025, on).await.unwrap();
    let past = |until, goal| (of(2025), PlanPast { until, goal });
    let both = [past(july, None), past(october, goal(70))];
    assert_eq!(found(date(2025, 6, 30)).await, both);
    assert_eq!(found(july).await, [past(october, goal(70))]);
    assert!(found(october).await.is_empty());
});
