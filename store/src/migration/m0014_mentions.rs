//! Tasks name documents too. The index of mentions is derived, so it is made anew
//! with its wider check and filled again by its follower. Figures of old texts keep
//! how they were said.

use crate::schema::table;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::TransactionTrait;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Over one connection: another one of SQLite's that has not yet seen the old
        // table go would refuse the new indexes of the same names.
        let one = manager.get_connection().begin().await?;
        anew(&SchemaManager::new(&one)).await?;
        one.commit().await
    }
}

async fn anew(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let old = Table::drop().table(Alias::new("mentions")).to_owned();
    manager.drop_table(old).await?;
    let (table, indexes) = table("mentions")
        .text("number_key")
        .code(
            "noun",
            &["report", "consolidation", "conference", "article", "task"],
        )
        .uuid("subject_id")
        .refs("unit_id", "units")
        .text("title")
        .text("quote")
        .date("dated_on")
        .index(&["number_key", "dated_on"])
        .index(&["noun", "subject_id"])
        .done();
    manager.create_table(table).await?;
    for index in indexes {
        manager.create_index(index).await?;
    }
    let again = Query::delete()
        .from_table(Alias::new("followers"))
        .and_where(Expr::col(Alias::new("name")).eq("mentions"))
        .to_owned();
    manager.execute(again).await?;
    let said = Table::alter()
        .table(Alias::new("observations"))
        .add_column(
            ColumnDef::new(Alias::new("said"))
                .text()
                .not_null()
                .default("{}"),
        )
        .to_owned();
    manager.alter_table(said).await
}
