//! The list of regimes, and beginning a new one.

use crate::page::at::At;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::regime::BeginRegime;
use axum::extract::Query;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "regime/list.html")]
struct ListPage {
    l: Layout,
    form: FormState,
    rows: Vec<Row>,
    at: At,
    said: Option<String>,
    offices: Vec<(String, String)>,
    likes: Vec<(String, String)>,
}

struct Row {
    code: String,
    name: String,
    number: String,
    valid_from: String,
    has_draft: bool,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(alias = "at")]
    ngay: Option<String>,
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    page(&build(&staff, at, FormState::default()).await?)
}

pub(super) async fn begin(staff: Staff, fields: Fields) -> PageResult {
    match act(&staff, &fields).await {
        Ok(()) => done(
            &format!("/che-do/{}/chung", fields.get("code")),
            "regime.begun",
        ),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let at = At::read(None, staff.ctx.today());
            refused(&build(&staff, at, form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn act(staff: &Staff, fields: &Fields) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let offices = app::regime::offices(&staff.ctx).await?;
    let owner = match fields.get("office").parse() {
        Ok(owner) => owner,
        // Most people have one office: then there is nothing to choose.
        Err(_) if offices.len() == 1 => offices[0].0,
        Err(_) => {
            return Err(AppError::Invalid(vec![app::FieldError::new(
                "office", "required",
            )]));
        }
    };
    let new = BeginRegime {
        code: fields.get("code").to_owned(),
        name: fields.get("name").to_owned(),
        owner,
        like: fields.get("like").to_owned(),
    };
    app::regime::begin(&staff.ctx, new).await.map(|_| ())
}

async fn build(staff: &Staff, at: At, form: FormState) -> Result<ListPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let l = staff.layout(staff.ctx_text("nav.regimes"));
    let mut rows = Vec::new();
    for regime in app::regime::list(&staff.ctx).await.map_err(fail)? {
        let view = app::regime::view(&staff.ctx, &regime.code)
            .await
            .map_err(fail)?;
        // Of another day the version that was in force, and no draft.
        let mut versions = view.versions.iter().map(|(v, _)| v);
        let last = match at.other() {
            None => versions.next(),
            Some(day) => versions.find(|v| v.valid_from <= day),
        };
        if last.is_none() && at.other().is_some() {
            continue;
        }
        rows.push(Row {
            number: last.map_or_else(|| "–".into(), |v| v.number.to_string()),
            valid_from: l.opt_date(&last.map(|v| v.valid_from)),
            has_draft: at.other().is_none() && view.draft.is_some(),
            code: regime.code,
            name: regime.name,
        });
    }
    // One is begun on the page of today.
    let offices = match at.other() {
        None => app::regime::offices(&staff.ctx).await.map_err(fail)?,
        Some(_) => Vec::new(),
    };
    Ok(ListPage {
        likes: rows
            .iter()
            .map(|r| (r.code.clone(), r.name.clone()))
            .collect(),
        offices: offices
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        said: at.words(&l, "regime.at"),
        at,
        l,
        form,
        rows,
    })
}
