//! Articles of the portal.

use super::entity;

entity!(articles "articles" {
    key id: Uuid,
    slug: String,
    title: String,
    lead: String,
    body: String,
    category: String,
    conference_id: Option<Uuid>,
    office_id: Uuid,
    state: String,
    photos: String,
    correction: Option<String>,
    withdrawal_reason: Option<String>,
    record: Option<String>,
    written_by: Uuid,
    published_by: Option<Uuid>,
    published_at: Option<DateTimeUtc>,
    updated_at: DateTimeUtc,
    version: i32,
});
