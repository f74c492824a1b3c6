//! The outbox with the state of each message.

use crate::page::page;
use crate::page::tone::tone;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Query;
use domain::message::MessageState;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "message/outbox.html")]
struct OutboxPage {
    l: Layout,
    is_mail_on: bool,
    filters: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    older: Option<String>,
}

struct Row {
    href: String,
    subject: String,
    to: String,
    address: String,
    state: &'static str,
    tone: &'static str,
    created: String,
    sent: String,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    loc: Option<String>,
    trang: Option<u64>,
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let state = choice.loc.as_deref().and_then(MessageState::from_code);
    // A page number far beyond the end shows nothing; it must not overflow.
    let number = choice.trang.unwrap_or(0).min(100_000);
    let outbox = app::message::outbox(&staff.ctx, state, number)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let l = staff.layout(staff.ctx_text("message.outbox.title"));
    let mut filters = vec![(
        "/hop-thu-di".to_owned(),
        l.t("message.outbox.all").into_owned(),
        state.is_none(),
    )];
    filters.extend(MessageState::ALL.iter().map(|s| {
        let label = l.code_text("message.state", s.code()).into_owned();
        (
            format!("/hop-thu-di?loc={}", s.code()),
            label,
            state == Some(*s),
        )
    }));
    let older = outbox.has_more.then(|| {
        let filter = state.map_or(String::new(), |s| format!("loc={}&", s.code()));
        format!("/hop-thu-di?{filter}trang={}", number + 1)
    });
    let rows = outbox
        .lines
        .into_iter()
        .map(|line| Row {
            href: format!("/hop-thu-di/{}", line.message.id),
            subject: line.message.subject,
            to: line.to,
            address: line.message.address,
            state: line.message.state.code(),
            tone: tone(line.message.state.code()),
            created: l.instant(&line.message.created_at),
            sent: l.opt_instant(&line.message.sent_at),
        })
        .collect();
    page(&OutboxPage {
        l,
        is_mail_on: outbox.is_mail_on,
        filters,
        rows,
        older,
    })
}
