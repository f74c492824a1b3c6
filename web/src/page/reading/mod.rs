//! "Nhập văn bản": files in, facts beside the text, a person confirms.

mod facts;
mod list;
mod meeting;
mod named;
mod parse;
mod parts;
mod prefill;
mod remarks;
mod show;
mod shown;
mod source;
mod stored;
mod stretches;
mod upload;
mod wait;
mod ways;

pub(crate) use stored::{StoredLines, stored_lines};

use crate::state::Web;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Routes of reading in.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(
            "/nhap-van-ban",
            get(list::show)
                .post(upload::take_in)
                .layer(DefaultBodyLimit::max(upload::FORM_LIMIT)),
        )
        .route("/nhap-van-ban/{id}", get(show::show).post(show::confirm))
        .route("/nhap-van-ban/{id}/bo", post(show::drop_it))
}
