//! "Nhập văn bản": files in, facts beside the text, a person confirms.

mod list;
mod show;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of reading in.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/nhap-van-ban", get(list::show).post(list::take_in))
        .route("/nhap-van-ban/{id}", get(show::show).post(show::confirm))
        .route("/nhap-van-ban/{id}/bo", post(show::drop_it))
}
