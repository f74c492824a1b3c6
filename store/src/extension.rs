//! Requests for more time, for reports and tasks alike.

use crate::entity::extensions;
use crate::time::{civil, day, instant, opt_civil, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::extension::{ExtensionNoun, ExtensionState};
use domain::id::{AccountId, ExtensionId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

/// A request for more time with its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Its id.
    pub id: ExtensionId,
    /// For what.
    pub noun: ExtensionNoun,
    /// Id of the obligation or the task.
    pub subject: Uuid,
    /// Who asks.
    pub unit: UnitId,
    /// The due day when it was asked.
    pub old_due_on: Date,
    /// The day asked for.
    pub asked_due_on: Date,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Timestamp,
    /// Where it stands.
    pub state: ExtensionState,
    /// The day granted, if any.
    pub granted_due_on: Option<Date>,
    /// Reason of the decision.
    pub decision_reason: Option<String>,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// Adds a request (or a grant that was given without one).
///
/// # Errors
/// When the database fails.
pub async fn insert(w: &Write, e: &Extension) -> Result<(), StoreError> {
    let row = extensions::ActiveModel {
        id: Set(e.id.0),
        noun: Set(e.noun.code().into()),
        subject_id: Set(e.subject),
        unit_id: Set(e.unit.0),
        old_due_on: Set(day(e.old_due_on)),
        asked_due_on: Set(day(e.asked_due_on)),
        reason: Set(e.reason.clone()),
        asked_by: Set(e.asked_by.0),
        asked_at: Set(instant(e.asked_at)),
        state: Set(e.state.code().into()),
        granted_due_on: Set(e.granted_due_on.map(day)),
        decision_reason: Set(e.decision_reason.clone()),
        decided_by: Set(e.decided_by.map(|a| a.0)),
        decided_at: Set(e.decided_at.map(instant)),
        version: Set(1),
    };
    extensions::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Writes the decision, if nobody changed the request since it was read. What
/// was asked never changes.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, e: &Extension) -> Result<(), StoreError> {
    use extensions::Column as C;
    let changed = extensions::Entity::update_many()
        .col_expr(C::State, Expr::value(e.state.code()))
        .col_expr(C::GrantedDueOn, Expr::value(e.granted_due_on.map(day)))
        .col_expr(C::DecisionReason, Expr::value(e.decision_reason.clone()))
        .col_expr(C::DecidedBy, Expr::value(e.decided_by.map(|a| a.0)))
        .col_expr(C::DecidedAt, Expr::value(e.decided_at.map(instant)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(e.id.0))
        .filter(C::Version.eq(e.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Takes a request away that nobody decided yet, if nobody did since it was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn delete(w: &Write, e: &Extension) -> Result<(), StoreError> {
    use extensions::Column as C;
    let deleted = extensions::Entity::delete_many()
        .filter(C::Id.eq(e.id.0))
        .filter(C::Version.eq(e.version))
        .filter(C::State.eq(ExtensionState::Asked.code()))
        .exec(w.conn())
        .await?;
    if deleted.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// The request with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: ExtensionId) -> Result<Option<Extension>, StoreError> {
    extensions::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(extension)
        .transpose()
}

/// The requests for one obligation or task, newest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(
    h: &impl Handle,
    noun: ExtensionNoun,
    subject: Uuid,
) -> Result<Vec<Extension>, StoreError> {
    let rows = extensions::Entity::find()
        .filter(extensions::Column::Noun.eq(noun.code()))
        .filter(extensions::Column::SubjectId.eq(subject))
        .order_by_desc(extensions::Column::AskedAt)
        .all(h.conn())
        .await?;
    rows.into_iter().map(extension).collect()
}

/// All requests that wait for a decision, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_waiting(
    h: &impl Handle,
    noun: Option<ExtensionNoun>,
) -> Result<Vec<Extension>, StoreError> {
    let mut query = extensions::Entity::find()
        .filter(extensions::Column::State.eq(ExtensionState::Asked.code()));
    if let Some(noun) = noun {
        query = query.filter(extensions::Column::Noun.eq(noun.code()));
    }
    query
        .order_by_asc(extensions::Column::AskedAt)
        .all(h.conn())
        .await?
        .into_iter()
        .map(extension)
        .collect()
}

/// The requests that waited at an instant and were not taken back since, oldest first:
/// asked by then and not decided by then.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_waiting_on(
    h: &impl Handle,
    noun: ExtensionNoun,
    at: Timestamp,
) -> Result<Vec<Extension>, StoreError> {
    use extensions::Column as C;
    let waited = Condition::any()
        .add(C::State.eq(ExtensionState::Asked.code()))
        .add(C::DecidedAt.gt(instant(at)));
    let rows = extensions::Entity::find()
        .filter(C::Noun.eq(noun.code()))
        .filter(C::AskedAt.lte(instant(at)))
        .filter(waited)
        .order_by_asc(C::AskedAt)
        .all(h.conn())
        .await?;
    rows.into_iter().map(extension).collect()
}

/// Requests that were decided, newest decision first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_decided(h: &impl Handle, limit: u64) -> Result<Vec<Extension>, StoreError> {
    let rows = extensions::Entity::find()
        .filter(extensions::Column::State.ne(ExtensionState::Asked.code()))
        .order_by_desc(extensions::Column::DecidedAt)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(extension).collect()
}

fn extension(row: extensions::Model) -> Result<Extension, StoreError> {
    Ok(Extension {
        id: ExtensionId(row.id),
        noun: ExtensionNoun::from_code(&row.noun)
            .ok_or_else(|| StoreError::corrupt("noun", &row.noun))?,
        subject: row.subject_id,
        unit: UnitId(row.unit_id),
        old_due_on: civil(row.old_due_on)?,
        asked_due_on: civil(row.asked_due_on)?,
        reason: row.reason,
        asked_by: AccountId(row.asked_by),
        asked_at: timestamp(row.asked_at)?,
        state: ExtensionState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
        granted_due_on: opt_civil(row.granted_due_on)?,
        decision_reason: row.decision_reason,
        decided_by: row.decided_by.map(AccountId),
        decided_at: opt_timestamp(row.decided_at)?,
        version: row.version,
    })
}
