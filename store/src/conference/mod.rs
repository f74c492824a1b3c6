//! Conferences; their invitations, delegates and conclusions in the files beside.
//!
//! Rules are `domain::conference`; the notice of conclusions is kept in
//! [`crate::issued`], the tasks in [`crate::task`].

mod attendance;
mod conclusion;
mod invitation;
mod round;
mod same_day;

pub use attendance::{
    Attendance, delete_attendance, insert_attendance, list_attendances, update_attendance,
};
pub use conclusion::{
    Conclusion, delete_conclusion, find_conclusion, insert_conclusion, list_conclusions,
    list_unissued, update_conclusion,
};
pub use invitation::{
    Invitation, delete_invitation, insert_invitations, list_invitations, mark_sent, set_seats,
};
pub use round::{RoundBasis, basis_of_round};
pub use same_day::{HeldOn, list_held_on};

use crate::entity::conferences::{ActiveModel, Column, Entity, Model};
use crate::entity::invitations;
use crate::time::{civil, day, instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::calendar::end_of_day_in_vietnam;
use domain::conference::{AgendaItem, ConferenceState, InvitedList, Origin};
use domain::id::{ConferenceId, RoundId, UnitId};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

/// A conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// Its id.
    pub id: ConferenceId,
    /// The round it belongs to, if any.
    pub round: Option<RoundId>,
    /// The office that prepares it.
    pub office: UnitId,
    /// Title.
    pub title: String,
    /// Held with this program, or read in.
    pub origin: Origin,
    /// Where it stands.
    pub state: ConferenceState,
    /// Day.
    pub held_on: Date,
    /// Clock time at which it begins, if set.
    pub starts_at: Option<Time>,
    /// Place.
    pub place: String,
    /// Host as written on papers.
    pub host: String,
    /// Who presides.
    pub chair_name: String,
    /// As what.
    pub chair_title: String,
    /// Agenda.
    pub agenda: Vec<AgendaItem>,
    /// Lists of units that are invited when it is convened.
    pub lists: Vec<InvitedList>,
    /// Minutes as plain text.
    pub minutes: String,
    /// When it was entered.
    pub created_at: Timestamp,
    /// Counter of changes.
    pub version: i32,
}

/// Which conferences a list shows.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Those prepared by these offices; `None` = by any.
    pub offices: Option<Vec<UnitId>>,
    /// And those that have left the draft and to which these units are invited.
    pub invited: Vec<UnitId>,
    /// Only those of this round.
    pub round: Option<RoundId>,
    /// Only those that were entered or held by the end of this day.
    pub by: Option<Date>,
}

/// The conference with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: ConferenceId) -> Result<Option<Conference>, StoreError> {
    Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(conference)
        .transpose()
}

/// Conferences, latest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    scope: &Scope,
    limit: u64,
    offset: u64,
) -> Result<Vec<Conference>, StoreError> {
    let mut query = Entity::find();
    if let Some(offices) = &scope.offices {
        let invited = invitations::Entity::find()
            .select_only()
            .column(invitations::Column::ConferenceId)
            .filter(invitations::Column::UnitId.is_in(scope.invited.iter().map(|u| u.0)))
            .into_query();
        let as_guest = Condition::all()
            .add(Column::State.ne(ConferenceState::Draft.code()))
            .add(Column::Id.in_subquery(invited));
        query = query.filter(
            Condition::any()
                .add(Column::OfficeId.is_in(offices.iter().map(|u| u.0)))
                .add(as_guest),
        );
    }
    if let Some(round) = scope.round {
        query = query.filter(Column::RoundId.eq(round.0));
    }
    if let Some(by) = scope.by {
        let was_there = Condition::any()
            .add(Column::HeldOn.lte(day(by)))
            .add(Column::CreatedAt.lte(instant(end_of_day_in_vietnam(by))));
        query = query.filter(was_there);
    }
    let rows = query
        .order_by_desc(Column::HeldOn)
        .order_by_desc(Column::CreatedAt)
        .limit(limit)
        .offset(offset)
        .all(h.conn())
        .await?;
    rows.into_iter().map(conference).collect()
}

/// Adds a conference.
///
/// # Errors
/// When the database fails.
pub async fn insert(w: &Write, new: &Conference) -> Result<(), StoreError> {
    let mut row = changed(new)?;
    row.id = Set(new.id.0);
    row.round_id = Set(new.round.map(|r| r.0));
    row.office_id = Set(new.office.0);
    row.origin = Set(new.origin.code().into());
    row.created_at = Set(instant(new.created_at));
    row.version = Set(1);
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Changes a conference, if nobody changed it since `version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, conference: &Conference) -> Result<(), StoreError> {
    let mut row = changed(conference)?;
    row.version = Set(conference.version + 1);
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(conference.id.0))
        .filter(Column::Version.eq(conference.version))
        .exec(w.conn())
        .await?;
    if done.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

fn changed(from: &Conference) -> Result<ActiveModel, StoreError> {
    Ok(ActiveModel {
        title: Set(from.title.clone()),
        state: Set(from.state.code().into()),
        held_on: Set(day(from.held_on)),
        starts_at: Set(from
            .starts_at
            .map(|t| t.strftime("%H:%M").to_string())
            .unwrap_or_default()),
        place: Set(from.place.clone()),
        host: Set(from.host.clone()),
        chair_name: Set(from.chair_name.clone()),
        chair_title: Set(from.chair_title.clone()),
        agenda: Set(serde_json::to_string(&from.agenda)?),
        lists: Set(serde_json::to_string(&from.lists)?),
        minutes: Set(from.minutes.clone()),
        ..ActiveModel::default()
    })
}

fn conference(row: Model) -> Result<Conference, StoreError> {
    let starts_at = match row.starts_at.as_str() {
        "" => None,
        text => {
            Some(Time::strptime("%H:%M", text).map_err(|e| StoreError::corrupt("starts_at", e))?)
        }
    };
    Ok(Conference {
        id: ConferenceId(row.id),
        round: row.round_id.map(RoundId),
        office: UnitId(row.office_id),
        title: row.title,
        origin: Origin::from_code(&row.origin)
            .ok_or_else(|| StoreError::corrupt("origin", &row.origin))?,
        state: ConferenceState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
        held_on: civil(row.held_on)?,
        starts_at,
        place: row.place,
        host: row.host,
        chair_name: row.chair_name,
        chair_title: row.chair_title,
        agenda: serde_json::from_str(&row.agenda)?,
        lists: serde_json::from_str(&row.lists)?,
        minutes: row.minutes,
        created_at: timestamp(row.created_at)?,
        version: row.version,
    })
}
