//! The list of rounds.

use crate::page::page;
use crate::page::pager::Pager;
use crate::page::tone::tone;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Query;
use domain::account::Right;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Choice {
    trang: Option<usize>,
}

#[derive(askama::Template)]
#[template(path = "round/list.html")]
struct RoundsPage {
    l: Layout,
    rows: Vec<Row>,
    pager: Pager,
    may_open: bool,
}

struct Row {
    href: String,
    title: String,
    phase: &'static str,
    tone: &'static str,
    period: String,
    units_due_on: String,
    received: String,
    accepted: i64,
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let l = staff.layout(staff.ctx_text("round.list.title"));
    let lines = app::round::list(&staff.ctx)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let pager = Pager::new(&l, lines.len(), choice.trang, |page| {
        format!("/ky?trang={page}")
    });
    let rows = pager
        .lines(&lines)
        .iter()
        .map(|line| Row {
            href: format!("/ky/{}", line.round.id),
            period: format!(
                "{} – {}",
                l.date(&line.round.period.from),
                l.date(&line.round.period.to)
            ),
            units_due_on: l.date(&line.round.dates.units_due_on),
            phase: line.round.state.code(),
            tone: tone(line.round.state.code()),
            received: format!("{}/{}", line.received, line.expected),
            accepted: line.accepted,
            title: line.round.title.clone(),
        })
        .collect();
    page(&RoundsPage {
        l,
        rows,
        pager,
        may_open: staff.ctx.actor.has(Right::OpenRound),
    })
}
