//! What editors choose from: their articles, and conferences without one.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::article::{ArticleState, Category};
use domain::id::{ArticleId, ConferenceId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use store::conference::Scope;

/// One article of the list.
#[derive(Debug, Clone)]
pub struct ArticleRow {
    /// Its id.
    pub id: ArticleId,
    /// Title.
    pub title: String,
    /// Heading.
    pub category: Category,
    /// Where it stands.
    pub state: ArticleState,
    /// When it became public.
    pub published_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A conference from which an article can be drafted.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub conference: ConferenceId,
    /// Title.
    pub title: String,
    /// Day.
    pub held_on: Date,
}

/// The offices whose articles the actor may write: the areas and all below.
async fn offices(ctx: &Ctx) -> Result<Vec<UnitId>, AppError> {
    ctx.require_any(Right::WriteArticle)?;
    let tree = ctx.tree().await?;
    let areas = ctx.actor.areas(Right::WriteArticle);
    Ok(tree
        .units()
        .iter()
        .map(|u| u.unit)
        .filter(|unit| {
            areas
                .iter()
                .any(|top| unit == top || tree.is_within(*unit, *top))
        })
        .collect())
}

/// Articles of the actor's offices, last changed first, 50 on a page from 0.
///
/// # Errors
/// [`AppError::Forbidden`] without the right anywhere.
pub async fn list(ctx: &Ctx, page: u64) -> Result<Vec<ArticleRow>, AppError> {
    let offices = offices(ctx).await?;
    let rows =
        store::article::list(&ctx.read(), Some(&offices), 50, page.saturating_mul(50)).await?;
    Ok(rows
        .into_iter()
        .map(|a| ArticleRow {
            id: a.id,
            title: a.title,
            category: a.category,
            state: a.state,
            published_at: a.published_at,
            updated_at: a.updated_at,
        })
        .collect())
}

/// The latest conferences that have begun, for a new draft.
///
/// # Errors
/// As [`list`].
pub async fn sources(ctx: &Ctx) -> Result<Vec<Source>, AppError> {
    let scope = Scope {
        offices: Some(offices(ctx).await?),
        ..Scope::default()
    };
    let conferences = store::conference::list(&ctx.read(), &scope, 40, 0).await?;
    Ok(conferences
        .into_iter()
        .filter(|c| {
            use domain::conference::ConferenceState as S;
            matches!(c.state, S::InSession | S::Closed)
        })
        .map(|c| Source {
            conference: c.id,
            title: c.title,
            held_on: c.held_on,
        })
        .collect())
}
