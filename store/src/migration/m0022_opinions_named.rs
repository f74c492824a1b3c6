//! Minutes, opinions and requests for more time name documents too. The index of
//! mentions is derived, so it is made anew with its wider check; its follower, which has
//! a new name, fills it from the first entry on.

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
    let nouns = [
        "report",
        "extension",
        "consolidation",
        "opinion",
        "conference",
        "minutes",
        "article",
        "task",
    ];
    let (table, indexes) = table("mentions")
        .text("number_key")
        .code("noun", &nouns)
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
    Ok(())
}
