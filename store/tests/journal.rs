//! The journal and the handles, on both databases.

use domain::id::UnitId;
use domain::journal::{Entry, GENESIS, Noun, verify};
use jiff::Timestamp;
use serde_json::json;
use store::{Chore, Store, journal};
use testkit::db_test;
use uuid::Uuid;

fn entry(n: u128) -> Entry {
    Entry {
        act: "report.sign".into(),
        noun: Noun::Report,
        subject: Uuid::from_u128(n),
        unit: None,
        actor: None,
        on_behalf_of: None,
        detail: json!({ "n": 1, "lý do": "đúng hạn" }),
        at: "2026-10-05T02:00:00.123456789Z"
            .parse::<Timestamp>()
            .unwrap(),
    }
}

db_test!(the_chain_that_was_written_can_be_verified, |store| {
    for n in 1..=3 {
        store
            .begin()
            .await
            .unwrap()
            .commit(&entry(n))
            .await
            .unwrap();
    }
    let entries = journal::list_after(&store.read(), 0, 10).await.unwrap();
    let end = verify((0, GENESIS.into()), &entries).unwrap();
    assert_eq!(end, journal::head(&store.read()).await.unwrap());
    assert_eq!(end.0, 3);
});

db_test!(an_act_without_a_journal_entry_is_refused, |store| {
    assert!(store.begin().await.unwrap().commit_all(&[]).await.is_err());
});

db_test!(
    only_entries_about_reports_of_other_units_leave_an_act_as_it_was_worked_out,
    |store| {
        let (mine, other) = (UnitId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(2)));
        let of = |noun, unit| Entry {
            noun,
            unit,
            ..entry(1)
        };
        let write = async |entry: &Entry| store.begin().await.unwrap().commit(entry).await.unwrap();
        let stands = async |after| {
            journal::is_about_other_reports(&store.read(), after, &[mine])
                .await
                .unwrap()
        };
        assert!(stands(0).await);
        let others = write(&of(Noun::Report, Some(other))).await;
        assert!(stands(0).await);
        for matters in [
            of(Noun::Report, Some(mine)),
            of(Noun::Report, None),
            of(Noun::Round, Some(other)),
            of(Noun::Account, None),
        ] {
            let before = journal::head(&store.read()).await.unwrap().0;
            let after = write(&matters).await;
            assert!(!stands(before).await, "{matters:?}");
            assert!(!stands(others).await);
            assert!(stands(after).await);
        }
    }
);

db_test!(twenty_writers_at_once_leave_a_chain_without_gap, |store| {
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let store: Store = store.clone();
            tokio::spawn(async move {
                store
                    .begin()
                    .await
                    .unwrap()
                    .commit(&entry(n))
                    .await
                    .unwrap()
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let entries = journal::list_after(&store.read(), 0, 100).await.unwrap();
    assert_eq!(verify((0, GENESIS.into()), &entries).unwrap().0, 20);
});

db_test!(a_series_never_gives_a_number_twice, |store| {
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let store: Store = store.clone();
            tokio::spawn(async move {
                let w = store.begin().await.unwrap();
                let number = store::setting::next_number(&w, "BTGDVTU|BC|2026")
                    .await
                    .unwrap();
                w.commit(&entry(n)).await.unwrap();
                number
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
});

db_test!(a_dropped_transaction_leaves_nothing, |store| {
    let w = store.begin().await.unwrap();
    store::setting::set(&w, "tên", &"giá trị").await.unwrap();
    drop(w);
    let found: Option<String> = store::setting::find(&store.read(), "tên").await.unwrap();
    assert_eq!(found, None);
    let w = store.begin().await.unwrap();
    store::journal::set_cursor(&w, "search", 7).await.unwrap();
    w.commit_chore(Chore::Cursor).await.unwrap();
    assert_eq!(journal::cursor(&store.read(), "search").await.unwrap(), 7);
});
