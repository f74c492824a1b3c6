//! Duties and drafts for programs of units: the same rights, checks and receipt
//! times as on the pages.

mod cell;
mod draft;
mod obligations;
mod submit;

pub use cell::CellJson;
pub use draft::{DraftJson, NewDraftJson, SectionJson, TaskLineJson, TroubleJson};
pub use obligations::ObligationJson;
pub use submit::{ReceiptJson, SendJson, SignedJson, SubmitJson};

#[doc(hidden)]
pub use draft::{__path_get_draft, __path_put_draft, get_draft, put_draft};
#[doc(hidden)]
pub use obligations::{__path_list_obligations, list_obligations};
#[doc(hidden)]
pub use submit::{
    __path_send_report, __path_sign_report, __path_submit_report, __path_withdraw_signature,
    send_report, sign_report, submit_report, withdraw_signature,
};

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of the API about reports.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/api/v1/obligations", get(list_obligations))
        .route("/api/v1/reports/{id}/draft", get(get_draft).put(put_draft))
        .route("/api/v1/reports/{id}/submit", post(submit_report))
        .route("/api/v1/reports/{id}/sign", post(sign_report))
        .route("/api/v1/reports/{id}/send", post(send_report))
        .route(
            "/api/v1/reports/{id}/withdraw-signature",
            post(withdraw_signature),
        )
}
