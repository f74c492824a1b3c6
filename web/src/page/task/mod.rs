//! Tasks: the list, and one page per task with everything that can be done.

mod act;
mod list;
mod show;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of tasks.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/nhiem-vu", get(list::show))
        .route("/nhiem-vu/{id}", get(show::show))
        .route("/nhiem-vu/{id}/{viec}", post(act::act))
}
