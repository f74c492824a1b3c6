//! Requests for more time that wait for the office.

mod list;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of requests for more time.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/gia-han", get(list::show))
        .route("/gia-han/{id}", post(list::decide))
}
