//! The first schema. Released migrations are never edited; changes come as new ones.

use crate::schema::{Draft, bare, table};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let groups = [
            instance(),
            units(),
            accounts(),
            reporting(),
            consolidating(),
            meeting(),
            following(),
            register(),
            portal(),
        ];
        for draft in groups.into_iter().flatten() {
            let (table, indexes) = draft.done();
            manager.create_table(table).await?;
            for index in indexes {
                manager.create_index(index).await?;
            }
        }
        Ok(())
    }
}

fn instance() -> Vec<Draft> {
    vec![
        bare("settings").text_key("key").json("value").version(),
        bare("journal")
            .bigint_key("seq")
            .text("act")
            .text("noun")
            .uuid("subject")
            .opt_uuid("unit_id")
            .opt_uuid("actor_id")
            .opt_uuid("on_behalf_of_id")
            .json("detail")
            .instant("at")
            .text("prev_hash")
            .text("hash")
            .index(&["noun", "subject"])
            .index(&["actor_id"])
            .index(&["unit_id"]),
        // One row: the end of the chain. Updating it first puts all writers in a queue.
        bare("journal_head")
            .bigint_key("id")
            .bigint("seq")
            .text("hash"),
        bare("followers").text_key("name").bigint("seq"),
        bare("number_series").text_key("key").int("last"),
        table("blobs")
            .text("sha256")
            .text("name")
            .text("media_type")
            .bigint("size")
            .instant("created_at")
            .index(&["sha256"]),
    ]
}

fn units() -> Vec<Draft> {
    vec![
        table("units")
            .text("code")
            .date("created_on")
            .unique(&["code"]),
        table("unit_versions")
            .refs("unit_id", "units")
            .text("name")
            .text("short_name")
            .text("symbol")
            .text("kind")
            .code("tier", &["central", "province", "district", "commune"])
            .opt_refs("parent_id", "units")
            .text("place")
            .date("valid_from")
            .opt_date("valid_to")
            .text("name_sort")
            .text("name_fold")
            .version()
            .unique(&["unit_id", "valid_from"]),
        table("unit_lineages")
            .refs("from_id", "units")
            .refs("to_id", "units")
            .code(
                "kind",
                &[
                    "merge",
                    "split",
                    "rename",
                    "transfer",
                    "dissolve",
                    "establish",
                ],
            )
            .date("effective_on")
            .text("legal_basis"),
        table("function_assignments")
            .refs("unit_id", "units")
            .text("field")
            .date("valid_from")
            .opt_date("valid_to"),
        table("external_codes")
            .refs("unit_id", "units")
            .text("scheme")
            .text("value")
            .date("valid_from")
            .opt_date("valid_to"),
    ]
}

fn accounts() -> Vec<Draft> {
    vec![
        table("accounts")
            .text("login")
            .text("full_name")
            .text("work_email")
            .text("password_hash")
            .bool("is_active")
            .text("locale")
            .instant("created_at")
            .version()
            .unique(&["login"]),
        table("posts")
            .refs("account_id", "accounts")
            .refs("unit_id", "units")
            .refs("area_id", "units")
            .text("role")
            .text("title")
            .date("valid_from")
            .opt_date("valid_to")
            .version(),
        table("sessions")
            .text("token_hash")
            .refs("account_id", "accounts")
            .instant("created_at")
            .instant("last_seen_at")
            .text("form_token")
            .unique(&["token_hash"]),
        table("login_attempts")
            .text("login")
            .text("origin")
            .bool("is_success")
            .instant("at")
            .index(&["login", "at"])
            .index(&["origin", "at"]),
    ]
}

fn reporting() -> Vec<Draft> {
    vec![
        table("regimes")
            .text("code")
            .text("name")
            .refs("owner_id", "units")
            .unique(&["code"]),
        table("regime_versions")
            .refs("regime_id", "regimes")
            .int("number")
            .date("valid_from")
            .opt_date("valid_to")
            .json("body")
            .unique(&["regime_id", "number"]),
        table("rounds")
            .text("code")
            .text("title")
            .refs("regime_version_id", "regime_versions")
            .refs("office_id", "units")
            .refs("area_id", "units")
            .json("period")
            .text("period_code")
            .date("period_from")
            .date("period_to")
            .date("closing_on")
            .date("opens_on")
            .date("units_due_on")
            .date("office_due_on")
            .code("state", &["open", "closed"])
            .instant("created_at")
            .opt_instant("closed_at")
            .version()
            .unique(&["code"]),
        table("obligations")
            .refs("round_id", "rounds")
            .refs("unit_id", "units")
            .date("due_on")
            .opt_date("extended_due_on")
            .code(
                "state",
                &[
                    "scheduled",
                    "open",
                    "drafting",
                    "received",
                    "returned",
                    "resubmitted",
                    "accepted",
                    "exempt",
                ],
            )
            .int("last_version")
            .opt_instant("first_received_at")
            .opt_instant("last_received_at")
            .opt_instant("accepted_at")
            .opt_text("exempt_reason")
            .version()
            .unique(&["round_id", "unit_id"]),
        table("report_drafts")
            .refs("obligation_id", "obligations")
            .json("body")
            .json("typed")
            .int("based_on_version")
            .refs("updated_by", "accounts")
            .instant("updated_at")
            .version()
            .unique(&["obligation_id"]),
        table("report_versions")
            .refs("obligation_id", "obligations")
            .int("number")
            .json("body")
            .refs("signed_by", "accounts")
            .instant("signed_at")
            .instant("received_at")
            .text("sha256")
            .unique(&["obligation_id", "number"]),
        table("report_returns")
            .refs("obligation_id", "obligations")
            .int("version_number")
            .code("kind", &["correction", "unusable"])
            .text("reason")
            .json("marks")
            .refs("returned_by", "accounts")
            .instant("returned_at"),
        table("extensions")
            .code("noun", &["report", "task"])
            .uuid("subject_id")
            .refs("unit_id", "units")
            .date("old_due_on")
            .date("asked_due_on")
            .text("reason")
            .refs("asked_by", "accounts")
            .instant("asked_at")
            .code("state", &["asked", "granted", "shortened", "refused"])
            .opt_date("granted_due_on")
            .opt_text("decision_reason")
            .opt_refs("decided_by", "accounts")
            .opt_instant("decided_at")
            .version()
            .index(&["noun", "subject_id"]),
        table("messages")
            .refs("account_id", "accounts")
            .text("address")
            .code("class", &["duty", "information", "digest"])
            .text("noun")
            .uuid("subject_id")
            .text("subject")
            .text("body")
            .code("state", &["queued", "sending", "sent", "failed"])
            .text("idempotency_key")
            .int("attempts")
            .opt_text("last_error")
            .opt_instant("next_attempt_at")
            .opt_instant("claimed_at")
            .instant("created_at")
            .opt_instant("sent_at")
            .opt_instant("read_at")
            .version()
            .unique(&["idempotency_key"])
            .index(&["state", "created_at"])
            .index(&["noun", "subject_id"]),
    ]
}

fn consolidating() -> Vec<Draft> {
    vec![
        table("consolidations")
            .refs("round_id", "rounds")
            .code("state", &["draft", "frozen", "issued"])
            .json("body")
            .refs("updated_by", "accounts")
            .instant("updated_at")
            .version()
            .unique(&["round_id"]),
        table("snapshots")
            .refs("consolidation_id", "consolidations")
            .int("number")
            .json("body")
            .text("sha256")
            .bigint("journal_seq")
            .refs("frozen_by", "accounts")
            .instant("frozen_at")
            .unique(&["consolidation_id", "number"]),
        table("issued_documents")
            .text("series_key")
            .int("number")
            .text("symbol")
            .text("doc_type")
            .code("issuer_kind", &["state", "party"])
            .refs("issuer_id", "units")
            .date("issued_on")
            .text("subject")
            .text("signer_name")
            .text("signer_title")
            .code("noun", &["consolidation", "conference"])
            .uuid("subject_id")
            .json("body")
            .text("sha256")
            .refs("issued_by", "accounts")
            .instant("issued_at")
            .unique(&["series_key", "number"])
            .index(&["noun", "subject_id"]),
    ]
}

fn meeting() -> Vec<Draft> {
    vec![
        table("conferences")
            .opt_refs("round_id", "rounds")
            .refs("office_id", "units")
            .text("title")
            .code("origin", &["held", "read"])
            .code("state", &["draft", "convened", "in_session", "closed"])
            .date("held_on")
            .text("starts_at")
            .text("place")
            .text("host")
            .text("chair_name")
            .text("chair_title")
            .json("agenda")
            .text("minutes")
            .instant("created_at")
            .version(),
        table("invitations")
            .refs("conference_id", "conferences")
            .refs("unit_id", "units")
            .int("seats")
            .opt_instant("sent_at")
            .version()
            .unique(&["conference_id", "unit_id"]),
        table("attendances")
            .refs("conference_id", "conferences")
            .refs("unit_id", "units")
            .text("person_name")
            .text("person_title")
            .code(
                "state",
                &["named", "confirmed", "excused", "present", "late", "absent"],
            )
            .opt_text("substitute_for")
            .opt_text("reason")
            .opt_instant("arrived_at")
            .opt_instant("left_at")
            .version(),
        table("conclusions")
            .refs("conference_id", "conferences")
            .int("number")
            .text("text")
            .opt_refs("lead_id", "units")
            .json("cooperating")
            .opt_date("due_on")
            .text("output")
            .bool("is_public")
            .version()
            .unique(&["conference_id", "number"]),
    ]
}

fn following() -> Vec<Draft> {
    vec![
        table("tasks")
            .text("code")
            .text("title")
            .refs("giver_id", "units")
            .refs("lead_id", "units")
            .opt_refs("conference_id", "conferences")
            .opt_refs("conclusion_id", "conclusions")
            .opt_refs("notice_id", "issued_documents")
            .code(
                "state",
                &[
                    "draft",
                    "assigned",
                    "returned",
                    "in_progress",
                    "awaiting_confirmation",
                    "done",
                    "recalled",
                    "paused",
                ],
            )
            .opt_text("previous_state")
            .opt_date("first_due_on")
            .opt_date("due_on")
            .text("output")
            .int("percent")
            .instant("assigned_at")
            .opt_instant("submitted_at")
            .opt_instant("confirmed_at")
            .opt_text("result")
            .version()
            .unique(&["code"])
            .index(&["state", "due_on"]),
        table("task_units")
            .refs("task_id", "tasks")
            .refs("unit_id", "units")
            .code("role", &["lead", "cooperating", "supervising"])
            .int("percent")
            .text("progress")
            .version()
            .unique(&["task_id", "unit_id", "role"]),
        table("task_entries")
            .refs("task_id", "tasks")
            .refs("unit_id", "units")
            .code(
                "kind",
                &[
                    "assigned",
                    "progress",
                    "result",
                    "returned",
                    "confirmed",
                    "rejected",
                    "extension",
                    "recalled",
                    "reopened",
                    "paused",
                    "resumed",
                    "transferred",
                ],
            )
            .text("text")
            .opt_int("percent")
            .opt_refs("obligation_id", "obligations")
            .refs("written_by", "accounts")
            .instant("at"),
    ]
}

fn register() -> Vec<Draft> {
    vec![
        table("directives")
            .text("doc_type")
            .text("number")
            .text("symbol")
            .text("symbol_fold")
            .text("issuer")
            .opt_int("year")
            .opt_text("term")
            .opt_date("issued_on")
            .text("subject")
            .text("subject_fold")
            .code("state", &["in_force", "replaced", "expired", "unresolved"])
            .text("identity_key")
            .instant("created_at")
            .version()
            .unique(&["identity_key"]),
        table("directive_reviews")
            .refs("directive_id", "directives")
            .code("kind", &["so_ket", "tong_ket"])
            .int("years")
            .date("due_on")
            .code("state", &["suggested", "planned", "done", "cancelled"])
            .text("note")
            .version()
            .unique(&["directive_id", "kind", "years"]),
        table("readings")
            .text("file_name")
            .text("sha256")
            .text("source_text")
            .json("facts")
            .json("findings")
            .code("state", &["waiting", "confirmed", "dropped"])
            .refs("office_id", "units")
            .refs("read_by", "accounts")
            .instant("read_at")
            .opt_refs("conference_id", "conferences")
            .version()
            .index(&["sha256"]),
        table("citations")
            .refs("directive_id", "directives")
            .code("noun", &["conference", "reading", "report"])
            .uuid("subject_id")
            .text("quote")
            .index(&["noun", "subject_id"]),
    ]
}

fn portal() -> Vec<Draft> {
    vec![
        table("articles")
            .text("slug")
            .text("title")
            .text("lead")
            .text("body")
            .text("category")
            .opt_refs("conference_id", "conferences")
            .refs("office_id", "units")
            .code("state", &["draft", "approved", "published", "withdrawn"])
            .json("photos")
            .opt_text("correction")
            .opt_text("withdrawal_reason")
            .opt_text("record")
            .refs("written_by", "accounts")
            .opt_refs("published_by", "accounts")
            .opt_instant("published_at")
            .instant("updated_at")
            .version()
            .unique(&["slug"])
            .index(&["state", "published_at"]),
    ]
}
