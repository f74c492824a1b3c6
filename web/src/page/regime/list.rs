//! The list of regimes, and beginning a new one.

use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::regime::BeginRegime;

#[derive(askama::Template)]
#[template(path = "regime/list.html")]
struct ListPage {
    l: Layout,
    form: FormState,
    rows: Vec<Row>,
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

pub(super) async fn show(staff: Staff) -> PageResult {
    page(&build(&staff, FormState::default()).await?)
}

pub(super) async fn begin(staff: Staff, fields: Fields) -> PageResult {
    match act(&staff, &fields).await {
        Ok(()) => done(
            &format!("/che-do/{}/chung", fields.get("code")),
            "regime.begun",
        ),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, form).await?)
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

async fn build(staff: &Staff, form: FormState) -> Result<ListPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let l = staff.layout(staff.ctx_text("nav.regimes"));
    let mut rows = Vec::new();
    for regime in app::regime::list(&staff.ctx).await.map_err(fail)? {
        let view = app::regime::view(&staff.ctx, &regime.code)
            .await
            .map_err(fail)?;
        let last = view.versions.first().map(|(v, _)| v);
        rows.push(Row {
            number: last.map_or_else(|| "–".into(), |v| v.number.to_string()),
            valid_from: l.opt_date(&last.map(|v| v.valid_from)),
            has_draft: view.draft.is_some(),
            code: regime.code,
            name: regime.name,
        });
    }
    let offices = app::regime::offices(&staff.ctx).await.map_err(fail)?;
    Ok(ListPage {
        likes: rows
            .iter()
            .map(|r| (r.code.clone(), r.name.clone()))
            .collect(),
        offices: offices
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        l,
        form,
        rows,
    })
}
