//! The hour of due days in rounds, days off that an office entered itself
//! lists of units in invitations and conclusions.

use crate::schema::table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (table, indexes) = table("work_years")
            .int("year")
            .json("body")
            .opt_refs("entered_by", "accounts")
            .instant("entered_at")
            .version()
            .unique(&["year"])
            .done();
        manager.create_table(table).await?;
        for index in indexes {
            manager.create_index(index).await?;
        }
        // In rounds from before a day counts to its end.
        let hour = Table::alter()
            .table(Alias::new("rounds"))
            .add_column(ColumnDef::new(Alias::new("due_by")).text())
            .to_owned();
        manager.alter_table(hour).await?;
        // Lists of units, kept as said until they are sent to.
        for (table, column) in [("conferences", "lists"), ("conclusions", "also")] {
            let lists = Table::alter()
                .table(Alias::new(table))
                .add_column(
                    ColumnDef::new(Alias::new(column))
                        .text()
                        .not_null()
                        .default("[]"),
                )
                .to_owned();
            manager.alter_table(lists).await?;
        }
        Ok(())
    }
}
