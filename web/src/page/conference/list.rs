//! The list of conferences.

use crate::page::at::At;
use crate::page::page;
use crate::{Layout, PageResult, Staff};
use app::conference::ConferenceRow;
use axum::extract::Query;
use domain::account::Right;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Filter {
    ky: Option<String>,
    #[serde(alias = "at")]
    ngay: Option<String>,
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
    at: At,
    said: Option<String>,
    may_write: bool,
}

pub(super) async fn show(staff: Staff, Query(filter): Query<Filter>) -> PageResult {
    let round = filter.ky.as_deref().and_then(|k| k.parse().ok());
    let number = filter.trang.unwrap_or(0);
    let at = At::read(filter.ngay.as_deref(), staff.ctx.today());
    let listed = app::conference::list_at(&staff.ctx, round, at.other(), number);
    let (rows, has_more) = listed.await?;
    let l = staff.layout(staff.ctx_text("conference.list"));
    page(&ConferencesPage {
        said: at.words(&l, "conference.at"),
        at,
        l,
        rows,
        has_more,
        page: number,
        round: round.map(|r| r.to_string()),
        may_write: staff.ctx.actor.has(Right::WriteConference),
    })
}
