//! Saving the text of an article that is not public.

use super::{facts, load_version, record};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::article::{Act, Category, next_state};
use domain::id::ArticleId;
use domain::journal::Noun;
use domain::text::{clean_line, clean_text};
use serde_json::json;
use store::article::Article;

const LONGEST_TITLE: usize = 300;
const LONGEST_LEAD: usize = 2_000;
const LONGEST_BODY: usize = 100_000;

/// What an editor writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleInput {
    /// Title.
    pub title: String,
    /// First paragraph.
    pub lead: String,
    /// Text in Markdown without HTML.
    pub body: String,
    /// Heading under which it stands.
    pub category: Category,
}

/// Saves the text. An approved article becomes a draft again. With
/// `is_record_seen` the editor states that the text agrees with the record as it
/// is now, and the flags go out.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, or when the article is public
/// already; [`AppError::Conflict`]; as [`Ctx::require`].
pub async fn save(
    ctx: &Ctx,
    id: ArticleId,
    version: i32,
    input: ArticleInput,
    is_record_seen: bool,
) -> Result<(), AppError> {
    let seen = seen_record(ctx, id, is_record_seen).await?;
    let w = ctx.begin().await?;
    let mut article = load_version(ctx, &w, id, Right::WriteArticle, version).await?;
    let before = article.state;
    article.state =
        next_state(before, Act::Save, &facts(&article)).map_err(|e| AppError::refused(e.code()))?;
    apply(&mut article, &input)?;
    article.record = seen.or(article.record);
    article.updated_at = ctx.now();
    store::article::update(&w, &article).await?;
    let detail =
        json!({ "title": article.title, "from": before.code(), "to": article.state.code() });
    let entry = ctx.entry(
        "article.save",
        Noun::Article,
        id.0,
        Some(article.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// The record as it is now, when the editor states to have seen it. Read before
/// the write transaction begins: totals may take their time.
pub(super) async fn seen_record(
    ctx: &Ctx,
    id: ArticleId,
    is_seen: bool,
) -> Result<Option<std::collections::BTreeMap<String, String>>, AppError> {
    if !is_seen {
        return Ok(None);
    }
    let article = super::load(ctx, &ctx.read(), id, Right::WriteArticle).await?;
    match article.conference {
        Some(conference) => Ok(record::gather(ctx, conference).await?.map(|r| r.parts())),
        None => Ok(None),
    }
}

/// Puts what was written into the article, or tells every defect. Only the
/// title must be there while it is a draft.
pub(super) fn apply(article: &mut Article, input: &ArticleInput) -> Result<(), AppError> {
    let mut errors = Vec::new();
    let mut cleaned = |field: &'static str,
                       text: &str,
                       clean: fn(&str) -> Result<String, domain::text::TextError>,
                       longest: usize| {
        match clean(text) {
            Ok(text) if text.chars().count() > longest => {
                errors
                    .push(FieldError::new(field, "too_long").with("longest", longest.to_string()));
                text
            }
            Ok(text) => text,
            Err(_) => {
                errors.push(FieldError::new(field, "text.control_character"));
                String::new()
            }
        }
    };
    article.title = cleaned("title", &input.title, clean_line, LONGEST_TITLE);
    article.lead = cleaned("lead", &input.lead, clean_text, LONGEST_LEAD);
    article.body = cleaned("body", &input.body, clean_text, LONGEST_BODY);
    article.category = input.category;
    if article.title.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("title", "required"));
    }
    all_valid(errors)
}
