//! A plan may be a threshold ("từ 70 % trở lên"): which one, beside its value.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["plan_values", "plan_pasts"] {
            let table = Table::alter()
                .table(Alias::new(name))
                .add_column(ColumnDef::new(Alias::new("bound")).text().null())
                .to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
