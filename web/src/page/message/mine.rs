//! The messages of the signed-in person; opening one marks it as read.

use super::show::{message_id, render};
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use axum::extract::Path;

#[derive(askama::Template)]
#[template(path = "message/mine.html")]
struct MinePage {
    l: Layout,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    subject: String,
    created: String,
    is_new: bool,
}

pub(super) async fn show(staff: Staff) -> PageResult {
    let messages = app::message::mine(&staff.ctx)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let l = staff.layout(staff.ctx_text("message.mine.title"));
    let rows = messages
        .into_iter()
        .map(|m| Row {
            href: format!("/thong-bao/{}", m.id),
            subject: m.subject,
            created: l.instant(&m.created_at),
            is_new: m.read_at.is_none(),
        })
        .collect();
    page(&MinePage { l, rows })
}

pub(super) async fn open(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = message_id(&id).map_err(fail)?;
    app::message::mark_read(&staff.ctx, id)
        .await
        .map_err(fail)?;
    let line = app::message::get(&staff.ctx, id).await.map_err(fail)?;
    render(&staff, line, false)
}
