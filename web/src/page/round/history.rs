//! The history of a round from the journal.

use super::round_id;
use crate::page::journal::{HistoryLine, lines};
use crate::page::page;
use crate::page::pager::{Pager, Turned};
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::{Path, Query};

#[derive(askama::Template)]
#[template(path = "round/history.html")]
struct HistoryPage {
    l: Layout,
    id: String,
    history: Vec<HistoryLine>,
    pager: Pager,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Turned>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let round = round_id(&id).map_err(fail)?;
    let (round, acts, names) = app::round::history(&staff.ctx, round).await.map_err(fail)?;
    let l = staff.layout(format!(
        "{}: {}",
        staff.ctx_text("journal.history"),
        round.title
    ));
    let pager = Pager::new(&l, acts.len(), asked.trang, |page| {
        format!("/ky/{id}/lich-su?trang={page}")
    });
    page(&HistoryPage {
        history: lines(&l, pager.lines(&acts), &names),
        pager,
        l,
        id,
    })
}
