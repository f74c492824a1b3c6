//! The printable list of overdue units.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Path;

#[derive(askama::Template)]
#[template(path = "round/late.html")]
struct LatePage {
    l: Layout,
    round_href: String,
    round_title: String,
    rows: Vec<(String, String, i32)>,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let round = app::round::get(&staff.ctx, id).await.map_err(fail)?;
    let matrix = app::round::matrix(&staff.ctx, id).await.map_err(fail)?;
    let l = staff.layout(staff.ctx_text("round.late.title"));
    let today = staff.ctx.today();
    let rows = matrix
        .rows
        .iter()
        .filter(|r| r.owes() && r.is_overdue())
        .map(|r| {
            let due_on = r.extended_due_on.unwrap_or(r.due_on);
            let days = due_on
                .until(today)
                .map(|span| span.get_days())
                .unwrap_or_default();
            (r.name.clone(), l.date(&due_on), days)
        })
        .collect();
    page(&LatePage {
        l,
        round_href: format!("/ky/{id}"),
        round_title: round.title,
        rows,
    })
}
