//! Between tasks and reports: progress is entered once and appears in both
//! . A unit's report page carries its open tasks, prefilled from their
//! diary; a signed report writes its lines into the diary; the consolidated
//! report gets the appendix *Tiến độ nhiệm vụ kỳ trước*.

use super::list::{kept_page, open_states, stands};
use super::progress::write_part;
use super::{advance, diary, kept_settings, settings};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::calendar::end_of_day_in_vietnam;
use domain::id::{ObligationId, RoundId, TaskId, UnitId};
use domain::journal::{Entry, Noun};
use domain::report::TaskLine;
use domain::task::{Act, EntryKind, TaskState, Timeliness, UnitRole};
use jiff::civil::Date;
use serde_json::json;
use store::Write;
use store::task::{Task, TaskFilter};

/// Most open tasks that one report carries.
const MOST: u64 = 500;

/// An open task as a report carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTask {
    /// The task.
    pub id: TaskId,
    /// Its code.
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// What the unit is to it.
    pub role: UnitRole,
    /// Stored progress.
    pub state: TaskState,
    /// Present due date.
    pub due_on: Option<Date>,
    /// Derived.
    pub timeliness: Option<Timeliness>,
    /// The line, prefilled with the unit's last words.
    pub line: TaskLine,
}

/// The open tasks of a unit that were given by the end of `as_of`, nearest due
/// date first.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn open_tasks_of(
    ctx: &Ctx,
    unit: UnitId,
    as_of: Date,
) -> Result<Vec<OpenTask>, AppError> {
    ctx.require(Right::ReadTask, unit).await?;
    let filter = TaskFilter {
        charged: Some(vec![unit]),
        states: Some(open_states()),
        assigned_before: Some(end_of_day_in_vietnam(as_of)),
        ..TaskFilter::default()
    };
    let page = kept_page(ctx, filter, MOST, 0).await?;
    let (tasks, parts) = &*page;
    let warn_days = kept_settings(ctx).await?.warn_days;
    Ok(tasks
        .iter()
        .filter_map(|task| {
            let part = parts
                .iter()
                .find(|p| p.task == task.id && p.unit == unit && p.role != UnitRole::Supervising)?;
            let has_begun = part.percent > 0 || !part.progress.is_empty();
            Some(OpenTask {
                id: task.id,
                timeliness: stands(ctx, task, warn_days),
                role: part.role,
                state: task.state,
                due_on: task.due_on,
                line: TaskLine {
                    task: task.id,
                    percent: u8::try_from(part.percent).ok().filter(|_| has_begun),
                    text: part.progress.clone(),
                },
                code: task.code.clone(),
                title: task.title.clone(),
            })
        })
        .collect())
}

/// Writes the task lines of a report that is being signed into the diaries, in
/// the transaction of the signing; gives back the journal entries that the
/// caller commits together with its own.
///
/// A line is written once per report: signing the same words again (after a
/// return of the report, say) adds nothing. Lines of tasks that were finished
/// or taken over meanwhile stay in the report alone.
///
/// # Errors
/// When the database fails or somebody changed a task at the same moment.
pub async fn record_from_report(
    ctx: &Ctx,
    w: &Write,
    obligation: ObligationId,
    unit: UnitId,
    lines: &[TaskLine],
) -> Result<Vec<Entry>, AppError> {
    let ids: Vec<TaskId> = lines.iter().map(|l| l.task).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tasks = store::task::find_many(w, &ids).await?;
    let parts = store::task::units_of(w, &ids).await?;
    let written = store::task::entry_of_report(w, obligation).await?;
    let mut entries = Vec::new();
    let mut new = Vec::new();
    for line in lines {
        let text = domain::text::clean_text(&line.text).unwrap_or_default();
        let percent = line.percent.map(|p| i32::from(p.min(100)));
        if text.is_empty() && percent.is_none() {
            continue;
        }
        let is_written = written
            .get(&line.task)
            .is_some_and(|e| e.text == text && e.percent == percent);
        let task = tasks
            .iter()
            .find(|t| t.id == line.task && t.state.is_open());
        let part = parts
            .iter()
            .find(|p| p.task == line.task && p.unit == unit && p.role != UnitRole::Supervising);
        let (Some(task), Some(part), false) = (task, part, is_written) else {
            continue;
        };
        let mut task: Task = task.clone();
        let before = task.state;
        // Where the task waits (for confirmation, say) the words are kept and
        // the state stays.
        if matches!(before, TaskState::Assigned | TaskState::InProgress) {
            // A share alone is progress as well.
            let said = if text.is_empty() {
                format!("{} %", percent.unwrap_or(0))
            } else {
                text.clone()
            };
            advance(ctx, &mut task, &parts, Act::Progress, &said, None)?;
        }
        write_part(w, &mut task, part.clone(), percent, &text).await?;
        let mut entry = diary(ctx, task.id, unit, EntryKind::Progress, &text)?;
        entry.percent = percent;
        entry.obligation = Some(obligation);
        new.push(entry);
        let detail = json!({ "from": before, "to": task.state, "unit": unit, "percent": percent, "obligation": obligation });
        entries.push(ctx.entry(
            Act::Progress.code(),
            Noun::Task,
            task.id.0,
            Some(task.lead),
            detail,
        ));
    }
    store::task::insert_entries(w, &new).await?;
    Ok(entries)
}

/// One row of the appendix *Tiến độ nhiệm vụ kỳ trước*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppendixRow {
    /// The task.
    pub task: TaskId,
    /// Its code.
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// Name of the lead unit.
    pub lead: String,
    /// Names of the cooperating units.
    pub cooperating: Vec<String>,
    /// Present due date.
    pub due_on: Option<Date>,
    /// Stored progress.
    pub state: TaskState,
    /// Derived.
    pub timeliness: Option<Timeliness>,
    /// Share done as the lead states it.
    pub percent: i32,
    /// The lead's last words.
    pub progress: String,
}

/// The tasks that the office of a round had given by its closing day and that
/// were open in the days of its figures: still open, or confirmed since the first.
///
/// # Errors
/// [`AppError::NotFound`] for a round that the actor may not see.
pub async fn appendix_rows(ctx: &Ctx, round: RoundId) -> Result<Vec<AppendixRow>, AppError> {
    let read = ctx.read();
    let basis = store::conference::basis_of_round(&read, round)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::ReadRound, basis.office).await?;
    let tree = ctx.tree_at(basis.period_to).await?;
    let mut states = open_states();
    states.push(TaskState::Done);
    let filter = TaskFilter {
        giver: Some(vec![basis.office]),
        states: Some(states),
        assigned_before: Some(end_of_day_in_vietnam(basis.closing_on)),
        ..TaskFilter::default()
    };
    let mut tasks = store::task::list(&read, &filter, 10_000, 0).await?;
    let begin = end_of_day_in_vietnam(basis.data_from.yesterday().unwrap_or(basis.data_from));
    tasks.retain(|t| t.state.is_open() || t.confirmed_at.is_some_and(|at| at > begin));
    let ids: Vec<TaskId> = tasks.iter().map(|t| t.id).collect();
    let parts = store::task::units_of(&read, &ids).await?;
    let warn_days = settings(&read).await?.warn_days;
    let name = |unit: UnitId| {
        tree.get(unit)
            .map(|u| u.short_name.clone())
            .unwrap_or_default()
    };
    Ok(tasks
        .into_iter()
        .map(|task| {
            let of_task = || parts.iter().filter(|p| p.task == task.id);
            AppendixRow {
                task: task.id,
                lead: name(task.lead),
                cooperating: of_task()
                    .filter(|p| p.role == UnitRole::Cooperating)
                    .map(|p| name(p.unit))
                    .collect(),
                due_on: task.due_on,
                state: task.state,
                timeliness: stands(ctx, &task, warn_days),
                percent: task.percent,
                progress: of_task()
                    .find(|p| p.role == UnitRole::Lead)
                    .map(|p| p.progress.clone())
                    .unwrap_or_default(),
                code: task.code,
                title: task.title,
            }
        })
        .collect())
}
