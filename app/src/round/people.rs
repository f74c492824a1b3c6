//! Who reports and who heads each unit today.

use crate::{AppError, Ctx};
use domain::account::{Post, Role};
use domain::id::{AccountId, UnitId};
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
    let read = async {
        let roles = [Role::Reporter, Role::HeadOfUnit];
        let posts = store::account::list_active_posts(&ctx.read(), &roles, ctx.today()).await?;
        Ok(by_unit(posts))
    };
    ctx.app.staff.or_read(ctx.today(), read).await
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
