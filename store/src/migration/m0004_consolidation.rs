//! Consolidation in full: plans, opinions, submissions, signatures, receipts,
//! and the way of a round up to the tier above.

use crate::schema::{Draft, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [vec![plans()], opinions(), path(), tiers()];
        for draft in tables.into_iter().flatten() {
            let (table, indexes) = draft.done();
            manager.create_table(table).await?;
            for index in indexes {
                manager.create_index(index).await?;
            }
        }
        Ok(())
    }
}

fn plans() -> Draft {
    table("plan_values")
        .refs("unit_id", "units")
        .text("indicator")
        .int("year")
        .bigint("value")
        .text("note")
        .refs("updated_by", "accounts")
        .instant("updated_at")
        .version()
        .unique(&["unit_id", "indicator", "year"])
        .index(&["year"])
}

fn opinions() -> Vec<Draft> {
    vec![
        table("opinion_rounds")
            .refs("consolidation_id", "consolidations")
            .int("number")
            .json("body")
            .text("sha256")
            .bigint("journal_seq")
            .json("asked")
            .instant("opens_at")
            .instant("closes_at")
            .opt_instant("closed_at")
            .refs("opened_by", "accounts")
            .instant("opened_at")
            .version()
            .unique(&["consolidation_id", "number"]),
        table("opinions")
            .refs("opinion_round_id", "opinion_rounds")
            .refs("unit_id", "units")
            .text("section")
            .int("paragraph")
            .text("text")
            .refs("given_by", "accounts")
            .instant("given_at")
            .code("answer", &["open", "accepted", "rejected"])
            .text("answer_text")
            .opt_refs("answered_by", "accounts")
            .opt_instant("answered_at")
            .version(),
    ]
}

fn path() -> Vec<Draft> {
    vec![
        table("submissions")
            .refs("consolidation_id", "consolidations")
            .int("number")
            .json("body")
            .text("sha256")
            .bigint("journal_seq")
            .text("note")
            .refs("submitted_by", "accounts")
            .instant("submitted_at")
            .code("state", &["waiting", "returned", "signed"])
            .text("reason")
            .opt_refs("decided_by", "accounts")
            .opt_instant("decided_at")
            .version()
            .unique(&["consolidation_id", "number"]),
        table("snapshot_signatures")
            .refs("snapshot_id", "snapshots")
            .text("sha256")
            .text("signer_name")
            .text("signer_title")
            .refs("signed_by", "accounts")
            .instant("signed_at")
            .unique(&["snapshot_id"]),
        table("receipts")
            .refs("document_id", "issued_documents")
            .refs("unit_id", "units")
            .refs("sent_by", "accounts")
            .instant("sent_at")
            .opt_refs("opened_by", "accounts")
            .opt_instant("opened_at")
            .opt_refs("acknowledged_by", "accounts")
            .opt_instant("acknowledged_at")
            .version()
            .unique(&["document_id", "unit_id"]),
    ]
}

fn tiers() -> Vec<Draft> {
    vec![
        table("round_links")
            .refs("round_id", "rounds")
            .refs("parent_id", "rounds")
            .refs("unit_id", "units")
            .refs("linked_by", "accounts")
            .instant("linked_at")
            .unique(&["round_id"]),
        table("sent_up")
            .refs("snapshot_id", "snapshots")
            .refs("obligation_id", "obligations")
            .int("version_number")
            .refs("sent_by", "accounts")
            .instant("sent_at")
            .unique(&["obligation_id", "version_number"]),
    ]
}
