//! Which accounts an actor keeps, and everything about one of them.

use crate::{AppError, Ctx};
use domain::account::{Delegation, Post, Right};
use domain::id::AccountId;
use domain::journal::{Noun, Sealed};
use jiff::civil::Date;
use store::account::Account;

/// An account with what it held and holds.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// The account; its hash is of no use to anybody and left out.
    pub account: Account,
    /// All posts, the latest first.
    pub posts: Vec<Post>,
    /// Delegations of its posts, and of others' posts to it, the latest first.
    pub delegations: Vec<(Delegation, Post)>,
    /// What was done to it, newest first.
    pub history: Vec<Sealed>,
    /// Whether the actor may change the account itself (not only single posts).
    pub may_change: bool,
}

/// One account for those who keep it or one of its posts.
///
/// # Errors
/// [`AppError::NotFound`] for an account of elsewhere; [`AppError::Forbidden`]
/// without the right.
pub async fn show(ctx: &Ctx, id: AccountId) -> Result<AccountView, AppError> {
    ctx.require_any(Right::ManageAccounts)?;
    let read = ctx.read();
    let mut account = store::account::find(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    account.password_hash = String::new();
    let mut posts = store::account::posts_of(&read, id).await?;
    posts.sort_by_key(|p| (std::cmp::Reverse(p.from), p.id));
    let tree = ctx.tree().await?;
    let keeps = |p: &Post| ctx.actor.has_over(Right::ManageAccounts, p.unit, &tree);
    if !posts.is_empty() && !posts.iter().any(keeps) {
        return Err(AppError::NotFound);
    }
    let mut delegations = store::delegation::list(&read).await?;
    delegations.retain(|(d, post)| d.to == id || post.account == id);
    Ok(AccountView {
        may_change: living(&posts, ctx.today()).iter().all(|p| keeps(p)),
        history: store::journal::list_of(&read, Noun::Account, id.0).await?,
        account,
        posts,
        delegations,
    })
}

/// An account for an act on the account as a whole: the actor keeps all posts
/// that the person holds or will hold, so that a keeper of one area cannot take
/// over somebody who also has rights in another.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown login and one of elsewhere.
pub(super) async fn kept(ctx: &Ctx, login: &str) -> Result<(Account, Vec<Post>), AppError> {
    ctx.require_any(Right::ManageAccounts)?;
    let account = store::account::find_by_login(&ctx.read(), login)
        .await?
        .ok_or(AppError::NotFound)?;
    let posts = store::account::posts_of(&ctx.read(), account.id).await?;
    for post in living(&posts, ctx.today()) {
        ctx.require(Right::ManageAccounts, post.unit).await?;
    }
    Ok((account, posts))
}

/// The posts that hold today or later; where there is none, all there were.
fn living(posts: &[Post], today: Date) -> Vec<&Post> {
    let holding: Vec<&Post> = posts
        .iter()
        .filter(|p| p.until.is_none_or(|until| today < until))
        .collect();
    match holding.is_empty() {
        true => posts.iter().collect(),
        false => holding,
    }
}
