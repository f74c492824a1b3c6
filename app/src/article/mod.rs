//! Articles of the portal: drafting from the record, the editorial path,
//! photos, and what the public reads.
//!
//! HTML, feeds' addresses and caching are in `web`.

mod compose;
mod create;
mod feed;
mod figures;
mod list;
mod path;
mod photo;
mod picture;
mod public;
mod record;
mod save;
mod show;

pub use create::{create_blank, draft_from_conference};
pub use feed::feed;
pub use list::{ArticleRow, Source, list, sources};
pub use path::{Correction, approve, correct, publish, withdraw};
pub use photo::{NewPhoto, add_photo, photo_for_editor, remove_photo};
pub use picture::{Cleaned, PictureError, clean};
pub use public::{Found, Line, Page, public_photo, published, published_page, recent};
pub use save::{ArticleInput, save};
pub use show::{EditorPage, show};
pub use store::article::Article;

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::article::Facts;
use domain::id::ArticleId;
use store::Handle;

/// An article on which the actor has this right.
async fn load(
    ctx: &Ctx,
    h: &impl Handle,
    id: ArticleId,
    right: Right,
) -> Result<Article, AppError> {
    let article = store::article::find(h, id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(right, article.office).await?;
    Ok(article)
}

/// The same, refusing what somebody else has changed since `version`.
async fn load_version(
    ctx: &Ctx,
    h: &impl Handle,
    id: ArticleId,
    right: Right,
    version: i32,
) -> Result<Article, AppError> {
    let article = load(ctx, h, id, right).await?;
    if article.version == version {
        Ok(article)
    } else {
        Err(AppError::Conflict)
    }
}

/// What the guards need to know about the text as it stands.
fn facts(article: &Article) -> Facts {
    let texts = [&article.title, &article.lead, &article.body];
    Facts {
        is_complete: texts.iter().all(|t| !t.trim().is_empty()),
        has_complete_photos: article.photos.iter().all(|p| p.check().is_empty()),
        is_cleared: false,
        has_note: false,
    }
}
