//! The list of conferences.

use crate::page::page;
use crate::{Layout, PageResult, Staff};
use app::conference::ConferenceRow;
use axum::extract::Query;
use domain::account::Right;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Filter {
    ky: Option<String>,
    trang: Option<u64>,
}

#[derive(askama::Template)]
#[template(path = "conference/list.html")]
struct ConferencesPage {
    l: Layout,
    rows: Vec<ConferenceRow>,
    has_more: bool,
    page: u64,
    round: Option<String>,
    may_write: bool,
}

pub(super) async fn show(staff: Staff, Query(filter): Query<Filter>) -> PageResult {
    let round = filter.ky.as_deref().and_then(|k| k.parse().ok());
    let number = filter.trang.unwrap_or(0);
    let (rows, has_more) = app::conference::list(&staff.ctx, round, number).await?;
    page(&ConferencesPage {
        l: staff.layout(staff.ctx_text("conference.list")),
        rows,
        has_more,
        page: number,
        round: round.map(|r| r.to_string()),
        may_write: staff.ctx.actor.has(Right::WriteConference),
    })
}
