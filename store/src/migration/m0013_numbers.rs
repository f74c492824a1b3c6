//! How an office counts its documents, from a day on; for which body a
//! post is held.

use crate::schema::table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (table, indexes) = table("numbering_rules")
            .refs("office_id", "units")
            .code("issuer_kind", &["state", "party"])
            .date("valid_from")
            .json("body")
            .refs("entered_by", "accounts")
            .instant("entered_at")
            .unique(&["office_id", "issuer_kind", "valid_from"])
            .done();
        manager.create_table(table).await?;
        for index in indexes {
            manager.create_index(index).await?;
        }
        // The register of an office's documents, newest first.
        let register = Index::create()
            .name("ix_issued_documents_issuer_id_issued_on")
            .table(Alias::new("issued_documents"))
            .col(Alias::new("issuer_id"))
            .col(Alias::new("issued_on"))
            .to_owned();
        manager.create_index(register).await?;
        let body = ColumnDef::new(Alias::new("on_behalf_of_id"))
            .uuid()
            .extra("REFERENCES units (id)")
            .to_owned();
        let alter = Table::alter()
            .table(Alias::new("posts"))
            .add_column(body)
            .to_owned();
        manager.alter_table(alter).await?;
        let index = Index::create()
            .name("ix_posts_on_behalf_of_id")
            .table(Alias::new("posts"))
            .col(Alias::new("on_behalf_of_id"))
            .to_owned();
        manager.create_index(index).await
    }
}
