//! Who acts in whose post on a day, on both databases.

use crate::made::{entry, now, person, unit};
use domain::account::{Delegation, Post, Right, Role};
use domain::id::{AccountId, DelegationId, PostId, UnitId};
use jiff::civil::{Date, date};
use store::account;
use store::{StoreError, delegation};
use testkit::db_test;
use uuid::Uuid;

const FROM: Date = date(2025, 7, 1);

async fn holder(w: &store::Write, number: u128, unit: UnitId, role: Role) -> Post {
    let post = Post {
        id: PostId(Uuid::from_u128(number + 100)),
        account: person(w, number).await,
        unit,
        role,
        area: unit,
        title: String::new(),
        is_voting: false,
        on_behalf_of: None,
        from: FROM,
        until: None,
    };
    account::insert_post(w, &post).await.unwrap();
    post
}

db_test!(who_acts_is_known_from_the_first_day_to_the_last, |store| {
    let w = store.begin().await.unwrap();
    let unit = unit(&w, 1).await;
    let head = holder(&w, 10, unit, Role::HeadOfUnit).await;
    let deputy = holder(&w, 11, unit, Role::Reporter).await;
    let new = Delegation {
        id: DelegationId(Uuid::from_u128(300)),
        post: head.id,
        to: deputy.account,
        from: date(2026, 10, 5),
        until: date(2026, 10, 10),
        rights: vec![Right::SignReport],
        reason: "Đi công tác.".into(),
        given_by: Some(head.account),
        version: 1,
    };
    delegation::insert(&w, &new, now()).await.unwrap();
    w.commit(&entry()).await.unwrap();
    let read = store.read();
    let acts = async |day| {
        delegation::acting(&read, deputy.account, day)
            .await
            .unwrap()
    };
    assert_eq!(acts(date(2026, 10, 4)).await, []);
    assert_eq!(acts(date(2026, 10, 10)).await, []);
    let held = acts(date(2026, 10, 9)).await;
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].post, head);
    assert_eq!(held[0].rights, [Right::SignReport]);
    assert_eq!(held[0].last_day, date(2026, 10, 9));
    assert_eq!(delegation::find(&read, new.id).await.unwrap(), Some(new));

    // Whoever acts as head is found where heads are asked for.
    let heads = account::list_active_posts(&read, &[Role::HeadOfUnit], date(2026, 10, 5))
        .await
        .unwrap();
    let mut people: Vec<AccountId> = heads.iter().map(|p| p.account).collect();
    people.sort();
    assert_eq!(people, [head.account, deputy.account]);
});

db_test!(a_locked_holder_and_an_ended_post_give_nothing, |store| {
    let w = store.begin().await.unwrap();
    let unit = unit(&w, 1).await;
    let head = holder(&w, 10, unit, Role::HeadOfUnit).await;
    let deputy = holder(&w, 11, unit, Role::Reporter).await;
    let new = Delegation {
        id: DelegationId(Uuid::from_u128(300)),
        post: head.id,
        to: deputy.account,
        from: date(2026, 10, 5),
        until: date(2026, 12, 1),
        rights: Vec::new(),
        reason: "Đi công tác.".into(),
        given_by: None,
        version: 1,
    };
    delegation::insert(&w, &new, now()).await.unwrap();
    store::unit::end_post(&w, head.id, date(2026, 11, 1))
        .await
        .unwrap();
    w.commit(&entry()).await.unwrap();
    let acts = async |day| {
        let held = delegation::acting(&store.read(), deputy.account, day).await;
        held.unwrap().len()
    };
    assert_eq!(acts(date(2026, 10, 31)).await, 1);
    assert_eq!(acts(date(2026, 11, 1)).await, 0);
    let mut holder = account::find(&store.read(), head.account)
        .await
        .unwrap()
        .unwrap();
    holder.is_active = false;
    let w = store.begin().await.unwrap();
    account::update(&w, &holder).await.unwrap();
    delegation::end(&w, &new, date(2026, 11, 15)).await.unwrap();
    let again = delegation::end(&w, &new, date(2026, 11, 16)).await;
    assert!(matches!(again, Err(StoreError::Conflict)));
    w.commit(&entry()).await.unwrap();
    assert_eq!(acts(date(2026, 10, 31)).await, 0);
});
