//! Part 8: what is wrong, and publishing as the next version.

use super::{Desk, Frame};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::calendar::Severity;
use jiff::civil::Date;

const PART: &str = "ban-hanh";

#[derive(askama::Template)]
#[template(path = "regime/publish.html")]
struct PublishPage {
    l: Layout,
    frame: Frame,
    form: FormState,
    /// Text, and whether it hinders.
    defects: Vec<(String, bool)>,
    elements: Vec<(String, String)>,
}

pub(super) async fn show(staff: Staff, Path(code): Path<String>) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let today = staff.ctx.today();
    let form = FormState::fresh(&[("valid_from", today.to_string())]);
    page(&build(&staff, &desk, form, today).await?)
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    match act(&staff, &desk, &fields).await {
        Ok(message) => done(&format!("/che-do/{code}"), message),
        Err(AppError::Invalid(errors)) => {
            let from = fields.get("valid_from").parse();
            let from = from.unwrap_or(staff.ctx.today());
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&build(&staff, &desk, form, from).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

async fn act(staff: &Staff, desk: &Desk, fields: &Fields) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let version = fields.get("version").parse();
    let version = version.map_err(|_| AppError::Conflict)?;
    if fields.get("step") == "discard" {
        app::regime::discard_draft(&staff.ctx, &desk.code, version).await?;
        return Ok("regime.discarded");
    }
    let valid_from: Date = fields
        .get("valid_from")
        .parse()
        .map_err(|_| AppError::Invalid(vec![FieldError::new("valid_from", "round.date_form")]))?;
    app::regime::publish_draft(&staff.ctx, &desk.code, version, valid_from).await?;
    Ok("regime.published")
}

async fn build(
    staff: &Staff,
    desk: &Desk,
    form: FormState,
    from: Date,
) -> Result<PublishPage, PageError> {
    let (l, frame) = desk.frame(staff, PART);
    let recipient = app::regime::recipient(&staff.ctx, &desk.body, from).await?;
    let defects = app::regime::defects(&staff.ctx, &desk.body, from)
        .await?
        .into_iter()
        .map(|d| {
            let field = l.code_text("regime.field", d.field);
            let text = l.t1(&format!("error.{}", d.code), "about", &d.about);
            let text = format!("{field}: {text}");
            (text, d.severity == Severity::Error)
        })
        .collect();
    Ok(PublishPage {
        elements: super::show::elements(&l, &desk.body, recipient),
        l,
        frame,
        form,
        defects,
    })
}
