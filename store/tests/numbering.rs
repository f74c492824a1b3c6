//! What offices decided about their numbers, on both databases.

use crate::made::{entry, now, person, unit};
use domain::numbering::{NumberingRule, TypedRule};
use store::StoreError;
use store::numbering::{EnteredRule, delete, insert, list_of};
use testkit::db_test;
use uuid::Uuid;

fn rule(kind: &str, from: &str) -> NumberingRule {
    NumberingRule::read(&TypedRule {
        kind: kind.into(),
        from: from.into(),
        scope: "per_type".into(),
        restart: "term".into(),
        terms: "1/10/2020\n18/9/2025".into(),
        basis: "Quy chế văn thư".into(),
    })
    .unwrap()
}

db_test!(
    r_4_6_an_office_has_one_decision_for_a_form_and_a_day,
    |store| {
        let w = store.begin().await.unwrap();
        let by = person(&w, 1).await;
        let (office, other) = (unit(&w, 1).await, unit(&w, 2).await);
        let entered = |n: u128, office, kind, from| EnteredRule {
            id: Uuid::from_u128(n),
            office,
            rule: rule(kind, from),
            by,
            at: now(),
        };
        let later = entered(71, office, "party", "1/1/2027");
        let first = entered(72, office, "party", "1/1/2026");
        let state = entered(73, office, "state", "1/1/2026");
        let foreign = entered(74, other, "party", "1/1/2026");
        for new in [&later, &first, &state, &foreign] {
            insert(&w, new).await.unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let read = list_of(&store.read(), office).await.unwrap();
        assert_eq!(read, [first.clone(), later, state]);

        let w = store.begin().await.unwrap();
        let twice = insert(&w, &entered(75, office, "party", "1/1/2026")).await;
        assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
        drop(w);
        let w = store.begin().await.unwrap();
        assert!(delete(&w, first.id).await.unwrap());
        assert!(!delete(&w, first.id).await.unwrap());
        w.commit(&entry()).await.unwrap();
        assert_eq!(list_of(&store.read(), office).await.unwrap().len(), 2);
        assert_eq!(list_of(&store.read(), other).await.unwrap(), [foreign]);
    }
);
