//! One message with its delivery; sending a failed one again.

use crate::page::done;
use crate::page::page;
use crate::{Fields, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::message::OutboxLine;
use axum::extract::Path;
use domain::id::MessageId;
use domain::message::MessageState;

#[derive(askama::Template)]
#[template(path = "message/show.html")]
struct MessagePage {
    l: Layout,
    back: &'static str,
    back_label: String,
    facts: Vec<(String, String)>,
    body: String,
    resend: Option<String>,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = message_id(&id).map_err(fail)?;
    let line = app::message::get(&staff.ctx, id).await.map_err(fail)?;
    render(&staff, line, true)
}

pub(super) async fn resend(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    if !staff.owns(&fields) {
        return Err(fail(AppError::refused("form_token")));
    }
    let id = message_id(&id).map_err(fail)?;
    app::message::resend(&staff.ctx, id).await.map_err(fail)?;
    done(&format!("/hop-thu-di/{id}"), "message.requeued")
}

pub(super) fn message_id(text: &str) -> Result<MessageId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The page of a message, for the office (with delivery) or for its reader.
pub(super) fn render(staff: &Staff, line: OutboxLine, is_office: bool) -> PageResult {
    let l = staff.layout(line.message.subject.clone());
    let message = line.message;
    let mut facts = vec![(
        l.t("message.created").into_owned(),
        l.instant(&message.created_at),
    )];
    if is_office {
        let address = if message.address.is_empty() {
            l.t("message.no_address").into_owned()
        } else {
            message.address.clone()
        };
        let more = [
            ("message.to", line.to),
            ("message.address", address),
            (
                "message.state",
                l.code_text("message.state", message.state.code())
                    .into_owned(),
            ),
            ("message.attempts", message.attempts.to_string()),
            ("message.sent", l.opt_instant(&message.sent_at)),
            ("message.read", l.opt_instant(&message.read_at)),
            (
                "message.last_error",
                message.last_error.clone().unwrap_or_else(|| "–".into()),
            ),
        ];
        facts.extend(more.map(|(key, value)| (l.t(key).into_owned(), value)));
    }
    let may_resend = is_office && message.state == MessageState::Failed;
    let (back, key) = if is_office {
        ("/hop-thu-di", "message.outbox.title")
    } else {
        ("/thong-bao", "message.mine.title")
    };
    page(&MessagePage {
        back,
        back_label: l.t(key).into_owned(),
        facts,
        body: message.body,
        resend: may_resend.then(|| format!("/hop-thu-di/{}/gui-lai", message.id)),
        l,
    })
}
