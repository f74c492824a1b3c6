//! The only SQL that is written per database: reading the schema back, for
//! `giaoban doctor` and for the tests that hold both schemas equal. Budget: ten
//! statements; used: three.

use crate::{Store, StoreError};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::BTreeSet;

impl Store {
    /// Every table and column, without those of the migration history.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn columns(&self) -> Result<BTreeSet<(String, String)>, StoreError> {
        let sql = match self.connection().get_database_backend() {
            DbBackend::Sqlite => {
                "SELECT m.name AS a, p.name AS b FROM sqlite_master m JOIN pragma_table_info(m.name) p \
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'seaql_migrations'"
            }
            _ => {
                "SELECT table_name::text AS a, column_name::text AS b FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name <> 'seaql_migrations'"
            }
        };
        self.pairs(sql).await
    }

    /// Foreign key columns that no index begins with (SQLite).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unindexed_foreign_keys(&self) -> Result<BTreeSet<(String, String)>, StoreError> {
        self.pairs(
            "SELECT m.name AS a, f.\"from\" AS b FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) l \
             JOIN pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = f.\"from\")",
        )
        .await
    }

    async fn pairs(&self, sql: &str) -> Result<BTreeSet<(String, String)>, StoreError> {
        let statement =
            Statement::from_string(self.connection().get_database_backend(), sql.to_owned());
        let rows = self.connection().query_all_raw(statement).await?;
        rows.iter()
            .map(|row| Ok((row.try_get("", "a")?, row.try_get("", "b")?)))
            .collect()
    }
}
