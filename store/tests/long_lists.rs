//! Long lists read a page at a time, on both databases.

use crate::made::{entry, now, person, unit};
use domain::account::{Post, Role};
use domain::id::{AccountId, PlanId, PostId, UnitId};
use jiff::civil::date;
use std::collections::BTreeSet;
use store::plan::PlanValue;
use store::{Write, account, plan};
use testkit::db_test;
use uuid::Uuid;

async fn holder(w: &Write, number: u128, units: &[UnitId]) -> AccountId {
    let account = person(w, number).await;
    for (unit, place) in units.iter().zip(0..) {
        let post = Post {
            id: PostId(Uuid::from_u128(number * 100 + place)),
            account,
            unit: *unit,
            role: Role::Reporter,
            area: *unit,
            title: String::new(),
            is_voting: false,
            on_behalf_of: None,
            from: date(2025, 7, 1),
            until: Some(date(2025, 8, 1)),
        };
        account::insert_post(w, &post).await.unwrap();
    }
    account
}

db_test!(accounts_of_an_area_are_counted_and_read_by_pages, |store| {
    let w = store.begin().await.unwrap();
    let (one, two) = (unit(&w, 1).await, unit(&w, 2).await);
    let here = holder(&w, 2_011, &[one]).await;
    let there = holder(&w, 2_012, &[two]).await;
    let both = holder(&w, 2_013, &[two, one]).await;
    let none = holder(&w, 2_014, &[]).await;
    w.commit(&entry()).await.unwrap();
    let read = store.read();
    assert_eq!(account::count_within(&read, None, None).await.unwrap(), 4);
    let area = [one];
    let area = Some(area.as_slice());
    // Posts of the past count; whoever has none is nobody else's either.
    assert_eq!(account::count_within(&read, area, None).await.unwrap(), 3);
    let names = account::names_within(&read, area, None).await.unwrap();
    let ids: Vec<AccountId> = names.iter().map(|(id, ..)| *id).collect();
    assert_eq!(ids, [here, both, none]);
    assert_eq!(names[0].1, "nguoi2011");
    let mut paged = Vec::new();
    for offset in [0, 2] {
        let page = account::list_within(&read, area, None, 2, offset)
            .await
            .unwrap();
        paged.extend(page.into_iter().map(|a| a.id));
    }
    assert_eq!(paged, ids);
    // Of a day only those who held a post on it.
    for (at, some) in [(date(2025, 7, 1), 2), (date(2025, 8, 1), 0)] {
        let held = account::count_within(&read, area, Some(at)).await.unwrap();
        assert_eq!(held, some, "{at}");
    }
    let everywhere = account::count_within(&read, None, Some(date(2025, 7, 31)));
    assert_eq!(everywhere.await.unwrap(), 3);
    let nowhere = account::list_within(&read, Some(&[]), None, 9, 0)
        .await
        .unwrap();
    assert_eq!(nowhere.len(), 1);
    let posts = account::posts_of_all(&read, &[both, none]).await.unwrap();
    assert_eq!(posts.iter().filter(|p| p.account == both).count(), 2);
    let holders = account::holders(&read, &[two]).await.unwrap();
    let holders: BTreeSet<AccountId> = holders.into_iter().collect();
    assert_eq!(holders, BTreeSet::from([there, both]));
});

db_test!(plans_are_counted_by_unit_and_read_for_some_units, |store| {
    let w = store.begin().await.unwrap();
    let (one, two) = (unit(&w, 1).await, unit(&w, 2).await);
    let by = holder(&w, 2_011, &[one]).await;
    let values = [
        (one, "GD-09", 2026, 1),
        (one, "YT-09", 2026, 2),
        (two, "GD-09", 2026, 3),
        (two, "GD-09", 2025, 4),
        (two, "XX-01", 2026, 5),
    ];
    for (unit, indicator, year, value) in values {
        let new = PlanValue {
            id: PlanId(Uuid::from_u128(3_000 + u128::try_from(value).unwrap())),
            unit,
            indicator: indicator.into(),
            year,
            goal: value.into(),
            note: String::new(),
            updated_by: by,
            updated_at: now(),
            version: 1,
        };
        plan::insert(&w, &new).await.unwrap();
    }
    w.commit(&entry()).await.unwrap();
    let read = store.read();
    let known = ["GD-09".to_owned(), "YT-09".to_owned()];
    let counts: BTreeSet<_> = plan::counts(&read, 2026, &known)
        .await
        .unwrap()
        .into_iter()
        .collect();
    assert_eq!(counts, BTreeSet::from([(one, 2), (two, 1)]));
    let of_two = plan::list_of_units(&read, 2026, &[two]).await.unwrap();
    let values: BTreeSet<i64> = of_two.iter().map(|p| p.goal.value).collect();
    assert_eq!(values, BTreeSet::from([3, 5]));
});
