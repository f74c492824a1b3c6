//! Accounts and posts, for the administrator.

use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::account::{NewAccount, NewPost};
use app::{AppError, FieldError, Locale};
use domain::account::Role;

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
    login: String,
    full_name: String,
    posts: Vec<String>,
    is_active: bool,
}

async fn build(staff: &Staff, form: FormState) -> Result<AccountsPage, PageError> {
    let l = staff.layout(staff.ctx_text("nav.accounts"));
    let tree = staff.ctx.tree().await?;
    let name = |unit| {
        tree.known(unit)
            .map_or_else(String::new, |u| u.short_name.clone())
    };
    let rows = app::account::list(&staff.ctx)
        .await?
        .into_iter()
        .map(|(account, posts)| Row {
            login: account.login,
            full_name: account.full_name,
            posts: posts
                .iter()
                .map(|p| format!("{}: {}", name(p.unit), l.code_text("role", p.role.code())))
                .collect(),
            is_active: account.is_active,
        })
        .collect();
    let units = tree
        .units()
        .iter()
        .map(|u| (u.code.clone(), u.name.clone()))
        .collect();
    let roles = Role::ALL
        .iter()
        .map(|r| {
            (
                r.code().to_owned(),
                l.code_text("role", r.code()).into_owned(),
            )
        })
        .collect();
    Ok(AccountsPage {
        l,
        form,
        rows,
        units,
        roles,
    })
}

pub(super) async fn show(staff: Staff) -> PageResult {
    page(&build(&staff, FormState::default()).await?)
}

pub(super) async fn create(staff: Staff, fields: Fields) -> PageResult {
    match try_create(&staff, &fields).await {
        Ok(()) => done("/tai-khoan", "account.created"),
        Err(AppError::Invalid(errors)) => {
            let mut typed = fields;
            typed.set("password", "");
            let form = FormState::refused(typed, &errors, staff.ctx.locale);
            refused(&build(&staff, form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn try_create(staff: &Staff, fields: &Fields) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let tree = staff.ctx.tree().await?;
    let mut errors = Vec::new();
    let unit = tree.by_code(fields.get("unit")).map(|u| u.unit);
    if unit.is_none() {
        errors.push(FieldError::new("unit", "required"));
    }
    let area = tree.by_code(fields.get("area")).map(|u| u.unit).or(unit);
    let role = Role::from_code(fields.get("role"));
    if role.is_none() {
        errors.push(FieldError::new("role", "required"));
    }
    app::error::all_valid(errors)?;
    let (Some(unit), Some(area), Some(role)) = (unit, area, role) else {
        return Err(AppError::NotFound);
    };
    let new = NewAccount {
        login: fields.get("login").to_owned(),
        full_name: fields.get("full_name").to_owned(),
        work_email: fields.get("work_email").to_owned(),
        password: fields.get("password").to_owned(),
        locale: Locale::Vi,
        post: NewPost {
            unit,
            role,
            area,
            title: fields.get("title").to_owned(),
            from: staff.ctx.today(),
        },
    };
    app::account::create(&staff.ctx, new).await.map(|_| ())
}
