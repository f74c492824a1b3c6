//! Reading in: the queue before a text is read, what a confirmed text says
//! besides its conference, figures read from texts, and the index of the places
//! where documents are named.

use crate::schema::table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Intake and reading of one text share their id; the text moves from
        // one row to the other, so that it is stored once.
        let intakes = table("reading_intakes")
            .text("file_name")
            .text("sha256")
            .bigint("size")
            .text("source_text")
            .json("findings")
            .code("state", &["queued", "reading", "read", "refused"])
            .opt_text("reason")
            .int("attempts")
            .refs("office_id", "units")
            .refs("taken_by", "accounts")
            .instant("taken_at")
            .opt_instant("claimed_at")
            .version()
            .index(&["sha256"])
            .index(&["state", "taken_at"]);
        let records = table("reading_records")
            .refs("reading_id", "readings")
            .opt_refs("conference_id", "conferences")
            .opt_text("event_kind")
            .opt_text("period_kind")
            .opt_int("period_index")
            .opt_int("period_year")
            .opt_date("published_on")
            .json("chairs")
            .json("limitations")
            .refs("confirmed_by", "accounts")
            .instant("confirmed_at")
            .unique(&["reading_id"]);
        let observations = table("observations")
            .refs("reading_id", "readings")
            .opt_refs("conference_id", "conferences")
            .int("number")
            .bigint("value")
            .int("scale")
            .text("measure")
            .text("quote")
            .opt_int("quote_from")
            .opt_text("indicator_code")
            .opt_text("period_kind")
            .opt_int("period_index")
            .opt_int("period_year")
            .refs("confirmed_by", "accounts")
            .instant("confirmed_at")
            .unique(&["reading_id", "number"])
            .index(&["indicator_code"]);
        let mentions = table("mentions")
            .text("number_key")
            .code(
                "noun",
                &["report", "consolidation", "conference", "article"],
            )
            .uuid("subject_id")
            .refs("unit_id", "units")
            .text("title")
            .text("quote")
            .date("dated_on")
            .index(&["number_key", "dated_on"])
            .index(&["noun", "subject_id"]);
        for draft in [intakes, records, observations, mentions] {
            let (table, indexes) = draft.done();
            manager.create_table(table).await?;
            for index in indexes {
                manager.create_index(index).await?;
            }
        }
        // Texts that were read before there was a queue stand in it as read.
        manager
            .get_connection()
            .execute_unprepared(
                "INSERT INTO reading_intakes (id, file_name, sha256, size, source_text, findings, state, \
                 attempts, office_id, taken_by, taken_at, version) \
                 SELECT id, file_name, sha256, 0, '', '[]', 'read', 1, office_id, read_by, read_at, 1 \
                 FROM readings",
            )
            .await?;
        Ok(())
    }
}
