//! The first day that a round's figures cover. Older rounds have none:
//! they were opened with the first day of their period.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alter = Table::alter()
            .table(Alias::new("rounds"))
            .add_column(ColumnDef::new(Alias::new("data_from")).date())
            .to_owned();
        manager.alter_table(alter).await
    }
}
