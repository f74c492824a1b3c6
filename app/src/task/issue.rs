//! Conclusions become binding tasks, inside the transaction that issues their
//! notice (R-5.7, domain facts §2.6).

use super::{AppError, Ctx, diary};
use domain::id::{ConferenceId, IssuedDocumentId, TaskId, UnitId};
use domain::journal::{Entry, Noun};
use domain::task::{Act, EntryKind, Facts, TaskState, UnitRole, next_state};
use domain::text::clean_line;
use serde_json::json;
use store::Write;
use store::conference::Conclusion;
use store::task::{Task, TaskUnit};

/// Where tasks come from.
pub(crate) struct Source {
    pub(crate) conference: ConferenceId,
    pub(crate) notice: IssuedDocumentId,
    pub(crate) symbol: String,
    pub(crate) giver: UnitId,
}

/// Writes one task per conclusion and gives back their ids and journal entries.
/// The caller has checked every conclusion and commits.
pub(crate) async fn issue_from_conclusions(
    ctx: &Ctx,
    w: &Write,
    source: &Source,
    conclusions: &[Conclusion],
) -> Result<(Vec<TaskId>, Vec<Entry>), AppError> {
    let mut tasks = Vec::new();
    let mut units = Vec::new();
    let mut lines = Vec::new();
    let mut entries = Vec::new();
    let facts = Facts {
        is_issued: true,
        today: ctx.today(),
        ..Facts::default()
    };
    let state = next_state(TaskState::Draft, Act::Issue, &facts)
        .map_err(|e| AppError::refused(e.code()))?;
    let year = ctx.today().year();
    for conclusion in conclusions {
        let draft = &conclusion.draft;
        let Some(lead) = draft.lead else {
            return Err(AppError::refused("conference.lead_missing"));
        };
        let number = store::setting::next_number(w, &format!("NV|{year}")).await?;
        let task = Task {
            id: TaskId(ctx.new_id()),
            code: format!("NV-{year}-{number:03}"),
            title: clean_line(&draft.text).unwrap_or_default(),
            giver: source.giver,
            lead,
            conference: Some(source.conference),
            conclusion: Some(conclusion.id),
            notice: Some(source.notice),
            state,
            previous_state: None,
            first_due_on: draft.due_on,
            due_on: draft.due_on,
            output: draft.output.clone(),
            percent: 0,
            assigned_at: ctx.now(),
            submitted_at: None,
            confirmed_at: None,
            result: None,
            version: 1,
        };
        units.push(charged(ctx, task.id, lead, UnitRole::Lead));
        units.extend(
            draft
                .cooperating
                .iter()
                .map(|unit| charged(ctx, task.id, *unit, UnitRole::Cooperating)),
        );
        lines.push(diary(
            ctx,
            task.id,
            source.giver,
            EntryKind::Assigned,
            &source.symbol,
        )?);
        let detail = json!({
            "code": task.code, "notice": source.symbol, "conclusion": conclusion.number,
            "lead": lead, "cooperating": draft.cooperating, "due_on": draft.due_on,
        });
        entries.push(ctx.entry(
            Act::Issue.code(),
            Noun::Task,
            task.id.0,
            Some(source.giver),
            detail,
        ));
        tasks.push(task);
    }
    store::task::insert(w, &tasks).await?;
    store::task::insert_units(w, &units).await?;
    store::task::insert_entries(w, &lines).await?;
    Ok((tasks.iter().map(|t| t.id).collect(), entries))
}

fn charged(ctx: &Ctx, task: TaskId, unit: UnitId, role: UnitRole) -> TaskUnit {
    TaskUnit {
        id: ctx.new_id(),
        task,
        unit,
        role,
        percent: 0,
        progress: String::new(),
        version: 1,
    }
}
