//! What anybody may read. No right is asked here, so nothing but published
//! articles and their photos may come out.

use crate::{App, AppError};
use bytes::Bytes;
use domain::article::{ArticleState, Category};
use jiff::Timestamp;
use store::article::Article;

/// Articles on one page of the list.
const PER_PAGE: u64 = 20;
/// Entries of feed and sitemap.
const RECENT: u64 = 1_000;

/// An address and what is there.
#[derive(Debug, Clone)]
pub enum Found {
    /// A public article.
    Published(Box<Article>),
    /// It was public and was withdrawn: title stays unsaid, the reason is told.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// One line of a public list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Readable part of the address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// First paragraph.
    pub lead: String,
    /// Heading.
    pub category: Category,
    /// When it became public.
    pub published_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A page of the public list.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its lines, latest first.
    pub lines: Vec<Line>,
    /// Whether older ones follow.
    pub has_more: bool,
}

/// What is at an address; `None` for what was never public.
///
/// # Errors
/// When the database fails.
pub async fn published(app: &App, slug: &str) -> Result<Option<Found>, AppError> {
    let Some(article) = store::article::find_by_slug(&app.store.read(), slug).await? else {
        return Ok(None);
    };
    Ok(match article.state {
        ArticleState::Published => Some(Found::Published(Box::new(article))),
        ArticleState::Withdrawn => Some(Found::Withdrawn {
            reason: article.withdrawal_reason.unwrap_or_default(),
        }),
        ArticleState::Draft | ArticleState::Approved => None,
    })
}

/// A page of the list, from 0, of one heading or all.
///
/// # Errors
/// When the database fails.
pub async fn published_page(
    app: &App,
    category: Option<Category>,
    page: u64,
) -> Result<Page, AppError> {
    let from = page.saturating_mul(PER_PAGE);
    let mut rows =
        store::article::list_published(&app.store.read(), category, PER_PAGE + 1, from).await?;
    let per_page = usize::try_from(PER_PAGE).map_err(AppError::internal)?;
    let has_more = rows.len() > per_page;
    rows.truncate(per_page);
    Ok(Page {
        lines: rows.into_iter().map(line).collect(),
        has_more,
    })
}

/// The latest public articles, for feed (first `limit`) and sitemap.
///
/// # Errors
/// When the database fails.
pub async fn recent(
    app: &App,
    category: Option<Category>,
    limit: u64,
) -> Result<Vec<Line>, AppError> {
    let rows =
        store::article::list_published(&app.store.read(), category, limit.min(RECENT), 0).await?;
    Ok(rows.into_iter().map(line).collect())
}

/// A photo, if a public article shows it: media type and bytes.
///
/// # Errors
/// When database or files fail.
pub async fn public_photo(app: &App, sha256: &str) -> Result<Option<(String, Bytes)>, AppError> {
    if store::blob::find(&app.store.read(), sha256)
        .await?
        .is_none()
    {
        return Ok(None);
    }
    // Asked once per known photo and change (pages keep it in memory), so a walk
    // over the public articles is cheaper than a table of its own.
    let articles =
        store::article::list_published(&app.store.read(), None, u64::from(u32::MAX), 0).await?;
    let Some(photo) = articles
        .iter()
        .flat_map(|a| &a.photos)
        .find(|p| p.sha256 == sha256)
    else {
        return Ok(None);
    };
    let bytes = app.blobs.get(sha256).await?;
    Ok(bytes.map(|bytes| (photo.media_type.clone(), bytes)))
}

fn line(article: Article) -> Line {
    Line {
        slug: article.slug,
        title: article.title,
        lead: article.lead,
        category: article.category,
        published_at: article.published_at.unwrap_or(article.updated_at),
        updated_at: article.updated_at,
    }
}
