//! Accounts: one per role with a stated login, and a reporter and a head in
//! every unit that reports, so that nobody is without one.
//!
//! Only the stated logins get a password. The others keep a mark that no
//! password matches, until an administrator sets one.

use super::chance::Chance;
use super::units::{BEGIN, Units};
use super::{LOGINS, Plan, names};
use crate::account::hash_password;
use crate::{AppError, Ctx, Locale};
use domain::account::{Post, Role};
use domain::id::{AccountId, PostId, UnitId};
use domain::journal::Noun;
use domain::unit::UnitKind;
use serde_json::json;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::account::Account;

/// No hash: the account cannot sign in until a password is set.
const LOCKED: &str = "!";

/// Who signs and who writes in each unit, and the people of the office.
pub(super) struct People {
    heads: HashMap<UnitId, (AccountId, String)>,
    reporters: HashMap<UnitId, AccountId>,
    logins: HashMap<&'static str, AccountId>,
}

impl People {
    /// The head of a unit that reports.
    pub(super) fn head(&self, unit: UnitId) -> Option<AccountId> {
        self.heads.get(&unit).map(|h| h.0)
    }

    /// The head's name.
    pub(super) fn head_name(&self, unit: UnitId) -> &str {
        self.heads.get(&unit).map_or("", |h| h.1.as_str())
    }

    /// Who writes the report of a unit.
    pub(super) fn reporter(&self, unit: UnitId) -> Option<AccountId> {
        self.reporters.get(&unit).copied()
    }

    /// The account behind a stated login.
    pub(super) fn login(&self, login: &str) -> Result<AccountId, AppError> {
        self.logins.get(login).copied().ok_or(AppError::NotFound)
    }
}

/// Makes and stores the accounts.
///
/// # Errors
/// When the database fails.
pub(super) async fn build(ctx: &Ctx, plan: &Plan, units: &Units) -> Result<People, AppError> {
    let mut people = People {
        heads: HashMap::new(),
        reporters: HashMap::new(),
        logins: HashMap::new(),
    };
    let mut rows = Vec::new();
    for stated in &LOGINS {
        let unit = match stated.role {
            Role::Reporter | Role::HeadOfUnit => units.reporting,
            Role::Leader => units.root,
            Role::Inspector => units.inspection,
            _ => units.office,
        };
        let area = match stated.role {
            Role::Reporter | Role::HeadOfUnit => unit,
            _ => units.root,
        };
        let name = names::person(&mut Chance::of(plan.seed, &["person", stated.login]));
        let hash = match plan.passwords.get(stated.login) {
            Some(password) => hash_password(password.clone()).await?,
            None => LOCKED.into(),
        };
        let (account, post) = made(
            ctx,
            stated.login,
            &name,
            hash,
            unit,
            area,
            stated.role,
            stated.title,
        );
        people.logins.insert(stated.login, account.id);
        match stated.role {
            Role::Reporter => {
                people.reporters.insert(unit, account.id);
            }
            Role::HeadOfUnit => {
                people.heads.insert(unit, (account.id, name));
            }
            _ => {}
        }
        rows.push((account, post));
    }
    for unit in units.all.iter().filter(|u| !u.fields.is_empty()) {
        let id = unit.version.unit;
        let code = unit.version.code.to_lowercase();
        let head_title = if unit.version.kind == UnitKind::Commune {
            "Bí thư Đảng ủy"
        } else {
            "Thủ trưởng"
        };
        if let Entry::Vacant(place) = people.heads.entry(id) {
            let login = format!("tt.{code}");
            let name = names::person(&mut Chance::of(plan.seed, &["person", &login]));
            let row = made(
                ctx,
                &login,
                &name,
                LOCKED.into(),
                id,
                id,
                Role::HeadOfUnit,
                head_title,
            );
            place.insert((row.0.id, name));
            rows.push(row);
        }
        if let Entry::Vacant(place) = people.reporters.entry(id) {
            let login = format!("bc.{code}");
            let name = names::person(&mut Chance::of(plan.seed, &["person", &login]));
            let row = made(
                ctx,
                &login,
                &name,
                LOCKED.into(),
                id,
                id,
                Role::Reporter,
                "Chuyên viên tổng hợp",
            );
            place.insert(row.0.id);
            rows.push(row);
        }
    }
    let w = ctx.begin().await?;
    store::bulk::insert_accounts(&w, &rows, ctx.now()).await?;
    let entries: Vec<_> = rows
        .iter()
        .map(|(a, p)| {
            let detail = json!({ "login": a.login, "role": p.role.code() });
            ctx.entry(
                "account.create",
                Noun::Account,
                a.id.0,
                Some(p.unit),
                detail,
            )
        })
        .collect();
    ctx.commit_all(w, &entries).await?;
    Ok(people)
}

#[allow(clippy::too_many_arguments, reason = "one call per kind of person")]
fn made(
    ctx: &Ctx,
    login: &str,
    name: &str,
    hash: String,
    unit: UnitId,
    area: UnitId,
    role: Role,
    title: &str,
) -> (Account, Post) {
    let account = Account {
        id: AccountId(ctx.new_id()),
        login: login.into(),
        full_name: name.into(),
        work_email: format!("{login}@songlamthuong.example"),
        password_hash: hash,
        is_active: true,
        is_password_temporary: false,
        locale: Locale::Vi.code().into(),
        version: 1,
    };
    let post = Post {
        id: PostId(ctx.new_id()),
        account: account.id,
        unit,
        role,
        area,
        title: title.into(),
        is_voting: false,
        on_behalf_of: None,
        from: BEGIN,
        until: None,
    };
    (account, post)
}
