//! The printable list of overdue units.

use super::round_id;
use crate::page::page;
use crate::page::pager::{LINES, Pager};
use crate::visitor::url_part;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::{Path, Query};
use domain::text::fold;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "round/late.html")]
struct LatePage {
    l: Layout,
    round_href: String,
    round_title: String,
    rows: Vec<(String, String, i32)>,
    /// How many there are, and what is searched among them.
    count: usize,
    search: String,
    is_long: bool,
    pager: Pager,
    /// The way to all of them on one page, which is what is printed.
    whole: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    trang: Option<usize>,
    tim: Option<String>,
    ca: Option<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let round = app::round::get(&staff.ctx, id).await.map_err(fail)?;
    let matrix = app::round::matrix(&staff.ctx, id).await.map_err(fail)?;
    let l = staff.layout(staff.ctx_text("round.late.title"));
    let today = staff.ctx.today();
    let by = round.dates.due_by;
    let late: Vec<_> = matrix
        .rows
        .iter()
        .filter(|r| r.owes() && r.is_overdue())
        .collect();
    let count = late.len();
    let search = choice.tim.unwrap_or_default();
    let key = fold(&search);
    let found: Vec<_> = late
        .into_iter()
        .filter(|r| fold(&r.name).contains(&key))
        .collect();
    let here = format!("/ky/{id}/qua-han");
    let is_whole = choice.ca.is_some();
    let on_page = if is_whole { found.len().max(1) } else { LINES };
    let pager = Pager::of(&l, on_page, found.len(), choice.trang, |page| {
        format!("{here}?tim={}&trang={page}", url_part(&search))
    });
    let rows = pager
        .lines(&found)
        .iter()
        .map(|r| {
            let due_on = r.extended_due_on.unwrap_or(r.due_on);
            let days = due_on
                .until(today)
                .map(|span| span.get_days())
                .unwrap_or_default();
            // A day begun counts: the hour of the due day may have passed.
            (r.name.clone(), l.due(&due_on, by), days.max(1))
        })
        .collect();
    page(&LatePage {
        round_href: format!("/ky/{id}"),
        round_title: round.title,
        rows,
        count,
        is_long: count > LINES,
        whole: pager.place.is_some().then(|| format!("{here}?ca=1")),
        pager,
        search,
        l,
    })
}
