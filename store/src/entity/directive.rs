//! The register of directives and texts read in.

use super::entity;

entity!(directives "directives" {
    key id: Uuid,
    doc_type: String,
    number: String,
    symbol: String,
    symbol_fold: String,
    symbol_as_typed: String,
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

entity!(reading_intakes "reading_intakes" {
    key id: Uuid,
    file_name: String,
    sha256: String,
    size: i64,
    source_text: String,
    findings: String,
    state: String,
    reason: Option<String>,
    attempts: i32,
    office_id: Uuid,
    taken_by: Uuid,
    taken_at: DateTimeUtc,
    claimed_at: Option<DateTimeUtc>,
    version: i32,
});

entity!(reading_records "reading_records" {
    key id: Uuid,
    reading_id: Uuid,
    conference_id: Option<Uuid>,
    event_kind: Option<String>,
    period_kind: Option<String>,
    period_index: Option<i32>,
    period_year: Option<i32>,
    published_on: Option<Date>,
    chairs: String,
    limitations: String,
    people: String,
    fields: String,
    organisations: String,
    results: String,
    confirmed_by: Uuid,
    confirmed_at: DateTimeUtc,
});

entity!(observations "observations" {
    key id: Uuid,
    reading_id: Uuid,
    conference_id: Option<Uuid>,
    number: i32,
    value: i64,
    scale: i32,
    measure: String,
    quote: String,
    quote_from: Option<i32>,
    indicator_code: Option<String>,
    period_kind: Option<String>,
    period_index: Option<i32>,
    period_year: Option<i32>,
    confirmed_by: Uuid,
    confirmed_at: DateTimeUtc,
    said: String,
});

entity!(mentions "mentions" {
    key id: Uuid,
    number_key: String,
    noun: String,
    subject_id: Uuid,
    unit_id: Uuid,
    title: String,
    quote: String,
    dated_on: Date,
});
