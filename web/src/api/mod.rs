//! The JSON API under `/api/v1`, one file per noun. The same `app`
//! calls as the pages; errors are problem documents (RFC 9457).
//!
//! Programs sign in as browsers do and send the session's cookie. No rights and
//! no rules here.

mod body;
mod caller;
mod day;
mod directive;
mod doc;
mod me;
mod page;
pub mod report;
mod round;
mod tag;
mod task;
mod unit;

pub use doc::openapi;

use crate::error::ApiError;
use crate::state::Web;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn;
use axum::response::IntoResponse;
use axum::routing::get;

/// Routes of the API.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/api/v1/openapi.json", get(document))
        .route("/api/v1/me", get(me::get_me))
        .route("/api/v1/directives", get(directive::list_directives))
        .route("/api/v1/rounds", get(round::list::list_rounds))
        .route("/api/v1/rounds/{id}", get(round::show::get_round))
        .route("/api/v1/rounds/{id}/matrix", get(round::matrix::get_matrix))
        .route("/api/v1/tasks", get(task::list::list_tasks))
        .route("/api/v1/tasks/{id}", get(task::show::get_task))
        .route("/api/v1/units", get(unit::list_units))
        .merge(report::routes())
        .method_not_allowed_fallback(async || {
            ApiError::request(StatusCode::METHOD_NOT_ALLOWED, "api.method").into_response()
        })
        .layer(from_fn(tag::etag))
}

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    responses((status = 200, description = "The OpenAPI 3.1 document of this server", body = serde_json::Value)),
    security(())
)]
async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], openapi())
}
