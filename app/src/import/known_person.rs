//! Rows of people whose login has an account already: where they differ from
//! what is known is remarked on, and nothing is changed. Posts are given
//! on the page of the account.

use super::{Outcome, day_vi};
use crate::text::t;
use crate::{AppError, Ctx, Locale};
use domain::account::{Post, Right, Role};
use domain::id::{AccountId, UnitId};
use domain::unit::Tree;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;
use store::account::Account;

/// What a row says of a person.
pub(super) struct PersonRow {
    pub(super) row: usize,
    pub(super) login: String,
    pub(super) full_name: String,
    pub(super) email: String,
    pub(super) unit: UnitId,
    pub(super) role: Role,
    pub(super) area: UnitId,
    pub(super) title: String,
    /// None where the file leaves it open.
    pub(super) from: Option<Date>,
}

/// All accounts with their posts.
pub(super) struct Known<'a> {
    ctx: &'a Ctx,
    tree: Arc<Tree>,
    accounts: HashMap<String, Account>,
    posts: HashMap<AccountId, Vec<Post>>,
}

impl<'a> Known<'a> {
    pub(super) async fn load(ctx: &'a Ctx) -> Result<Self, AppError> {
        let read = ctx.read();
        let accounts = store::account::list(&read).await?.into_iter();
        let mut posts: HashMap<AccountId, Vec<Post>> = HashMap::new();
        for post in store::account::list_posts(&read).await? {
            posts.entry(post.account).or_default().push(post);
        }
        Ok(Self {
            ctx,
            tree: ctx.tree().await?,
            accounts: accounts.map(|a| (a.login.clone(), a)).collect(),
            posts,
        })
    }

    pub(super) fn account(&self, login: &str) -> Option<&Account> {
        self.accounts.get(login)
    }

    /// Says where a row differs from the account that has its login. Another
    /// name is an error, since another person may be meant.
    pub(super) fn compare(&self, row: &PersonRow, account: &Account, outcome: &mut Outcome) {
        if account.full_name != row.full_name {
            outcome.error(row.row, "full_name", "person_differs", &*row.full_name);
            return;
        }
        outcome.known += 1;
        let held = self.posts.get(&account.id).map_or(&[][..], Vec::as_slice);
        let is_seen = |p: &&Post| {
            let actor = &self.ctx.actor;
            actor.has_over(Right::ManageAccounts, p.unit, &self.tree)
        };
        let seen: Vec<&Post> = held.iter().filter(is_seen).collect();
        if seen.is_empty() && !held.is_empty() {
            // What the person is elsewhere is no matter of this actor.
            outcome.remark(row.row, "login", "person_elsewhere", &*row.login, "");
            return;
        }
        let mut differs = |column: &str, said: String, known: String| {
            if !said.is_empty() && said != known {
                outcome.remark(row.row, column, "differs", said, known);
            }
        };
        differs("email", row.email.clone(), account.work_email.clone());
        let today = self.ctx.today();
        let open = seen
            .into_iter()
            .filter(|p| p.until.is_none_or(|until| today < until));
        let open: Vec<&Post> = open.collect();
        let same = |p: &&&Post| (p.unit, p.role, p.area) == (row.unit, row.role, row.area);
        if let Some(post) = open.iter().find(same) {
            differs("title", row.title.clone(), post.title.clone());
            let from = row.from.map(day_vi).unwrap_or_default();
            differs("from", from, day_vi(post.from));
            return;
        }
        let known: Vec<String> = open
            .iter()
            .map(|p| self.post(p.unit, p.role, p.area))
            .collect();
        let known = match known.is_empty() {
            true => t(self.ctx.locale, "import.no_post").into_owned(),
            false => known.join("; "),
        };
        let said = self.post(row.unit, row.role, row.area);
        outcome.remark(row.row, "role", "post_differs", said, known);
    }

    /// A post in words: role and unit, and the area where it is another unit.
    fn post(&self, unit: UnitId, role: Role, area: UnitId) -> String {
        let code = |unit| self.tree.known(unit).map_or("–", |v| v.code.as_str());
        let locale: Locale = self.ctx.locale;
        let role = t(locale, &format!("role.{}", role.code()));
        if area == unit {
            format!("{role} – {}", code(unit))
        } else {
            format!("{role} – {} ({})", code(unit), code(area))
        }
    }
}
