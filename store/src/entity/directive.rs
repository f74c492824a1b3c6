//! The register of directives and texts read in.

use super::entity;

entity!(directives "directives" {
    key id: Uuid,
    doc_type: String,
    number: String,
    symbol: String,
    symbol_fold: String,
    issuer: String,
    year: Option<i32>,
    term: Option<String>,
    issued_on: Option<Date>,
    subject: String,
    subject_fold: String,
    state: String,
    identity_key: String,
    created_at: DateTimeUtc,
    version: i32,
});

entity!(directive_reviews "directive_reviews" {
    key id: Uuid,
    directive_id: Uuid,
    kind: String,
    years: i32,
    due_on: Date,
    state: String,
    note: String,
    version: i32,
});

entity!(readings "readings" {
    key id: Uuid,
    file_name: String,
    sha256: String,
    source_text: String,
    facts: String,
    findings: String,
    state: String,
    office_id: Uuid,
    read_by: Uuid,
    read_at: DateTimeUtc,
    conference_id: Option<Uuid>,
    version: i32,
});

entity!(citations "citations" {
    key id: Uuid,
    directive_id: Uuid,
    noun: String,
    subject_id: Uuid,
    quote: String,
});
