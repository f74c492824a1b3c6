//! Rounds: the list, opening with preview, the page of a round, chasing.

mod arrivals;
mod chase;
mod close;
mod grant;
mod history;
mod late;
mod list;
mod open;
mod picture;
mod schedule;
mod show;
mod unlisted;

pub(crate) use open::doubts;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};
use domain::id::RoundId;

/// Routes of rounds.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/ky", get(list::show))
        .route("/ky/moi", get(open::show).post(open::submit))
        .route("/ky/{id}", get(show::show))
        .route("/ky/{id}/dong", post(close::submit))
        .route("/ky/{id}/mo-lai", post(close::reopen))
        .route("/ky/{id}/giao-them", post(unlisted::submit))
        .route("/ky/{id}/gia-han", get(grant::show).post(grant::submit))
        .route("/ky/{id}/lich-nhac", get(schedule::show))
        .route("/ky/{id}/don-doc", get(chase::show).post(chase::submit))
        .route("/ky/{id}/bieu-do", get(picture::show))
        .route("/ky/{id}/lich-su", get(history::show))
        .route("/ky/{id}/qua-han", get(late::show))
}

/// An id from the address; anything else is a round that does not exist.
fn round_id(text: &str) -> Result<RoundId, app::AppError> {
    text.parse().map_err(|_| app::AppError::NotFound)
}
