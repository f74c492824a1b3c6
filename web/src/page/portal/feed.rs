//! Feed and sitemap.

use super::{Asked, serve, text};
use crate::PageResult;
use crate::picture::escape;
use crate::state::Web;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use domain::article::Category;

/// Addresses of the sitemap.
const MOST: u64 = 1_000;

pub(super) async fn rss(
    State(web): State<Web>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> PageResult {
    let category = asked.category()?;
    let key = format!("/rss?{}", category.map_or("", Category::code));
    serve(&web, &headers, key, async || {
        let body = app::article::feed(&web.app, category).await?;
        Ok(text(
            StatusCode::OK,
            "application/rss+xml; charset=utf-8",
            body,
        ))
    })
    .await
}

pub(super) async fn sitemap(State(web): State<Web>, headers: HeaderMap) -> PageResult {
    serve(&web, &headers, "/sitemap.xml".into(), async || {
        let base = escape(web.app.options.base_url.trim_end_matches('/'));
        let lines = app::article::recent(&web.app, None, MOST).await?;
        let mut body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <url><loc>{base}/tin</loc></url>\n"
        );
        for line in lines {
            body.push_str(&format!(
                "<url><loc>{base}/tin/{}</loc><lastmod>{}</lastmod></url>\n",
                escape(&line.slug),
                line.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
            ));
        }
        body.push_str("</urlset>\n");
        Ok(text(StatusCode::OK, "application/xml; charset=utf-8", body))
    })
    .await
}
