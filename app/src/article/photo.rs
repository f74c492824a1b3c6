//! Photos of an article: adding with all their words, taking out, looking at
//! them before publication.

use super::picture::clean;
use super::{facts, load, load_version};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use bytes::Bytes;
use domain::account::Right;
use domain::article::{Act, Photo, next_state};
use domain::id::ArticleId;
use domain::journal::Noun;
use domain::text::clean_line;
use serde_json::json;
use store::blob::{self, Blob};

const MOST: usize = 20;

/// A photo as it is uploaded.
#[derive(Debug, Clone)]
pub struct NewPhoto {
    /// The file.
    pub bytes: Bytes,
    /// Its name, kept for the staff only.
    pub name: String,
    /// What it shows.
    pub caption: String,
    /// Who took it.
    pub credit: String,
    /// The same for those who do not see it.
    pub alt: String,
}

/// Adds a photo to an article that is not public. The kept file is written anew
/// without EXIF; the uploaded one is not kept.
///
/// # Errors
/// [`AppError::Invalid`] with every defect: words missing, not a photo, too
/// large, too many; [`AppError::Conflict`]; as [`Ctx::require`].
pub async fn add_photo(
    ctx: &Ctx,
    id: ArticleId,
    version: i32,
    new: NewPhoto,
) -> Result<(), AppError> {
    load_version(ctx, &ctx.read(), id, Right::WriteArticle, version).await?;
    let mut errors = Vec::new();
    let mut line = |field: &'static str, text: &str| {
        clean_line(text).unwrap_or_else(|_| {
            errors.push(FieldError::new(field, "text.control_character"));
            String::new()
        })
    };
    let mut photo = Photo {
        sha256: String::new(),
        media_type: String::new(),
        width: 0,
        height: 0,
        caption: line("caption", &new.caption),
        credit: line("credit", &new.credit),
        alt: line("alt", &new.alt),
    };
    errors.extend(
        photo
            .check()
            .iter()
            .map(|e| FieldError::new(e.field(), e.code())),
    );
    let cleaned = if new.bytes.is_empty() {
        errors.push(FieldError::new("file", "photo.file_missing"));
        None
    } else if u64::try_from(new.bytes.len()).unwrap_or(u64::MAX) > ctx.app.options.upload_limit {
        errors.push(FieldError::new("file", "photo.too_large"));
        None
    } else {
        let bytes = new.bytes.clone();
        let cleaned = tokio::task::spawn_blocking(move || clean(&bytes)).await;
        match cleaned.map_err(AppError::internal)? {
            Ok(cleaned) => Some(cleaned),
            Err(err) => {
                errors.push(FieldError::new("file", err.code()));
                None
            }
        }
    };
    all_valid(errors)?;
    let Some(cleaned) = cleaned else {
        return Err(AppError::refused("photo.file_missing"));
    };
    let size = i64::try_from(cleaned.bytes.len()).map_err(AppError::internal)?;
    photo.media_type = cleaned.media_type.into();
    (photo.width, photo.height) = (cleaned.width, cleaned.height);
    photo.sha256 = ctx.app.blobs.put(Bytes::from(cleaned.bytes)).await?;

    let w = ctx.begin().await?;
    let mut article = load_version(ctx, &w, id, Right::WriteArticle, version).await?;
    article.state = next_state(article.state, Act::Save, &facts(&article))
        .map_err(|e| AppError::refused(e.code()))?;
    if article.photos.len() >= MOST {
        return Err(AppError::refused("photo.too_many"));
    }
    if article.photos.iter().any(|p| p.sha256 == photo.sha256) {
        return Err(AppError::Invalid(vec![FieldError::new(
            "file",
            "photo.twice",
        )]));
    }
    let file = Blob {
        sha256: photo.sha256.clone(),
        name: clean_line(&new.name).unwrap_or_default(),
        media_type: photo.media_type.clone(),
        size,
        created_at: ctx.now(),
    };
    blob::insert(&w, ctx.new_id(), &file).await?;
    let detail = json!({ "title": article.title, "sha256": photo.sha256, "bytes": size });
    article.photos.push(photo);
    article.updated_at = ctx.now();
    store::article::update(&w, &article).await?;
    let entry = ctx.entry(
        "article.add_photo",
        Noun::Article,
        id.0,
        Some(article.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Takes a photo out of an article that is not public. The file stays, as other
/// articles may show it.
///
/// # Errors
/// [`AppError::NotFound`] when the article does not show it; else as
/// [`add_photo`].
pub async fn remove_photo(
    ctx: &Ctx,
    id: ArticleId,
    version: i32,
    sha256: &str,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut article = load_version(ctx, &w, id, Right::WriteArticle, version).await?;
    article.state = next_state(article.state, Act::Save, &facts(&article))
        .map_err(|e| AppError::refused(e.code()))?;
    let before = article.photos.len();
    article.photos.retain(|p| p.sha256 != sha256);
    if article.photos.len() == before {
        return Err(AppError::NotFound);
    }
    article.updated_at = ctx.now();
    store::article::update(&w, &article).await?;
    let detail = json!({ "title": article.title, "sha256": sha256 });
    let entry = ctx.entry(
        "article.remove_photo",
        Noun::Article,
        id.0,
        Some(article.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// A photo of an article for those who write it, public or not.
///
/// # Errors
/// [`AppError::NotFound`] when the article does not show it; as
/// [`Ctx::require`].
pub async fn photo_for_editor(
    ctx: &Ctx,
    id: ArticleId,
    sha256: &str,
) -> Result<(String, Bytes), AppError> {
    let article = load(ctx, &ctx.read(), id, Right::WriteArticle).await?;
    let photo = article
        .photos
        .iter()
        .find(|p| p.sha256 == sha256)
        .ok_or(AppError::NotFound)?;
    let bytes = ctx.app.blobs.get(sha256).await?.ok_or(AppError::NotFound)?;
    Ok((photo.media_type.clone(), bytes))
}
