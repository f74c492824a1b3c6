//! The list of rounds.

use crate::page::at::At;
use crate::page::page;
use crate::page::pager::Pager;
use crate::page::tone::tone;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Query;
use domain::account::Right;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(alias = "at")]
    ngay: Option<String>,
    trang: Option<usize>,
}

#[derive(askama::Template)]
#[template(path = "round/list.html")]
struct RoundsPage {
    l: Layout,
    rows: Vec<Row>,
    pager: Pager,
    at: At,
    said: Option<String>,
    may_open: bool,
    /// Rounds of more than one office are shown, so each says whose it is.
    has_offices: bool,
}

struct Row {
    href: String,
    title: String,
    office: String,
    phase: &'static str,
    tone: &'static str,
    period: String,
    units_due_on: String,
    received: String,
    accepted: i64,
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let l = staff.layout(staff.ctx_text("round.list.title"));
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    let lines = app::round::list_at(&staff.ctx, at.other())
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let pager = Pager::new(&l, lines.len(), choice.trang, |page| {
        format!("/ky?trang={page}{}", at.part())
    });
    let tree = staff
        .ctx
        .tree_at(at.day())
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let name = |unit| {
        tree.known(unit)
            .map_or_else(String::new, |u| u.short_name.clone())
    };
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
            units_due_on: l.due(&line.round.dates.units_due_on, line.round.dates.due_by),
            phase: line.round.state.code(),
            tone: tone(line.round.state.code()),
            received: format!("{}/{}", line.received, line.expected),
            accepted: line.accepted,
            office: name(line.round.office),
            title: line.round.title.clone(),
        })
        .collect();
    let mut offices = lines.iter().map(|line| line.round.office);
    let first = offices.next();
    let has_offices = offices.any(|office| Some(office) != first);
    page(&RoundsPage {
        said: at.words(&l, "round.at"),
        at,
        l,
        has_offices,
        rows,
        pager,
        may_open: staff.ctx.actor.has(Right::OpenRound),
    })
}
