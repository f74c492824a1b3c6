//! Between tasks and reports: progress is entered once and appears in both
//! . A unit's report page carries its open tasks, prefilled from their
//! diary; a signed report writes its lines into the diary. Not here: the appendix of
//! tasks of the consolidated report (`consolidation::content`).

use super::list::{kept_page, open_states, stands};
use super::progress::write_part;
use super::{advance, diary, kept_settings};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::calendar::end_of_day_in_vietnam;
use domain::id::{ObligationId, TaskId, UnitId};
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
