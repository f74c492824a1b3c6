//! Tasks as they stood at the end of a day that is over: what is stored, with
//! what the journal tells of later acts undone.

use super::kept_settings;
use super::list::{self, TaskList, TaskQuery, TaskRow, TaskView, described, tallied};
use super::list::{units_of, walk};
use crate::scope::scope;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::calendar::end_of_day_in_vietnam;
use domain::id::{TaskId, UnitId};
use domain::journal::{Entry, Noun};
use domain::task::{Act, TaskState, UnitRole};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashMap;
use store::task::{Task, TaskDates, TaskFilter};
use uuid::Uuid;

/// Tasks read at a time, of which only those in a state are wanted.
const PAGE: u64 = 500;

/// As [`walk`], the tasks given by the end of another day, as they stood then and with
/// the names that units had; of today and of days to come as they stand. Who may see a
/// task and which units cooperate is of now.
///
/// # Errors
/// [`AppError::Forbidden`] without the right anywhere.
pub async fn walk_on(
    ctx: &Ctx,
    day: Date,
    state: Option<TaskState>,
    after: Option<TaskId>,
    limit: u64,
) -> Result<(Vec<TaskRow>, bool), AppError> {
    if day >= ctx.today() {
        return walk(ctx, state, after, limit).await;
    }
    ctx.require_any(Right::ReadTask)?;
    let now = end_of_day_in_vietnam(day);
    let today = ctx.tree().await?;
    let filter = TaskFilter {
        visible_to: scope(&ctx.actor, Right::ReadTask, &today),
        assigned_before: Some(now),
        ..TaskFilter::default()
    };
    let (mut found, mut cursor) = (Vec::new(), after);
    // The database knows the states of today only: what is read is looked through until
    // there are enough.
    let page = (limit + 1).max(PAGE);
    loop {
        let tasks = store::task::walk(&ctx.read(), &filter, cursor, page).await?;
        let is_last = (tasks.len() as u64) < page;
        cursor = tasks.last().map(|task| task.id);
        let tasks = stood(ctx, tasks, now).await?.into_iter();
        found.extend(tasks.filter(|task| state.is_none_or(|state| task.state == state)));
        if is_last || found.len() as u64 > limit {
            break;
        }
    }
    let has_more = found.len() as u64 > limit;
    found.truncate(limit as usize);
    let units = units_of(ctx, &found).await?;
    let tree = ctx.tree_at(day).await?;
    let rows = described(ctx, (tree.as_ref(), now), &found, &units).await?;
    Ok((rows, has_more))
}

/// As [`list::list`], the tasks given by the end of a day that is over, as they stood
/// then. Who may see a task and which units cooperate is of now.
///
/// # Errors
/// When the database fails.
pub(super) async fn list_on(ctx: &Ctx, query: &TaskQuery, day: Date) -> Result<TaskList, AppError> {
    let now = end_of_day_in_vietnam(day);
    let today = ctx.tree().await?;
    let own = ctx.actor.own_units(Right::ReadTask);
    let mut filter = TaskFilter {
        visible_to: scope(&ctx.actor, Right::ReadTask, &today),
        assigned_before: Some(now),
        ..TaskFilter::default()
    };
    match query.view {
        // Who leads may have changed since.
        TaskView::All | TaskView::Lead => {}
        TaskView::Cooperating => filter.cooperating = Some(own.clone()),
        TaskView::Given => filter.giver = Some(own.clone()),
    }
    let mut whole = stood_all(ctx, &filter, now).await?;
    whole.retain(|task| query.view != TaskView::Lead || own.contains(&task.lead));
    let warn_days = kept_settings(ctx).await?.warn_days;
    let (tally, ages) = tallied(whole.iter().map(dates), now, warn_days);
    whole.retain(|task| is_wanted(query, task, day));
    whole.sort_by(|a, b| {
        let order = |task: &Task| (task.due_on.is_none(), task.due_on);
        order(a).cmp(&order(b)).then_with(|| a.code.cmp(&b.code))
    });
    let from = usize::try_from(query.page.saturating_mul(list::PAGE)).unwrap_or(usize::MAX);
    let rest = whole.into_iter().skip(from);
    let mut page: Vec<Task> = rest.take(list::PAGE as usize + 1).collect();
    let has_more = page.len() as u64 > list::PAGE;
    page.truncate(list::PAGE as usize);
    let units = units_of(ctx, &page).await?;
    let named = ctx.tree_at(day).await?;
    Ok(TaskList {
        rows: described(ctx, (named.as_ref(), now), &page, &units).await?,
        has_more,
        tally,
        ages,
    })
}

/// Whether a list shows a task as it stood at the end of a day.
fn is_wanted(query: &TaskQuery, task: &Task, day: Date) -> bool {
    let is_overdue = task.state.is_open() && task.due_on.is_some_and(|due| due < day);
    // As in the list of today, "overdue" stands in place of the state.
    let is_of_state = query.state.is_none_or(|state| task.state == state);
    (query.is_overdue || is_of_state)
        && query.lead.is_none_or(|lead| task.lead == lead)
        && (is_overdue || !query.is_overdue)
}

/// What timeliness follows from.
fn dates(task: &Task) -> TaskDates {
    TaskDates {
        state: task.state,
        due_on: task.due_on,
        submitted_at: task.submitted_at,
        confirmed_at: task.confirmed_at,
        lead: task.lead,
    }
}

/// All tasks of a filter as they stood at an instant: two queries for each [`PAGE`].
async fn stood_all(ctx: &Ctx, filter: &TaskFilter, by: Timestamp) -> Result<Vec<Task>, AppError> {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let tasks = store::task::walk(&ctx.read(), filter, cursor, PAGE).await?;
        let is_last = (tasks.len() as u64) < PAGE;
        cursor = tasks.last().map(|task| task.id);
        found.extend(stood(ctx, tasks, by).await?);
        if is_last {
            return Ok(found);
        }
    }
}

/// The tasks as they stood at an instant. One query.
async fn stood(ctx: &Ctx, tasks: Vec<Task>, by: Timestamp) -> Result<Vec<Task>, AppError> {
    let ids: Vec<Uuid> = tasks.iter().map(|task| task.id.0).collect();
    let acts = Act::ALL.iter().map(|act| act.code());
    let acts: Vec<&str> = acts.chain(["task.decide_extension"]).collect();
    let none: &[&str] = &[];
    let told = (acts.as_slice(), none);
    let found = store::journal::list_about(&ctx.read(), Noun::Task, &ids, by, told).await?;
    let mut told: HashMap<Uuid, Vec<Entry>> = HashMap::new();
    for sealed in found {
        let of = told.entry(sealed.entry.subject).or_default();
        of.push(sealed.entry);
    }
    let then = tasks.into_iter().map(|task| {
        let told = told.get(&task.id.0).map(Vec::as_slice);
        undone(task, told.unwrap_or_default(), by)
    });
    Ok(then.collect())
}

/// A task without the acts after an instant; as it is where there were none.
fn undone(mut task: Task, told: &[Entry], by: Timestamp) -> Task {
    let is_later = |e: &&Entry| e.at > by;
    if !told.iter().any(|e| is_later(&e)) {
        return task;
    }
    task.state = state_before(told, by);
    for entry in told.iter().filter(is_later).rev() {
        task.lead = lead_before(entry, task.lead);
    }
    task.due_on = task.first_due_on;
    task.submitted_at = None;
    task.percent = 0;
    for entry in told.iter().filter(|e| e.at <= by) {
        if let Some(due) = entry.detail.get("due_on") {
            task.due_on = due.as_str().and_then(|day| day.parse().ok());
        }
        follow(&mut task, entry);
    }
    task.confirmed_at = task.confirmed_at.filter(|at| *at <= by);
    task
}

/// Who led a task before an act that made `now` its lead. Entries of transfers made
/// before they told the part name the units alone.
fn lead_before(entry: &Entry, now: UnitId) -> UnitId {
    let (detail, lead) = (&entry.detail, UnitRole::Lead.code());
    let former = match Act::from_code(&entry.act) {
        Some(Act::Reassign) => detail["lead"][0].as_str(),
        Some(Act::Transfer) if detail["role"].as_str().is_none_or(|role| role == lead) => {
            let is_heir = detail["units"][1].as_str() == Some(now.to_string().as_str());
            detail["units"][0].as_str().filter(|_| is_heir)
        }
        _ => None,
    };
    former.and_then(|unit| unit.parse().ok()).unwrap_or(now)
}

/// What an act did to the result of a task and to the share that its lead states.
fn follow(task: &mut Task, entry: &Entry) {
    match Act::from_code(&entry.act) {
        Some(Act::Submit) => task.submitted_at = Some(entry.at),
        Some(Act::Reject | Act::Reopen) => task.submitted_at = None,
        Some(Act::Confirm) => task.percent = 100,
        Some(Act::Progress) if is_of_lead(task, entry) => {
            let percent = entry.detail["percent"].as_i64();
            let percent = percent.and_then(|share| i32::try_from(share).ok());
            task.percent = percent.unwrap_or(task.percent);
        }
        _ => {}
    }
}

/// Whether progress is the lead's; what came with a report names the unit alone.
fn is_of_lead(task: &Task, entry: &Entry) -> bool {
    match entry.detail["role"].as_str() {
        Some(role) => role == UnitRole::Lead.code(),
        None => entry.detail["unit"].as_str() == Some(task.lead.to_string().as_str()),
    }
}

/// The state out of which the first later act moved the task. A transfer with a
/// reorganisation does not say it: then the last act before does, which may be the one
/// that gave the task.
fn state_before(told: &[Entry], by: Timestamp) -> TaskState {
    let state = |value: &Value| value.as_str().and_then(TaskState::from_code);
    let transfer = Act::Transfer.code();
    let mut later = told.iter().filter(|e| e.at > by);
    let moved = later.find(|e| state(&e.detail["from"]).is_some() || e.act == transfer);
    let from = moved.and_then(|e| state(&e.detail["from"]));
    let mut until = told.iter().filter(|e| e.at <= by);
    let last = until.rfind(|e| state(&e.detail["to"]).is_some() || e.act == transfer);
    let to = last.and_then(|e| state(&e.detail["to"]));
    from.or(to).unwrap_or(TaskState::Assigned)
}
