//! Drafts of regime versions, groups of units, and due days of tiers in rounds.

use crate::schema::table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drafts = [
            table("regime_drafts")
                .refs("regime_id", "regimes")
                .int("based_on")
                .json("body")
                .opt_refs("updated_by", "accounts")
                .instant("updated_at")
                .version()
                .unique(&["regime_id"]),
            table("unit_groups")
                .text("code")
                .text("name")
                .refs("owner_id", "units")
                .unique(&["code"]),
            table("unit_group_members")
                .refs("group_id", "unit_groups")
                .refs("unit_id", "units")
                .date("valid_from")
                .opt_date("valid_to")
                .unique(&["group_id", "unit_id", "valid_from"]),
        ];
        for draft in drafts {
            let (table, indexes) = draft.done();
            manager.create_table(table).await?;
            for index in indexes {
                manager.create_index(index).await?;
            }
        }
        // Rounds from before have no tier above the lowest.
        let tiers = Table::alter()
            .table(Alias::new("rounds"))
            .add_column(
                ColumnDef::new(Alias::new("tier_dues"))
                    .text()
                    .not_null()
                    .default("{}"),
            )
            .to_owned();
        manager.alter_table(tiers).await
    }
}
