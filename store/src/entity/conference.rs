//! Conferences, attendance, conclusions.

use super::entity;

entity!(conferences "conferences" {
    key id: Uuid,
    round_id: Option<Uuid>,
    office_id: Uuid,
    title: String,
    origin: String,
    state: String,
    held_on: Date,
    starts_at: String,
    place: String,
    host: String,
    chair_name: String,
    chair_title: String,
    agenda: String,
    minutes: String,
    created_at: DateTimeUtc,
    version: i32,
    lists: String,
});

entity!(invitations "invitations" {
    key id: Uuid,
    conference_id: Uuid,
    unit_id: Uuid,
    seats: i32,
    sent_at: Option<DateTimeUtc>,
    version: i32,
});

entity!(attendances "attendances" {
    key id: Uuid,
    conference_id: Uuid,
    unit_id: Uuid,
    person_name: String,
    person_title: String,
    state: String,
    substitute_for: Option<String>,
    reason: Option<String>,
    arrived_at: Option<DateTimeUtc>,
    left_at: Option<DateTimeUtc>,
    version: i32,
});

entity!(conclusions "conclusions" {
    key id: Uuid,
    conference_id: Uuid,
    number: i32,
    text: String,
    lead_id: Option<Uuid>,
    cooperating: String,
    due_on: Option<Date>,
    output: String,
    is_public: bool,
    version: i32,
    also: String,
});
