//! The list of tasks with the table of timeliness and the bar of ages.

use crate::page::at::At;
use crate::page::page;
use crate::{Layout, PageResult, Staff};
use app::task::{TaskList, TaskQuery, TaskView};
use axum::extract::Query;
use domain::account::Right;
use domain::id::UnitId;
use serde::Deserialize;

const VIEWS: [(&str, TaskView, &str); 4] = [
    ("tat-ca", TaskView::All, "all"),
    ("chu-tri", TaskView::Lead, "lead"),
    ("phoi-hop", TaskView::Cooperating, "cooperating"),
    ("da-giao", TaskView::Given, "given"),
];

#[derive(Deserialize)]
pub(super) struct Filter {
    goc: Option<String>,
    #[serde(rename = "qua-han")]
    qua_han: Option<String>,
    #[serde(alias = "at")]
    ngay: Option<String>,
    /// Led by this unit.
    #[serde(rename = "don-vi")]
    don_vi: Option<String>,
    trang: Option<u64>,
}

/// One bar of the picture of ages.
struct Bar {
    code: &'static str,
    count: u64,
    width: u64,
}

#[derive(askama::Template)]
#[template(path = "task/list.html")]
struct TasksPage {
    l: Layout,
    list: TaskList,
    bars: Vec<Bar>,
    has_overdue: bool,
    views: Vec<(&'static str, String, bool)>,
    view: &'static str,
    is_overdue: bool,
    at: At,
    said: Option<String>,
    /// The unit whose tasks are shown alone.
    lead: Option<UnitId>,
    page: u64,
}

pub(super) async fn show(staff: Staff, Query(filter): Query<Filter>) -> PageResult {
    // Those who decide look at what they gave; units at what they lead.
    let usual = if staff.ctx.actor.has(Right::DecideTask) {
        "tat-ca"
    } else {
        "chu-tri"
    };
    let asked = filter.goc.as_deref().unwrap_or(usual);
    let (view, side, _) = VIEWS
        .iter()
        .find(|(code, ..)| *code == asked)
        .unwrap_or(&VIEWS[0]);
    let at = At::read(filter.ngay.as_deref(), staff.ctx.today());
    let query = TaskQuery {
        at: at.other(),
        view: *side,
        is_overdue: filter.qua_han.is_some(),
        lead: filter.don_vi.and_then(|unit| unit.parse().ok()),
        page: filter.trang.unwrap_or(0),
        ..TaskQuery::default()
    };
    let list = app::task::list(&staff.ctx, &query).await?;
    let l = staff.layout(staff.ctx_text("task.list"));
    let most = list
        .ages
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    page(&TasksPage {
        bars: list
            .ages
            .iter()
            .map(|(code, count)| Bar {
                code,
                count: *count,
                width: count * 240 / most,
            })
            .collect(),
        has_overdue: list.tally.open_overdue > 0,
        views: VIEWS
            .iter()
            .map(|(code, _, key)| {
                (
                    *code,
                    l.code_text("task.view", key).into_owned(),
                    code == view,
                )
            })
            .collect(),
        view,
        is_overdue: query.is_overdue,
        lead: query.lead,
        page: query.page,
        said: at.words(&l, "task.at"),
        at,
        list,
        l,
    })
}
