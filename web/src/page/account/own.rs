//! One's own account: posts, posts in which one acts, and the password.

use super::words::{PostRow, post_row, post_words};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::account::OwnPassword;
use app::{AppError, FieldError};

#[derive(askama::Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    l: Layout,
    form: FormState,
    posts: Vec<PostRow>,
    acting: Vec<(String, String)>,
    must_change: bool,
}

async fn build(staff: &Staff, form: FormState) -> Result<OwnPage, PageError> {
    let l = staff.layout(staff.ctx_text("account.own"));
    let tree = staff.ctx.tree().await?;
    let person = staff.ctx.actor.person().ok_or(AppError::NotFound)?;
    let names = app::account::names(&staff.ctx).await?;
    let today = staff.ctx.today();
    let posts = person.posts.iter();
    Ok(OwnPage {
        posts: posts.map(|p| post_row(&l, &tree, today, p)).collect(),
        acting: person
            .acting
            .iter()
            .map(|a| {
                let holder = names.get(&a.post.account.0).cloned().unwrap_or_default();
                let words = post_words(&l, &tree, &a.post);
                let name = ("name", holder);
                let day = l.date(&a.last_day);
                (words, l.t2("account.acting_for", name, ("day", day)))
            })
            .collect(),
        must_change: person.has_temporary_password,
        l,
        form,
    })
}

pub(super) async fn show(staff: Staff) -> PageResult {
    page(&build(&staff, FormState::default()).await?)
}

pub(super) async fn change_password(staff: Staff, fields: Fields) -> PageResult {
    let result = match staff.owns(&fields) {
        true => {
            let input = OwnPassword {
                old: fields.get("old").to_owned(),
                new: fields.get("password").to_owned(),
                again: fields.get("again").to_owned(),
            };
            app::account::change_own_password(&staff.ctx, input).await
        }
        false => Err(AppError::refused("form_token")),
    };
    let errors = match result {
        Ok(()) => return done("/ca-nhan", "account.password_changed"),
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::TooMany(seconds)) => {
            let minutes = seconds.div_ceil(60).to_string();
            vec![FieldError::form("too_many").with("minutes", minutes)]
        }
        Err(other) => return Err(PageError::new(other, staff.ctx.locale)),
    };
    // Passwords never come back.
    let form = FormState::refused(Fields::default(), &errors, staff.ctx.locale);
    refused(&build(&staff, form).await?)
}
