//! Regimes, rounds, obligations, reports, extensions, messages.

use super::entity;

entity!(regimes "regimes" {
    key id: Uuid,
    code: String,
    name: String,
    owner_id: Uuid,
});

entity!(regime_versions "regime_versions" {
    key id: Uuid,
    regime_id: Uuid,
    number: i32,
    valid_from: Date,
    valid_to: Option<Date>,
    body: String,
});

entity!(regime_drafts "regime_drafts" {
    key id: Uuid,
    regime_id: Uuid,
    based_on: i32,
    body: String,
    updated_by: Option<Uuid>,
    updated_at: DateTimeUtc,
    version: i32,
});

entity!(rounds "rounds" {
    key id: Uuid,
    code: String,
    title: String,
    regime_version_id: Uuid,
    office_id: Uuid,
    area_id: Uuid,
    period: String,
    period_code: String,
    period_from: Date,
    period_to: Date,
    closing_on: Date,
    opens_on: Date,
    units_due_on: Date,
    office_due_on: Date,
    tier_dues: String,
    state: String,
    created_at: DateTimeUtc,
    closed_at: Option<DateTimeUtc>,
    version: i32,
    due_by: Option<String>,
    data_from: Option<Date>,
});

entity!(obligations "obligations" {
    key id: Uuid,
    round_id: Uuid,
    unit_id: Uuid,
    due_on: Date,
    extended_due_on: Option<Date>,
    state: String,
    last_version: i32,
    first_received_at: Option<DateTimeUtc>,
    last_received_at: Option<DateTimeUtc>,
    accepted_at: Option<DateTimeUtc>,
    exempt_reason: Option<String>,
    version: i32,
    heir_id: Option<Uuid>,
    paper_on: Option<Date>,
    paper_note: Option<String>,
    paper_by: Option<Uuid>,
    paper_at: Option<DateTimeUtc>,
});

entity!(report_drafts "report_drafts" {
    key id: Uuid,
    obligation_id: Uuid,
    body: String,
    typed: String,
    based_on_version: i32,
    updated_by: Uuid,
    updated_at: DateTimeUtc,
    version: i32,
    signed_by: Option<Uuid>,
    signed_at: Option<DateTimeUtc>,
    signed_sha256: Option<String>,
});

entity!(report_versions "report_versions" {
    key id: Uuid,
    obligation_id: Uuid,
    number: i32,
    body: String,
    signed_by: Uuid,
    signed_at: DateTimeUtc,
    received_at: DateTimeUtc,
    sha256: String,
    late_reason: Option<String>,
    sent_by: Option<Uuid>,
});

entity!(report_returns "report_returns" {
    key id: Uuid,
    obligation_id: Uuid,
    version_number: i32,
    kind: String,
    reason: String,
    marks: String,
    returned_by: Uuid,
    returned_at: DateTimeUtc,
});

entity!(draft_changes "draft_changes" {
    key id: Uuid,
    obligation_id: Uuid,
    draft_version: i32,
    place: String,
    old: String,
    changed_by: Uuid,
    page: String,
    changed_at: DateTimeUtc,
});

entity!(report_comments "report_comments" {
    key id: Uuid,
    obligation_id: Uuid,
    place_kind: String,
    place_code: String,
    kind: String,
    text: String,
    version_number: i32,
    author_id: Uuid,
    said_at: DateTimeUtc,
});

entity!(cell_limits "cell_limits" {
    key id: Uuid,
    unit_id: Uuid,
    office_id: Uuid,
    indicator: String,
    min: i64,
    max: i64,
    set_by: Uuid,
    set_at: DateTimeUtc,
});

entity!(extensions "extensions" {
    key id: Uuid,
    noun: String,
    subject_id: Uuid,
    unit_id: Uuid,
    old_due_on: Date,
    asked_due_on: Date,
    reason: String,
    asked_by: Uuid,
    asked_at: DateTimeUtc,
    state: String,
    granted_due_on: Option<Date>,
    decision_reason: Option<String>,
    decided_by: Option<Uuid>,
    decided_at: Option<DateTimeUtc>,
    version: i32,
});

entity!(messages "messages" {
    key id: Uuid,
    account_id: Uuid,
    address: String,
    class: String,
    noun: String,
    subject_id: Uuid,
    subject: String,
    body: String,
    state: String,
    idempotency_key: String,
    attempts: i32,
    last_error: Option<String>,
    next_attempt_at: Option<DateTimeUtc>,
    claimed_at: Option<DateTimeUtc>,
    created_at: DateTimeUtc,
    sent_at: Option<DateTimeUtc>,
    read_at: Option<DateTimeUtc>,
    version: i32,
});
