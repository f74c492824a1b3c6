//! Entity tags: what was read need not be sent twice, and what somebody else
//! changed is not written over (RFC 9110, sections 8.8 and 13).

use crate::error::ApiError;
use crate::state::Web;
use app::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Digits of the hash in a tag: enough that two bodies never share one.
const DIGITS: usize = 32;

/// Tags every answer to a read with the hash of its body, after the row's
/// counter where the handler gave one; answers 304 to who has it already.
pub(super) async fn etag(request: Request, next: Next) -> Response {
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return ApiError::from(AppError::internal("the answer could not be read")).into_response();
    };
    let hash = &hex::encode(Sha256::digest(&bytes))[..DIGITS];
    let tag = match counter(&parts.headers, header::ETAG) {
        Some(version) => format!("\"{version}-{hash}\""),
        None => format!("\"{hash}\""),
    };
    let is_known = known.is_some_and(|k| names(&k, &tag));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether `If-None-Match` names the tag.
fn names(header: &HeaderValue, tag: &str) -> bool {
    let Ok(text) = header.to_str() else {
        return false;
    };
    text.split(',')
        .map(str::trim)
        .any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// The row's counter at the head of a tag.
fn counter(headers: &HeaderMap, name: header::HeaderName) -> Option<i32> {
    let text = headers.get(name)?.to_str().ok()?.trim_matches('"');
    text.split('-').next()?.parse().ok()
}

/// An answer about a row that counts its changes.
pub(super) fn versioned(version: i32, body: impl IntoResponse) -> Response {
    ([(header::ETAG, format!("\"{version}\""))], body).into_response()
}

/// The counter that a write names in `If-Match`; a write without it would be
/// blind and is refused with 428.
pub struct IfMatch(pub(super) i32);

impl FromRequestParts<Web> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _web: &Web) -> Result<Self, ApiError> {
        if !parts.headers.contains_key(header::IF_MATCH) {
            return Err(ApiError::request(
                StatusCode::PRECONDITION_REQUIRED,
                "api.if_match_missing",
            ));
        }
        counter(&parts.headers, header::IF_MATCH)
            .map(Self)
            .ok_or_else(stale)
    }
}

/// Somebody else changed the row since it was read.
pub(super) fn stale() -> ApiError {
    ApiError::request(StatusCode::PRECONDITION_FAILED, "api.stale")
}
