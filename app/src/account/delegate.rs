//! Delegating a post for a time, and withdrawing it. A delegation ends
//! by itself: nothing has to happen on its last day.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::{Delegation, Post, Right, check_delegation};
use domain::id::{AccountId, DelegationId, PostId, UnitId};
use domain::journal::Noun;
use domain::text::clean_text;
use jiff::civil::Date;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// What the form of a delegation sends.
#[derive(Debug, Clone)]
pub struct NewDelegation {
    /// Which post.
    pub post: PostId,
    /// Login of the person who will act.
    pub to: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub last_day: Date,
    /// The rights beyond reading that pass; all when empty.
    pub rights: Vec<Right>,
    /// Why.
    pub reason: String,
}

/// A delegation as shown.
#[derive(Debug, Clone)]
pub struct DelegationView {
    /// What was decided.
    pub delegation: Delegation,
    /// Of which post.
    pub post: Post,
    /// Whether the actor may withdraw it.
    pub may_withdraw: bool,
}

/// Delegations and the posts that may be delegated.
#[derive(Debug, Clone, Default)]
pub struct Delegations {
    /// Those that concern the actor or the actor's area, the latest first.
    pub list: Vec<DelegationView>,
    /// Posts that the actor may delegate, one's own first.
    pub posts: Vec<Post>,
    /// Who is offered for a unit: the others with a post there, login and name.
    pub colleagues: BTreeMap<UnitId, Vec<(String, String)>>,
    /// Names of everybody named here.
    pub names: HashMap<AccountId, String>,
}

/// Everything for the page of delegations.
///
/// # Errors
/// [`AppError::Forbidden`] when nobody is signed in.
pub async fn delegations(ctx: &Ctx) -> Result<Delegations, AppError> {
    let me = ctx.account()?;
    let read = ctx.read();
    let tree = ctx.tree().await?;
    let today = ctx.today();
    let keeps = |post: &Post| ctx.actor.has_over(Right::DelegatePost, post.unit, &tree);
    let mut list: Vec<DelegationView> = store::delegation::list(&read)
        .await?
        .into_iter()
        .filter(|(d, post)| d.to == me || post.account == me || keeps(post))
        .map(|(delegation, post)| DelegationView {
            may_withdraw: today < delegation.until && (post.account == me || keeps(&post)),
            delegation,
            post,
        })
        .collect();
    list.sort_by_key(|v| std::cmp::Reverse((v.delegation.from, v.delegation.id)));
    let held: Vec<Post> = store::account::list_posts(&read)
        .await?
        .into_iter()
        .filter(|p| p.holds_on(today))
        .collect();
    let mut posts: Vec<Post> = held
        .iter()
        .filter(|p| p.account == me || keeps(p))
        .cloned()
        .collect();
    posts.sort_by_key(|p| (p.account != me, p.unit, p.id));
    let units: Vec<UnitId> = posts.iter().map(|p| p.unit).collect();
    let mut wanted: Vec<AccountId> = list
        .iter()
        .flat_map(|v| [v.delegation.to, v.post.account])
        .collect();
    let beside: Vec<&Post> = held.iter().filter(|p| units.contains(&p.unit)).collect();
    wanted.extend(beside.iter().map(|p| p.account));
    wanted.sort();
    wanted.dedup();
    let accounts = store::account::list_by_ids(&read, &wanted).await?;
    let mut colleagues: BTreeMap<UnitId, Vec<(String, String)>> = BTreeMap::new();
    for post in beside {
        let account = accounts.iter().find(|a| a.id == post.account);
        if let Some(account) = account.filter(|a| a.is_active && a.id != me) {
            let offered = colleagues.entry(post.unit).or_default();
            let person = (account.login.clone(), account.full_name.clone());
            if !offered.contains(&person) {
                offered.push(person);
            }
        }
    }
    Ok(Delegations {
        names: accounts.into_iter().map(|a| (a.id, a.full_name)).collect(),
        list,
        posts,
        colleagues,
    })
}

/// Delegates a post: the holder their own, or the head of the office or whoever
/// keeps accounts that of another. A post held by delegation cannot be
/// delegated further, since only holders have it.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; [`AppError::NotFound`] for a post
/// that is neither the actor's nor in the actor's area.
pub async fn delegate(ctx: &Ctx, new: NewDelegation) -> Result<DelegationId, AppError> {
    let w = ctx.begin().await?;
    let post = store::unit::post(&w, new.post)
        .await?
        .ok_or(AppError::NotFound)?;
    let is_own = ctx.actor.account() == Some(post.account);
    if !is_own && !ctx.may(Right::DelegatePost, post.unit).await? {
        return Err(AppError::NotFound);
    }
    let mut errors = Vec::new();
    let to = eligible(ctx, &w, &new.to, &post).await?;
    if to.is_none() {
        errors.push(FieldError::new("to", "account.delegate_unknown"));
    }
    let reason = match clean_text(&new.reason) {
        Ok(reason) => reason.trim().to_owned(),
        Err(err) => {
            errors.push(FieldError::new("reason", err.code()));
            String::new()
        }
    };
    if reason.is_empty() && errors.iter().all(|e| e.field != "reason") {
        errors.push(FieldError::new("reason", "required"));
    }
    let delegation = Delegation {
        id: DelegationId(ctx.new_id()),
        post: post.id,
        to: to.unwrap_or(AccountId(uuid::Uuid::nil())),
        from: new.from,
        until: new.last_day.tomorrow().map_err(AppError::internal)?,
        rights: new.rights,
        reason,
        given_by: ctx.actor.account(),
        version: 1,
    };
    let others = store::delegation::list_of(&w, post.id).await?;
    errors.extend(
        check_delegation(&delegation, &post, &others, ctx.today())
            .into_iter()
            .map(|e| FieldError::new(e.field(), e.code())),
    );
    all_valid(errors)?;
    store::delegation::insert(&w, &delegation, ctx.now()).await?;
    let detail = json!({
        "acting": store::account::find(&w, delegation.to).await?.map(|a| a.full_name),
        "role": post.role.code(),
        "valid_from": delegation.from,
        "last_day": new.last_day,
        "reason": delegation.reason,
    });
    ctx.commit(w, entry(ctx, "account.delegate", &post, detail))
        .await?;
    Ok(delegation.id)
}

/// Ends a delegation today.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not the actor's to withdraw;
/// [`AppError::Invalid`] for one that is over.
pub async fn withdraw(ctx: &Ctx, id: DelegationId) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let delegation = store::delegation::find(&w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let post = store::unit::post(&w, delegation.post)
        .await?
        .ok_or(AppError::NotFound)?;
    let is_own = ctx.actor.account() == Some(post.account);
    if !is_own && !ctx.may(Right::DelegatePost, post.unit).await? {
        return Err(AppError::NotFound);
    }
    let until = domain::account::withdraw(&delegation, ctx.today())
        .map_err(|e| AppError::refused(e.code()))?;
    store::delegation::end(&w, &delegation, until).await?;
    let detail = json!({ "role": post.role.code(), "valid_to": until });
    ctx.commit(w, entry(ctx, "account.withdraw", &post, detail))
        .await
}

/// Who may act: somebody of the same unit; where it is not the holder who
/// decides, anybody in the area of who does. Whoever is neither is not told
/// apart from a login that does not exist.
async fn eligible(
    ctx: &Ctx,
    w: &store::Write,
    login: &str,
    post: &Post,
) -> Result<Option<AccountId>, AppError> {
    let account = store::account::find_by_login(w, login.trim())
        .await?
        .filter(|a| a.is_active);
    let Some(account) = account else {
        return Ok(None);
    };
    let tree = ctx.tree().await?;
    let held = store::account::posts_of(w, account.id).await?;
    let is_eligible = held
        .iter()
        .filter(|p| p.holds_on(ctx.today()))
        .any(|p| p.unit == post.unit || ctx.actor.has_over(Right::DelegatePost, p.unit, &tree));
    Ok(is_eligible.then_some(account.id))
}

fn entry(ctx: &Ctx, act: &str, post: &Post, detail: serde_json::Value) -> domain::journal::Entry {
    ctx.entry(act, Noun::Account, post.account.0, Some(post.unit), detail)
}
