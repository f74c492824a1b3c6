//! Reports that came on paper beside the server's receipt, and why a
//! version came late.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = |name| ColumnDef::new(Alias::new(name));
        // One paper of each report: day, note, who entered it and when, all or none.
        let paper = [
            column("paper_on").date().to_owned(),
            column("paper_note").text().to_owned(),
            column("paper_by")
                .uuid()
                .extra("REFERENCES accounts (id)")
                .to_owned(),
            column("paper_at").timestamp_with_time_zone().to_owned(),
        ];
        for column in paper {
            let alter = Table::alter()
                .table(Alias::new("obligations"))
                .add_column(column)
                .to_owned();
            manager.alter_table(alter).await?;
        }
        let index = Index::create()
            .name("ix_obligations_paper_by")
            .table(Alias::new("obligations"))
            .col(Alias::new("paper_by"))
            .to_owned();
        manager.create_index(index).await?;
        let late = Table::alter()
            .table(Alias::new("report_versions"))
            .add_column(column("late_reason").text().to_owned())
            .to_owned();
        manager.alter_table(late).await
    }
}
