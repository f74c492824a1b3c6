//! Whether a draft names only what the report's form has. Programs are told
//! what they name beside it, so that nothing of theirs is dropped without a word; a
//! page that was opened before its form changed is not asked.

use super::case::Case;
use super::save::ReportTyped;
use crate::task::open_tasks_of;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{ObligationId, TaskId};
use domain::indicator::IndicatorDef;
use domain::report::Part;
use std::collections::{BTreeMap, BTreeSet};
use store::report::Draft;

/// What of a draft the report's form does not have: sections, numbers, notes, natures
/// and tasks, each by its path in the draft that a program sends (`numbers.YT-99`).
///
/// # Errors
/// [`AppError::NotFound`] for a report that the actor may not know of,
/// [`AppError::Forbidden`] without the right to write it.
pub async fn not_asked(
    ctx: &Ctx,
    id: ObligationId,
    typed: &ReportTyped,
) -> Result<Vec<FieldError>, AppError> {
    let read = ctx.read();
    let case = Case::load(ctx, &read, id, Right::WriteReport).await?;
    let draft = store::report::find_draft(&read, id).await?;
    not_asked_in(ctx, &case, draft.as_ref(), typed).await
}

/// As [`not_asked`] of a report that was read already, with its present draft.
pub(super) async fn not_asked_in(
    ctx: &Ctx,
    case: &Case,
    draft: Option<&Draft>,
    typed: &ReportTyped,
) -> Result<Vec<FieldError>, AppError> {
    let mut errors = Vec::new();
    let sections: BTreeSet<&str> = case.sections().map(|s| s.code.as_str()).collect();
    for section in &typed.sections {
        if !sections.contains(section.code.as_str()) {
            errors.push(wrong("sections", &section.code, "api.not_asked"));
        }
    }
    let defs: BTreeMap<&str, &IndicatorDef> =
        case.indicators().map(|d| (d.code.as_str(), d)).collect();
    let keys: BTreeSet<String> = defs
        .values()
        .flat_map(|def| Part::of(def).iter().map(move |part| part.key(&def.code)))
        .collect();
    for key in typed.cells.numbers.keys() {
        // A ratio is given by its parts.
        let is_ratio = defs.contains_key(key.as_str());
        if !keys.contains(key) {
            let code = if is_ratio {
                "api.ratio_parts"
            } else {
                "api.not_asked"
            };
            errors.push(wrong("numbers", key, code));
        }
    }
    let notes = typed.cells.notes.keys().map(|code| ("notes", code));
    let natures = typed.cells.natures.keys().map(|code| ("natures", code));
    for (list, code) in notes.chain(natures) {
        if !defs.contains_key(code.as_str()) {
            errors.push(wrong(list, code, "api.not_asked"));
        }
    }
    let tasks = tasks_of(ctx, case, draft, typed).await?;
    for line in &typed.tasks {
        if !tasks.contains(&line.task) {
            errors.push(wrong("tasks", &line.task.to_string(), "api.not_asked"));
        }
    }
    Ok(errors)
}

/// The tasks on which the report may have lines: the unit's open ones, and those of
/// the present draft, which may have been finished since. Read only where lines came.
async fn tasks_of(
    ctx: &Ctx,
    case: &Case,
    draft: Option<&Draft>,
    typed: &ReportTyped,
) -> Result<BTreeSet<TaskId>, AppError> {
    if typed.tasks.is_empty() {
        return Ok(BTreeSet::new());
    }
    let kept = draft.iter().flat_map(|draft| &draft.body.tasks);
    let mut tasks: BTreeSet<TaskId> = kept.map(|line| line.task).collect();
    let unit = case.obligation.unit;
    if ctx.can(Right::ReadTask, unit).await? {
        let open = open_tasks_of(ctx, unit, case.round.dates.closing_on).await?;
        tasks.extend(open.iter().map(|task| task.id));
    }
    Ok(tasks)
}

fn wrong(list: &str, name: &str, code: &'static str) -> FieldError {
    FieldError::new(format!("{list}.{name}"), code).with("typed", name)
}
