//! Plans as they were before an act, on both databases.

use crate::made::{entry, unit};
use domain::indicator::{HeldPlan, PlanPast};
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
    let held = |value| HeldPlan {
        value,
        note: format!("{value}-CTr/TU"),
    };
    let past = |until, value: Option<i64>| PlanPast {
        until,
        plan: value.map(held),
    };
    let kept = [
        (2025, past(october, Some(70))),
        (2025, past(july, Some(50))),
        // An act entered later is of a day before: this is what it leaves of July.
        (2025, past(july, None)),
        (2026, past(july, Some(1))),
    ];
    for (n, (year, past)) in (1_u128..).zip(kept) {
        let id = Uuid::from_u128(n);
        keep(&w, id, &of(year), &past).await.unwrap();
    }
    w.commit(&entry()).await.unwrap();
    let read = store.read();
    let found = async |on: Date| list(&read, 2025, on).await.unwrap();
    let first = (of(2025), past(july, None));
    let second = (of(2025), past(october, Some(70)));
    let next_year = (of(2026), past(july, Some(1)));
    let both = [first, second.clone()];
    assert_eq!(found(date(2025, 6, 30)).await, both);
    assert_eq!(found(july).await, [second]);
    assert!(found(october).await.is_empty());
    let of_unit = async |year| list_of(&read, one, year).await.unwrap();
    assert_eq!(of_unit(2026).await, [next_year.clone()]);
    assert_eq!(of_unit(2025).await, [&both[..], &[next_year]].concat());
});
