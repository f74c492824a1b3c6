//! Units over time, accounts, posts, sessions.

use super::entity;

entity!(units "units" {
    key id: Uuid,
    code: String,
    created_on: Date,
});

entity!(unit_versions "unit_versions" {
    key id: Uuid,
    unit_id: Uuid,
    name: String,
    short_name: String,
    symbol: String,
    kind: String,
    tier: String,
    parent_id: Option<Uuid>,
    place: String,
    valid_from: Date,
    valid_to: Option<Date>,
    name_sort: String,
    name_fold: String,
    version: i32,
    act_id: Option<Uuid>,
});

entity!(unit_lineages "unit_lineages" {
    key id: Uuid,
    from_id: Uuid,
    to_id: Uuid,
    kind: String,
    effective_on: Date,
    legal_basis: String,
    act_id: Option<Uuid>,
    weight: Option<i64>,
});

entity!(function_assignments "function_assignments" {
    key id: Uuid,
    unit_id: Uuid,
    field: String,
    valid_from: Date,
    valid_to: Option<Date>,
    act_id: Option<Uuid>,
});

entity!(unit_acts "unit_acts" {
    key id: Uuid,
    decision: String,
    decided_on: Date,
    effective_on: Date,
    body: String,
    state: String,
    written_by: Uuid,
    written_at: DateTimeUtc,
    confirmed_by: Option<Uuid>,
    confirmed_at: Option<DateTimeUtc>,
    applied_at: Option<DateTimeUtc>,
    version: i32,
    withdrawn_by: Option<Uuid>,
    withdrawn_at: Option<DateTimeUtc>,
    withdraw_reason: Option<String>,
});

entity!(unit_moves "unit_moves" {
    key id: Uuid,
    act_id: Uuid,
    kind: String,
    subject_id: Uuid,
    from_id: Uuid,
    to_id: Uuid,
    applied_at: Option<DateTimeUtc>,
});

entity!(unit_groups "unit_groups" {
    key id: Uuid,
    code: String,
    name: String,
    owner_id: Uuid,
});

entity!(unit_group_members "unit_group_members" {
    key id: Uuid,
    group_id: Uuid,
    unit_id: Uuid,
    valid_from: Date,
    valid_to: Option<Date>,
});

entity!(external_codes "external_codes" {
    key id: Uuid,
    unit_id: Uuid,
    scheme: String,
    value: String,
    valid_from: Date,
    valid_to: Option<Date>,
});

entity!(accounts "accounts" {
    key id: Uuid,
    login: String,
    full_name: String,
    work_email: String,
    password_hash: String,
    is_active: bool,
    is_password_temporary: bool,
    locale: String,
    created_at: DateTimeUtc,
    version: i32,
});

entity!(posts "posts" {
    key id: Uuid,
    account_id: Uuid,
    unit_id: Uuid,
    area_id: Uuid,
    role: String,
    title: String,
    valid_from: Date,
    valid_to: Option<Date>,
    version: i32,
    is_voting: bool,
    on_behalf_of_id: Option<Uuid>,
});

entity!(delegations "delegations" {
    key id: Uuid,
    post_id: Uuid,
    to_id: Uuid,
    valid_from: Date,
    valid_to: Date,
    rights: String,
    reason: String,
    given_by: Option<Uuid>,
    given_at: DateTimeUtc,
    version: i32,
});

entity!(sessions "sessions" {
    key id: Uuid,
    token_hash: String,
    account_id: Uuid,
    created_at: DateTimeUtc,
    last_seen_at: DateTimeUtc,
    form_token: String,
});

entity!(login_attempts "login_attempts" {
    key id: Uuid,
    login: String,
    origin: String,
    is_success: bool,
    at: DateTimeUtc,
});
