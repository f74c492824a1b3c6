//! One task with everything: source, parts, diary, extensions, history, and
//! the forms that the reader may use now.

use crate::cite::Cites;
use crate::page::journal::{HistoryLine, lines};
use crate::page::page;
use crate::page::unit::taken_over_lines;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::task::TaskPage;
use axum::extract::Path;
use domain::id::TaskId;
use domain::task::Act;

#[derive(askama::Template)]
#[template(path = "task/show.html")]
pub(super) struct TaskShow {
    l: Layout,
    form: FormState,
    p: TaskPage,
    history: Vec<HistoryLine>,
    own_parts: Vec<(String, String)>,
    /// Document numbers in its texts, as links.
    cites: Cites,
    decisions: Vec<(String, String)>,
    granted_line: String,
    /// "Taken over from … by decision …".
    taken_over: Vec<String>,
}

impl TaskShow {
    /// Whether the reader may do this now.
    fn may(&self, code: &str) -> bool {
        Act::from_code(code).is_some_and(|act| self.p.acts.contains(&act))
    }
}

/// The id in an address; what is no id is no task.
pub(super) fn id_of(text: &str) -> Result<TaskId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

pub(super) async fn build(
    staff: &Staff,
    id: TaskId,
    form: FormState,
) -> Result<TaskShow, PageError> {
    let locale = staff.ctx.locale;
    let p = app::task::show(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, locale))?;
    let names = app::account::names(&staff.ctx).await?;
    let taken_over = app::unit::taken_over(&staff.ctx, id.0)
        .await
        .map_err(|e| PageError::new(e, locale))?;
    let l = staff.layout(format!("{} – {}", p.task.code, staff.ctx_text("task.list")));
    let texts = [&p.task.title, &p.task.output].into_iter();
    let texts = texts
        .chain(&p.task.result)
        .chain(p.parts.iter().map(|part| &part.unit.progress))
        .chain(p.diary.iter().map(|(entry, _)| &entry.text))
        .map(String::as_str);
    let cites = Cites::of(staff, &l, texts).await?;
    let own_parts = p
        .parts
        .iter()
        .filter(|part| part.may_write)
        .map(|part| {
            (
                format!("{}:{}", part.unit.unit, part.unit.version),
                part.name.clone(),
            )
        })
        .collect();
    let decisions = ["grant", "shorten", "refuse"]
        .map(|code| {
            (
                code.to_owned(),
                l.code_text("task.decide", code).into_owned(),
            )
        })
        .into();
    let granted_line = l.t2(
        "task.granted",
        ("granted", p.granted.0),
        ("max", p.granted.1),
    );
    Ok(TaskShow {
        cites,
        granted_line,
        taken_over: taken_over_lines(&l, &taken_over),
        history: lines(&l, &p.history, &names),
        l,
        form,
        p,
        own_parts,
        decisions,
    })
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let id = id_of(&id).map_err(|e| PageError::new(e, staff.ctx.locale))?;
    page(&build(&staff, id, FormState::default()).await?)
}
