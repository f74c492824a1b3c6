//! Plans as they were before an act moved them to an heir: a round of a day before
//! it is set against these.

use crate::schema::table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (table, indexes) = table("plan_pasts")
            .refs("unit_id", "units")
            .text("indicator")
            .int("year")
            .date("until")
            .opt_bigint("value")
            .unique(&["unit_id", "indicator", "year", "until"])
            .index(&["year", "until"])
            .done();
        manager.create_table(table).await?;
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
