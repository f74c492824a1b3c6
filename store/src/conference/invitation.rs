//! Invitations: one per unit, with its seats.

use crate::entity::invitations::{ActiveModel, Column, Entity};
use crate::time::{instant, opt_timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{ConferenceId, UnitId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use uuid::Uuid;

/// The invitation of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: Uuid,
    /// Who is invited.
    pub unit: UnitId,
    /// How many delegates it may name.
    pub seats: i32,
    /// When the invitation left, if it has.
    pub sent_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// The invitations of a conference.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_invitations(
    h: &impl Handle,
    conference: ConferenceId,
) -> Result<Vec<Invitation>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ConferenceId.eq(conference.0))
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Invitation {
                id: r.id,
                unit: UnitId(r.unit_id),
                seats: r.seats,
                sent_at: opt_timestamp(r.sent_at)?,
                version: r.version,
            })
        })
        .collect()
}

/// Adds invitations. `sent_at` is kept as given.
///
/// # Errors
/// [`StoreError::Duplicate`] when a unit is invited already.
pub async fn insert_invitations(
    w: &Write,
    conference: ConferenceId,
    new: &[Invitation],
) -> Result<(), StoreError> {
    for chunk in new.chunks(500) {
        let rows = chunk.iter().map(|i| ActiveModel {
            id: Set(i.id),
            conference_id: Set(conference.0),
            unit_id: Set(i.unit.0),
            seats: Set(i.seats),
            sent_at: Set(i.sent_at.map(instant)),
            version: Set(1),
        });
        Entity::insert_many(rows)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// Changes the seats of a unit.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed the invitation.
pub async fn set_seats(w: &Write, invitation: &Invitation, seats: i32) -> Result<(), StoreError> {
    let done = Entity::update_many()
        .set(ActiveModel {
            seats: Set(seats),
            version: Set(invitation.version + 1),
            ..ActiveModel::default()
        })
        .filter(Column::Id.eq(invitation.id))
        .filter(Column::Version.eq(invitation.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Marks every invitation of a conference that has not left as sent.
///
/// # Errors
/// When the database fails.
pub async fn mark_sent(
    w: &Write,
    conference: ConferenceId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let done = Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(instant(at)))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::ConferenceId.eq(conference.0))
        .filter(Column::SentAt.is_null())
        .exec(w.conn())
        .await?;
    Ok(done.rows_affected)
}

/// Takes an invitation back that has not left.
///
/// # Errors
/// [`StoreError::Conflict`] when it has left or was changed.
pub async fn delete_invitation(w: &Write, invitation: &Invitation) -> Result<(), StoreError> {
    let done = Entity::delete_many()
        .filter(Column::Id.eq(invitation.id))
        .filter(Column::Version.eq(invitation.version))
        .filter(Column::SentAt.is_null())
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}
