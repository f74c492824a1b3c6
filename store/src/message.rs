//! The outbox: messages to persons and the state of their delivery.

use crate::entity::messages;
use crate::time::{instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, MessageId};
use domain::journal::Noun;
use domain::message::{MessageClass, MessageState};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// One message to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// To whom.
    pub account: AccountId,
    /// Mail address when it was written; may be empty.
    pub address: String,
    /// Why.
    pub class: MessageClass,
    /// Kind of the object that it is about.
    pub noun: Noun,
    /// The object.
    pub subject_id: Uuid,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// State of delivery.
    pub state: MessageState,
    /// The same key is never written twice.
    pub idempotency_key: String,
    /// How often delivery was tried.
    pub attempts: i32,
    /// What the mail server said last, if it refused.
    pub last_error: Option<String>,
    /// Not before this instant, after a failed try.
    pub next_attempt_at: Option<Timestamp>,
    /// When the running delivery began.
    pub claimed_at: Option<Timestamp>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
    /// When the person opened it in the application.
    pub read_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// Writes a message unless its key exists already; answers whether it did.
///
/// # Errors
/// When the database fails.
pub async fn insert(w: &Write, m: &Message) -> Result<bool, StoreError> {
    let row = messages::ActiveModel {
        id: Set(m.id.0),
        account_id: Set(m.account.0),
        address: Set(m.address.clone()),
        class: Set(m.class.code().into()),
        noun: Set(m.noun.code().into()),
        subject_id: Set(m.subject_id),
        subject: Set(m.subject.clone()),
        body: Set(m.body.clone()),
        state: Set(m.state.code().into()),
        idempotency_key: Set(m.idempotency_key.clone()),
        attempts: Set(m.attempts),
        last_error: Set(m.last_error.clone()),
        next_attempt_at: Set(m.next_attempt_at.map(instant)),
        claimed_at: Set(m.claimed_at.map(instant)),
        created_at: Set(instant(m.created_at)),
        sent_at: Set(m.sent_at.map(instant)),
        read_at: Set(m.read_at.map(instant)),
        version: Set(1),
    };
    // A plain insert that fails would end the whole transaction on PostgreSQL.
    let once = OnConflict::column(messages::Column::IdempotencyKey)
        .do_nothing()
        .to_owned();
    let written = messages::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(w.conn())
        .await?;
    Ok(written > 0)
}

/// Writes the state of delivery, if nobody changed it since it was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, m: &Message) -> Result<(), StoreError> {
    use messages::Column as C;
    let changed = messages::Entity::update_many()
        .col_expr(C::State, Expr::value(m.state.code()))
        .col_expr(C::Address, Expr::value(m.address.clone()))
        .col_expr(C::Attempts, Expr::value(m.attempts))
        .col_expr(C::LastError, Expr::value(m.last_error.clone()))
        .col_expr(
            C::NextAttemptAt,
            Expr::value(m.next_attempt_at.map(instant)),
        )
        .col_expr(C::ClaimedAt, Expr::value(m.claimed_at.map(instant)))
        .col_expr(C::SentAt, Expr::value(m.sent_at.map(instant)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(m.id.0))
        .filter(C::Version.eq(m.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Notes that its reader opened a message for the first time. The counter stays:
/// reading does not disturb a delivery that is under way.
///
/// # Errors
/// When the database fails.
pub async fn set_read(w: &Write, id: MessageId, at: Timestamp) -> Result<(), StoreError> {
    messages::Entity::update_many()
        .col_expr(messages::Column::ReadAt, Expr::value(Some(instant(at))))
        .filter(messages::Column::Id.eq(id.0))
        .filter(messages::Column::ReadAt.is_null())
        .exec(w.conn())
        .await?;
    Ok(())
}

/// The oldest message that can be sent now: queued, with an address, and not
/// waiting after a failed try.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_due(h: &impl Handle, now: Timestamp) -> Result<Option<Message>, StoreError> {
    use messages::Column as C;
    let may_try = Condition::any()
        .add(C::NextAttemptAt.is_null())
        .add(C::NextAttemptAt.lte(instant(now)));
    messages::Entity::find()
        .filter(C::State.eq(MessageState::Queued.code()))
        .filter(C::Address.ne(""))
        .filter(may_try)
        .order_by_asc(C::CreatedAt)
        .order_by_asc(C::Id)
        .one(h.conn())
        .await?
        .map(message)
        .transpose()
}

/// Messages whose delivery was claimed before `before` and never finished.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_cut_off(h: &impl Handle, before: Timestamp) -> Result<Vec<Message>, StoreError> {
    let rows = messages::Entity::find()
        .filter(messages::Column::State.eq(MessageState::Sending.code()))
        .filter(messages::Column::ClaimedAt.lt(instant(before)))
        .all(h.conn())
        .await?;
    rows.into_iter().map(message).collect()
}

/// The message with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: MessageId) -> Result<Option<Message>, StoreError> {
    messages::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(message)
        .transpose()
}

/// Which of these keys exist already.
///
/// # Errors
/// When the database fails.
pub async fn existing_keys(h: &impl Handle, keys: &[String]) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for chunk in keys.chunks(500) {
        let rows: Vec<String> = messages::Entity::find()
            .select_only()
            .column(messages::Column::IdempotencyKey)
            .filter(messages::Column::IdempotencyKey.is_in(chunk))
            .into_tuple()
            .all(h.conn())
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// One page of the outbox, newest first: messages to the given people, or to
/// all where none are given.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    to: Option<&[AccountId]>,
    state: Option<MessageState>,
    offset: u64,
    limit: u64,
) -> Result<Vec<Message>, StoreError> {
    let mut query = messages::Entity::find().filter(addressed(to));
    if let Some(state) = state {
        query = query.filter(messages::Column::State.eq(state.code()));
    }
    let rows = query
        .order_by_desc(messages::Column::CreatedAt)
        .order_by_desc(messages::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(message).collect()
}

fn addressed(to: Option<&[AccountId]>) -> Condition {
    let all = Condition::all();
    match to {
        Some(to) => all.add(messages::Column::AccountId.is_in(to.iter().map(|a| a.0))),
        None => all,
    }
}

/// How many messages to the given people, or to all, stand in each state.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn count_by_state(
    h: &impl Handle,
    to: Option<&[AccountId]>,
) -> Result<HashMap<MessageState, i64>, StoreError> {
    let rows: Vec<(String, i64)> = messages::Entity::find()
        .filter(addressed(to))
        .select_only()
        .column(messages::Column::State)
        .column_as(messages::Column::Id.count(), "n")
        .group_by(messages::Column::State)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|(code, n)| Ok((state_of(&code)?, n)))
        .collect()
}

/// The messages to one person, newest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_for(
    h: &impl Handle,
    account: AccountId,
    limit: u64,
) -> Result<Vec<Message>, StoreError> {
    let rows = messages::Entity::find()
        .filter(messages::Column::AccountId.eq(account.0))
        .order_by_desc(messages::Column::CreatedAt)
        .order_by_desc(messages::Column::Id)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(message).collect()
}

/// Several messages at once, in no particular order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_by_ids(h: &impl Handle, ids: &[MessageId]) -> Result<Vec<Message>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        let rows = messages::Entity::find()
            .filter(messages::Column::Id.is_in(chunk.iter().map(|id| id.0)))
            .all(h.conn())
            .await?;
        for row in rows {
            found.push(message(row)?);
        }
    }
    Ok(found)
}

/// How many messages a person has not opened.
///
/// # Errors
/// When the database fails.
pub async fn count_unread(h: &impl Handle, account: AccountId) -> Result<u64, StoreError> {
    Ok(messages::Entity::find()
        .filter(messages::Column::AccountId.eq(account.0))
        .filter(messages::Column::ReadAt.is_null())
        .count(h.conn())
        .await?)
}

/// The messages about one object, newest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_about(
    h: &impl Handle,
    noun: Noun,
    subject: Uuid,
) -> Result<Vec<Message>, StoreError> {
    let rows = messages::Entity::find()
        .filter(messages::Column::Noun.eq(noun.code()))
        .filter(messages::Column::SubjectId.eq(subject))
        .order_by_desc(messages::Column::CreatedAt)
        .all(h.conn())
        .await?;
    rows.into_iter().map(message).collect()
}

fn state_of(code: &str) -> Result<MessageState, StoreError> {
    MessageState::from_code(code).ok_or_else(|| StoreError::corrupt("state", code))
}

fn message(row: messages::Model) -> Result<Message, StoreError> {
    Ok(Message {
        id: MessageId(row.id),
        account: AccountId(row.account_id),
        address: row.address,
        class: MessageClass::from_code(&row.class)
            .ok_or_else(|| StoreError::corrupt("class", &row.class))?,
        noun: Noun::from_code(&row.noun).ok_or_else(|| StoreError::corrupt("noun", &row.noun))?,
        subject_id: row.subject_id,
        subject: row.subject,
        body: row.body,
        state: state_of(&row.state)?,
        idempotency_key: row.idempotency_key,
        attempts: row.attempts,
        last_error: row.last_error,
        next_attempt_at: opt_timestamp(row.next_attempt_at)?,
        claimed_at: opt_timestamp(row.claimed_at)?,
        created_at: timestamp(row.created_at)?,
        sent_at: opt_timestamp(row.sent_at)?,
        read_at: opt_timestamp(row.read_at)?,
        version: row.version,
    })
}
