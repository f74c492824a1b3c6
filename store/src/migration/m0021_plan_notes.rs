//! Where a plan was decided, kept with what it was before an act moved it: the page
//! of plans shows both of an earlier day. What was kept before has
//! the number alone.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let note = ColumnDef::new(Alias::new("note"))
            .text()
            .not_null()
            .default("")
            .to_owned();
        let alter = Table::alter()
            .table(Alias::new("plan_pasts"))
            .add_column(note)
            .to_owned();
        manager.alter_table(alter).await
    }
}
