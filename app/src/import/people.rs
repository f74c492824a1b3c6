//! Import of people: an account and its first post per row. Nobody gets a
//! password by import; `giaoban user password` gives one.

use super::table::{column, get, read};
use super::{Outcome, taken};
use crate::{AppError, Ctx, Locale};
use domain::account::{Post, Right, Role};
use domain::id::{AccountId, PostId};
use domain::journal::Noun;
use domain::text::{clean_line, fold};
use extract::table::Column;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashSet;
use store::account::Account;

/// No hash: the account cannot sign in until a password is set.
const LOCKED: &str = "!";

const COLUMNS: [Column<'_>; 8] = [
    column("login", &["login", "tên đăng nhập"], true),
    column("name", &["name", "full_name", "họ tên", "họ và tên"], true),
    column("email", &["email", "thư điện tử"], false),
    column("unit", &["unit", "mã đơn vị", "đơn vị"], true),
    column("role", &["role", "vai trò"], true),
    column("area", &["area", "phạm vi"], false),
    column("title", &["title", "chức danh", "chức vụ"], false),
    column("from", &["from", "valid_from", "từ ngày"], false),
];

/// Imports people; with `is_dry` only says what it would do.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to keep accounts. Defects of the
/// file are in the outcome.
pub async fn people(ctx: &Ctx, bytes: &[u8], is_dry: bool) -> Result<Outcome, AppError> {
    ctx.require_any(Right::ManageAccounts)?;
    let mut outcome = Outcome::default();
    let rows = read(bytes, &COLUMNS, &mut outcome);
    let tree = ctx.tree().await?;
    let accounts = store::account::list(&ctx.read()).await?;
    let mut seen = HashSet::new();
    let mut new: Vec<(Account, Post)> = Vec::new();
    for row in &rows {
        let before = outcome.errors.len();
        let login = fold(get(row, "login"));
        if !seen.insert(login.clone()) {
            outcome.error(row.row, "login", "twice", &*login);
        }
        if login.is_empty()
            || !login
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-@".contains(c))
        {
            outcome.error(row.row, "login", "login", get(row, "login"));
        }
        let full_name = clean_line(get(row, "name")).unwrap_or_default();
        let unit = tree.by_code(get(row, "unit"));
        if unit.is_none() {
            outcome.error(row.row, "unit", "unit_unknown", get(row, "unit"));
        }
        let area = match get(row, "area") {
            "" => unit,
            code => tree.by_code(code),
        };
        if area.is_none() && unit.is_some() {
            outcome.error(row.row, "area", "unit_unknown", get(row, "area"));
        }
        let role = Role::from_code(get(row, "role"));
        if role.is_none() {
            outcome.error(row.row, "role", "role", get(row, "role"));
        }
        let from = match get(row, "from") {
            "" => Some(ctx.today()),
            text => text.parse::<Date>().ok(),
        };
        if from.is_none() {
            outcome.error(row.row, "from", "date", get(row, "from"));
        }
        for place in [unit, area].into_iter().flatten() {
            if !ctx.can(Right::ManageAccounts, place.unit).await? {
                outcome.error(row.row, "unit", "unit_unknown", place.code.clone());
            }
        }
        let (Some(unit), Some(area), Some(role), Some(from)) = (unit, area, role, from) else {
            continue;
        };
        if outcome.errors.len() > before {
            continue;
        }
        if let Some(account) = accounts.iter().find(|a| a.login == login) {
            match account.full_name == full_name {
                true => outcome.known += 1,
                false => outcome.error(row.row, "name", "person_differs", full_name),
            }
            continue;
        }
        let account = Account {
            id: AccountId(ctx.new_id()),
            login,
            full_name,
            work_email: get(row, "email").to_owned(),
            password_hash: LOCKED.into(),
            is_active: true,
            is_password_temporary: false,
            locale: Locale::Vi.code().into(),
            version: 1,
        };
        let title = clean_line(get(row, "title")).unwrap_or_default();
        let post = Post {
            id: PostId(ctx.new_id()),
            account: account.id,
            unit: unit.unit,
            role,
            area: area.unit,
            title,
            from,
            until: None,
        };
        new.push((account, post));
    }
    outcome.new = new.len();
    if outcome.is_ready(is_dry) {
        let entries: Vec<_> = new
            .iter()
            .map(|(a, p)| {
                ctx.entry(
                    "account.create",
                    Noun::Account,
                    a.id.0,
                    Some(p.unit),
                    json!({ "login": a.login, "role": p.role.code(), "by": "import" }),
                )
            })
            .collect();
        let w = ctx.begin().await?;
        store::bulk::insert_accounts(&w, &new, ctx.now())
            .await
            .map_err(taken)?;
        ctx.commit_all(w, &entries).await?;
        outcome.is_written = true;
    }
    Ok(outcome)
}
