//! Signing in and out, language, accounts.

mod list;
mod sign_in;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of accounts.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/dang-nhap", get(sign_in::show).post(sign_in::submit))
        .route("/dang-xuat", post(sign_in::leave))
        .route("/ngon-ngu", get(sign_in::switch_language))
        .route("/tai-khoan", get(list::show).post(list::create))
}
