//! Signing in and out, language, one's own account, accounts with their posts,
//! delegation.

mod delegate;
mod list;
mod own;
mod show;
mod sign_in;
mod words;

pub(crate) use words::role_words;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of accounts.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/dang-nhap", get(sign_in::show).post(sign_in::submit))
        .route("/dang-xuat", post(sign_in::leave))
        .route("/ngon-ngu", get(sign_in::switch_language))
        .route("/ca-nhan", get(own::show))
        .route("/ca-nhan/mat-khau", post(own::change_password))
        .route("/uy-quyen", get(delegate::show).post(delegate::create))
        .route("/uy-quyen/{id}/thu-hoi", post(delegate::withdraw))
        .route("/tai-khoan", get(list::show).post(list::create))
        .route("/tai-khoan/{id}", get(show::show))
        .route("/tai-khoan/{id}/khoa", post(show::lock))
        .route("/tai-khoan/{id}/mo", post(show::unlock))
        .route("/tai-khoan/{id}/mat-khau", post(show::set_password))
        .route("/tai-khoan/{id}/chuc-danh", post(show::give_post))
        .route("/tai-khoan/{id}/chuc-danh/{so}/het", post(show::end_post))
}
