//! The printable list of overdue units, and of those that sent late, with
//! the reason that they gave.

use super::round_id;
use crate::page::at::At;
use crate::page::page;
use crate::page::pager::{LINES, Pager};
use crate::page::report::paper_words;
use crate::visitor::url_part;
use crate::{Layout, PageError, PageResult, Staff};
use app::round::MatrixRow;
use axum::extract::{Path, Query};
use domain::calendar::day_in_vietnam;
use domain::text::fold;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "round/late.html")]
struct LatePage {
    l: Layout,
    round_href: String,
    round_title: String,
    rows: Vec<Overdue>,
    sent: Vec<SentLate>,
    sent_count: usize,
    /// How many there are, and what is searched among them.
    count: usize,
    search: String,
    at: At,
    said: Option<String>,
    is_long: bool,
    /// Whether all of them stand on this page.
    is_whole: bool,
    pager: Pager,
    /// The way to all of them on one page, which is what is printed.
    whole: Option<String>,
}

struct Overdue {
    name: String,
    /// The day of the paper, where one came.
    paper: String,
    due: String,
    days: i32,
}

struct SentLate {
    name: String,
    due: String,
    received: String,
    days: i32,
    reason: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    trang: Option<usize>,
    tim: Option<String>,
    #[serde(alias = "at")]
    ngay: Option<String>,
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
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    let matrix = app::round::matrix_at(&staff.ctx, id, at.other()).await;
    let matrix = matrix.map_err(fail)?;
    let l = staff.layout(staff.ctx_text("round.late.title"));
    let today = at.day().min(staff.ctx.today());
    let by = round.dates.due_by;
    let late: Vec<_> = matrix
        .rows
        .iter()
        .filter(|r| r.owes() && r.is_overdue())
        .collect();
    let count = late.len();
    let came_late: Vec<_> = matrix.rows.iter().filter(|r| r.came_late()).collect();
    let sent_count = came_late.len();
    let search = choice.tim.unwrap_or_default();
    let key = fold(&search);
    let is_sought = |r: &&MatrixRow| fold(&r.name).contains(&key);
    let found: Vec<_> = late.into_iter().filter(is_sought).collect();
    let came_late: Vec<_> = came_late.into_iter().filter(is_sought).collect();
    let lines = found.len() + came_late.len();
    let here = format!("/ky/{id}/qua-han");
    let is_whole = choice.ca.is_some();
    let on_page = if is_whole { lines.max(1) } else { LINES };
    let pager = Pager::of(&l, on_page, lines, choice.trang, |page| {
        format!("{here}?tim={}&trang={page}{}", url_part(&search), at.part())
    });
    let days = |r: &MatrixRow, on: Date| {
        let due_on = r.extended_due_on.unwrap_or(r.due_on);
        let span = due_on.until(on).map(|span| span.get_days());
        // A day begun counts: the hour of the due day may have passed.
        (l.due(&due_on, by), span.unwrap_or_default().max(1))
    };
    let rows = pager
        .part(0, &found)
        .iter()
        .map(|r| {
            let (due, days) = days(r, today);
            let paper = r.paper.as_ref();
            Overdue {
                name: r.name.clone(),
                paper: paper.map_or_else(String::new, |p| paper_words(&l, p)),
                due,
                days,
            }
        })
        .collect();
    let sent = pager
        .part(found.len(), &came_late)
        .iter()
        .map(|r| {
            let at = r.counted_at.map(day_in_vietnam);
            let (due, days) = days(r, at.unwrap_or(today));
            let reason = r.late_reason.clone();
            SentLate {
                name: r.name.clone(),
                due,
                received: l.opt_instant(&r.counted_at),
                days,
                reason: reason.unwrap_or_else(|| l.t("round.late.no_reason").into_owned()),
            }
        })
        .collect();
    page(&LatePage {
        round_href: format!("/ky/{id}{}", at.query()),
        round_title: round.title,
        rows,
        sent,
        count,
        sent_count,
        is_long: count + sent_count > LINES,
        is_whole,
        whole: pager
            .place
            .is_some()
            .then(|| format!("{here}?ca=1{}", at.part())),
        pager,
        search,
        said: at.words(&l, "round.at_end"),
        at,
        l,
    })
}
