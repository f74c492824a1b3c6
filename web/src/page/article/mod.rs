//! The editors' pages: list, one page per article with text, photos, path,
//! preview and history. What the public reads is in [`crate::page::portal`].

mod edit;
mod form;
mod list;
mod path;
mod photo;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of the editors.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/bien-tap", get(list::show).post(list::create))
        .route("/bien-tap/tu-hoi-nghi", post(list::draft))
        .route("/bien-tap/{id}", get(edit::show).post(edit::save))
        .route("/bien-tap/{id}/duyet", post(path::approve))
        .route("/bien-tap/{id}/dang", post(path::publish))
        .route("/bien-tap/{id}/rut", post(path::withdraw))
        .route("/bien-tap/{id}/anh", post(photo::add))
        .route("/bien-tap/{id}/anh/{sha256}", get(photo::show))
        .route("/bien-tap/{id}/anh/{sha256}/bo", post(photo::remove))
}
