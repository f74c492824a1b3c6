//! Finding and listing tasks.

use super::{Task, task};
use crate::entity::{task_units, tasks};
use crate::time::{day, instant, opt_civil, opt_timestamp};
use crate::{Handle, StoreError};
use domain::id::{ConferenceId, TaskId, UnitId};
use domain::task::{TaskState, UnitRole};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::entity::prelude::{ChronoDate, DateTimeUtc};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use tasks::Column;

/// Which tasks a list shows; every field narrows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TaskFilter {
    /// Given by, led by or shared by one of these units: what the actor may
    /// see. `None` = everything.
    pub visible_to: Option<Vec<UnitId>>,
    /// Led or shared by one of these.
    pub charged: Option<Vec<UnitId>>,
    /// Led by one of these.
    pub lead: Option<Vec<UnitId>>,
    /// One of these cooperates.
    pub cooperating: Option<Vec<UnitId>>,
    /// Given by one of these.
    pub giver: Option<Vec<UnitId>>,
    /// From this conference.
    pub conference: Option<ConferenceId>,
    /// In one of these states.
    pub states: Option<Vec<TaskState>>,
    /// Due before this day.
    pub due_before: Option<Date>,
    /// Given before this instant.
    pub assigned_before: Option<Timestamp>,
}

/// The task with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, id: TaskId) -> Result<Option<Task>, StoreError> {
    tasks::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?
        .map(task)
        .transpose()
}

/// The tasks with these ids, in no order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn find_many(h: &impl Handle, ids: &[TaskId]) -> Result<Vec<Task>, StoreError> {
    let rows = tasks::Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|i| i.0)))
        .all(h.conn())
        .await?;
    rows.into_iter().map(task).collect()
}

/// What timeliness follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskDates {
    /// Stored progress.
    pub state: TaskState,
    /// Present due date.
    pub due_on: Option<Date>,
    /// When the result was submitted.
    pub submitted_at: Option<Timestamp>,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Who leads.
    pub lead: UnitId,
}

type DateRow = (
    String,
    Option<ChronoDate>,
    Option<DateTimeUtc>,
    Option<DateTimeUtc>,
    uuid::Uuid,
);

/// State and dates of every task of a filter, for counting.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn dates(h: &impl Handle, filter: &TaskFilter) -> Result<Vec<TaskDates>, StoreError> {
    let rows: Vec<DateRow> = tasks::Entity::find()
        .select_only()
        .column(Column::State)
        .column(Column::DueOn)
        .column(Column::SubmittedAt)
        .column(Column::ConfirmedAt)
        .column(Column::LeadId)
        .filter(condition(filter))
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|(state, due_on, submitted_at, confirmed_at, lead)| {
            Ok(TaskDates {
                state: TaskState::from_code(&state)
                    .ok_or_else(|| StoreError::corrupt("task state", &state))?,
                due_on: opt_civil(due_on)?,
                submitted_at: opt_timestamp(submitted_at)?,
                confirmed_at: opt_timestamp(confirmed_at)?,
                lead: UnitId(lead),
            })
        })
        .collect()
}

/// Tasks, nearest due date first, those without one last.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    filter: &TaskFilter,
    limit: u64,
    offset: u64,
) -> Result<Vec<Task>, StoreError> {
    let rows = tasks::Entity::find()
        .filter(condition(filter))
        // The two databases put empty dates at different ends.
        .order_by(Expr::col(Column::DueOn).is_null(), Order::Asc)
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::Code)
        .limit(limit)
        .offset(offset)
        .all(h.conn())
        .await?;
    rows.into_iter().map(task).collect()
}

/// Tasks in the order of their ids, after the one named: an order that no change
/// of a task moves, for programs that walk through all of them.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn walk(
    h: &impl Handle,
    filter: &TaskFilter,
    after: Option<TaskId>,
    limit: u64,
) -> Result<Vec<Task>, StoreError> {
    let mut all = condition(filter);
    if let Some(after) = after {
        all = all.add(Column::Id.gt(after.0));
    }
    let rows = tasks::Entity::find()
        .filter(all)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(h.conn())
        .await?;
    rows.into_iter().map(task).collect()
}

fn condition(filter: &TaskFilter) -> Condition {
    let mut all = Condition::all();
    if let Some(units) = &filter.visible_to {
        let any = Condition::any()
            .add(Column::GiverId.is_in(ids(units)))
            .add(Column::Id.in_subquery(tasks_of(units, None)));
        all = all.add(any);
    }
    if let Some(units) = &filter.charged {
        all = all.add(Column::Id.in_subquery(tasks_of(units, None)));
    }
    if let Some(units) = &filter.lead {
        all = all.add(Column::LeadId.is_in(ids(units)));
    }
    if let Some(units) = &filter.giver {
        all = all.add(Column::GiverId.is_in(ids(units)));
    }
    if let Some(units) = &filter.cooperating {
        all = all.add(Column::Id.in_subquery(tasks_of(units, Some(UnitRole::Cooperating))));
    }
    if let Some(conference) = filter.conference {
        all = all.add(Column::ConferenceId.eq(conference.0));
    }
    if let Some(states) = &filter.states {
        all = all.add(Column::State.is_in(states.iter().map(|s| s.code())));
    }
    if let Some(before) = filter.due_before {
        all = all.add(Column::DueOn.lt(day(before)));
    }
    if let Some(before) = filter.assigned_before {
        all = all.add(Column::AssignedAt.lt(instant(before)));
    }
    all
}

fn ids(units: &[UnitId]) -> impl Iterator<Item = uuid::Uuid> {
    units.iter().map(|u| u.0)
}

fn tasks_of(units: &[UnitId], role: Option<UnitRole>) -> SelectStatement {
    let mut query = task_units::Entity::find()
        .select_only()
        .column(task_units::Column::TaskId)
        .filter(task_units::Column::UnitId.is_in(ids(units)));
    if let Some(role) = role {
        query = query.filter(task_units::Column::Role.eq(role.code()));
    }
    query.into_query()
}
