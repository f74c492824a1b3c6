//! Conferences: the list, one page per conference, its forms and files.

mod act;
mod conclusion;
mod edit;
mod file;
mod list;
mod show;

use crate::state::Web;
use app::AppError;
use axum::Router;
use axum::routing::{get, post};
use domain::id::ConferenceId;

/// Routes of conferences.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/hoi-nghi", get(list::show))
        .route("/hoi-nghi/moi", get(edit::new).post(edit::create))
        .route("/hoi-nghi/{id}", get(show::show))
        .route("/hoi-nghi/{id}/sua", get(edit::show).post(edit::save))
        .route("/hoi-nghi/{id}/lich-su", get(show::history))
        .route(
            "/hoi-nghi/{id}/ket-luan/{so}",
            get(conclusion::show).post(conclusion::save),
        )
        .route("/hoi-nghi/{id}/thong-bao.docx", get(file::docx))
        .route("/hoi-nghi/{id}/thong-bao.pdf", get(file::pdf))
        .route("/hoi-nghi/{id}/lich.ics", get(file::ics))
        .route("/hoi-nghi/{id}/{viec}", post(act::act))
}

/// The id in an address; what is no id is no conference.
fn id_of(text: &str) -> Result<ConferenceId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}
