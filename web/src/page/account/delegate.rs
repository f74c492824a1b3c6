//! Delegation of posts: who acts for whom until when, a new one, withdrawing.
//! Two steps without script: first the post, then the person and the days.

use super::words::{post_words, read_day};
use crate::page::at::At;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::account::NewDelegation;
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::account::{Right, delegable};
use domain::id::{AccountId, DelegationId};
use domain::text::fold;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "account/delegations.html")]
struct DelegationsPage {
    l: Layout,
    form: FormState,
    at: At,
    said: Option<String>,
    rows: Vec<Row>,
    posts: Vec<(String, String)>,
    /// What posts are looked for by, where there are too many to choose from.
    search: Option<FormState>,
    /// Posts that were found and not shown.
    more: usize,
    chosen: Option<Chosen>,
}

struct Row {
    id: String,
    words: String,
    post: String,
    days: String,
    scope: String,
    reason: String,
    state: &'static str,
    may_withdraw: bool,
}

/// The post of the second step.
struct Chosen {
    id: String,
    words: String,
    people: Vec<(String, String)>,
    rights: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    chuc: Option<String>,
    tim: Option<String>,
    #[serde(alias = "at")]
    ngay: Option<String>,
}

/// Posts to choose from on one page.
const POSTS: usize = 50;

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let form = FormState::fresh(&[
        ("post", choice.chuc.unwrap_or_default()),
        ("tim", choice.tim.unwrap_or_default()),
        ("from", staff.ctx.today().to_string()),
    ]);
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    page(&build(&staff, at, form).await?)
}

async fn build(staff: &Staff, at: At, form: FormState) -> Result<DelegationsPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let l = staff.layout(staff.ctx_text("nav.delegations"));
    let tree = staff.ctx.tree().await?;
    let all = app::account::delegations(&staff.ctx).await.map_err(fail)?;
    let name = |account: AccountId| all.names.get(&account).cloned().unwrap_or_default();
    let then = staff.ctx.tree_at(at.day()).await.map_err(fail)?;
    let today = at.day();
    let right_text = |r: &Right| l.code_text("right", r.code()).into_owned();
    let rows = all
        .list
        .iter()
        .filter(|view| at.other().is_none_or(|day| view.delegation.holds_on(day)))
        .map(|view| {
            let (d, post) = (&view.delegation, &view.post);
            let last = d.until.yesterday().unwrap_or(d.until);
            let scope: Vec<String> = d.rights.iter().map(right_text).collect();
            Row {
                id: d.id.to_string(),
                words: l.t2(
                    "account.instead",
                    ("name", name(d.to)),
                    ("holder", name(post.account)),
                ),
                post: post_words(&l, &then, post),
                days: format!("{} – {}", l.date(&d.from), l.date(&last)),
                scope: match scope.is_empty() {
                    true => l.t("account.scope_all").into_owned(),
                    false => scope.join("; "),
                },
                reason: d.reason.clone(),
                state: match (d.holds_on(today), d.until <= today) {
                    (true, _) => "running",
                    (_, true) => "over",
                    _ => "coming",
                },
                may_withdraw: view.may_withdraw && at.other().is_none(),
            }
        })
        .collect();
    let words =
        |p: &domain::account::Post| format!("{}, {}", name(p.account), post_words(&l, &tree, p));
    let chosen = all
        .posts
        .iter()
        .find(|p| p.id.to_string() == form.value("post"))
        .map(|p| Chosen {
            id: p.id.to_string(),
            words: words(p),
            people: all
                .colleagues
                .get(&p.unit)
                .into_iter()
                .flatten()
                .filter(|(_, full_name)| *full_name != name(p.account))
                .cloned()
                .collect(),
            rights: delegable(p)
                .iter()
                .map(|r| (r.code().to_owned(), right_text(r)))
                .collect(),
        });
    let wanted = fold(form.value("tim"));
    let found = || {
        let named = all.posts.iter().map(|p| (p.id.to_string(), words(p)));
        named.filter(|(_, words)| wanted.is_empty() || fold(words).contains(&wanted))
    };
    Ok(DelegationsPage {
        posts: found().take(POSTS).collect(),
        more: found().skip(POSTS).count(),
        search: (all.posts.len() > POSTS)
            .then(|| FormState::fresh(&[("tim", form.value("tim").to_owned())])),
        chosen,
        rows,
        said: at.words(&l, "account.delegations_at"),
        at,
        l,
        form,
    })
}

pub(super) async fn create(staff: Staff, fields: Fields) -> PageResult {
    let result = try_create(&staff, &fields).await;
    answer(&staff, fields, result, "account.delegated").await
}

async fn try_create(staff: &Staff, fields: &Fields) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let mut errors = Vec::new();
    let mut day = |name: &str| {
        let day = read_day(fields, name, &mut errors);
        if fields.get(name).trim().is_empty() {
            errors.push(FieldError::new(name, "required"));
        }
        day
    };
    let (from, last_day) = (day("from"), day("last_day"));
    app::error::all_valid(errors)?;
    let (Some(from), Some(last_day)) = (from, last_day) else {
        return Err(AppError::NotFound);
    };
    let post = fields.get("post").parse().map_err(|_| AppError::NotFound)?;
    let rights = fields.all("rights").filter_map(Right::from_code).collect();
    let new = NewDelegation {
        post,
        to: fields.get("to").to_owned(),
        from,
        last_day,
        rights,
        reason: fields.get("reason").to_owned(),
    };
    app::account::delegate(&staff.ctx, new).await.map(|_| ())
}

pub(super) async fn withdraw(
    staff: Staff,
    Path(id): Path<DelegationId>,
    fields: Fields,
) -> PageResult {
    let result = match staff.owns(&fields) {
        true => app::account::withdraw(&staff.ctx, id).await,
        false => Err(AppError::refused("form_token")),
    };
    answer(&staff, fields, result, "account.withdrawn").await
}

async fn answer(
    staff: &Staff,
    fields: Fields,
    result: Result<(), AppError>,
    message: &str,
) -> PageResult {
    match result {
        Ok(()) => done("/uy-quyen", message),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let at = At::read(None, staff.ctx.today());
            refused(&build(staff, at, form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}
