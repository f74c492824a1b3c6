//! What the ladder would send when, and what it has sent. The day from
//! which it is seen is a choice of the reader; nothing is sent.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::{Path, Query};
use serde::Deserialize;

/// Messages of one day that are named; the rest is counted, so that the page of
/// a whole country stays small.
const NAMED: usize = 40;

#[derive(askama::Template)]
#[template(path = "round/schedule.html")]
struct SchedulePage {
    l: Layout,
    id: String,
    round_title: String,
    from: String,
    next_run: String,
    last_run: String,
    days: Vec<Day>,
    sent: Vec<Sent>,
}

struct Day {
    on: String,
    steps: String,
    /// Name, address, units.
    people: Vec<(String, String, String)>,
    more: usize,
    without: Vec<String>,
}

struct Sent {
    on: String,
    written: usize,
    states: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    tu: Option<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let from = choice.tu.and_then(|d| d.parse().ok());
    let from = from.unwrap_or(staff.ctx.today());
    let round = app::round::get(&staff.ctx, id).await.map_err(fail)?;
    let schedule = app::message::chase_schedule(&staff.ctx, id, from)
        .await
        .map_err(fail)?;
    let l = staff.layout(staff.ctx_text("round.schedule.title"));
    let last = schedule.sent.first().and_then(|(_, day)| day.last_at);
    let next_run = l.opt_date(&schedule.next_run());
    let days = schedule.days.into_iter().map(|day| {
        let more = day.messages.len().saturating_sub(NAMED);
        let signed: Vec<String> = day.steps.iter().map(|n| format!("{n:+}")).collect();
        Day {
            on: l.date(&day.on),
            steps: signed.join(", "),
            people: day
                .messages
                .into_iter()
                .take(NAMED)
                .map(|m| (m.full_name, m.address, m.units.join(", ")))
                .collect(),
            more,
            without: day.without_people,
        }
    });
    let sent = schedule.sent.iter().map(|(on, day)| Sent {
        on: l.date(on),
        written: day.written,
        states: day
            .by_state
            .iter()
            .map(|(code, n)| format!("{}: {n}", l.code_text("message.state", code)))
            .collect(),
    });
    page(&SchedulePage {
        id: id.to_string(),
        round_title: round.title,
        from: from.to_string(),
        next_run,
        last_run: l.opt_instant(&last),
        days: days.collect(),
        sent: sent.collect(),
        l,
    })
}
