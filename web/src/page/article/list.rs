//! The list of articles, and beginning a new one.

use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::{AppError, FieldError};
use axum::extract::Query;
use domain::account::Right;
use domain::id::ArticleId;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Filter {
    trang: Option<u64>,
}

#[derive(askama::Template)]
#[template(path = "article/list.html")]
struct ListPage {
    l: Layout,
    form: FormState,
    rows: Vec<Row>,
    sources: Vec<(String, String)>,
    older: Option<u64>,
}

struct Row {
    href: String,
    title: String,
    category: String,
    state: String,
    tone: &'static str,
    published: String,
    updated: String,
}

/// The colour of a state.
pub(super) fn tone(state: domain::article::ArticleState) -> &'static str {
    use domain::article::ArticleState as S;
    match state {
        S::Draft => "muted",
        S::Approved => "info",
        S::Published => "ok",
        S::Withdrawn => "late",
    }
}

async fn build(staff: &Staff, form: FormState, number: u64) -> Result<ListPage, PageError> {
    let l = staff.layout(staff.ctx_text("nav.articles"));
    let wrong = |err| PageError::new(err, staff.ctx.locale);
    let rows = app::article::list(&staff.ctx, number)
        .await
        .map_err(wrong)?;
    let sources = app::article::sources(&staff.ctx).await.map_err(wrong)?;
    let older = (rows.len() == 50).then_some(number + 1);
    let rows = rows
        .into_iter()
        .map(|a| Row {
            href: format!("/bien-tap/{}", a.id),
            title: a.title,
            category: l
                .code_text("article.category", a.category.code())
                .into_owned(),
            state: l.code_text("article.state", a.state.code()).into_owned(),
            tone: tone(a.state),
            published: l.opt_instant(&a.published_at),
            updated: l.instant(&a.updated_at),
        })
        .collect();
    let sources = sources
        .into_iter()
        .map(|s| {
            (
                s.conference.to_string(),
                format!("{} – {}", l.date(&s.held_on), s.title),
            )
        })
        .collect();
    Ok(ListPage {
        l,
        form,
        rows,
        sources,
        older,
    })
}

pub(super) async fn show(staff: Staff, Query(filter): Query<Filter>) -> PageResult {
    page(&build(&staff, FormState::default(), filter.trang.unwrap_or(0)).await?)
}

pub(super) async fn create(staff: Staff, fields: Fields) -> PageResult {
    let made = try_create(&staff, &fields).await;
    answer(&staff, fields, made).await
}

/// Drafts from a conference; also the target of the button on a conference's
/// page.
pub(super) async fn draft(staff: Staff, fields: Fields) -> PageResult {
    let made = try_draft(&staff, &fields).await;
    answer(&staff, fields, made).await
}

async fn answer(staff: &Staff, fields: Fields, made: Result<ArticleId, AppError>) -> PageResult {
    match made {
        Ok(id) => done(&format!("/bien-tap/{id}"), "article.created"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(staff, form, 0).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn try_create(staff: &Staff, fields: &Fields) -> Result<ArticleId, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    // An editor writes for the office of the post.
    let offices = staff.ctx.actor.own_units(Right::WriteArticle);
    let office = offices.first().copied().ok_or(AppError::Forbidden)?;
    app::article::create_blank(&staff.ctx, office, fields.get("title")).await
}

async fn try_draft(staff: &Staff, fields: &Fields) -> Result<ArticleId, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let conference = fields
        .get("conference")
        .parse()
        .map_err(|_| AppError::Invalid(vec![FieldError::new("conference", "required")]))?;
    app::article::draft_from_conference(&staff.ctx, conference).await
}
