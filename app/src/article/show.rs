//! An article as its editors see it.

use super::{load, record};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::article::ArticleState;
use domain::id::ArticleId;
use store::article::Article;

/// Everything the editor's page needs.
#[derive(Debug, Clone)]
pub struct EditorPage {
    /// The article.
    pub article: Article,
    /// Whether the actor may approve, publish, correct and withdraw.
    pub may_publish: bool,
    /// Parts of the record that changed since the editor last compared
    /// title, chair, attendance, figures, conclusions.
    pub changed: Vec<String>,
}

impl EditorPage {
    /// Whether the public reads it now.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.article.state == ArticleState::Published
    }
}

/// The editor's page.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn show(ctx: &Ctx, id: ArticleId) -> Result<EditorPage, AppError> {
    let article = load(ctx, &ctx.read(), id, Right::WriteArticle).await?;
    let changed = match (&article.record, article.conference) {
        (Some(seen), Some(conference)) => record::gather(ctx, conference)
            .await?
            .map(|record| record.changed_since(seen))
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    Ok(EditorPage {
        may_publish: ctx.can(Right::PublishArticle, article.office).await?,
        article,
        changed,
    })
}
