//! New articles: from a conference, or blank.

use super::compose::compose;
use super::record;
use super::save::{ArticleInput, apply};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::article::{ArticleState, Category, slug};
use domain::id::{ArticleId, ConferenceId, UnitId};
use domain::journal::Noun;
use serde_json::json;
use std::collections::BTreeMap;
use store::Handle;
use store::article::Article;

/// Drafts an article from the record of a conference.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for an unknown conference.
pub async fn draft_from_conference(ctx: &Ctx, id: ConferenceId) -> Result<ArticleId, AppError> {
    let record = record::gather(ctx, id).await?.ok_or(AppError::NotFound)?;
    ctx.require(Right::ReadConference, record.office).await?;
    ctx.require(Right::WriteArticle, record.office).await?;
    let input = compose(&record);
    insert(ctx, record.office, Some((id, record.parts())), &input).await
}

/// Begins an article without a record.
///
/// # Errors
/// [`AppError::Invalid`] without a title; as [`Ctx::require`].
pub async fn create_blank(ctx: &Ctx, office: UnitId, title: &str) -> Result<ArticleId, AppError> {
    ctx.require(Right::WriteArticle, office).await?;
    let input = ArticleInput {
        title: title.to_owned(),
        lead: String::new(),
        body: String::new(),
        category: Category::Activity,
    };
    insert(ctx, office, None, &input).await
}

async fn insert(
    ctx: &Ctx,
    office: UnitId,
    source: Option<(ConferenceId, BTreeMap<String, String>)>,
    input: &ArticleInput,
) -> Result<ArticleId, AppError> {
    let (conference, record) = source.unzip();
    let mut article = Article {
        id: ArticleId(ctx.new_id()),
        slug: String::new(),
        title: String::new(),
        lead: String::new(),
        body: String::new(),
        category: input.category,
        conference,
        office,
        state: ArticleState::Draft,
        photos: Vec::new(),
        correction: None,
        withdrawal_reason: None,
        record,
        written_by: ctx.account()?,
        published_by: None,
        published_at: None,
        updated_at: ctx.now(),
        version: 1,
    };
    apply(&mut article, input)?;
    let w = ctx.begin().await?;
    article.slug = free_slug(&w, &article.title).await?;
    store::article::insert(&w, &article).await?;
    let detail = json!({ "title": article.title, "conference": conference });
    let entry = ctx.entry(
        "article.create",
        Noun::Article,
        article.id.0,
        Some(office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(article.id)
}

/// An address that no article has. It stays when the title changes, so that a
/// link once given away keeps leading here.
async fn free_slug(h: &impl Handle, title: &str) -> Result<String, AppError> {
    let base = slug(title);
    let taken = store::article::slugs_like(h, &base).await?;
    let free = std::iter::once(base.clone())
        .chain((2..).map(|n: u32| format!("{base}-{n}")))
        .find(|candidate| !taken.contains(candidate));
    Ok(free.unwrap_or(base))
}
