//! Further posts of a person, and their end.

use super::create::NewPost;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::{Post, PostError, Right, check_post};
use domain::id::{AccountId, PostId};
use domain::journal::Noun;
use domain::unit::Tree;
use jiff::civil::Date;
use serde_json::json;

/// What is wrong with a post that a person who holds `held` is to be given, by `then`,
/// the tree on its first day: one check for further posts, new accounts and imports
///
pub(crate) fn check_new(post: &Post, held: &[Post], then: &Tree) -> Vec<FieldError> {
    let mut errors: Vec<FieldError> = check_post(post, held)
        .into_iter()
        .map(|e| FieldError::new("last_day", e.code()))
        .collect();
    if then.get(post.unit).is_none() {
        errors.push(FieldError::new("unit", "account.unit_not_there"));
    }
    let is_away = |body| then.get(body).is_none();
    if post.on_behalf_of.is_some_and(is_away) {
        errors.push(FieldError::new("behalf", "account.unit_not_there"));
    }
    errors
}

/// Gives a person a further post; the rights of all posts add up.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; [`AppError::NotFound`] for an
/// account or a unit of elsewhere.
pub async fn give_post(ctx: &Ctx, account: AccountId, new: NewPost) -> Result<PostId, AppError> {
    let view = super::show(ctx, account).await?;
    ctx.require(Right::ManageAccounts, new.unit).await?;
    ctx.require(Right::ManageAccounts, new.area).await?;
    let post = new.of(ctx, account);
    let tree = ctx.tree_at(post.from).await?;
    let mut errors = check_new(&post, &view.posts, &tree);
    if ctx.actor.account() == Some(account) {
        errors.push(FieldError::form(PostError::Own.code()));
    }
    all_valid(errors)?;
    let body = post.on_behalf_of.and_then(|body| tree.get(body));
    let w = ctx.begin().await?;
    store::account::insert_post(&w, &post).await?;
    let detail = json!({
        "role": post.role.code(),
        "is_voting": post.is_voting,
        "on_behalf_of": body.map(|u| u.short_name.clone()),
        "valid_from": post.from,
        "last_day": post.until.and_then(|u| u.yesterday().ok()),
    });
    let entry = ctx.entry(
        "account.give_post",
        Noun::Account,
        account.0,
        Some(post.unit),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(post.id)
}

/// Ends a post: `day` is the first one without it. The post stays in the
/// history, and what was delegated of it ends with it.
///
/// # Errors
/// [`AppError::Invalid`] for a day in the past, a post that is over, and one's
/// own; [`AppError::NotFound`] for a post of elsewhere.
pub async fn end_post(
    ctx: &Ctx,
    account: AccountId,
    post: PostId,
    day: Date,
) -> Result<(), AppError> {
    ctx.require_any(Right::ManageAccounts)?;
    let w = ctx.begin().await?;
    let post = store::unit::post(&w, post)
        .await?
        .filter(|p| p.account == account)
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::ManageAccounts, post.unit).await?;
    if ctx.actor.account() == Some(account) {
        return Err(AppError::refused(PostError::Own.code()));
    }
    let refused = |e: PostError| AppError::Invalid(vec![FieldError::new("on", e.code())]);
    let until = domain::account::end_post(&post, day, ctx.today()).map_err(refused)?;
    store::unit::end_post(&w, post.id, until)
        .await
        .map_err(|e| match e {
            // It ends on that day or before already.
            store::StoreError::Conflict => refused(PostError::Over),
            other => other.into(),
        })?;
    let detail = json!({ "role": post.role.code(), "valid_to": until });
    let entry = ctx.entry(
        "account.end_post",
        Noun::Account,
        account.0,
        Some(post.unit),
        detail,
    );
    ctx.commit(w, entry).await
}
