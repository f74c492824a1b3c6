//! Acts of reorganisation as they are written down.

use crate::entity::unit_acts::{ActiveModel, Column, Entity, Model};
use crate::time::{civil, day, instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, UnitActId};
use domain::unit::ActState;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// An act with its steps and heirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// Its id.
    pub id: UnitActId,
    /// Number and symbol of the decision.
    pub decision: String,
    /// Its date.
    pub decided_on: Date,
    /// The day from which it holds.
    pub effective_on: Date,
    /// Steps and heirs, as JSON.
    pub body: String,
    /// Where it stands.
    pub state: ActState,
    /// Who wrote it.
    pub written_by: AccountId,
    /// When it was written last.
    pub written_at: Timestamp,
    /// Who confirmed it.
    pub confirmed_by: Option<AccountId>,
    /// When.
    pub confirmed_at: Option<Timestamp>,
    /// When everything had moved.
    pub applied_at: Option<Timestamp>,
    /// Who took it back before its day, when and why.
    pub withdrawn: Option<Withdrawn>,
    /// Counter of changes.
    pub version: i32,
}

/// That a confirmed act was taken back before its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Adds an act.
///
/// # Errors
/// When the database fails.
pub async fn insert_act(w: &Write, new: &ActRow) -> Result<(), StoreError> {
    let mut row = changed(new);
    row.id = Set(new.id.0);
    row.version = Set(1);
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Changes an act.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it in the meantime.
pub async fn update_act(w: &Write, act: &ActRow) -> Result<(), StoreError> {
    let mut row = changed(act);
    row.version = Set(act.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(act.id.0))
        .filter(Column::Version.eq(act.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Removes a draft; a confirmed act has no way to go.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed or confirmed it.
pub async fn delete_act(w: &Write, act: &ActRow) -> Result<(), StoreError> {
    let done = Entity::delete_many()
        .filter(Column::Id.eq(act.id.0))
        .filter(Column::Version.eq(act.version))
        .filter(Column::State.eq(ActState::Draft.code()))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// The act with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_act(h: &impl Handle, id: UnitActId) -> Result<Option<ActRow>, StoreError> {
    Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(act)
        .transpose()
}

/// All acts, the latest effective day first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_acts(h: &impl Handle) -> Result<Vec<ActRow>, StoreError> {
    let rows = Entity::find()
        .order_by_desc(Column::EffectiveOn)
        .order_by_desc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(act).collect()
}

/// Confirmed acts whose day has come and that have not moved everything yet,
/// in the order in which they take effect.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_due_acts(h: &impl Handle, today: Date) -> Result<Vec<ActRow>, StoreError> {
    let rows = Entity::find()
        .filter(Column::State.eq(ActState::Confirmed.code()))
        .filter(Column::WithdrawnAt.is_null())
        .filter(Column::EffectiveOn.lte(day(today)))
        .order_by_asc(Column::EffectiveOn)
        .order_by_asc(Column::ConfirmedAt)
        .all(h.conn())
        .await?;
    rows.into_iter().map(act).collect()
}

fn changed(from: &ActRow) -> ActiveModel {
    ActiveModel {
        decision: Set(from.decision.clone()),
        decided_on: Set(day(from.decided_on)),
        effective_on: Set(day(from.effective_on)),
        body: Set(from.body.clone()),
        // The column knows no fourth state (see the migration).
        state: Set(match from.state {
            ActState::Withdrawn => ActState::Confirmed.code().into(),
            state => state.code().into(),
        }),
        written_by: Set(from.written_by.0),
        written_at: Set(instant(from.written_at)),
        confirmed_by: Set(from.confirmed_by.map(|a| a.0)),
        confirmed_at: Set(from.confirmed_at.map(instant)),
        applied_at: Set(from.applied_at.map(instant)),
        withdrawn_by: Set(from.withdrawn.as_ref().map(|w| w.by.0)),
        withdrawn_at: Set(from.withdrawn.as_ref().map(|w| instant(w.at))),
        withdraw_reason: Set(from.withdrawn.as_ref().map(|w| w.reason.clone())),
        ..ActiveModel::default()
    }
}

fn act(row: Model) -> Result<ActRow, StoreError> {
    let withdrawn = match (row.withdrawn_by, row.withdrawn_at) {
        (Some(by), Some(at)) => Some(Withdrawn {
            by: AccountId(by),
            at: timestamp(at)?,
            reason: row.withdraw_reason.unwrap_or_default(),
        }),
        _ => None,
    };
    let state = ActState::from_code(&row.state)
        .ok_or_else(|| StoreError::corrupt("act state", &row.state))?;
    Ok(ActRow {
        id: UnitActId(row.id),
        decision: row.decision,
        decided_on: civil(row.decided_on)?,
        effective_on: civil(row.effective_on)?,
        body: row.body,
        state: match withdrawn {
            Some(_) => ActState::Withdrawn,
            None => state,
        },
        written_by: AccountId(row.written_by),
        written_at: timestamp(row.written_at)?,
        confirmed_by: row.confirmed_by.map(AccountId),
        confirmed_at: opt_timestamp(row.confirmed_at)?,
        applied_at: opt_timestamp(row.applied_at)?,
        withdrawn,
        version: row.version,
    })
}
