//! The outbox of the office, and each person's own messages.

mod mine;
mod outbox;
mod show;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of messages.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/hop-thu-di", get(outbox::show))
        .route("/hop-thu-di/{id}", get(show::show))
        .route("/hop-thu-di/{id}/gui-lai", post(show::resend))
        .route("/thong-bao", get(mine::show))
        .route("/thong-bao/{id}", get(mine::open))
}
