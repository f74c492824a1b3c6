//! How the number of a directive was typed or printed, beside its standard form
//! . Of what was entered before that is not known.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let typed = ColumnDef::new(Alias::new("symbol_as_typed"))
            .text()
            .not_null()
            .default("")
            .to_owned();
        let alter = Table::alter()
            .table(Alias::new("directives"))
            .add_column(typed)
            .to_owned();
        manager.alter_table(alter).await
    }
}
