//! The history of a round from the journal.

use super::round_id;
use crate::page::journal::{HistoryLine, lines};
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Path;

#[derive(askama::Template)]
#[template(path = "round/history.html")]
struct HistoryPage {
    l: Layout,
    id: String,
    history: Vec<HistoryLine>,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let round = round_id(&id).map_err(fail)?;
    let (round, acts, names) = app::round::history(&staff.ctx, round).await.map_err(fail)?;
    let l = staff.layout(format!(
        "{}: {}",
        staff.ctx_text("journal.history"),
        round.title
    ));
    page(&HistoryPage {
        history: lines(&l, &acts, &names),
        l,
        id,
    })
}
