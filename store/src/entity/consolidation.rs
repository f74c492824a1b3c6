//! Consolidated reports, their path to issue and up the tiers, issued documents.

use super::entity;

entity!(consolidations "consolidations" {
    key id: Uuid,
    round_id: Uuid,
    state: String,
    body: String,
    updated_by: Uuid,
    updated_at: DateTimeUtc,
    version: i32,
});

entity!(snapshots "snapshots" {
    key id: Uuid,
    consolidation_id: Uuid,
    number: i32,
    body: String,
    sha256: String,
    journal_seq: i64,
    frozen_by: Uuid,
    frozen_at: DateTimeUtc,
});

entity!(issued_documents "issued_documents" {
    key id: Uuid,
    series_key: String,
    number: i32,
    symbol: String,
    doc_type: String,
    issuer_kind: String,
    issuer_id: Uuid,
    issued_on: Date,
    subject: String,
    signer_name: String,
    signer_title: String,
    noun: String,
    subject_id: Uuid,
    body: String,
    sha256: String,
    issued_by: Uuid,
    issued_at: DateTimeUtc,
});

entity!(plan_values "plan_values" {
    key id: Uuid,
    unit_id: Uuid,
    indicator: String,
    year: i32,
    value: i64,
    bound: Option<String>,
    note: String,
    updated_by: Uuid,
    updated_at: DateTimeUtc,
    version: i32,
});

entity!(plan_pasts "plan_pasts" {
    key id: Uuid,
    unit_id: Uuid,
    indicator: String,
    year: i32,
    until: Date,
    value: Option<i64>,
    bound: Option<String>,
    note: String,
});

entity!(opinion_rounds "opinion_rounds" {
    key id: Uuid,
    consolidation_id: Uuid,
    number: i32,
    body: String,
    sha256: String,
    journal_seq: i64,
    asked: String,
    opens_at: DateTimeUtc,
    closes_at: DateTimeUtc,
    closed_at: Option<DateTimeUtc>,
    opened_by: Uuid,
    opened_at: DateTimeUtc,
    version: i32,
});

entity!(opinions "opinions" {
    key id: Uuid,
    opinion_round_id: Uuid,
    unit_id: Uuid,
    section: String,
    paragraph: i32,
    text: String,
    given_by: Uuid,
    given_at: DateTimeUtc,
    answer: String,
    answer_text: String,
    answered_by: Option<Uuid>,
    answered_at: Option<DateTimeUtc>,
    version: i32,
});

entity!(submissions "submissions" {
    key id: Uuid,
    consolidation_id: Uuid,
    number: i32,
    body: String,
    sha256: String,
    journal_seq: i64,
    note: String,
    submitted_by: Uuid,
    submitted_at: DateTimeUtc,
    state: String,
    reason: String,
    decided_by: Option<Uuid>,
    decided_at: Option<DateTimeUtc>,
    version: i32,
});

entity!(snapshot_signatures "snapshot_signatures" {
    key id: Uuid,
    snapshot_id: Uuid,
    sha256: String,
    signer_name: String,
    signer_title: String,
    signed_by: Uuid,
    signed_at: DateTimeUtc,
});

entity!(receipts "receipts" {
    key id: Uuid,
    document_id: Uuid,
    unit_id: Uuid,
    sent_by: Uuid,
    sent_at: DateTimeUtc,
    opened_by: Option<Uuid>,
    opened_at: Option<DateTimeUtc>,
    acknowledged_by: Option<Uuid>,
    acknowledged_at: Option<DateTimeUtc>,
    version: i32,
});

entity!(round_links "round_links" {
    key id: Uuid,
    round_id: Uuid,
    parent_id: Uuid,
    unit_id: Uuid,
    linked_by: Uuid,
    linked_at: DateTimeUtc,
});

entity!(sent_up "sent_up" {
    key id: Uuid,
    snapshot_id: Uuid,
    obligation_id: Uuid,
    version_number: i32,
    sent_by: Uuid,
    sent_at: DateTimeUtc,
});
