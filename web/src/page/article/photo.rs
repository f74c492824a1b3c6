//! Photos of an article: upload, removal, and looking at them before they are
//! public.

use super::edit::answer;
use super::path::checked;
use crate::{Fields, PageError, PageResult, Staff};
use app::article::NewPhoto;
use app::{AppError, FieldError};
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::IntoResponse;
use bytes::Bytes;
use domain::id::ArticleId;

pub(super) async fn add(
    staff: Staff,
    Path(id): Path<ArticleId>,
    multipart: Multipart,
) -> PageResult {
    let mut fields = Fields::default();
    let made = try_add(&staff, id, multipart, &mut fields).await;
    answer(&staff, id, fields, made).await
}

async fn try_add(
    staff: &Staff,
    id: ArticleId,
    multipart: Multipart,
    fields: &mut Fields,
) -> Result<&'static str, AppError> {
    let (name, bytes) = read(multipart, fields)
        .await
        // The body ended at the limit, or was cut: nothing is kept of it.
        .map_err(|_| AppError::Invalid(vec![FieldError::new("file", "photo.too_large")]))?;
    let version = checked(staff, fields)?;
    let new = NewPhoto {
        bytes,
        name,
        caption: fields.get("caption").to_owned(),
        credit: fields.get("credit").to_owned(),
        alt: fields.get("alt").to_owned(),
    };
    app::article::add_photo(&staff.ctx, id, version, new).await?;
    Ok("article.photo_added")
}

/// Words go to `fields`, so that they survive a refusal; the file comes back.
async fn read(
    mut multipart: Multipart,
    fields: &mut Fields,
) -> Result<(String, Bytes), MultipartError> {
    let mut file = (String::new(), Bytes::new());
    while let Some(part) = multipart.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            file = (
                part.file_name().unwrap_or_default().to_owned(),
                part.bytes().await?,
            );
        } else {
            fields.set(&name, part.text().await?);
        }
    }
    Ok(file)
}

pub(super) async fn remove(
    staff: Staff,
    Path((id, sha256)): Path<(ArticleId, String)>,
    fields: Fields,
) -> PageResult {
    let made = async {
        let version = checked(&staff, &fields)?;
        app::article::remove_photo(&staff.ctx, id, version, &sha256).await?;
        Ok("article.photo_removed")
    };
    let made = made.await;
    answer(&staff, id, fields, made).await
}

pub(super) async fn show(
    staff: Staff,
    Path((id, sha256)): Path<(ArticleId, String)>,
) -> PageResult {
    let (media_type, bytes) = app::article::photo_for_editor(&staff.ctx, id, &sha256)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    Ok(([(header::CONTENT_TYPE, media_type)], bytes).into_response())
}
