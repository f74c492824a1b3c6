//! The queue: how many texts stand where, and the texts.

use super::meeting::short;
use crate::page::page;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::reading::{QueueLine, Standing};
use axum::extract::Query;
use serde::Deserialize;

/// Rows shown at once; the numbers above count all.
const ROWS: u64 = 100;

#[derive(askama::Template)]
#[template(path = "reading/list.html")]
pub(super) struct QueuePage {
    l: Layout,
    form: FormState,
    counts: Vec<Count>,
    progress: String,
    is_busy: bool,
    rows: Vec<Row>,
    /// The text that has waited longest for a person.
    next: Option<String>,
    outcomes: Vec<Outcome>,
}

/// How many texts stand at one point.
struct Count {
    href: String,
    text: String,
    n: i64,
    tag: &'static str,
    is_current: bool,
}

struct Row {
    id: String,
    file_name: String,
    /// The title that was read in it, with the day of its meeting.
    told: String,
    state: String,
    tag: &'static str,
    reason: String,
    taken_at: String,
}

/// What became of one file of this upload.
#[derive(Debug, Clone, serde::Serialize)]
pub(super) struct Outcome {
    pub(super) file_name: String,
    pub(super) tag: &'static str,
    pub(super) text: String,
    pub(super) href: Option<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct Search {
    loc: Option<String>,
}

/// The colour of a standing; the word stands beside it.
fn tag(standing: Standing) -> &'static str {
    match standing {
        Standing::Queued | Standing::Reading => "info",
        Standing::Waiting => "warn",
        Standing::Confirmed => "ok",
        Standing::Dropped => "muted",
        Standing::Refused => "late",
    }
}

/// Refusals in words.
pub(super) fn words(staff: &Staff, errors: &[app::FieldError]) -> String {
    let form = FormState::refused(Default::default(), errors, staff.ctx.locale);
    let words: Vec<&str> = form.said().iter().map(|e| e.text.as_str()).collect();
    words.join(" ")
}

pub(super) async fn build(
    staff: &Staff,
    only: Option<Standing>,
    form: FormState,
    outcomes: Vec<Outcome>,
) -> Result<QueuePage, PageError> {
    let l = staff.layout(staff.ctx_text("nav.readings"));
    let queue = app::reading::list(&staff.ctx, only, ROWS).await?;
    let next = app::reading::next_waiting(&staff.ctx, None).await?;
    let total: i64 = queue.counts.iter().map(|(_, n)| n).sum();
    let open = queue.count(Standing::Queued) + queue.count(Standing::Reading);
    let mut counts = vec![Count {
        href: "/nhap-van-ban".into(),
        text: l.t("reading.all").into_owned(),
        n: total,
        tag: "muted",
        is_current: only.is_none(),
    }];
    counts.extend(queue.counts.iter().map(|(standing, n)| Count {
        href: format!("/nhap-van-ban?loc={}", standing.code()),
        text: l.code_text("reading.state", standing.code()).into_owned(),
        n: *n,
        tag: tag(*standing),
        is_current: only == Some(*standing),
    }));
    Ok(QueuePage {
        progress: l.t2("reading.progress", ("done", total - open), ("all", total)),
        is_busy: open > 0,
        next: next.map(|id| id.to_string()),
        rows: queue.lines.into_iter().map(|q| row(staff, &l, q)).collect(),
        l,
        form,
        counts,
        outcomes,
    })
}

fn row(staff: &Staff, l: &Layout, line: QueueLine) -> Row {
    let day = line.event_date.map(|day| l.date(&day));
    let told = line.title.as_deref().map(short);
    let told: Vec<String> = told.into_iter().chain(day).collect();
    Row {
        told: told.join(" – "),
        id: line.intake.id.to_string(),
        state: l
            .code_text("reading.state", line.standing.code())
            .into_owned(),
        tag: tag(line.standing),
        reason: words(staff, &line.refusals),
        taken_at: l.instant(&line.intake.taken_at),
        file_name: line.intake.file_name,
    }
}

pub(super) async fn show(staff: Staff, Query(search): Query<Search>) -> PageResult {
    let only = search.loc.as_deref().and_then(Standing::from_code);
    page(&build(&staff, only, FormState::default(), Vec::new()).await?)
}
