//! The schema itself: both databases alike, every foreign key indexed, and for
//! every column a decision who may see it.

use std::collections::{BTreeMap, BTreeSet};

type Decisions = BTreeMap<String, BTreeMap<String, String>>;

fn decisions() -> Decisions {
    toml::from_str(include_str!("../visibility.toml")).expect("visibility.toml")
}

#[tokio::test]
async fn every_column_has_a_decision_who_may_see_it() {
    let database = testkit::on_sqlite().await;
    let columns = database.store.columns().await.unwrap();
    let decided: BTreeSet<(String, String)> = decisions()
        .into_iter()
        .flat_map(|(table, columns)| columns.into_keys().map(move |c| (table.clone(), c)))
        .collect();
    let missing: Vec<_> = columns.difference(&decided).collect();
    let stale: Vec<_> = decided.difference(&columns).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "undecided: {missing:?}; without a column: {stale:?}"
    );
}

#[test]
fn only_three_decisions_exist() {
    for (table, columns) in decisions() {
        for (column, decision) in columns {
            assert!(
                ["public", "internal", "personal"].contains(&decision.as_str()),
                "{table}.{column}: {decision}"
            );
        }
    }
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let Some(postgres) = testkit::on_postgres().await else {
        return;
    };
    let sqlite = testkit::on_sqlite().await;
    assert_eq!(
        sqlite.store.columns().await.unwrap(),
        postgres.store.columns().await.unwrap()
    );
}

#[tokio::test]
async fn every_foreign_key_is_indexed() {
    let database = testkit::on_sqlite().await;
    assert_eq!(
        database.store.unindexed_foreign_keys().await.unwrap(),
        BTreeSet::new()
    );
}

#[tokio::test]
async fn an_unknown_address_and_a_missing_file_are_errors() {
    let unknown = store::Store::open("mysql://localhost/x", true).await;
    assert!(matches!(unknown, Err(store::StoreError::Unavailable(_))));
    let missing = store::Store::open("sqlite:///nowhere/giaoban.db", false).await;
    assert!(matches!(missing, Err(store::StoreError::Unavailable(_))));
}
