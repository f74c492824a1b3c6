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
    lines: Vec<Line>,
    resend: Option<String>,
}

/// A line of the letter; one that is an address of this instance is a link.
struct Line {
    text: String,
    href: Option<String>,
}

impl Line {
    fn of(base: &str, line: &str) -> Self {
        let path = line.trim().strip_prefix(base.trim_end_matches('/'));
        let is_path = |path: &&str| path.starts_with('/') && !path.contains(char::is_whitespace);
        Self {
            href: path.filter(is_path).map(str::to_owned),
            text: line.to_owned(),
        }
    }
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
        lines: message
            .body
            .lines()
            .map(|line| Line::of(&staff.ctx.app.options.base_url, line))
            .collect(),
        resend: may_resend.then(|| format!("/hop-thu-di/{}/gui-lai", message.id)),
        l,
    })
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn r_14_1_an_address_of_this_instance_is_a_link_and_no_other() {
        let href = |line| Line::of("https://gb.example/", line).href;
        assert_eq!(
            href("https://gb.example/bao-cao/1").as_deref(),
            Some("/bao-cao/1")
        );
        assert_eq!(href("https://gb.example.evil/bao-cao/1"), None);
        assert_eq!(href("Kính gửi đồng chí,"), None);
        assert_eq!(href("https://gb.example/a b"), None);
    }
}
