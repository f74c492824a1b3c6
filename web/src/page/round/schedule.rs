//! What the ladder would send when, and what it has sent. The day from
//! which it is seen is a choice of the reader; nothing is sent.

use super::chase::some_units;
use super::round_id;
use crate::page::page;
use crate::page::pager::{LINES, Pager};
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::{Path, Query};
use jiff::civil::Date;
use serde::Deserialize;

/// Lines of one day where all days are shown; the rest is counted and stands on
/// the day's own pages, so that the page of a whole country stays small.
const NAMED: usize = 25;

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
    /// Where one day is shown: its pages, and the way back to all days.
    pager: Option<Pager>,
    all: String,
}

struct Day {
    on: String,
    steps: String,
    /// Name, address, units.
    people: Vec<(String, String, String)>,
    without: Vec<String>,
    more: usize,
    href: String,
}

struct Sent {
    on: String,
    written: usize,
    states: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    tu: Option<String>,
    ngay: Option<String>,
    trang: Option<usize>,
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
    let here = format!("/ky/{id}/lich-nhac?tu={from}");
    let only: Option<Date> = choice.ngay.and_then(|d| d.parse().ok());
    let office_due = l.due(&round.dates.office_due_on, round.dates.due_by);
    let own = l.t1("round.schedule.own", "day", office_due);
    let mut own_pages = None;
    let mut days = Vec::new();
    for day in &schedule.days {
        if only.is_some_and(|only| only != day.on) {
            continue;
        }
        let lines = day.messages.len() + day.without_people.len();
        let on_page = if only.is_some() { LINES } else { NAMED };
        let asked = choice.trang.filter(|_| only.is_some());
        let pager = Pager::of(&l, on_page, lines, asked, |page| {
            format!("{here}&ngay={}&trang={page}", day.on)
        });
        let people = pager.part(0, &day.messages);
        let without = pager.part(day.messages.len(), &day.without_people);
        let signed: Vec<String> = day.steps.iter().map(|n| format!("{n:+}")).collect();
        days.push(Day {
            on: l.date(&day.on),
            steps: signed.join(", "),
            more: match only {
                Some(_) => 0,
                None => lines - people.len() - without.len(),
            },
            href: format!("{here}&ngay={}", day.on),
            people: people
                .iter()
                .map(|m| {
                    let named = m.units.iter().map(|(name, paper)| match paper {
                        Some(on) => {
                            let day = l.date(on);
                            let said = l.t1("message.chase.paper_short", "day", day);
                            format!("{name} ({said})")
                        }
                        None => name.clone(),
                    });
                    let mut units = some_units(&l, named.collect());
                    if m.is_own {
                        units.insert(0, own.clone());
                    }
                    let units = units.join(", ");
                    (m.full_name.clone(), m.address.clone(), units)
                })
                .collect(),
            without: without.to_vec(),
        });
        if only.is_some() {
            own_pages = Some(pager);
        }
    }
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
        days,
        pager: own_pages,
        all: here,
        sent: sent.collect(),
        l,
    })
}
