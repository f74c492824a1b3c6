//! Files into the queue, one or a hundred in one form. The form is read as a
//! stream, file after file, so that memory holds one file whatever their number.
//! With JavaScript the page sends each file by itself and asks for JSON.

use super::list::{Outcome, build, words};
use crate::page::directive::office;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::reading::Taken;
use app::{AppError, FieldError};
use axum::Json;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use domain::id::{ReadingId, UnitId};

/// Bytes of one form. Only one file of it is ever in memory.
pub(super) const FORM_LIMIT: usize = 1 << 30;

pub(super) async fn take_in(staff: Staff, headers: HeaderMap, mut form: Multipart) -> PageResult {
    let is_program = headers
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.contains("application/json"));
    let mut outcomes = Vec::new();
    let mut first = None;
    let result = stream(&staff, &mut form, &mut outcomes, &mut first).await;
    let is_refused = outcomes.iter().all(|o| o.href.is_none());
    match result {
        Ok(()) if is_program => Ok(Json(outcomes).into_response()),
        Err(AppError::Invalid(errors)) if is_program => Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            Json(serde_json::json!({ "message": words(&staff, &errors) })),
        )
            .into_response()),
        Ok(()) if outcomes.len() == 1 && !is_refused => {
            let id = first.map(|id: ReadingId| id.to_string());
            done(
                &format!("/nhap-van-ban/{}", id.unwrap_or_default()),
                "reading.taken_in",
            )
        }
        Ok(()) if is_refused => {
            let texts: Vec<(String, String)> = outcomes
                .iter()
                .map(|o| ("file".to_owned(), format!("{}: {}", o.file_name, o.text)))
                .collect();
            let state = FormState::told(Fields::default(), texts);
            refused(&build(&staff, None, state, outcomes).await?)
        }
        Ok(()) => page(&build(&staff, None, FormState::default(), outcomes).await?),
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(Fields::default(), &errors, staff.ctx.locale);
            refused(&build(&staff, None, state, outcomes).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

/// Reads the form part by part; the token stands before the files.
async fn stream(
    staff: &Staff,
    form: &mut Multipart,
    outcomes: &mut Vec<Outcome>,
    first: &mut Option<ReadingId>,
) -> Result<(), AppError> {
    let office = office(staff)?;
    let mut is_ours = false;
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file_name) = part.file_name().map(short_name) else {
            let text = part.text().await.map_err(broken)?;
            if name == "_token" {
                is_ours = staff.owns(&Fields::from_pairs(vec![(name, text)]));
            }
            continue;
        };
        if !is_ours {
            return Err(AppError::refused("form_token"));
        }
        if !file_name.is_empty() {
            let limit = usize::try_from(staff.ctx.app.options.upload_limit).unwrap_or(usize::MAX);
            let bytes = read_up_to(part, limit).await?;
            let (outcome, id) = one(staff, office, file_name, bytes).await?;
            outcomes.push(outcome);
            *first = first.or(id);
        }
    }
    if outcomes.is_empty() {
        let code = if is_ours {
            FieldError::new("file", "reading.no_file")
        } else {
            FieldError::form("form_token")
        };
        return Err(AppError::Invalid(vec![code]));
    }
    Ok(())
}

async fn one(
    staff: &Staff,
    office: UnitId,
    file_name: String,
    bytes: Vec<u8>,
) -> Result<(Outcome, Option<ReadingId>), AppError> {
    let (tag, text, id) =
        match app::reading::take_in(&staff.ctx, office, file_name.clone(), bytes).await {
            Ok(Taken::Queued(id)) => ("ok", staff.ctx_text("reading.outcome.queued"), Some(id)),
            Ok(Taken::Known(id)) => ("info", staff.ctx_text("reading.outcome.known"), Some(id)),
            // One bad file does not hinder the others.
            Err(AppError::Invalid(errors)) => ("late", words(staff, &errors), None),
            Err(other) => return Err(other),
        };
    let outcome = Outcome {
        file_name,
        tag,
        text,
        href: id.map(|id| format!("/nhap-van-ban/{id}")),
    };
    Ok((outcome, id))
}

/// The bytes of a part; of one over the limit one byte more than allowed, by
/// which it is refused, while the rest is read past.
async fn read_up_to(mut part: Field<'_>, limit: usize) -> Result<Vec<u8>, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        let room = (limit + 1).saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..room.min(chunk.len())]);
    }
    Ok(bytes)
}

/// Old browsers send the whole path.
fn short_name(name: &str) -> String {
    name.rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn broken(_: axum::extract::multipart::MultipartError) -> AppError {
    AppError::Invalid(vec![FieldError::new("file", "reading.cut_off")])
}
