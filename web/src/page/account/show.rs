//! One account for whoever keeps it: posts over time, a further post, lock,
//! password, history.

use super::words::{PostRow, post_row, post_words, read_day, read_post, role_choices};
use crate::page::choose::UnitField;
use crate::page::journal::{HistoryLine, lines};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::account::{AccountView, Lasting};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::id::{AccountId, PostId};

#[derive(askama::Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    l: Layout,
    form: FormState,
    id: String,
    login: String,
    work_email: String,
    is_active: bool,
    is_password_temporary: bool,
    is_own: bool,
    may_change: bool,
    posts: Vec<PostRow>,
    delegations: Vec<(String, String, String)>,
    unit: UnitField,
    area: UnitField,
    behalf: UnitField,
    roles: Vec<(String, String)>,
    lines: Vec<HistoryLine>,
}

async fn build(staff: &Staff, id: AccountId, form: FormState) -> Result<AccountPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let view = app::account::show(&staff.ctx, id).await.map_err(fail)?;
    let l = staff.layout(view.account.full_name.clone());
    let tree = staff.ctx.tree().await?;
    let today = staff.ctx.today();
    let names = app::account::names(&staff.ctx).await?;
    let name = |account: AccountId| names.get(&account.0).cloned().unwrap_or_default();
    let AccountView {
        account,
        posts,
        delegations,
        history,
        may_change,
    } = view;
    Ok(AccountPage {
        id: id.to_string(),
        login: account.login,
        work_email: account.work_email,
        is_active: account.is_active,
        is_password_temporary: account.is_password_temporary,
        is_own: staff.ctx.actor.account() == Some(id),
        may_change,
        posts: posts
            .iter()
            .map(|p| post_row(&l, &tree, today, p))
            .collect(),
        delegations: delegations
            .iter()
            .map(|(d, post)| {
                let last = d.until.yesterday().unwrap_or(d.until);
                let who = ("name", name(d.to));
                let whom = ("holder", name(post.account));
                (
                    l.t2("account.instead", who, whom),
                    post_words(&l, &tree, post),
                    format!("{} – {}", l.date(&d.from), l.date(&last)),
                )
            })
            .collect(),
        unit: UnitField::of("unit", &tree, |_| true, &form),
        area: UnitField::of("area", &tree, |_| true, &form),
        behalf: UnitField::of("behalf", &tree, |_| true, &form),
        roles: role_choices(&l),
        lines: lines(&l, &history, &names),
        l,
        form,
    })
}

pub(super) async fn show(staff: Staff, Path(id): Path<AccountId>) -> PageResult {
    let form = FormState::fresh(&[
        ("from", staff.ctx.today().to_string()),
        ("on", staff.ctx.today().to_string()),
    ]);
    page(&build(&staff, id, form).await?)
}

pub(super) async fn lock(staff: Staff, Path(id): Path<AccountId>, fields: Fields) -> PageResult {
    let result = set_active(&staff, id, &fields, false).await;
    answer(&staff, id, fields, result, "account.locked").await
}

pub(super) async fn unlock(staff: Staff, Path(id): Path<AccountId>, fields: Fields) -> PageResult {
    let result = set_active(&staff, id, &fields, true).await;
    answer(&staff, id, fields, result, "account.unlocked").await
}

async fn set_active(
    staff: &Staff,
    id: AccountId,
    fields: &Fields,
    is_active: bool,
) -> Result<(), AppError> {
    let login = login_of(staff, id, fields).await?;
    app::account::set_active(&staff.ctx, &login, is_active).await
}

pub(super) async fn set_password(
    staff: Staff,
    Path(id): Path<AccountId>,
    mut fields: Fields,
) -> PageResult {
    let password = fields.get("password").to_owned();
    fields.set("password", "");
    let result = match login_of(&staff, id, &fields).await {
        Ok(login) => app::account::set_password(&staff.ctx, &login, password, Lasting::Once).await,
        Err(e) => Err(e),
    };
    answer(&staff, id, fields, result, "account.password_set").await
}

pub(super) async fn give_post(
    staff: Staff,
    Path(id): Path<AccountId>,
    fields: Fields,
) -> PageResult {
    let result = match check_token(&staff, &fields) {
        Ok(()) => match read_post(&staff, &fields).await {
            Ok(new) => app::account::give_post(&staff.ctx, id, new).await,
            Err(e) => Err(e),
        },
        Err(e) => Err(e),
    };
    answer(&staff, id, fields, result.map(|_| ()), "account.post_given").await
}

pub(super) async fn end_post(
    staff: Staff,
    Path((id, post)): Path<(AccountId, PostId)>,
    fields: Fields,
) -> PageResult {
    let result = try_end(&staff, id, post, &fields).await;
    answer(&staff, id, fields, result, "account.post_ended").await
}

async fn try_end(
    staff: &Staff,
    id: AccountId,
    post: PostId,
    fields: &Fields,
) -> Result<(), AppError> {
    check_token(staff, fields)?;
    let mut errors = Vec::new();
    let Some(day) = read_day(fields, "on", &mut errors) else {
        if errors.is_empty() {
            errors.push(FieldError::new("on", "required"));
        }
        return Err(errors.into());
    };
    app::account::end_post(&staff.ctx, id, post, day).await
}

async fn login_of(staff: &Staff, id: AccountId, fields: &Fields) -> Result<String, AppError> {
    check_token(staff, fields)?;
    let view = app::account::show(&staff.ctx, id).await?;
    Ok(view.account.login)
}

fn check_token(staff: &Staff, fields: &Fields) -> Result<(), AppError> {
    match staff.owns(fields) {
        true => Ok(()),
        false => Err(AppError::refused("form_token")),
    }
}

async fn answer(
    staff: &Staff,
    id: AccountId,
    fields: Fields,
    result: Result<(), AppError>,
    message: &str,
) -> PageResult {
    match result {
        Ok(()) => done(&format!("/tai-khoan/{id}"), message),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(staff, id, form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}
