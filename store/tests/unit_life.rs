//! What the databases themselves refuse in the lives of units: a fault of
//! the program must not leave a gap or a ring. Overlaps are in `unit.rs`.

use crate::made::{entry, now, person};
use domain::id::{UnitActId, UnitId};
use domain::unit::{ActState, Tier, UnitKind, UnitVersion};
use jiff::civil::{Date, date};
use sea_orm::ConnectionTrait;
use store::unit::{self, ActRow};
use store::{Handle, Store, StoreError};
use testkit::db_test;
use uuid::Uuid;

const BORN: Date = date(2020, 1, 1);
const DAY: Date = date(2025, 7, 1);

fn id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn version(n: u128, parent: Option<u128>, from: Date, to: Option<Date>) -> UnitVersion {
    UnitVersion {
        unit: id(n),
        code: format!("U{n}"),
        name: format!("Đơn vị {n} từ {from}"),
        short_name: format!("ĐV {n}"),
        symbol: String::new(),
        kind: UnitKind::Department,
        tier: Tier::Province,
        parent: parent.map(id),
        place: String::new(),
        valid_from: from,
        valid_to: to,
    }
}

/// Units with their first versions, then further versions in this order.
async fn made(store: &Store, units: &[UnitVersion], more: &[UnitVersion]) {
    let w = store.begin().await.unwrap();
    for (n, v) in (100u128..).zip(units) {
        unit::insert(&w, Uuid::from_u128(n), v).await.unwrap();
    }
    for (n, v) in (200u128..).zip(more) {
        unit::insert_version(&w, Uuid::from_u128(n), v)
            .await
            .unwrap();
    }
    w.commit(&entry()).await.unwrap();
}

/// Whether the database takes one more version.
async fn takes(store: &Store, more: &UnitVersion) -> bool {
    let w = store.begin().await.unwrap();
    unit::insert_version(&w, Uuid::from_u128(900), more)
        .await
        .is_ok()
}

/// Whether it takes a statement that no function of this crate would send.
async fn takes_sql(store: &Store, sql: &str) -> bool {
    let w = store.begin().await.unwrap();
    w.conn().execute_unprepared(sql).await.is_ok()
}

db_test!(
    r_1_1_the_database_refuses_a_day_without_a_version_inside_a_life,
    |store| {
        let parts = [
            version(1, None, DAY, Some(date(2026, 1, 1))),
            version(1, None, date(2026, 1, 1), None),
        ];
        made(store, &[version(1, None, BORN, Some(DAY))], &parts).await;
        // Behind, before, and by shortening, moving or deleting what is between.
        let ended = version(2, None, BORN, Some(DAY));
        made_more(store, &ended).await;
        assert!(!takes(store, &version(2, None, date(2025, 7, 2), None)).await);
        assert!(takes(store, &version(2, None, DAY, None)).await);
        let eve = date(2019, 12, 31);
        assert!(!takes(store, &version(2, None, date(2019, 1, 1), Some(eve))).await);
        assert!(takes(store, &version(2, None, date(2019, 1, 1), Some(BORN))).await);
        for sql in [
            "UPDATE unit_versions SET valid_to = '2025-12-01' WHERE valid_from = '2025-07-01'",
            "UPDATE unit_versions SET valid_from = '2025-08-01' WHERE valid_from = '2025-07-01'",
            "UPDATE unit_versions SET valid_from = '2026-02-01' WHERE valid_from = '2026-01-01'",
            "DELETE FROM unit_versions WHERE valid_from = '2025-07-01'",
        ] {
            assert!(!takes_sql(store, sql).await, "{sql}");
        }
        // The ends of a life are free, and names are nobody's business here.
        for sql in [
            "DELETE FROM unit_versions WHERE valid_from = '2026-01-01'",
            "UPDATE unit_versions SET valid_to = '2030-01-01' WHERE valid_from = '2026-01-01'",
            "UPDATE unit_versions SET name = 'Khác' WHERE valid_from = '2025-07-01'",
        ] {
            assert!(takes_sql(store, sql).await, "{sql}");
        }
    }
);

async fn made_more(store: &Store, first: &UnitVersion) {
    let w = store.begin().await.unwrap();
    unit::insert(&w, Uuid::from_u128(800), first).await.unwrap();
    w.commit(&entry()).await.unwrap();
}

db_test!(
    r_1_1_the_database_refuses_a_unit_above_itself_on_any_day,
    |store| {
        let units = [
            version(1, None, BORN, None),
            version(2, Some(1), BORN, Some(DAY)),
            version(3, Some(2), BORN, None),
            version(4, None, BORN, Some(DAY)),
        ];
        // Until DAY 3 stands below 2, from DAY on 2 below nothing.
        made(store, &units, &[version(2, None, DAY, None)]).await;
        for (bad, good) in [
            // Itself; its child; its grandchild on days on which that stands there.
            (
                version(4, Some(4), DAY, None),
                version(4, Some(3), DAY, None),
            ),
            (
                version(2, Some(3), DAY, None),
                version(4, Some(2), DAY, None),
            ),
        ] {
            // The unit 2 has its version of DAY already: that one is put away.
            let w = store.begin().await.unwrap();
            w.conn()
                .execute_unprepared("DELETE FROM unit_versions WHERE valid_from = '2025-07-01'")
                .await
                .unwrap();
            let refused = unit::insert_version(&w, Uuid::from_u128(901), &bad).await;
            assert!(refused.is_err(), "{bad:?}");
            drop(w);
            assert!(takes(store, &good).await, "{good:?}");
        }
        // 1 below 3 rings on the days on which 3 comes to stand below 1 by 2, and
        // on no others.
        let one = "UPDATE unit_versions SET parent_id = (SELECT unit_id FROM unit_versions \
                   WHERE name = 'Đơn vị 3 từ 2020-01-01') \
                   WHERE name = 'Đơn vị 1 từ 2020-01-01'";
        assert!(!takes_sql(store, one).await);
        let w = store.begin().await.unwrap();
        let shut = "UPDATE unit_versions SET valid_to = '2025-07-01' \
                    WHERE name = 'Đơn vị 1 từ 2020-01-01'";
        w.conn().execute_unprepared(shut).await.unwrap();
        let later = version(1, Some(3), DAY, None);
        unit::insert_version(&w, Uuid::from_u128(902), &later)
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        let history = unit::history(&store.read()).await.unwrap();
        assert!(history.defects(None).is_empty());
    }
);

db_test!(
    r_1_1_two_units_change_places_in_one_act_without_a_ring_in_between,
    |store| {
        let units = [
            version(1, None, BORN, None),
            version(2, Some(1), BORN, None),
            version(3, Some(2), BORN, None),
        ];
        made(store, &units, &[]).await;
        let w = store.begin().await.unwrap();
        for n in [2, 3] {
            unit::close_version(&w, id(n), BORN, DAY).await.unwrap();
        }
        let new = [
            version(2, Some(3), DAY, None),
            version(3, Some(1), DAY, None),
        ];
        for (n, v) in (300u128..).zip(&new) {
            unit::insert_version(&w, Uuid::from_u128(n), v)
                .await
                .unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let history = unit::history(&store.read()).await.unwrap();
        assert!(history.defects(None).is_empty());
    }
);

db_test!(
    r_1_2_what_an_act_ordered_is_taken_away_and_what_it_ended_goes_on,
    |store| {
        let units = [
            version(1, None, BORN, None),
            version(2, Some(1), BORN, None),
        ];
        made(store, &units, &[]).await;
        let w = store.begin().await.unwrap();
        let act = act(person(&w, 50).await);
        unit::insert_act(&w, &act).await.unwrap();
        unit::close_version(&w, id(2), BORN, DAY).await.unwrap();
        let renamed = version(2, Some(1), DAY, None);
        unit::insert_version_by(&w, Uuid::from_u128(300), &renamed, Some(act.id))
            .await
            .unwrap();
        let created = version(3, Some(2), DAY, None);
        unit::insert_by(&w, Uuid::from_u128(301), &created, Some(act.id))
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        // Not while it is named elsewhere.
        let w = store.begin().await.unwrap();
        store::lineage::insert_code(&w, Uuid::from_u128(400), id(3), "dvhc", "00123", DAY)
            .await
            .unwrap();
        unit::delete_ordered(&w, act.id).await.unwrap();
        let named = unit::delete_unit(&w, id(3)).await;
        assert!(matches!(named, Err(StoreError::Referenced(_))), "{named:?}");
        drop(w);
        let w = store.begin().await.unwrap();
        unit::delete_ordered(&w, act.id).await.unwrap();
        unit::reopen_version(&w, id(2), BORN, DAY).await.unwrap();
        let twice = unit::reopen_version(&w, id(2), BORN, DAY).await;
        assert!(matches!(twice, Err(StoreError::Conflict)));
        unit::delete_unit(&w, id(3)).await.unwrap();
        w.commit(&entry()).await.unwrap();
        let history = unit::history(&store.read()).await.unwrap();
        assert_eq!(history.life(id(2)), [version(2, Some(1), BORN, None)]);
        assert_eq!(history.by_code("U3"), None);
    }
);

db_test!(
    an_act_that_was_taken_back_is_read_as_such_and_never_due,
    |store| {
        let w = store.begin().await.unwrap();
        let by = person(&w, 50).await;
        let mut act = act(by);
        unit::insert_act(&w, &act).await.unwrap();
        act.state = ActState::Withdrawn;
        act.withdrawn = Some(unit::Withdrawn {
            by,
            at: now(),
            reason: "Nhầm".into(),
        });
        unit::update_act(&w, &act).await.unwrap();
        w.commit(&entry()).await.unwrap();
        act.version = 2;
        let read = store.read();
        assert_eq!(unit::find_act(&read, act.id).await.unwrap(), Some(act));
        let due = unit::list_due_acts(&read, date(2030, 1, 1)).await.unwrap();
        assert!(due.is_empty());
    }
);

fn act(by: domain::id::AccountId) -> ActRow {
    ActRow {
        id: UnitActId(Uuid::from_u128(700)),
        decision: "1/QĐ".into(),
        decided_on: BORN,
        effective_on: DAY,
        body: "{}".into(),
        state: ActState::Confirmed,
        written_by: by,
        written_at: now(),
        confirmed_by: Some(by),
        confirmed_at: Some(now()),
        applied_at: None,
        withdrawn: None,
        version: 1,
    }
}

db_test!(
    an_outside_code_is_ended_once_and_removed_once_and_keeps_its_zeros,
    |store| {
        made(store, &[version(1, None, BORN, None)], &[]).await;
        let w = store.begin().await.unwrap();
        let row = Uuid::from_u128(400);
        store::lineage::insert_code(&w, row, id(1), "dvhc", "00123", BORN)
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        let read = store.read();
        let known = unit::codes_of(&read, id(1)).await.unwrap().remove(0);
        assert_eq!((known.value.as_str(), known.to), ("00123", None));
        let w = store.begin().await.unwrap();
        unit::end_code(&w, &known, DAY).await.unwrap();
        let stale = unit::end_code(&w, &known, date(2026, 1, 1)).await;
        assert!(matches!(stale, Err(StoreError::Conflict)));
        w.commit(&entry()).await.unwrap();
        assert_eq!(unit::list_codes(&read).await.unwrap()[0].to, Some(DAY));
        let w = store.begin().await.unwrap();
        unit::delete_code(&w, row).await.unwrap();
        let twice = unit::delete_code(&w, row).await;
        assert!(matches!(twice, Err(StoreError::Conflict)));
        w.commit(&entry()).await.unwrap();
        assert!(unit::list_codes(&read).await.unwrap().is_empty());
    }
);
