//! Saving from the report page. Signing is in `sign`.

use super::form::{Beside, build};
use super::joined::{clashed, fields_at};
use super::parse::{draft, typed};
use super::parts::Asked;
use super::report_id;
use crate::error::ApiError;
use crate::page::{done, refused};
use crate::{Fields, PageError, PageResult, Staff};
use app::report::{Kept, Saved, preview, preview_joined, save_draft};
use app::{AppError, FieldError};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::ObligationId;
use domain::report::{NumberStyle, Part};
use serde_json::json;
use std::collections::BTreeMap;

/// Saves the draft; the same page with what was typed when anything is wrong.
pub(super) async fn keep(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let report = report_id(&staff, &id)?;
    match try_keep(&staff, report, &fields).await {
        Ok(Saved::Kept(kept)) if kept.troubles.is_empty() && kept.taken.is_empty() => {
            next(&id, &fields, "report.saved")
        }
        Ok(Saved::Kept(kept)) if kept.troubles.is_empty() => {
            next(&id, &fields, "report.saved_joined")
        }
        Ok(Saved::Kept(_)) => {
            let notice = Some(staff.ctx_text("report.saved_with_troubles"));
            let beside = Beside {
                notice,
                part: Asked::from(&fields),
                ..Beside::default()
            };
            again(&staff, report, None, beside).await
        }
        other => not_kept(&staff, report, &fields, other).await,
    }
}

/// Where a save leads: to the part of the figures that was pressed, else back to
/// the one that was open.
fn next(id: &str, fields: &Fields, said: &str) -> PageResult {
    let number = |name| fields.get(name).parse::<usize>().ok();
    match (number("den"), number("phan")) {
        (Some(part), _) => {
            let to = format!("/bao-cao/{id}?phan={part}&da={said}#so-lieu");
            Ok(Redirect::to(&to).into_response())
        }
        (None, Some(part)) => done(&format!("/bao-cao/{id}?phan={part}"), said),
        (None, None) => done(&format!("/bao-cao/{id}"), said),
    }
}

/// The page after a save that was not kept as it is.
pub(super) async fn not_kept(
    staff: &Staff,
    report: ObligationId,
    fields: &Fields,
    saved: Result<Saved, AppError>,
) -> PageResult {
    match saved {
        Ok(Saved::Clash(clash)) => {
            let style = NumberStyle::from_code(fields.get("style"));
            let form = preview_joined(&staff.ctx, report, &clash.mine, style)
                .await
                .map_err(|e| PageError::new(e, staff.ctx.locale))?;
            let beside = Beside {
                clash: Some(clash),
                ..Beside::default()
            };
            let mut page = refused(&build(staff, &form, beside))?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(AppError::Invalid(errors)) => {
            let beside = Beside {
                errors,
                page: fields.get("page").to_owned(),
                part: Asked::from(fields),
                ..Beside::default()
            };
            again(staff, report, Some(fields), beside).await
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
        Ok(Saved::Kept(_)) => done(&format!("/bao-cao/{report}"), "report.saved"),
    }
}

pub(super) async fn try_keep(
    staff: &Staff,
    id: ObligationId,
    fields: &Fields,
) -> Result<Saved, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    save_draft(&staff.ctx, draft(id, fields)).await
}

/// The page again, 422: with what was typed, or with what is stored now.
pub(super) async fn again(
    staff: &Staff,
    id: ObligationId,
    fields: Option<&Fields>,
    mut beside: Beside,
) -> Result<Response, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let form = match fields {
        Some(fields) => match preview(&staff.ctx, id, &typed(fields)).await {
            Err(AppError::Invalid(errors)) => {
                // A text with control characters cannot be shown as typed.
                beside.errors.extend(errors);
                app::report::open_form(&staff.ctx, id).await
            }
            other => other,
        },
        None => app::report::open_form(&staff.ctx, id).await,
    };
    let mut form = form.map_err(fail)?;
    // What others saved since the person's page was opened is not on it: its
    // next save must still be joined from there.
    if let (Some(fields), Some(draft)) = (fields, form.draft.as_mut()) {
        draft.version = fields.get("version").parse().unwrap_or(draft.version);
    }
    refused(&build(staff, &form, beside))
}

/// Saves for the script of the page and answers how each number was read.
pub(super) async fn keep_quietly(staff: Staff, Path(id): Path<String>, fields: Fields) -> Response {
    let Ok(report) = id.parse::<ObligationId>() else {
        return ApiError::from(AppError::NotFound).into_response();
    };
    match try_keep(&staff, report, &fields).await {
        Ok(Saved::Kept(kept)) => Json(told(&staff, &kept)).into_response(),
        Ok(Saved::Clash(clash)) => {
            (StatusCode::CONFLICT, Json(clashed(&staff, &clash))).into_response()
        }
        Err(err) => ApiError::from(err).into_response(),
    }
}

fn told(staff: &Staff, kept: &Kept) -> serde_json::Value {
    let l = staff.layout("");
    let mut troubles: BTreeMap<String, String> = BTreeMap::new();
    for t in &kept.troubles {
        let error = FieldError::new("", t.trouble.code()).with("typed", t.typed.clone());
        let key = format!("error.{}", error.code);
        let text = app::text::t_with(l.locale, &key, &error.args);
        troubles.insert(app::report::number_field(&t.part.key(&t.code)), text);
    }
    let mut readings: BTreeMap<String, String> = BTreeMap::new();
    for (def, cell) in kept.read_back() {
        for part in Part::of(def) {
            if let Some(written) = part.written(def, cell) {
                let field = app::report::number_field(&part.key(&def.code));
                readings.insert(field, written);
            }
        }
    }
    let message = l.t1("report.saved_at", "at", l.instant(&kept.at));
    let joined: BTreeMap<String, String> = kept
        .taken
        .iter()
        .flat_map(|place| fields_at(&kept.regime, &kept.writing, place))
        .collect();
    json!({
        "version": kept.version,
        "message": message,
        "readings": readings,
        "troubles": troubles,
        "joined": joined,
    })
}
