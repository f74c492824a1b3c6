//! Import of people: an account and its first post per row. Nobody gets a
//! password by import; `giaoban user password` gives one. Accounts that are
//! there already are in `known_person`.

use super::known_person::{Known, PersonRow};
use super::table::{column, get, read};
use super::template::EXAMPLE_LOGIN;
use super::words::{Words, roles};
use super::{Outcome, day_vi, taken};
use crate::account::check_new;
use crate::{AppError, Ctx, Locale};
use domain::account::{Post, Right, Role, is_mail_form};
use domain::calendar::read_day;
use domain::id::{AccountId, PostId};
use domain::journal::Noun;
use domain::text::fold;
use domain::unit::{Tree, UnitVersion};
use extract::table::{Column, TableRow};
use serde_json::json;
use std::collections::HashSet;
use store::account::Account;

/// No hash: the account cannot sign in until a password is set.
const LOCKED: &str = "!";

pub(super) const COLUMNS: [Column<'_>; 8] = [
    column("login", &["tên đăng nhập", "tài khoản", "login"], true),
    column(
        "full_name",
        &["họ và tên", "họ tên", "name", "full_name"],
        true,
    ),
    column(
        "email",
        &["thư điện tử", "thư điện tử công vụ", "email"],
        false,
    ),
    column("unit", &["mã đơn vị", "đơn vị", "unit"], true),
    column("role", &["vai trò", "role"], true),
    column("area", &["mã phạm vi", "phạm vi", "area"], false),
    column(
        "title",
        &["chức vụ", "chức danh", "chức vụ ghi trên văn bản", "title"],
        false,
    ),
    column("from", &["từ ngày", "from", "valid_from"], false),
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
    let known = Known::load(ctx).await?;
    let words = roles();
    let mut seen = HashSet::new();
    let mut new: Vec<(Account, Post)> = Vec::new();
    for row in &rows {
        let login = fold(get(row, "login"));
        if login == EXAMPLE_LOGIN {
            outcome.error(row.row, "login", "example", login);
            continue;
        }
        if !login.is_empty() && !seen.insert(login.clone()) {
            outcome.error(row.row, "login", "twice", &*login);
        }
        let Some(person) = read_row(ctx, row, login, (&tree, &words), &mut outcome) else {
            continue;
        };
        match known.account(&person.login) {
            Some(account) => known.compare(&person, account, &mut outcome),
            None => {
                let (account, post) = account_of(ctx, person);
                check(ctx, row, &post, &mut outcome).await?;
                new.push((account, post));
            }
        }
    }
    outcome.new = new.len();
    if outcome.is_ready(is_dry) {
        write(ctx, &new).await?;
        outcome.is_written = true;
    }
    Ok(outcome.told())
}

/// Says what is wrong with the post of somebody new, as when it is given by hand.
async fn check(
    ctx: &Ctx,
    row: &TableRow<'_>,
    post: &Post,
    outcome: &mut Outcome,
) -> Result<(), AppError> {
    let then = ctx.tree_at(post.from).await?;
    for err in check_new(post, &[], &then) {
        let said = get(row, &err.field);
        outcome.error_with(row.row, &err.field, err.code, said, day_vi(post.from));
    }
    Ok(())
}

/// Reads a row; every cell that says nothing usable is an error. Required cells
/// that are empty were told by the reader of the table.
fn read_row(
    ctx: &Ctx,
    row: &TableRow<'_>,
    login: String,
    (tree, roles): (&Tree, &Words<Role>),
    outcome: &mut Outcome,
) -> Option<PersonRow> {
    let before = outcome.errors.len();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c);
    if !login.chars().all(is_plain) {
        outcome.error(row.row, "login", "login", get(row, "login"));
    }
    let mut line = |key: &str| outcome.line(row.row, key, get(row, key));
    let (full_name, email, title) = (line("full_name"), line("email"), line("title"));
    if !email.is_empty() && !is_mail_form(&email) {
        outcome.error(row.row, "email", "account.email_form", &*email);
    }
    let mut place = |key: &str| {
        let code = get(row, key);
        // Units that the actor does not keep do not exist for them.
        let is_kept = |u: &&UnitVersion| ctx.actor.has_over(Right::ManageAccounts, u.unit, tree);
        let found = tree.by_code(code).filter(is_kept);
        if found.is_none() && !code.is_empty() {
            outcome.error(row.row, key, "unit_unknown", code);
        }
        found.map(|u| u.unit)
    };
    let (unit, area) = (place("unit"), place("area"));
    let role = roles.get(get(row, "role"));
    if role.is_none() && !get(row, "role").is_empty() {
        outcome.error(row.row, "role", "role", get(row, "role"));
    }
    let from = read_day(get(row, "from"));
    if from.is_none() && !get(row, "from").is_empty() {
        outcome.error(row.row, "from", "date", get(row, "from"));
    }
    if outcome.errors.len() > before || login.is_empty() || full_name.is_empty() {
        return None;
    }
    Some(PersonRow {
        row: row.row,
        login,
        full_name,
        email,
        unit: unit?,
        role: role?,
        area: area.or(unit)?,
        title,
        from,
    })
}

fn account_of(ctx: &Ctx, person: PersonRow) -> (Account, Post) {
    let account = Account {
        id: AccountId(ctx.new_id()),
        login: person.login,
        full_name: person.full_name,
        work_email: person.email,
        password_hash: LOCKED.into(),
        is_active: true,
        is_password_temporary: false,
        locale: Locale::Vi.code().into(),
        version: 1,
    };
    let post = Post {
        id: PostId(ctx.new_id()),
        account: account.id,
        unit: person.unit,
        role: person.role,
        area: person.area,
        title: person.title,
        is_voting: false,
        on_behalf_of: None,
        from: person.from.unwrap_or(ctx.today()),
        until: None,
    };
    (account, post)
}

async fn write(ctx: &Ctx, new: &[(Account, Post)]) -> Result<(), AppError> {
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
    store::bulk::insert_accounts(&w, new, ctx.now())
        .await
        .map_err(taken)?;
    ctx.commit_all(w, &entries).await
}
