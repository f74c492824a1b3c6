//! A public article, and what stands at the address of a withdrawn one.

use super::{Asked, html, serve};
use crate::markdown::render;
use crate::state::Web;
use crate::{Layout, PageError, PageResult};
use app::article::{Article, Found};
use app::{AppError, Locale};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use domain::article::Photo;
use serde_json::json;

/// An article ready to be shown, to readers or as the editor's preview.
pub(crate) struct ArticleView {
    /// Title.
    pub title: String,
    /// First paragraph.
    pub lead: String,
    /// Text as HTML.
    pub body: String,
    /// Name of the heading.
    pub category: String,
    /// When it became public: for people and for machines.
    pub published: Option<(String, String)>,
    /// When it was changed after that.
    pub updated: Option<(String, String)>,
    /// Visible notes of corrections.
    pub corrections: Vec<String>,
    /// Photos with the address of each.
    pub photos: Vec<(String, Photo)>,
}

impl ArticleView {
    /// Makes it ready; `photo_base` is the address below which photos are.
    pub(crate) fn new(l: &Layout, article: &Article, photo_base: &str) -> Self {
        let both = |at: &jiff::Timestamp| (l.instant(at), l.iso(at));
        let photos = article
            .photos
            .iter()
            .map(|p| (format!("{photo_base}/{}", p.sha256), p.clone()))
            .collect();
        Self {
            title: article.title.clone(),
            lead: article.lead.clone(),
            body: render(&article.body, &l.t("portal.table")),
            category: l
                .code_text("article.category", article.category.code())
                .into_owned(),
            published: article.published_at.as_ref().map(both),
            updated: article
                .correction
                .as_ref()
                .map(|_| both(&article.updated_at)),
            corrections: article
                .correction
                .iter()
                .flat_map(|notes| notes.lines().map(str::to_owned))
                .collect(),
            photos,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "portal/article.html")]
struct ArticlePage {
    l: Layout,
    a: ArticleView,
    data: String,
    address: String,
}

#[derive(askama::Template)]
#[template(path = "portal/gone.html")]
struct GonePage {
    l: Layout,
    reason: String,
}

pub(super) async fn article(
    State(web): State<Web>,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> PageResult {
    let locale = asked.locale();
    let key = format!("/tin/{slug}?{}", locale.code());
    serve(&web, &headers, key, async || {
        let path = format!("/tin/{slug}");
        match app::article::published(&web.app, &slug).await? {
            None => Err(PageError::new(AppError::NotFound, locale)),
            Some(Found::Withdrawn { reason }) => {
                let title = app::text::t(locale, "portal.gone").into_owned();
                let l = Layout::for_readers(locale, path, title);
                html(StatusCode::GONE, &GonePage { l, reason })
            }
            Some(Found::Published(article)) => {
                let l = Layout::for_readers(locale, path, article.title.clone());
                let address = format!("{}{}", base(&web), l.path);
                let a = ArticleView::new(&l, &article, "/anh");
                let data = linked_data(&web, &a, &address);
                html(
                    StatusCode::OK,
                    &ArticlePage {
                        l,
                        a,
                        data,
                        address,
                    },
                )
            }
        }
    })
    .await
}

fn base(web: &Web) -> &str {
    web.app.options.base_url.trim_end_matches('/')
}

/// The article as schema.org data. A data block runs nothing, so the
/// policy for scripts does not touch it; `<` is escaped so that no text can end
/// the block.
fn linked_data(web: &Web, a: &ArticleView, address: &str) -> String {
    let images: Vec<String> = a
        .photos
        .iter()
        .map(|(src, _)| format!("{}{src}", base(web)))
        .collect();
    let published = a.published.as_ref().map(|(_, iso)| iso);
    let data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": a.title,
        "description": a.lead,
        "articleSection": a.category,
        "inLanguage": Locale::Vi.code(),
        "datePublished": published,
        "dateModified": a.updated.as_ref().map(|(_, iso)| iso).or(published),
        "mainEntityOfPage": address,
        "image": images,
    });
    data.to_string().replace('<', "\\u003c")
}
