//! A database of its own for each test, on SQLite or PostgreSQL.

use store::Store;
use tempfile::TempDir;

/// A migrated, empty database that goes away with the test.
pub struct TestDatabase {
    /// The database.
    pub store: Store,
    _dir: Option<TempDir>,
}

/// A fresh SQLite file.
pub async fn on_sqlite() -> TestDatabase {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite://{}", dir.path().join("test.db").display());
    let store = Store::open(&url, true).await.expect("a SQLite file");
    store.migrate().await.expect("the schema");
    TestDatabase {
        store,
        _dir: Some(dir),
    }
}

/// The address of a fresh schema on the PostgreSQL server named by
/// `GIAOBAN_TEST_POSTGRES`; it is made when it is opened first. Without a server the
/// test is left out, unless `REQUIRE_POSTGRES=1`.
///
/// # Panics
/// When the server is required and missing.
#[must_use]
pub fn postgres_address() -> Option<String> {
    let Ok(url) = std::env::var("GIAOBAN_TEST_POSTGRES") else {
        assert!(
            std::env::var("REQUIRE_POSTGRES").as_deref() != Ok("1"),
            "REQUIRE_POSTGRES=1 but GIAOBAN_TEST_POSTGRES names no server"
        );
        return None;
    };
    let schema = format!("t{}", uuid::Uuid::now_v7().simple());
    let mark = if url.contains('?') { '&' } else { '?' };
    Some(format!("{url}{mark}schema={schema}"))
}

/// A fresh schema at [`postgres_address`].
///
/// # Panics
/// When the server is required and missing, or does not answer.
pub async fn on_postgres() -> Option<TestDatabase> {
    let store = Store::open(&postgres_address()?, true)
        .await
        .expect("a PostgreSQL server");
    store.migrate().await.expect("the schema");
    Some(TestDatabase { store, _dir: None })
}

/// On the database that this run is about: SQLite, or PostgreSQL with
/// `GIAOBAN_TEST_ON=postgres`. So whole use cases and pages run on both without
/// every test being written twice.
///
/// # Panics
/// When PostgreSQL is asked for and no server is named.
pub async fn on_chosen() -> TestDatabase {
    if std::env::var("GIAOBAN_TEST_ON").as_deref() != Ok("postgres") {
        return on_sqlite().await;
    }
    on_postgres()
        .await
        .expect("GIAOBAN_TEST_ON=postgres needs GIAOBAN_TEST_POSTGRES")
}

/// Makes two tests out of one body: `name_on_sqlite` and `name_on_postgres`.
///
/// ```text
/// db_test!(a_code_is_taken_once, |store| async move { … });
/// ```
#[macro_export]
macro_rules! db_test {
    ($name:ident, |$store:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($store: &store::Store) {
                $body
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let database = $crate::on_sqlite().await;
                body(&database.store).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(database) = $crate::on_postgres().await {
                    body(&database.store).await;
                }
            }
        }
    };
}
