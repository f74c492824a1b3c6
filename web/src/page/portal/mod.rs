//! The public portal: list, article, feed, sitemap, photos. No session, no
//! cookie, no script needed. Editing is in [`crate::page::article`].

mod article;
mod cache;
mod feed;
mod list;
mod photo;

pub(crate) use article::ArticleView;
pub(crate) use cache::PublicCache;

use crate::state::Web;
use crate::{PageError, PageResult};
use app::{AppError, Locale};
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use bytes::Bytes;
use cache::{Fresh, Ready};
use domain::article::Category;
use serde::Deserialize;
use std::sync::Arc;

/// Routes of the portal.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/tin", get(list::list))
        .route("/tin/{slug}", get(article::article))
        .route("/rss", get(feed::rss))
        .route("/sitemap.xml", get(feed::sitemap))
        .route("/anh/{sha256}", get(photo::photo))
}

/// What a reader may say in the address.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// Heading.
    muc: Option<String>,
    /// Page of the list, from 1.
    trang: Option<u64>,
    /// Language of the frame.
    ngu: Option<String>,
}

impl Asked {
    fn locale(&self) -> Locale {
        self.ngu.as_deref().map_or(Locale::Vi, Locale::from_code)
    }

    fn category(&self) -> Result<Option<Category>, PageError> {
        match self.muc.as_deref() {
            None | Some("") => Ok(None),
            Some(code) => match Category::from_code(code) {
                Some(category) => Ok(Some(category)),
                None => Err(PageError::new(AppError::NotFound, self.locale())),
            },
        }
    }
}

/// The page from memory, or rendered now and kept.
async fn serve(
    web: &Web,
    asked: &HeaderMap,
    key: String,
    render: impl AsyncFnOnce() -> Result<Fresh, PageError>,
) -> PageResult {
    // Taken before rendering: a change in between makes the page stale at once.
    let age = web.app.portal_age();
    if let Some(page) = web.public.get(&key, age) {
        return Ok(page.answer(asked));
    }
    let fresh = render().await?;
    let page = tokio::task::spawn_blocking(move || Arc::new(Ready::new(age, fresh)))
        .await
        .map_err(AppError::internal)?;
    web.public.put(key, &page);
    Ok(page.answer(asked))
}

/// A page of HTML: others ask each time whether it still holds, so that a
/// withdrawal takes effect at once.
fn html(status: StatusCode, template: &impl askama::Template) -> Result<Fresh, PageError> {
    Ok(text(status, "text/html; charset=utf-8", template.render()?))
}

fn text(status: StatusCode, media_type: &str, body: String) -> Fresh {
    Fresh {
        status,
        media_type: media_type.into(),
        cache_control: "public, no-cache",
        body: Bytes::from(body),
        is_text: true,
    }
}
