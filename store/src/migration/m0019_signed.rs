//! A report is signed before it is sent: the state *signed*, the signature
//! kept with the draft until then, and who sent a version that somebody else signed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::TransactionTrait;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// SQLite cannot widen a check: the column of the state is made anew beside the old
/// one and takes its place.
const STATES: [&str; 4] = [
    "ALTER TABLE obligations ADD COLUMN state_now text NOT NULL DEFAULT 'scheduled' \
     CHECK (state_now IN ('scheduled', 'open', 'drafting', 'signed', 'received', 'returned', \
     'resubmitted', 'accepted', 'exempt'))",
    "UPDATE obligations SET state_now = state",
    "ALTER TABLE obligations DROP COLUMN state",
    "ALTER TABLE obligations RENAME COLUMN state_now TO state",
];

/// Few rows have a signature or another sender; a version that its signer sends,
/// as nearly all are, is in no index for it.
const INDEXES: [&str; 2] = [
    "CREATE INDEX ix_report_drafts_signed_by ON report_drafts (signed_by) \
     WHERE signed_by IS NOT NULL",
    "CREATE INDEX ix_report_versions_sent_by ON report_versions (sent_by) \
     WHERE sent_by IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // All or nothing: SQLite has no transaction around a migration.
        let one = manager.get_connection().begin().await?;
        all(&SchemaManager::new(&one)).await?;
        one.commit().await
    }
}

async fn all(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for sql in STATES {
        db.execute_unprepared(sql).await?;
    }
    let column = |name| ColumnDef::new(Alias::new(name));
    let account = |name| {
        column(name)
            .uuid()
            .extra("REFERENCES accounts (id)")
            .to_owned()
    };
    for (table, column) in [
        ("report_drafts", account("signed_by")),
        (
            "report_drafts",
            column("signed_at").timestamp_with_time_zone().to_owned(),
        ),
        ("report_drafts", column("signed_sha256").text().to_owned()),
        ("report_versions", account("sent_by")),
    ] {
        let alter = Table::alter()
            .table(Alias::new(table))
            .add_column(column)
            .to_owned();
        manager.alter_table(alter).await?;
    }
    for sql in INDEXES {
        db.execute_unprepared(sql).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Migrator;
    use sea_orm_migration::prelude::*;
    use sea_orm_migration::sea_orm::{ConnectOptions, Database};

    /// what was owed stays where it stands, and only the new state is added.
    #[tokio::test]
    async fn r_3_3_states_stay_and_only_signed_is_taken_too() {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options
            .max_connections(1)
            .map_sqlx_sqlite_opts(|o| o.foreign_keys(false));
        let db = Database::connect(options).await.unwrap();
        let all = Migrator::migrations();
        let before = all.iter().position(|m| m.name() == "m0019_signed");
        let before = <u32 as TryFrom<usize>>::try_from(before.unwrap()).unwrap();
        Migrator::up(&db, Some(before)).await.unwrap();
        let insert = async |n: u8, state: &str| {
            let sql = format!(
                "INSERT INTO obligations (id, round_id, unit_id, due_on, state, last_version, version) \
                 VALUES (x'{n:032x}', x'00', x'{n:02x}', '2026-10-05', '{state}', 0, 1)"
            );
            db.execute_unprepared(&sql).await
        };
        insert(1, "drafting").await.unwrap();
        insert(2, "exempt").await.unwrap();
        assert!(insert(3, "signed").await.is_err());
        Migrator::up(&db, None).await.unwrap();
        insert(3, "signed").await.unwrap();
        assert!(insert(4, "other").await.is_err());
        for state in ["drafting", "exempt", "signed"] {
            let sql = format!("UPDATE obligations SET version = 2 WHERE state = '{state}'");
            let kept = db.execute_unprepared(&sql).await.unwrap();
            assert_eq!(kept.rows_affected(), 1, "{state}");
        }
    }
}
