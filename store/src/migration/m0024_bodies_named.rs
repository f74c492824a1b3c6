//! What a person confirms of a text goes on: the bodies that it names, and which
//! result belongs to which field of work.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite takes no more.
        for name in ["organisations", "results"] {
            let column = ColumnDef::new(Alias::new(name))
                .text()
                .not_null()
                .default("[]")
                .to_owned();
            let table = Table::alter()
                .table(Alias::new("reading_records"))
                .add_column(column)
                .to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
