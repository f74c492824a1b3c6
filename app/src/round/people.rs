//! Who reports and who heads each unit today, and who opens rounds.

use crate::account::actor_of;
use crate::{AppError, Ctx};
use domain::account::{Post, Reach, Right, Role, reach};
use domain::id::{AccountId, UnitId};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// The people of one unit who can report and sign.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staff {
    /// Reporters.
    pub reporters: Vec<AccountId>,
    /// Heads.
    pub heads: Vec<AccountId>,
}

impl Staff {
    /// Whether somebody writes and somebody signs.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.reporters.is_empty() && !self.heads.is_empty()
    }

    /// Everybody, each once.
    #[must_use]
    pub fn everybody(&self) -> Vec<AccountId> {
        let mut all: Vec<AccountId> = self.reporters.iter().chain(&self.heads).copied().collect();
        all.sort();
        all.dedup();
        all
    }
}

/// The staff of every unit today, in one query. Closed accounts and ended posts
/// do not count.
///
/// # Errors
/// When the database fails.
pub async fn staff(ctx: &Ctx) -> Result<Arc<HashMap<UnitId, Staff>>, AppError> {
    let read = staff_on(ctx, ctx.today());
    ctx.app.staff.or_read(ctx.today(), read).await
}

/// The same on another day, which is not kept: who held a post then, of the accounts
/// that are open now.
///
/// # Errors
/// When the database fails.
pub(super) async fn staff_on(ctx: &Ctx, day: Date) -> Result<HashMap<UnitId, Staff>, AppError> {
    let roles = [Role::Reporter, Role::HeadOfUnit];
    let posts = store::account::list_active_posts(&ctx.read(), &roles, day).await?;
    Ok(by_unit(posts))
}

/// The login of somebody who may open rounds of an office today: of the actor, or else
/// of another person who may.
///
/// # Errors
/// When the database fails.
pub async fn opener(ctx: &Ctx, office: UnitId) -> Result<Option<String>, AppError> {
    let tree = ctx.tree().await?;
    let read = ctx.read();
    let mut roles = Role::ALL.to_vec();
    roles.retain(|role| reach(*role, Right::OpenRound) != Reach::None);
    let posts = store::account::list_active_posts(&read, &roles, ctx.today()).await?;
    let others = posts.into_iter().map(|post| post.account);
    for account in ctx.actor.account().into_iter().chain(others) {
        let actor = actor_of(&ctx.app, account).await?;
        if actor.has_over(Right::OpenRound, office, &tree) {
            let found = store::account::find(&read, account).await?;
            return Ok(found.map(|a| a.login));
        }
    }
    Ok(None)
}

fn by_unit(posts: Vec<Post>) -> HashMap<UnitId, Staff> {
    let mut staff: HashMap<UnitId, Staff> = HashMap::new();
    for post in posts {
        let unit = staff.entry(post.unit).or_default();
        match post.role {
            Role::HeadOfUnit => unit.heads.push(post.account),
            _ => unit.reporters.push(post.account),
        }
    }
    staff
}
