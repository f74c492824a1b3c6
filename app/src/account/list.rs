//! The accounts that an actor keeps: all of them for commands, a page of them or
//! what a search finds for people.

use crate::scope::scope;
use crate::{AppError, Ctx, Wanted};
use domain::account::{Post, Right};
use domain::id::{AccountId, UnitId};
use domain::text::fold;
use std::collections::{HashMap, HashSet};
use store::account::Account;

/// A part of the accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// Those of the page with their posts, by login.
    pub lines: Vec<(Account, Vec<Post>)>,
    /// How many there are or were found.
    pub count: usize,
}

/// All accounts that the actor keeps, with their posts: those with a post in the
/// actor's area, and those without any.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn list(ctx: &Ctx) -> Result<Vec<(Account, Vec<Post>)>, AppError> {
    let wanted = Wanted {
        page: 1,
        per_page: usize::MAX,
    };
    Ok(list_page(ctx, "", wanted).await?.lines)
}

/// A page of the accounts that the actor keeps, or of those that a search finds
/// by login, name or unit, marks and case aside.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn list_page(ctx: &Ctx, search: &str, wanted: Wanted) -> Result<AccountPage, AppError> {
    ctx.require_any(Right::ManageAccounts)?;
    let read = ctx.read();
    let units = scope(
        &ctx.actor,
        Right::ManageAccounts,
        ctx.tree().await?.as_ref(),
    );
    let units = units.as_deref();
    let key = fold(search);
    let (accounts, count) = if key.is_empty() {
        let count = store::account::count_within(&read, units).await?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let limit = wanted.per_page.min(count) as u64;
        let first = wanted.first(count) as u64;
        let page = store::account::list_within(&read, units, limit, first).await?;
        (page, count)
    } else {
        let found = found(ctx, units, &key).await?;
        let first = wanted.first(found.len());
        let page = found.iter().skip(first).take(wanted.per_page);
        let page: Vec<AccountId> = page.copied().collect();
        let mut accounts = store::account::list_by_ids(&read, &page).await?;
        accounts.sort_by(|a, b| a.login.cmp(&b.login));
        (accounts, found.len())
    };
    let ids: Vec<AccountId> = accounts.iter().map(|a| a.id).collect();
    let mut posts: HashMap<AccountId, Vec<Post>> = HashMap::new();
    for some in ids.chunks(500) {
        for post in store::account::posts_of_all(&read, some).await? {
            posts.entry(post.account).or_default().push(post);
        }
    }
    let with_posts = |a: Account| {
        let own = posts.remove(&a.id).unwrap_or_default();
        (a, own)
    };
    Ok(AccountPage {
        lines: accounts.into_iter().map(with_posts).collect(),
        count,
    })
}

/// What a search finds, by login.
async fn found(ctx: &Ctx, units: Option<&[UnitId]>, key: &str) -> Result<Vec<AccountId>, AppError> {
    let tree = ctx.tree().await?;
    let named: Vec<UnitId> = tree
        .units()
        .iter()
        .filter(|u| u.is_found(key))
        .map(|u| u.unit)
        .collect();
    let read = ctx.read();
    let holders = store::account::holders(&read, &named).await?;
    let holders: HashSet<AccountId> = holders.into_iter().collect();
    let names = store::account::names_within(&read, units).await?;
    Ok(names
        .into_iter()
        .filter(|(id, login, name)| {
            login.contains(key) || fold(name).contains(key) || holders.contains(id)
        })
        .map(|(id, ..)| id)
        .collect())
}
