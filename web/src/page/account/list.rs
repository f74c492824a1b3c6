//! The list of accounts, a hundred at a time and searchable, and a new one with
//! its first post.

use super::words::{post_words, read_post, role_choices};
use crate::page::at::At;
use crate::page::choose::UnitField;
use crate::page::pager::Pager;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::account::NewAccount;
use app::{AppError, Locale};
use axum::extract::Query;
use domain::id::AccountId;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "account/list.html")]
struct AccountsPage {
    l: Layout,
    form: FormState,
    search: FormState,
    at: At,
    said: Option<String>,
    found: Option<String>,
    rows: Vec<Row>,
    pager: Pager,
    unit: UnitField,
    area: UnitField,
    behalf: UnitField,
    roles: Vec<(String, String)>,
}

#[derive(Default, Deserialize)]
pub(super) struct Choice {
    #[serde(alias = "at")]
    ngay: Option<String>,
    tim: Option<String>,
    trang: Option<usize>,
}

struct Row {
    id: String,
    login: String,
    full_name: String,
    posts: Vec<String>,
    is_active: bool,
}

async fn build(staff: &Staff, choice: Choice, form: FormState) -> Result<AccountsPage, PageError> {
    let l = staff.layout(staff.ctx_text("nav.accounts"));
    let tree = staff.ctx.tree().await?;
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    let then = staff.ctx.tree_at(at.day()).await?;
    let search = choice.tim.unwrap_or_default();
    let wanted = Pager::wanted(choice.trang);
    let found = app::account::list_page(&staff.ctx, &search, at.other(), wanted).await?;
    let pager = Pager::new(&l, found.count, choice.trang, |page| {
        let search = crate::visitor::url_part(&search);
        format!("/tai-khoan?tim={search}{}&trang={page}", at.part())
    });
    let rows = found
        .lines
        .into_iter()
        .map(|(account, posts)| Row {
            id: account.id.to_string(),
            login: account.login,
            full_name: account.full_name,
            posts: posts
                .iter()
                .filter(|p| p.until.is_none_or(|until| at.day() < until))
                .map(|p| post_words(&l, &then, p))
                .collect(),
            is_active: account.is_active,
        })
        .collect();
    let unit = |name| UnitField::of(name, &tree, |_| true, &form);
    Ok(AccountsPage {
        unit: unit("unit"),
        area: unit("area"),
        behalf: unit("behalf"),
        roles: role_choices(&l),
        found: (!search.is_empty()).then(|| l.t1("account.found", "count", found.count)),
        search: FormState::fresh(&[("tim", search)]),
        said: at.words(&l, "account.at"),
        at,
        rows,
        pager,
        l,
        form,
    })
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    page(&build(&staff, choice, FormState::default()).await?)
}

pub(super) async fn create(staff: Staff, fields: Fields) -> PageResult {
    match try_create(&staff, &fields).await {
        Ok(id) => done(&format!("/tai-khoan/{id}"), "account.created"),
        Err(AppError::Invalid(errors)) => {
            let mut typed = fields;
            typed.set("password", "");
            let form = FormState::refused(typed, &errors, staff.ctx.locale);
            refused(&build(&staff, Choice::default(), form).await?)
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
