//! Everything about one task, and what the actor may do with it now.

use super::extension::{facts, requests};
use super::list::{late, stands};
use super::{find_visible, has_progress, settings};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::extension::ExtensionState;
use domain::id::{TaskId, UnitId};
use domain::journal::{Noun, Sealed};
use domain::task::{Act, Facts, TaskError, Timeliness, UnitRole, check_extension, next_state};
use jiff::ToSpan;
use store::extension::Extension;
use store::issued::IssuedDocument;
use store::task::{Task, TaskEntry, TaskUnit};

/// One unit's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The part.
    pub unit: TaskUnit,
    /// Name of the unit.
    pub name: String,
    /// Whether the actor enters its progress now.
    pub may_write: bool,
}

/// The page of a task.
#[derive(Debug, Clone)]
pub struct TaskPage {
    /// The task.
    pub task: Task,
    /// Name of the office that gave it.
    pub giver_name: String,
    /// Name of the lead unit.
    pub lead_name: String,
    /// Derived; none for a recalled task.
    pub timeliness: Option<Timeliness>,
    /// Days past the due date, while open.
    pub days_overdue: u32,
    /// The units charged, the lead first.
    pub parts: Vec<Part>,
    /// The diary, newest first, with the name of the unit that speaks.
    pub diary: Vec<(TaskEntry, String)>,
    /// Requests for more time, newest first.
    pub extensions: Vec<Extension>,
    /// How many were granted, of how many allowed.
    pub granted: (u32, u32),
    /// The notice that made it binding.
    pub notice: Option<IssuedDocument>,
    /// What the actor may do now.
    pub acts: Vec<Act>,
    /// Whether the actor may ask for more time now.
    pub may_ask: bool,
    /// Why it may not be asked for, for the lead unit.
    pub obstacles: Vec<TaskError>,
    /// The request that waits for the actor's decision.
    pub to_decide: Option<Extension>,
    /// Its history from the journal, newest first.
    pub history: Vec<Sealed>,
}

/// The page of a task.
///
/// # Errors
/// [`AppError::NotFound`] for a task of other units.
pub async fn show(ctx: &Ctx, id: TaskId) -> Result<TaskPage, AppError> {
    ctx.require_any(Right::ReadTask)?;
    let read = ctx.read();
    let (task, units) = find_visible(ctx, &read, id).await?;
    let tree = ctx.tree().await?;
    let name = |unit: UnitId| tree.known(unit).map(|u| u.name.clone()).unwrap_or_default();
    let settings = settings(&read).await?;
    let extensions = requests(&read, id).await?;
    let diary = store::task::list_entries(&read, id).await?;
    let notice = match task.notice {
        Some(notice) => store::issued::find(&read, notice).await?,
        None => None,
    };
    let works = |unit| ctx.actor.has_over(Right::WorkTask, unit, &tree);
    let is_lead = works(task.lead);
    let is_giver = ctx.actor.has_over(Right::DecideTask, task.giver, &tree);
    let is_possible = |act| {
        let facts = Facts {
            is_issued: true,
            has_progress: has_progress(&units),
            previous: task.previous_state,
            has_text: true,
            new_due: Some(ctx.today()),
            today: ctx.today(),
        };
        next_state(task.state, act, &facts).is_ok()
    };
    let may_progress = is_possible(Act::Progress);
    let acts = Act::ALL
        .iter()
        .copied()
        .filter(|act| match act {
            Act::Submit | Act::Return => is_lead,
            Act::Progress => units.iter().any(|u| works(u.unit)),
            Act::Confirm
            | Act::Reject
            | Act::Recall
            | Act::Reopen
            | Act::Reassign
            | Act::Pause
            | Act::Resume => is_giver,
            // Tasks are issued with a notice and move with a reorganisation.
            Act::Issue | Act::Transfer => false,
        })
        .filter(|act| is_possible(*act))
        .collect();
    let extension_facts = facts(ctx, &task, &extensions);
    let later = task
        .due_on
        .unwrap_or(ctx.today())
        .max(ctx.today())
        .saturating_add(1.day());
    let obstacles = match is_lead {
        true => check_extension(&extension_facts, later, true, settings.extension),
        false => Vec::new(),
    };
    Ok(TaskPage {
        giver_name: name(task.giver),
        lead_name: name(task.lead),
        timeliness: stands(ctx, &task, settings.warn_days),
        days_overdue: late(ctx, &task),
        parts: units
            .into_iter()
            .map(|unit| Part {
                name: name(unit.unit),
                may_write: may_progress && unit.role != UnitRole::Supervising && works(unit.unit),
                unit,
            })
            .collect(),
        diary: diary
            .into_iter()
            .map(|entry| {
                let by = name(entry.unit);
                (entry, by)
            })
            .collect(),
        granted: (extension_facts.granted, settings.extension.max_granted),
        to_decide: extensions
            .iter()
            .find(|e| is_giver && e.state == ExtensionState::Asked)
            .cloned(),
        extensions,
        notice,
        acts,
        may_ask: is_lead && obstacles.is_empty(),
        obstacles,
        history: store::journal::list_of(&read, Noun::Task, id.0).await?,
        task,
    })
}
