//! The accounts that an actor keeps: all of them for commands, a page of them or
//! what a search finds for people.

use crate::scope::scope;
use crate::{AppError, Ctx, Wanted};
use domain::account::{Post, Right};
use domain::id::{AccountId, UnitId};
use domain::text::fold;
use domain::unit::Tree;
use jiff::civil::Date;
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
    Ok(list_page(ctx, "", None, wanted).await?.lines)
}

/// A page of the accounts that the actor keeps, or of those that a search finds
/// by login, name or unit, marks and case aside. Of another day: those who held a
/// post on it, with the posts of that day, by the units of that day.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn list_page(
    ctx: &Ctx,
    search: &str,
    at: Option<Date>,
    wanted: Wanted,
) -> Result<AccountPage, AppError> {
    ctx.require_any(Right::ManageAccounts)?;
    let read = ctx.read();
    let tree = ctx.tree_at(at.unwrap_or(ctx.today())).await?;
    let units = scope(&ctx.actor, Right::ManageAccounts, &tree);
    let units = units.as_deref();
    let key = fold(search);
    let (accounts, count) = if key.is_empty() {
        let count = store::account::count_within(&read, units, at).await?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let limit = wanted.per_page.min(count) as u64;
        let first = wanted.first(count) as u64;
        let page = store::account::list_within(&read, units, at, limit, first).await?;
        (page, count)
    } else {
        let found = found(ctx, &tree, units, at, &key).await?;
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
        let all = store::account::posts_of_all(&read, some).await?;
        for post in all
            .into_iter()
            .filter(|p| at.is_none_or(|at| p.holds_on(at)))
        {
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
async fn found(
    ctx: &Ctx,
    tree: &Tree,
    units: Option<&[UnitId]>,
    at: Option<Date>,
    key: &str,
) -> Result<Vec<AccountId>, AppError> {
    let named: Vec<UnitId> = tree
        .units()
        .iter()
        .filter(|u| u.is_found(key))
        .map(|u| u.unit)
        .collect();
    let read = ctx.read();
    let holders = store::account::holders(&read, &named).await?;
    let holders: HashSet<AccountId> = holders.into_iter().collect();
    let names = store::account::names_within(&read, units, at).await?;
    Ok(names
        .into_iter()
        .filter(|(id, login, name)| {
            login.contains(key) || fold(name).contains(key) || holders.contains(id)
        })
        .map(|(id, ..)| id)
        .collect())
}
