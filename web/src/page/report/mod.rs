//! A unit's duties and reports: the unit writes, signs and reads; the office
//! reads, returns and accepts.

mod ask;
mod away;
mod clashed;
mod duties;
mod evidence;
mod exempt;
mod form;
mod form_rows;
mod history;
mod joined;
mod live;
mod named;
mod paper;
mod parse;
mod parts;
mod place;
mod print;
mod review;
mod save;
mod show;
mod sign;
mod signed;
mod upload;
mod view;
mod words;

pub(crate) use view::paper as paper_words;

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
        .route("/bao-cao/{id}/ky-gui", post(sign::submit))
        .route("/bao-cao/{id}/ky", post(sign::sign))
        .route("/bao-cao/{id}/gui", post(sign::send))
        .route("/bao-cao/{id}/rut-chu-ky", post(sign::withdraw))
        .route("/bao-cao/{id}/bieu-mau.xlsx", get(upload::blank))
        .route("/bao-cao/{id}/tai-len", post(upload::read))
        .route("/bao-cao/{id}/dan", post(upload::paste))
        .route("/bao-cao/{id}/mau-in", get(print::show))
        .route("/bao-cao/{id}/minh-chung", post(evidence::add))
        .route("/bao-cao/{id}/minh-chung/{sha256}", get(evidence::get))
        .route(
            "/bao-cao/{id}/minh-chung/{sha256}/bo",
            post(evidence::remove),
        )
        .route(
            "/bao-cao/{id}/o/{code}",
            get(place::cell).post(place::say_cell),
        )
        .route("/bao-cao/{id}/o/{code}/gioi-han", post(place::limit))
        .route(
            "/bao-cao/{id}/muc/{code}",
            get(place::section).post(place::say_section),
        )
        .route("/bao-cao/{id}/lich-su", get(history::show))
        .route("/bao-cao/{id}/gia-han", post(ask::ask))
        .route("/bao-cao/{id}/xem", get(show::show))
        .route(
            "/bao-cao/{id}/duyet",
            get(review::show).post(review::give_back),
        )
        .route("/bao-cao/{id}/chap-nhan", post(review::accept))
        .route("/bao-cao/{id}/mien", post(exempt::exempt))
        .route("/bao-cao/{id}/bo-mien", post(exempt::unexempt))
        .route("/bao-cao/{id}/mo-lai", post(review::reopen))
        .route("/bao-cao/{id}/ban-giay", post(paper::note))
        .route("/bao-cao/{id}/ban-giay/bo", post(paper::withdraw))
}

/// The id in the address; anything else does not exist.
fn report_id(staff: &Staff, text: &str) -> Result<ObligationId, PageError> {
    text.parse()
        .map_err(|_| PageError::new(AppError::NotFound, staff.ctx.locale))
}
