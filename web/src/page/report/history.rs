//! The history of a report from the journal.

use super::report_id;
use crate::page::journal::{HistoryLine, lines};
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Path;

#[derive(askama::Template)]
#[template(path = "report/history.html")]
struct HistoryPage {
    l: Layout,
    id: String,
    left_out: Option<String>,
    history: Vec<HistoryLine>,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let report = report_id(&staff, &id)?;
    let found = app::report::history(&staff.ctx, report)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let l = staff.layout(staff.ctx_text("report.history"));
    let left_out = (found.saves_left_out > 0)
        .then(|| l.t1("report.saves_left_out", "count", found.saves_left_out));
    page(&HistoryPage {
        history: lines(&l, &found.acts, &found.names),
        left_out,
        id,
        l,
    })
}
