//! What the enhancement of text fields asks while somebody types: the numbers
//! recognised, with their links, and where a missing one can be entered.

use crate::cite::target;
use crate::visitor::url_part;
use crate::{Fields, PageResult, Staff};
use app::AppError;
use axum::Json;
use axum::response::IntoResponse;
use domain::account::Right;
use serde::Serialize;

/// Characters looked at: more than a section ever has.
const MAX_TEXT: usize = 200_000;

/// Numbers answered.
const MAX_NUMBERS: usize = 50;

#[derive(Serialize)]
struct Recognised {
    /// As written.
    text: String,
    /// The entry, or all entries with the number.
    href: Option<String>,
    /// What the link is about.
    about: String,
    /// Where the missing entry can be made; none without the right.
    create: Option<String>,
}

/// Answers the numbers of a text, each once.
pub(super) async fn recognise(staff: Staff, fields: Fields) -> PageResult {
    if !staff.owns(&fields) {
        return Err(AppError::refused("form_token").into());
    }
    if !staff.ctx.actor.has(Right::ReadDirective) {
        return Err(AppError::Forbidden.into());
    }
    let l = staff.layout("");
    let text = fields.get("text");
    let text = &text[..text.floor_char_boundary(MAX_TEXT)];
    let found = app::directive::cite(&staff.ctx, &[text]).await?;
    let may_write = staff.ctx.actor.has(Right::WriteDirective);
    let mut seen = std::collections::HashSet::new();
    let mut answer = Vec::new();
    for cited in found.into_iter().flatten() {
        if answer.len() == MAX_NUMBERS
            || !seen.insert((cited.doc_type.clone(), cited.symbol.clone()))
        {
            continue;
        }
        let written = text[cited.range.clone()].to_owned();
        let goal = target(&l, &cited);
        let create = (goal.is_none() && may_write).then(|| {
            format!(
                "/van-ban?symbol={}&doc_type={}#f-symbol",
                url_part(&cited.as_written(text)),
                url_part(&cited.doc_type)
            )
        });
        let about = match &goal {
            Some((_, about)) => about.clone(),
            None if create.is_some() => l.t1("directive.cite_create", "symbol", &cited.symbol),
            None => l.t("directive.cite_unknown").into_owned(),
        };
        answer.push(Recognised {
            text: written,
            href: goal.map(|(href, _)| href),
            about,
            create,
        });
    }
    Ok(Json(answer).into_response())
}
