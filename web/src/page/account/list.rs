//! The list of accounts and a new one with its first post.

use super::words::{post_words, read_post, role_choices, unit_choices};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::account::NewAccount;
use app::{AppError, Locale};
use domain::id::AccountId;

#[derive(askama::Template)]
#[template(path = "account/list.html")]
struct AccountsPage {
    l: Layout,
    form: FormState,
    rows: Vec<Row>,
    units: Vec<(String, String)>,
    roles: Vec<(String, String)>,
}

struct Row {
    id: String,
    login: String,
    full_name: String,
    posts: Vec<String>,
    is_active: bool,
}

async fn build(staff: &Staff, form: FormState) -> Result<AccountsPage, PageError> {
    let l = staff.layout(staff.ctx_text("nav.accounts"));
    let tree = staff.ctx.tree().await?;
    let today = staff.ctx.today();
    let rows = app::account::list(&staff.ctx)
        .await?
        .into_iter()
        .map(|(account, posts)| Row {
            id: account.id.to_string(),
            login: account.login,
            full_name: account.full_name,
            posts: posts
                .iter()
                .filter(|p| p.until.is_none_or(|until| today < until))
                .map(|p| post_words(&l, &tree, p))
                .collect(),
            is_active: account.is_active,
        })
        .collect();
    Ok(AccountsPage {
        units: unit_choices(&tree),
        roles: role_choices(&l),
        l,
        form,
        rows,
    })
}

pub(super) async fn show(staff: Staff) -> PageResult {
    page(&build(&staff, FormState::default()).await?)
}

pub(super) async fn create(staff: Staff, fields: Fields) -> PageResult {
    match try_create(&staff, &fields).await {
        Ok(id) => done(&format!("/tai-khoan/{id}"), "account.created"),
        Err(AppError::Invalid(errors)) => {
            let mut typed = fields;
            typed.set("password", "");
            let form = FormState::refused(typed, &errors, staff.ctx.locale);
            refused(&build(&staff, form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn try_create(staff: &Staff, fields: &Fields) -> Result<AccountId, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let new = NewAccount {
        login: fields.get("login").to_owned(),
        full_name: fields.get("full_name").to_owned(),
        work_email: fields.get("work_email").to_owned(),
        password: fields.get("password").to_owned(),
        locale: Locale::Vi,
        post: read_post(staff, fields).await?,
    };
    app::account::create(&staff.ctx, new).await
}
