//! Tasks and their diaries.

use super::entity;

entity!(tasks "tasks" {
    key id: Uuid,
    code: String,
    title: String,
    giver_id: Uuid,
    lead_id: Uuid,
    conference_id: Option<Uuid>,
    conclusion_id: Option<Uuid>,
    notice_id: Option<Uuid>,
    state: String,
    previous_state: Option<String>,
    first_due_on: Option<Date>,
    due_on: Option<Date>,
    output: String,
    percent: i32,
    assigned_at: DateTimeUtc,
    submitted_at: Option<DateTimeUtc>,
    confirmed_at: Option<DateTimeUtc>,
    result: Option<String>,
    version: i32,
});

entity!(task_units "task_units" {
    key id: Uuid,
    task_id: Uuid,
    unit_id: Uuid,
    role: String,
    percent: i32,
    progress: String,
    version: i32,
});

entity!(task_entries "task_entries" {
    key id: Uuid,
    task_id: Uuid,
    unit_id: Uuid,
    kind: String,
    text: String,
    percent: Option<i32>,
    obligation_id: Option<Uuid>,
    written_by: Uuid,
    at: DateTimeUtc,
});
