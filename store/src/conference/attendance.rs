//! Delegates named by units, and whether they came.

use crate::entity::attendances::{ActiveModel, Column, Entity, Model};
use crate::time::{instant, opt_timestamp};
use crate::{Handle, StoreError, Write};
use domain::conference::AttendanceState;
use domain::id::{ConferenceId, UnitId};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// One delegate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// Its id.
    pub id: Uuid,
    /// For which unit.
    pub unit: UnitId,
    /// Name.
    pub person_name: String,
    /// Title.
    pub person_title: String,
    /// Whether the delegate comes, and came.
    pub state: AttendanceState,
    /// Whom the delegate replaces.
    pub substitute_for: Option<String>,
    /// Reason for an apology.
    pub reason: Option<String>,
    /// When the delegate arrived, if written down.
    pub arrived_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// The delegates of a conference, by id, so in the order of naming.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_attendances(
    h: &impl Handle,
    conference: ConferenceId,
) -> Result<Vec<Attendance>, StoreError> {
    let rows = Entity::find()
        .filter(Column::ConferenceId.eq(conference.0))
        .order_by_asc(Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(attendance).collect()
}

/// Adds a delegate.
///
/// # Errors
/// When the database fails.
pub async fn insert_attendance(
    w: &Write,
    conference: ConferenceId,
    new: &Attendance,
) -> Result<(), StoreError> {
    let mut row = changed(new);
    row.id = Set(new.id);
    row.conference_id = Set(conference.0);
    row.unit_id = Set(new.unit.0);
    row.left_at = Set(None);
    row.version = Set(1);
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Changes a delegate.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it in the meantime.
pub async fn update_attendance(w: &Write, attendance: &Attendance) -> Result<(), StoreError> {
    let mut row = changed(attendance);
    row.version = Set(attendance.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(attendance.id))
        .filter(Column::Version.eq(attendance.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Takes a delegate off the list.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it in the meantime.
pub async fn delete_attendance(w: &Write, attendance: &Attendance) -> Result<(), StoreError> {
    let done = Entity::delete_many()
        .filter(Column::Id.eq(attendance.id))
        .filter(Column::Version.eq(attendance.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn changed(from: &Attendance) -> ActiveModel {
    ActiveModel {
        person_name: Set(from.person_name.clone()),
        person_title: Set(from.person_title.clone()),
        state: Set(from.state.code().into()),
        substitute_for: Set(from.substitute_for.clone()),
        reason: Set(from.reason.clone()),
        arrived_at: Set(from.arrived_at.map(instant)),
        ..ActiveModel::default()
    }
}

fn attendance(row: Model) -> Result<Attendance, StoreError> {
    Ok(Attendance {
        id: row.id,
        unit: UnitId(row.unit_id),
        person_name: row.person_name,
        person_title: row.person_title,
        state: AttendanceState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("attendance", &row.state))?,
        substitute_for: row.substitute_for,
        reason: row.reason,
        arrived_at: opt_timestamp(row.arrived_at)?,
        version: row.version,
    })
}
