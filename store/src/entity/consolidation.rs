//! Consolidated reports and issued documents.

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
