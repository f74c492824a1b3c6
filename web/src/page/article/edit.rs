//! The editor's page, and saving: a draft is saved, a public text is corrected.

use super::form::{build, fresh, input, load, version, with_text};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::article::Correction;
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::article::ArticleState;
use domain::id::ArticleId;

pub(super) async fn show(staff: Staff, Path(id): Path<ArticleId>) -> PageResult {
    let editor = load(&staff, id).await?;
    let form = fresh(&editor.article);
    page(&build(&staff, editor, form).await?)
}

pub(super) async fn save(staff: Staff, Path(id): Path<ArticleId>, fields: Fields) -> PageResult {
    let saved = try_save(&staff, id, &fields).await;
    answer(&staff, id, fields, saved).await
}

async fn try_save(staff: &Staff, id: ArticleId, fields: &Fields) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let version = version(fields)?;
    let is_seen = fields.get("record_seen") == "1";
    let present = app::article::show(&staff.ctx, id).await?;
    if present.article.state == ArticleState::Published {
        let correction = Correction {
            text: input(fields),
            note: fields.get("note").to_owned(),
            is_record_seen: is_seen,
        };
        app::article::correct(&staff.ctx, id, version, correction).await?;
        return Ok("article.corrected");
    }
    app::article::save(&staff.ctx, id, version, input(fields), is_seen).await?;
    Ok("article.saved")
}

/// Goes back to the page, or gives it again with what was typed. When somebody
/// else was faster, the typed text stays in the form and the other's shows in
/// the preview; saving again is then a decision.
pub(super) async fn answer(
    staff: &Staff,
    id: ArticleId,
    fields: Fields,
    made: Result<&'static str, AppError>,
) -> PageResult {
    let errors = match made {
        Ok(code) => return done(&format!("/bien-tap/{id}"), code),
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, staff.ctx.locale)),
    };
    let editor = load(staff, id).await?;
    let typed = with_text(fields, &editor.article);
    let form = FormState::refused(typed, &errors, staff.ctx.locale);
    refused(&build(staff, editor, form).await?)
}
