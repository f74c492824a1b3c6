//! Queries of drafts of regimes and of groups on both databases.

use crate::made::{entry, now, unit};
use domain::group::{Group, Membership};
use domain::id::{GroupId, RegimeId};
use domain::regime::RegimeBody;
use jiff::civil::{Date, date};
use store::StoreError;
use store::regime::{Regime, RegimeDraft};
use testkit::db_test;
use uuid::Uuid;

fn standing() -> RegimeBody {
    // As versions were written before regimes had tiers and a ladder.
    serde_json::from_value(serde_json::json!({
        "name": "Giao ban", "name_en": "Review", "kind": "party", "content": "both",
        "obligated": { "kinds": ["department"] }, "recipient_code": "BTG", "ways": [],
        "units_due": { "rule": "working_days_after_closing", "days": 3 },
        "office_due": { "rule": "working_days_after_closing", "days": 6 },
        "shift": "next", "frequencies": ["quarter"], "scheme": "lich",
        "opens_days_before": 15, "outline": [], "indicators": [], "guide": "",
    }))
    .unwrap()
}

db_test!(
    a_draft_is_kept_once_and_changed_only_as_it_was_read,
    |store| {
        let w = store.begin().await.unwrap();
        let owner = unit(&w, 1).await;
        let regime = Regime {
            id: RegimeId(Uuid::from_u128(9)),
            code: "thu".into(),
            name: "Thử".into(),
            owner,
        };
        store::regime::insert(&w, &regime).await.unwrap();
        let draft = RegimeDraft {
            regime: regime.id,
            based_on: 0,
            body: standing(),
            updated_by: None,
            updated_at: now(),
            version: 1,
        };
        store::regime::insert_draft(&w, Uuid::from_u128(5), &draft)
            .await
            .unwrap();
        let mut changed = draft.clone();
        changed.body.name = "Tên mới".into();
        store::regime::update_draft(&w, &changed).await.unwrap();
        // Who read the first state may not write over the second.
        let stale = store::regime::update_draft(&w, &draft).await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "{stale:?}");
        let read = store::regime::find_draft(&w, regime.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((read.version, read.body.name.as_str()), (2, "Tên mới"));
        let stale = store::regime::delete_draft(&w, regime.id, 1).await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "{stale:?}");
        store::regime::delete_draft(&w, regime.id, 2).await.unwrap();
        let gone = store::regime::find_draft(&w, regime.id).await.unwrap();
        assert!(gone.is_none());
        w.commit(&entry()).await.unwrap();
    }
);

db_test!(
    a_unit_is_in_its_groups_on_the_days_of_its_memberships,
    |store| {
        let w = store.begin().await.unwrap();
        let (owner, member) = (unit(&w, 1).await, unit(&w, 2).await);
        let mut groups = Vec::new();
        for (number, code) in [(11, "van-xa"), (12, "bao-chi")] {
            let group = Group {
                id: GroupId(Uuid::from_u128(number)),
                code: code.into(),
                name: code.into(),
                owner,
            };
            store::group::insert(&w, &group).await.unwrap();
            groups.push(group.id);
        }
        let from = |valid_from: Date| Membership {
            unit: member,
            valid_from,
            valid_to: None,
        };
        store::group::insert_member(&w, Uuid::from_u128(21), groups[0], &from(date(2026, 1, 1)))
            .await
            .unwrap();
        store::group::insert_member(&w, Uuid::from_u128(22), groups[1], &from(date(2026, 3, 1)))
            .await
            .unwrap();
        let has_ended = store::group::end_member(&w, groups[0], member, date(2026, 6, 1))
            .await
            .unwrap();
        assert!(has_ended);
        let again = store::group::end_member(&w, groups[0], member, date(2026, 7, 1))
            .await
            .unwrap();
        assert!(!again);
        for (on, codes) in [
            (date(2025, 12, 31), &[][..]),
            (date(2026, 1, 1), &["van-xa"][..]),
            (date(2026, 5, 31), &["bao-chi", "van-xa"][..]),
            (date(2026, 6, 1), &["bao-chi"][..]),
        ] {
            let found = store::group::codes_at(&w, on).await.unwrap();
            let found = found.get(&member).cloned().unwrap_or_default();
            assert_eq!(found, codes, "{on}");
        }
        w.commit(&entry()).await.unwrap();
    }
);
