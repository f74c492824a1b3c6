//! Two handles: [`Read`] (may be a replica) and [`Write`] (an open transaction).
//!
//! A [`Write`] can only be committed together with a journal entry, so that no
//! act can forget it (invariant 4). Housekeeping that is no act (sessions,
//! delivery of messages, cursors) commits with a named [`Chore`].

use crate::{StoreError, journal};
use domain::journal::Entry;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Pages in SQLite's log (64 MB) at which a writer itself moves them into the
/// file. Before that [`Store::checkpoint`] does, beside the writers: at SQLite's
/// own thousand pages every twentieth save of a minute before a deadline stood
/// still for it, with those behind it.
const LOG_PAGES: &str = "16000";

/// Connections to a SQLite file: one that writes, the others to read, also beside an
/// act, and to move the log. What each keeps of the file is worth nothing once another
/// has written, so many that take turns read everything again and again.
const SQLITE_CONNECTIONS: u32 = 4;

/// After so long without use a connection is tried before it is used: the database
/// server may have been started anew. One used since would fail once, as what is
/// under way at such a moment does.
const MAY_BE_CUT: Duration = Duration::from_secs(5);

/// A database, opened.
#[derive(Clone)]
pub struct Store {
    db: DatabaseConnection,
    // SQLite has one writer; queueing here is fair and cheaper than busy-waiting.
    writer: Option<Arc<Mutex<()>>>,
}

/// Reads outside a transaction.
pub struct Read<'a>(&'a DatabaseConnection);

/// An open write transaction. Dropping it undoes everything.
pub struct Write {
    tx: DatabaseTransaction,
    _turn: Option<OwnedMutexGuard<()>>,
}

/// Something that queries can run on. Only [`Read`] and [`Write`] are.
pub trait Handle: Sync {
    #[doc(hidden)]
    type Conn: ConnectionTrait;
    #[doc(hidden)]
    fn conn(&self) -> &Self::Conn;

    /// Whether it is an act's transaction: what is decided in it must be read in
    /// it, and never comes from memory.
    const IS_ACT: bool;
}

impl Handle for Read<'_> {
    const IS_ACT: bool = false;
    type Conn = DatabaseConnection;
    fn conn(&self) -> &DatabaseConnection {
        self.0
    }
}

impl Handle for Write {
    const IS_ACT: bool = true;
    type Conn = DatabaseTransaction;
    fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }
}

/// Writing that is no act of anybody and so has no journal entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chore {
    /// Sessions and sign-in attempts.
    Session,
    /// State of delivery of messages.
    Delivery,
    /// Cursors of followers.
    Cursor,
    /// A message was opened by its reader.
    Receipt,
    /// A text of the queue is claimed to be read.
    Reading,
}

impl Store {
    /// Opens the database at `url` (`sqlite:///path/file.db` or `postgres://…`).
    /// An unknown scheme is an error; a missing SQLite file is one too unless
    /// `create` is set, so that a mistyped path never becomes an empty instance.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it cannot be opened.
    pub async fn open(url: &str, create: bool) -> Result<Self, StoreError> {
        let is_sqlite = url.starts_with("sqlite:");
        if !is_sqlite && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(StoreError::Unavailable(format!(
                "unknown database address: {url}"
            )));
        }
        if is_sqlite {
            let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
            if !create && !Path::new(path).exists() {
                return Err(StoreError::Unavailable(format!(
                    "no database file at {path}"
                )));
            }
        }
        let (url, schema) = split_schema(url);
        let mut options = ConnectOptions::new(&url);
        if let Some(schema) = &schema {
            options.set_schema_search_path(schema);
        }
        options
            .max_connections(if is_sqlite { SQLITE_CONNECTIONS } else { 20 })
            .acquire_timeout(Duration::from_secs(10))
            // Always tried, each question would be two.
            .test_before_acquire_if_idle_for(MAY_BE_CUT)
            .sqlx_logging(false)
            .map_sqlx_sqlite_opts(move |o| {
                o.create_if_missing(create)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(10))
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", "FULL")
                    .pragma("cache_size", "-16000")
                    .pragma("wal_autocheckpoint", LOG_PAGES)
                    .statement_cache_capacity(256)
            });
        let db = Database::connect(options).await?;
        if let Some(schema) = schema.filter(|_| create) {
            db.execute_unprepared(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))
                .await?;
        }
        let writer = is_sqlite.then(|| Arc::new(Mutex::new(())));
        Ok(Self { db, writer })
    }

    /// Brings the schema of a database in which nothing is kept yet up to date; for one
    /// in use there is [`Write::migrate`].
    ///
    /// # Errors
    /// When a migration fails; those before it stay, on SQLite maybe a part of it too.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Ok(crate::migration::Migrator::up(&self.db, None).await?)
    }

    /// Brings the schema up to date where no act has been done yet. A database in use,
    /// or made by a newer program, is left as it is: then it answers false.
    ///
    /// # Errors
    /// As [`Self::migrate`].
    pub async fn migrate_unused(&self) -> Result<bool, StoreError> {
        let standing = self.standing().await?;
        if !standing.is_unused || !standing.unknown.is_empty() {
            return Ok(false);
        }
        self.migrate().await?;
        Ok(true)
    }

    /// "sqlite" or "postgres", for people.
    #[must_use]
    pub fn backend_name(&self) -> &'static str {
        match self.db.get_database_backend() {
            DbBackend::Sqlite => "sqlite",
            _ => "postgres",
        }
    }

    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.db
    }

    /// A handle for reading.
    #[must_use]
    pub fn read(&self) -> Read<'_> {
        Read(&self.db)
    }

    /// Begins a write transaction. On SQLite it is IMMEDIATE: without it most
    /// concurrent read-then-write transactions fail.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no turn comes in time.
    pub async fn begin(&self) -> Result<Write, StoreError> {
        let turn = match &self.writer {
            Some(queue) => Some(Arc::clone(queue).lock_owned().await),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.db.begin_with_options(options).await?;
        Ok(Write { tx, _turn: turn })
    }

    /// Moves what SQLite's log holds into the file, without anybody waiting for it.
    /// Nothing depends on it: what was committed is safe in the log.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn checkpoint(&self) -> Result<(), StoreError> {
        if self.writer.is_some() {
            self.db
                .execute_unprepared("PRAGMA wal_checkpoint(PASSIVE)")
                .await?;
        }
        Ok(())
    }

    /// Closes all connections.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.db.close().await?)
    }
}

/// Takes `schema=name` out of a PostgreSQL address: several instances can share
/// one database, each in a schema of its own. Only plain names are taken.
fn split_schema(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?').filter(|_| url.starts_with("postgres")) else {
        return (url.to_owned(), None);
    };
    let is_plain = |name: &&str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    let schema = query
        .split('&')
        .find_map(|p| p.strip_prefix("schema="))
        .filter(is_plain)
        .map(str::to_owned);
    let rest: Vec<&str> = query
        .split('&')
        .filter(|p| !p.starts_with("schema="))
        .collect();
    let url = if rest.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", rest.join("&"))
    };
    (url, schema)
}

impl Write {
    /// Writes the journal entry of the act and commits both together. Returns
    /// the entry's position.
    ///
    /// # Errors
    /// When either fails; then nothing is kept.
    pub async fn commit(self, entry: &Entry) -> Result<i64, StoreError> {
        self.commit_all(std::slice::from_ref(entry)).await
    }

    /// As [`Self::commit`], for an act that concerns several objects: one entry
    /// each, at least one.
    ///
    /// # Errors
    /// When either fails, or when there is no entry.
    pub async fn commit_all(self, entries: &[Entry]) -> Result<i64, StoreError> {
        if entries.is_empty() {
            return Err(StoreError::Other("an act without a journal entry".into()));
        }
        let last = journal::append_all(&self, entries).await?;
        self.tx.commit().await?;
        Ok(last)
    }

    /// Commits housekeeping that is no act.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn commit_chore(self, chore: Chore) -> Result<(), StoreError> {
        tracing::trace!(?chore, "chore");
        Ok(self.tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::Migrator;

    /// An older instance stays readable for the program that made it.
    #[tokio::test]
    async fn only_a_database_without_an_act_gets_the_newest_schema() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("old.db").display());
        let store = Store::open(&url, true).await.unwrap();
        let standing = async || store.standing().await.unwrap();
        assert!(standing().await.is_unused);
        Migrator::up(&store.db, Some(1)).await.unwrap();
        assert!(standing().await.is_unused, "a schema is no act");
        let act = "INSERT INTO journal_head (id, seq, hash) VALUES (1, 2, 'x')";
        store.db.execute_unprepared(act).await.unwrap();
        assert!(!store.migrate_unused().await.unwrap());
        assert!(!standing().await.is_unused);
        assert!(!standing().await.is_current(), "left as it is");
        let none = "UPDATE journal_head SET seq = 0";
        store.db.execute_unprepared(none).await.unwrap();
        assert!(store.migrate_unused().await.unwrap());
        assert!(standing().await.is_current());
    }
}
