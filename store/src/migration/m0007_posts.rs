//! Posts delegated for a time, and passwords that serve once.

use crate::schema::table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (table, indexes) = table("delegations")
            .refs("post_id", "posts")
            .refs("to_id", "accounts")
            .date("valid_from")
            .date("valid_to")
            .json("rights")
            .text("reason")
            .opt_refs("given_by", "accounts")
            .instant("given_at")
            .version()
            .done();
        manager.create_table(table).await?;
        for index in indexes {
            manager.create_index(index).await?;
        }
        // Whoever has a password by now has chosen it.
        let temporary = Table::alter()
            .table(Alias::new("accounts"))
            .add_column(
                ColumnDef::new(Alias::new("is_password_temporary"))
                    .boolean()
                    .not_null()
                    .default(false),
            )
            .to_owned();
        manager.alter_table(temporary).await
    }
}
