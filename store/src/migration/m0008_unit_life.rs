//! Acts of reorganisation taken back before their day.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite cannot widen the check of `state`, and the table cannot be built
        // anew while others refer to it: an act that was taken back is a confirmed
        // one with the instant at which that happened.
        let columns = [
            ColumnDef::new(Alias::new("withdrawn_by"))
                .uuid()
                .extra("REFERENCES accounts (id)")
                .to_owned(),
            ColumnDef::new(Alias::new("withdrawn_at"))
                .timestamp_with_time_zone()
                .to_owned(),
            ColumnDef::new(Alias::new("withdraw_reason"))
                .text()
                .to_owned(),
        ];
        for column in columns {
            let alter = Table::alter()
                .table(Alias::new("unit_acts"))
                .add_column(column)
                .to_owned();
            manager.alter_table(alter).await?;
        }
        let index = Index::create()
            .name("ix_unit_acts_withdrawn_by")
            .table(Alias::new("unit_acts"))
            .col(Alias::new("withdrawn_by"))
            .to_owned();
        manager.create_index(index).await
    }
}
