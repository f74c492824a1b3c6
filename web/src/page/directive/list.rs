//! The register's list, the calendar of reviews, and entering by hand.

use super::{office, typed_directive};
use crate::page::at::At;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use axum::extract::Query;
use domain::account::Right;
use domain::directive::Nearness;
use serde::Deserialize;

#[derive(Deserialize, Default)]
pub(super) struct Search {
    tim: Option<String>,
    #[serde(alias = "at")]
    ngay: Option<String>,
    /// A number to enter, from a text that names it.
    symbol: Option<String>,
    /// Its type.
    doc_type: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "directive/list.html")]
struct RegisterPage {
    l: Layout,
    form: FormState,
    query: String,
    at: At,
    said: Option<String>,
    rows: Vec<Row>,
    reviews: Vec<ReviewRow>,
    may_write: bool,
}

struct Row {
    id: String,
    /// Type and symbol, or type and name.
    label: String,
    issuer: String,
    term: String,
    issued_on: String,
    subject: String,
    state: String,
    is_open: bool,
}

struct ReviewRow {
    id: String,
    symbol: String,
    kind: String,
    years: i32,
    due_on: String,
    tag: &'static str,
    near: String,
}

async fn build(
    staff: &Staff,
    query: &str,
    at: At,
    form: FormState,
) -> Result<RegisterPage, PageError> {
    let l = staff.layout(staff.ctx_text("nav.directives"));
    let rows = app::directive::list_at(&staff.ctx, query, at.other()).await?;
    let rows = rows
        .into_iter()
        .map(|d| Row {
            id: d.id.to_string(),
            issued_on: l.opt_date(&d.issued_on),
            state: l.code_text("directive.state", d.state.code()).into_owned(),
            is_open: d.state == domain::directive::DirectiveState::Unresolved,
            label: d.label(),
            issuer: d.issuer,
            term: d.term.unwrap_or_default(),
            subject: d.subject,
        })
        .collect();
    let reviews = app::directive::calendar(&staff.ctx, at.other()).await?;
    let reviews = reviews
        .into_iter()
        .filter(|line| line.nearness != Nearness::Far)
        .map(|line| ReviewRow {
            id: line.directive.id.to_string(),
            symbol: if line.directive.symbol.is_empty() {
                line.directive.label()
            } else {
                line.directive.symbol
            },
            kind: l
                .code_text("directive.review", line.review.kind.code())
                .into_owned(),
            years: line.review.years,
            due_on: l.date(&line.review.due_on),
            tag: nearness_tag(line.nearness),
            near: l
                .code_text("directive.nearness", nearness_code(line.nearness))
                .into_owned(),
        })
        .collect();
    let may_write = staff.ctx.actor.has(Right::WriteDirective);
    Ok(RegisterPage {
        said: at.words(&l, "directive.at"),
        at,
        l,
        form,
        query: query.to_owned(),
        rows,
        reviews,
        may_write,
    })
}

/// The colour of a nearness; the word stands beside it.
pub(super) fn nearness_tag(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::Far => "muted",
        Nearness::Near => "warn",
        Nearness::Urgent => "late",
    }
}

/// The code of a nearness, for its text.
pub(super) fn nearness_code(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::Far => "far",
        Nearness::Near => "near",
        Nearness::Urgent => "urgent",
    }
}

pub(super) async fn show(staff: Staff, Query(search): Query<Search>) -> PageResult {
    let query = search.tim.unwrap_or_default();
    let at = At::read(search.ngay.as_deref(), staff.ctx.today());
    let form = FormState::fresh(&[
        ("symbol", search.symbol.unwrap_or_default()),
        ("doc_type", search.doc_type.unwrap_or_default()),
    ]);
    page(&build(&staff, &query, at, form).await?)
}

pub(super) async fn enter(staff: Staff, fields: Fields) -> PageResult {
    let result = if staff.owns(&fields) {
        match office(&staff) {
            Ok(office) => {
                app::directive::enter(&staff.ctx, office, typed_directive(&fields, "")).await
            }
            Err(err) => Err(err),
        }
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(id) => done(&format!("/van-ban/{id}"), "directive.entered"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let at = At::read(None, staff.ctx.today());
            refused(&build(&staff, "", at, form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}
