//! Photos of public articles.

use super::cache::Fresh;
use super::serve;
use crate::state::Web;
use crate::{PageError, PageResult};
use app::AppError;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

pub(super) async fn photo(
    State(web): State<Web>,
    Path(sha256): Path<String>,
    headers: HeaderMap,
) -> PageResult {
    serve(&web, &headers, format!("/anh/{sha256}"), async || {
        let (media_type, body) = app::article::public_photo(&web.app, &sha256)
            .await?
            .ok_or_else(|| PageError::from(AppError::NotFound))?;
        Ok(Fresh {
            status: StatusCode::OK,
            media_type,
            // The address names the bytes; an hour bounds how long a withdrawn
            // photo stays with those who have seen it.
            cache_control: "public, max-age=3600",
            body,
            is_text: false,
        })
    })
    .await
}
