//! The only SQL that is written per database: reading the schema back, for
//! `giaoban doctor` and for the tests that hold both schemas equal, and copying a
//! SQLite file. Budget: ten statements; used: five.

use crate::{Store, StoreError};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;

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

    /// Copies a SQLite database, as it is at this moment, into a new file beside it:
    /// its name with `ending` behind it. None where the database is on a server.
    ///
    /// # Errors
    /// When there is a file of that name, or the copy cannot be written whole; then
    /// none is left.
    pub async fn copy_beside(&self, ending: &str) -> Result<Option<PathBuf>, StoreError> {
        let db = self.connection();
        if db.get_database_backend() != DbBackend::Sqlite {
            return Ok(None);
        }
        let files = self
            .pairs("SELECT name AS a, file AS b FROM pragma_database_list")
            .await?;
        let Some((_, file)) = files.into_iter().find(|(name, _)| name == "main") else {
            return Ok(None);
        };
        let name = format!("{file}{ending}");
        let failed = |e: std::io::Error| StoreError::Unavailable(format!("{name}: {e}"));
        // Nobody may read the copy who may not read the database.
        let allowed = std::fs::metadata(&file).map_err(failed)?.permissions();
        // SQLite fills an empty file; a new one, so that nothing is written over.
        let copy = File::create_new(&name).map_err(failed)?;
        let fill = Statement::from_sql_and_values(
            DbBackend::Sqlite,
            "VACUUM INTO ?",
            [name.clone().into()],
        );
        let filled = match copy.set_permissions(allowed) {
            Ok(()) => db.execute_raw(fill).await.map_err(StoreError::from),
            Err(e) => Err(failed(e)),
        };
        // On the disk before anything is changed.
        let kept = filled.and_then(|_| copy.sync_all().map_err(failed));
        if let Err(e) = kept {
            // Half a copy would be taken for a whole one.
            let _ = std::fs::remove_file(&name);
            return Err(e);
        }
        Ok(Some(name.into()))
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
