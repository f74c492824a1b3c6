//! A third kind of return: an accepted report that is opened again for final figures
//! (domain §6.4). SQLite cannot widen a check, so the table is made anew with its
//! rows.

use crate::schema::table;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::TransactionTrait;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Over one connection: another one of SQLite's that has not yet seen the old
        // table go would refuse the new index of the same name.
        let one = manager.get_connection().begin().await?;
        anew(&SchemaManager::new(&one)).await?;
        one.commit().await
    }
}

async fn anew(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for sql in [
        "CREATE TABLE returns_before AS SELECT * FROM report_returns",
        "DROP TABLE report_returns",
    ] {
        db.execute_unprepared(sql).await?;
    }
    let (table, indexes) = table("report_returns")
        .refs("obligation_id", "obligations")
        .int("version_number")
        .code("kind", &["correction", "unusable", "estimate"])
        .text("reason")
        .json("marks")
        .refs("returned_by", "accounts")
        .instant("returned_at")
        .done();
    manager.create_table(table).await?;
    for index in indexes {
        manager.create_index(index).await?;
    }
    let columns =
        "id, obligation_id, version_number, kind, reason, marks, returned_by, returned_at";
    for sql in [
        format!("INSERT INTO report_returns ({columns}) SELECT {columns} FROM returns_before"),
        "DROP TABLE returns_before".to_owned(),
    ] {
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Migrator;
    use sea_orm_migration::prelude::*;
    use sea_orm_migration::sea_orm::{ConnectOptions, Database};

    #[tokio::test]
    async fn r_3_4_returns_made_before_stay_and_only_the_new_kind_is_taken_too() {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options
            .max_connections(1)
            .map_sqlx_sqlite_opts(|o| o.foreign_keys(false));
        let db = Database::connect(options).await.unwrap();
        let all = Migrator::migrations();
        let before = all.iter().position(|m| m.name() == "m0016_returns");
        let before = before.unwrap();
        Migrator::up(
            &db,
            Some(<u32 as TryFrom<usize>>::try_from(before).unwrap()),
        )
        .await
        .unwrap();
        let insert = async |n: u8, kind: &str| {
            let sql = format!(
                "INSERT INTO report_returns VALUES (x'{n:032x}', x'00', 1, '{kind}', 'Vì sao', '[]', x'00', '2026-10-05T00:00:00Z')"
            );
            db.execute_unprepared(&sql).await
        };
        insert(1, "correction").await.unwrap();
        assert!(insert(2, "estimate").await.is_err());
        Migrator::up(&db, None).await.unwrap();
        insert(2, "estimate").await.unwrap();
        assert!(insert(3, "other").await.is_err());
        let sql = "DELETE FROM report_returns WHERE reason = 'Vì sao' AND version_number = 1";
        let kept = db.execute_unprepared(sql).await.unwrap();
        assert_eq!(kept.rows_affected(), 2);
    }
}
