//! The way in: each person lands where the day's work is.

use crate::error::ApiError;
use crate::state::Web;
use crate::{PageError, PageResult, Visitor};
use app::AppError;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::account::Right;

/// Routes of the way in.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/", get(home))
        .route("/suc-khoe", get(healthy))
}

async fn home(visitor: Visitor) -> PageResult {
    let to = match visitor.ctx.actor.person() {
        None => "/tin",
        Some(_) if visitor.ctx.actor.has(Right::ReadRound) => "/ky",
        Some(_) if visitor.ctx.actor.has(Right::WriteArticle) => "/bien-tap",
        Some(_) if visitor.ctx.actor.has(Right::ManageAccounts) => "/tai-khoan",
        Some(_) => "/viec-cua-toi",
    };
    Ok(Redirect::to(to).into_response())
}

/// For load balancers: answers when the database does. It takes a visitor because
/// whoever asks with a session keeps it.
async fn healthy(visitor: Visitor) -> Response {
    match app::instance::ask_database(&visitor.web.app).await {
        Ok(()) => "ok".into_response(),
        Err(err) => {
            tracing::error!(%err, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database").into_response()
        }
    }
}

/// Any address that does not exist; programs are told in their own form.
pub async fn not_found(visitor: Visitor) -> Response {
    if visitor.here.starts_with("/api/") {
        return ApiError::from(AppError::NotFound).into_response();
    }
    PageError::new(AppError::NotFound, visitor.ctx.locale).into_response()
}
