//! Lists of tasks: mine, shared, given; with the counts of timeliness and ages.

use super::kept_settings;
use super::then::list_on;
use crate::app::TaskPage;
use crate::scope::scope;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::calendar::{day_in_vietnam, end_of_day_in_vietnam};
use domain::id::{TaskId, UnitId};
use domain::task::{
    AGE_BANDS, Tally, TaskState, Timeliness, UnitRole, age_band, days_overdue, timeliness,
};
use domain::unit::Tree;
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::Arc;
use store::task::{Task, TaskDates, TaskFilter, TaskUnit};

/// Tasks on one page.
pub(super) const PAGE: u64 = 50;

/// From which side one looks at tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaskView {
    /// Everything that one may see.
    #[default]
    All,
    /// Led by one's own units.
    Lead,
    /// Shared by one's own units.
    Cooperating,
    /// Given by one's own office.
    Given,
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct TaskQuery {
    /// From which side.
    pub view: TaskView,
    /// Only in this state.
    pub state: Option<TaskState>,
    /// Only open ones past their due date.
    pub is_overdue: bool,
    /// Led by this unit.
    pub lead: Option<UnitId>,
    /// Those given by the end of this day, as they stood then and with the names that
    /// units had; of today when none, and of days to come as they stand.
    pub at: Option<Date>,
    /// Page, from 0.
    pub page: u64,
}

/// One task in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// The task.
    pub task: store::task::Task,
    /// Name of the lead unit.
    pub lead_name: String,
    /// Names of the cooperating units.
    pub cooperating_names: Vec<String>,
    /// Derived; none for a task that was recalled.
    pub timeliness: Option<Timeliness>,
    /// Days past the due date, while open.
    pub days_overdue: u32,
}

/// A page of tasks with counts over all pages.
#[derive(Debug, Clone)]
pub struct TaskList {
    /// This page.
    pub rows: Vec<TaskRow>,
    /// Whether there are more.
    pub has_more: bool,
    /// The four-way table over the whole view, whatever is filtered.
    pub tally: Tally,
    /// Open overdue tasks by age: code of the band and count.
    pub ages: Vec<(&'static str, u64)>,
}

const OPEN: [TaskState; 5] = [
    TaskState::Assigned,
    TaskState::Returned,
    TaskState::InProgress,
    TaskState::AwaitingConfirmation,
    TaskState::Paused,
];

/// The open states.
pub(super) fn open_states() -> Vec<TaskState> {
    OPEN.to_vec()
}

/// A list of tasks.
///
/// # Errors
/// [`AppError::Forbidden`] without the right anywhere.
pub async fn list(ctx: &Ctx, query: &TaskQuery) -> Result<TaskList, AppError> {
    ctx.require_any(Right::ReadTask)?;
    if let Some(day) = query.at.filter(|day| *day < ctx.today()) {
        return list_on(ctx, query, day).await;
    }
    let tree = ctx.tree().await?;
    let own = || Some(ctx.actor.own_units(Right::ReadTask));
    let mut whole = TaskFilter {
        visible_to: scope(&ctx.actor, Right::ReadTask, &tree),
        assigned_before: query.at.map(end_of_day_in_vietnam),
        ..TaskFilter::default()
    };
    match query.view {
        TaskView::All => {}
        TaskView::Lead => whole.lead = own(),
        TaskView::Cooperating => whole.cooperating = own(),
        TaskView::Given => whole.giver = own(),
    }
    let mut narrow = whole.clone();
    narrow.states = query.state.map(|s| vec![s]);
    if query.is_overdue {
        narrow.states = Some(open_states());
        narrow.due_before = Some(ctx.today());
    }
    if let Some(lead) = query.lead {
        narrow.lead = Some(vec![lead]);
    }
    narrow.visible_to = scope(&ctx.actor, Right::ReadTask, &tree);
    let kept = kept_page(ctx, narrow, PAGE + 1, query.page * PAGE).await?;
    let named = ctx.tree_at(query.at.unwrap_or(ctx.today())).await?;
    let mut rows = described(ctx, (named.as_ref(), ctx.now()), &kept.0, &kept.1).await?;
    let has_more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    let warn_days = kept_settings(ctx).await?.warn_days;
    let read = async { Ok(store::task::dates(&ctx.read(), &whole).await?) };
    let dates = ctx.app.task_dates.or_read(whole.clone(), read).await?;
    let (tally, ages) = tallied(dates.iter().copied(), ctx.now(), warn_days);
    Ok(TaskList {
        rows,
        has_more,
        tally,
        ages,
    })
}

/// The four-way table of tasks as they stand at an instant, and the ages of the open
/// overdue ones.
pub(super) fn tallied(
    tasks: impl Iterator<Item = TaskDates>,
    now: Timestamp,
    warn_days: u16,
) -> (Tally, Vec<(&'static str, u64)>) {
    let mut tally = Tally::default();
    let mut ages: Vec<(&'static str, u64)> =
        AGE_BANDS.iter().map(|(code, _, _)| (*code, 0)).collect();
    for dates in tasks.filter(|dates| dates.state != TaskState::Recalled) {
        let is_done = dates.state == TaskState::Done;
        tally.add(timeliness(
            dates.due_on,
            dates.submitted_at,
            is_done,
            now,
            warn_days,
        ));
        let late = dates
            .due_on
            .filter(|_| !is_done)
            .map_or(0, |due| days_overdue(due, day_in_vietnam(now)));
        if let Some(band) = age_band(late)
            && let Some((_, count)) = ages.iter_mut().find(|(code, _)| *code == band)
        {
            *count += 1;
        }
    }
    (tally, ages)
}

/// Tasks in an order that no change of a task moves, after the one named, and
/// whether there are more: for programs that walk through all of them.
///
/// # Errors
/// [`AppError::Forbidden`] without the right anywhere.
pub async fn walk(
    ctx: &Ctx,
    state: Option<TaskState>,
    after: Option<TaskId>,
    limit: u64,
) -> Result<(Vec<TaskRow>, bool), AppError> {
    ctx.require_any(Right::ReadTask)?;
    let tree = ctx.tree().await?;
    let filter = TaskFilter {
        visible_to: scope(&ctx.actor, Right::ReadTask, &tree),
        states: state.map(|s| vec![s]),
        ..TaskFilter::default()
    };
    let mut tasks = store::task::walk(&ctx.read(), &filter, after, limit + 1).await?;
    let has_more = tasks.len() as u64 > limit;
    tasks.truncate(limit as usize);
    let units = units_of(ctx, &tasks).await?;
    let rows = described(ctx, (tree.as_ref(), ctx.now()), &tasks, &units).await?;
    Ok((rows, has_more))
}

/// Tasks of a filter with names and timeliness, never more than the actor may
/// see, in three queries.
pub(crate) async fn rows(
    ctx: &Ctx,
    filter: &TaskFilter,
    limit: u64,
    offset: u64,
) -> Result<Vec<TaskRow>, AppError> {
    let tree = ctx.tree().await?;
    let mut filter = filter.clone();
    filter.visible_to = scope(&ctx.actor, Right::ReadTask, &tree);
    let page = kept_page(ctx, filter, limit, offset).await?;
    described(ctx, (tree.as_ref(), ctx.now()), &page.0, &page.1).await
}

/// Tasks of a filter with their units, out of memory if nothing happened to any
/// task since.
pub(super) async fn kept_page(
    ctx: &Ctx,
    filter: TaskFilter,
    limit: u64,
    offset: u64,
) -> Result<Arc<TaskPage>, AppError> {
    let read = async {
        let tasks = store::task::list(&ctx.read(), &filter, limit, offset).await?;
        let units = units_of(ctx, &tasks).await?;
        Ok((tasks, units))
    };
    let key = (filter.clone(), limit, offset);
    ctx.app.task_pages.or_read(key, read).await
}

pub(super) async fn units_of(ctx: &Ctx, tasks: &[Task]) -> Result<Vec<TaskUnit>, AppError> {
    let ids: Vec<_> = tasks.iter().map(|t| t.id).collect();
    Ok(store::task::units_of(&ctx.read(), &ids).await?)
}

/// Names by these units, and timeliness at an instant, of tasks.
pub(super) async fn described(
    ctx: &Ctx,
    (tree, now): (&Tree, Timestamp),
    tasks: &[Task],
    units: &[TaskUnit],
) -> Result<Vec<TaskRow>, AppError> {
    let warn_days = kept_settings(ctx).await?.warn_days;
    let name = |unit: UnitId| {
        tree.known(unit)
            .map(|u| u.short_name.clone())
            .unwrap_or_default()
    };
    Ok(tasks
        .iter()
        .map(|task| TaskRow {
            lead_name: name(task.lead),
            cooperating_names: units
                .iter()
                .filter(|u| u.task == task.id && u.role == UnitRole::Cooperating)
                .map(|u| name(u.unit))
                .collect(),
            timeliness: stands_at(now, task, warn_days),
            days_overdue: late_on(day_in_vietnam(now), task),
            task: task.clone(),
        })
        .collect())
}

/// How a task stands; a recalled one stands nowhere.
pub(super) fn stands(ctx: &Ctx, task: &Task, warn_days: u16) -> Option<Timeliness> {
    stands_at(ctx.now(), task, warn_days)
}

fn stands_at(now: Timestamp, task: &Task, warn_days: u16) -> Option<Timeliness> {
    (task.state != TaskState::Recalled).then(|| {
        timeliness(
            task.due_on,
            task.submitted_at,
            task.state == TaskState::Done,
            now,
            warn_days,
        )
    })
}

/// Days past the due date while open.
pub(super) fn late(ctx: &Ctx, task: &Task) -> u32 {
    late_on(ctx.today(), task)
}

fn late_on(day: Date, task: &Task) -> u32 {
    task.due_on
        .filter(|_| task.state.is_open())
        .map_or(0, |due| days_overdue(due, day))
}
