//! The instance itself: settings, journal, number series, files, working days.

use super::entity;

entity!(settings "settings" {
    key key: String,
    value: String,
    version: i32,
});

entity!(journal "journal" {
    key seq: i64,
    act: String,
    noun: String,
    subject: Uuid,
    unit_id: Option<Uuid>,
    actor_id: Option<Uuid>,
    on_behalf_of_id: Option<Uuid>,
    detail: String,
    at: DateTimeUtc,
    prev_hash: String,
    hash: String,
});

entity!(work_years "work_years" {
    key id: Uuid,
    year: i32,
    body: String,
    entered_by: Option<Uuid>,
    entered_at: DateTimeUtc,
    version: i32,
});

entity!(numbering_rules "numbering_rules" {
    key id: Uuid,
    office_id: Uuid,
    issuer_kind: String,
    valid_from: Date,
    body: String,
    entered_by: Uuid,
    entered_at: DateTimeUtc,
});

entity!(journal_head "journal_head" {
    key id: i64,
    seq: i64,
    hash: String,
});

entity!(followers "followers" {
    key name: String,
    seq: i64,
});

entity!(number_series "number_series" {
    key key: String,
    last: i32,
});

entity!(blobs "blobs" {
    key id: Uuid,
    sha256: String,
    name: String,
    media_type: String,
    size: i64,
    created_at: DateTimeUtc,
});
