//! A unit's duties and reports: the unit writes, signs and reads; the office
//! reads, returns and accepts.

mod ask;
mod away;
mod duties;
mod form;
mod parse;
mod review;
mod save;
mod show;
mod upload;
mod view;
mod words;

use crate::state::Web;
use crate::{PageError, Staff};
use app::AppError;
use axum::Router;
use axum::routing::{get, post};
use domain::id::ObligationId;

/// Routes of duties and reports.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/viec-cua-toi", get(duties::show))
        .route("/ngoai-tuyen", get(away::show))
        .route("/bao-cao/{id}", get(form::show))
        .route("/bao-cao/{id}/luu", post(save::keep))
        .route("/bao-cao/{id}/tu-luu", post(save::keep_quietly))
        .route("/bao-cao/{id}/ky-gui", post(save::sign))
        .route("/bao-cao/{id}/bieu-mau.xlsx", get(upload::blank))
        .route("/bao-cao/{id}/tai-len", post(upload::read))
        .route("/bao-cao/{id}/gia-han", post(ask::ask))
        .route("/bao-cao/{id}/xem", get(show::show))
        .route(
            "/bao-cao/{id}/duyet",
            get(review::show).post(review::give_back),
        )
        .route("/bao-cao/{id}/chap-nhan", post(review::accept))
        .route("/bao-cao/{id}/mien", post(review::exempt))
}

/// The id in the address; anything else does not exist.
fn report_id(staff: &Staff, text: &str) -> Result<ObligationId, PageError> {
    text.parse()
        .map_err(|_| PageError::new(AppError::NotFound, staff.ctx.locale))
}
