//! How far the schema of a database has come, and bringing an older one up.

use crate::migration::Migrator;
use crate::{Handle, Store, StoreError, Write, journal};
use sea_orm::EntityTrait;
use sea_orm_migration::{MigratorTrait, SchemaManager, seaql_migrations};

/// The schema of a database beside that of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether no act has been done in it yet, with a schema or without.
    pub is_unused: bool,
    /// Names of the migrations that the database has not seen yet, in their order.
    pub waiting: Vec<String>,
    /// Names of those that this program does not know: a newer one made them.
    pub unknown: Vec<String>,
}

impl Standing {
    /// Whether the schema is exactly that of the program.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.waiting.is_empty() && self.unknown.is_empty()
    }
}

/// The migrations of the program, in their order.
fn names() -> Vec<String> {
    let files = Migrator::get_migration_files();
    files.iter().map(|file| file.name().to_owned()).collect()
}

/// What the one list has and the other lacks.
fn lacking(names: &[String], others: &[String]) -> Vec<String> {
    let lacked = names.iter().filter(|name| !others.contains(name));
    lacked.cloned().collect()
}

impl Store {
    /// How far the schema has come. It is only looked at: what is empty stays so.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn standing(&self) -> Result<Standing, StoreError> {
        let db = self.connection();
        let mut seen = Vec::new();
        if SchemaManager::new(db).has_table("seaql_migrations").await? {
            let rows = seaql_migrations::Entity::find().all(db).await?;
            seen.extend(rows.into_iter().map(|row| row.version));
        }
        seen.sort();
        let known = names();
        Ok(Standing {
            // Without a schema there is no journal to ask.
            is_unused: seen.is_empty() || journal::head(&self.read()).await?.0 == 0,
            waiting: lacking(&known, &seen),
            unknown: lacking(&seen, &known),
        })
    }

    /// Makes the schema as it was when the migration `last` was the newest: a database
    /// of an older version, for the tests of what becomes of one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such migration; as [`Self::migrate`].
    pub async fn migrate_until(&self, last: &str) -> Result<(), StoreError> {
        let place = (1_u32..).zip(names()).find(|(_, name)| name == last);
        let (count, _) = place.ok_or(StoreError::NotFound)?;
        Ok(Migrator::up(self.connection(), Some(count)).await?)
    }
}

impl Write {
    /// Brings the schema up to date and answers the names of the migrations that ran.
    /// They stand or fall together with the transaction: SQLite by itself would keep
    /// what came before a failure.
    ///
    /// # Errors
    /// When a migration fails, or the database is of a newer program.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let waiting = Migrator::get_pending_migrations(self.conn()).await?;
        Migrator::up(self.conn(), None).await?;
        let ran = waiting.iter().map(|file| file.name().to_owned());
        Ok(ran.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::ConnectionTrait;

    /// A migration that fails takes those before it with it: the upgrade can be tried
    /// again as soon as the reason is gone.
    #[tokio::test]
    async fn an_upgrade_that_fails_leaves_the_schema_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("old.db").display());
        let store = Store::open(&url, true).await.unwrap();
        store.migrate_until("m0010_paper").await.unwrap();
        let before = store.standing().await.unwrap();
        assert_eq!(before.waiting[0], "m0013_numbers");
        let columns = store.columns().await.unwrap();
        // `m0015_plan_pasts` makes a table of this name.
        let run = async |sql: &str| store.connection().execute_unprepared(sql).await.unwrap();
        run("CREATE TABLE plan_pasts (id int)").await;
        let w = store.begin().await.unwrap();
        assert!(w.migrate().await.is_err());
        drop(w);
        run("DROP TABLE plan_pasts").await;
        assert_eq!(store.standing().await.unwrap(), before);
        assert_eq!(store.columns().await.unwrap(), columns);
        let w = store.begin().await.unwrap();
        assert_eq!(w.migrate().await.unwrap(), before.waiting);
        assert!(w.migrate().await.unwrap().is_empty());
    }
}
