//! Style sheets and scripts, built into the program and served with a strong
//! ETag.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::LazyLock;

struct Asset {
    body: &'static [u8],
    media_type: &'static str,
    etag: String,
}

macro_rules! assets {
    ($($name:literal => $media:literal),* $(,)?) => {
        static ASSETS: LazyLock<HashMap<&'static str, Asset>> = LazyLock::new(|| {
            HashMap::from([$(($name, Asset {
                body: include_bytes!(concat!("../assets/", $name)),
                media_type: $media,
                etag: format!("\"{}\"", &hex::encode(Sha256::digest(include_bytes!(concat!("../assets/", $name))))[..16]),
            })),*])
        });
    };
}

assets! {
    "giaoban.css" => "text/css; charset=utf-8",
    "giaoban.js" => "text/javascript; charset=utf-8",
    "cite.js" => "text/javascript; charset=utf-8",
    "reading.js" => "text/javascript; charset=utf-8",
    "report.js" => "text/javascript; charset=utf-8",
    "icon.svg" => "image/svg+xml",
}

/// One asset.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.get(name.as_str()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok());
    let kept = [
        (header::ETAG, asset.etag.as_str()),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    if known == Some(asset.etag.as_str()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, asset.media_type)], asset.body).into_response()
}
