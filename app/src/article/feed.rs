//! The news feed of the portal: which items, in which words.

use super::public::recent;
use crate::text::t;
use crate::{App, AppError, Locale};
use docgen::feed::{Feed, FeedItem, rss};
use domain::article::Category;

/// Entries of the feed.
const ENTRIES: u64 = 50;

/// RSS 2.0 of the latest articles, of one heading or all.
///
/// # Errors
/// When the database fails, or the configured address of the instance is not
/// absolute.
pub async fn feed(app: &App, category: Option<Category>) -> Result<String, AppError> {
    let base = app.options.base_url.trim_end_matches('/');
    let lines = recent(app, category, ENTRIES).await?;
    let query = category.map_or_else(String::new, |c| format!("?muc={}", c.code()));
    let mut title = t(Locale::Vi, "portal.title").into_owned();
    if let Some(category) = category {
        let name = t(Locale::Vi, &format!("article.category.{}", category.code()));
        title = format!("{title} – {name}");
    }
    let items = lines
        .into_iter()
        .map(|line| {
            let link = format!("{base}/tin/{}", line.slug);
            FeedItem {
                title: line.title,
                // The address never changes once given, so it names the item too.
                guid: link.clone(),
                link,
                summary: line.lead,
                published_at: line.published_at,
            }
        })
        .collect();
    let feed = Feed {
        title,
        link: format!("{base}/tin{query}"),
        own_link: format!("{base}/rss{query}"),
        description: t(Locale::Vi, "portal.about").into_owned(),
        items,
    };
    rss(&feed).map_err(|err| AppError::internal(format!("{err:?}")))
}
