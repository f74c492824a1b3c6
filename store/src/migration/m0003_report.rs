//! Writing reports together: what each save of a draft replaced, comments and
//! flags at cells and sections, usual limits of a unit's figures.

use crate::schema::{Draft, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for draft in tables() {
            let (table, indexes) = draft.done();
            manager.create_table(table).await?;
            for index in indexes {
                manager.create_index(index).await?;
            }
        }
        Ok(())
    }
}

fn tables() -> Vec<Draft> {
    vec![
        table("draft_changes")
            .refs("obligation_id", "obligations")
            .int("draft_version")
            .text("place")
            .json("old")
            .refs("changed_by", "accounts")
            .text("page")
            .instant("changed_at")
            .index(&["obligation_id", "draft_version"]),
        table("report_comments")
            .refs("obligation_id", "obligations")
            .code("place_kind", &["section", "cell"])
            .text("place_code")
            .code("kind", &["comment", "flag", "unflag"])
            .text("text")
            .int("version_number")
            .refs("author_id", "accounts")
            .instant("said_at"),
        table("cell_limits")
            .refs("unit_id", "units")
            .refs("office_id", "units")
            .text("indicator")
            .bigint("min")
            .bigint("max")
            .refs("set_by", "accounts")
            .instant("set_at")
            .unique(&["unit_id", "office_id", "indicator"]),
    ]
}
