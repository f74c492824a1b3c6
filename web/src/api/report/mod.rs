//! Duties and drafts for programs of units: the same rights, checks and receipt
//! times as on the pages.

mod draft;
mod obligations;
mod submit;

pub use draft::{CellJson, DraftJson, NewDraftJson, SectionJson, TaskLineJson, TroubleJson};
pub use obligations::ObligationJson;
pub use submit::{ReceiptJson, SubmitJson};

#[doc(hidden)]
pub use draft::{__path_get_draft, __path_put_draft, get_draft, put_draft};
#[doc(hidden)]
pub use obligations::{__path_list_obligations, list_obligations};
#[doc(hidden)]
pub use submit::{__path_submit_report, submit_report};

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};

/// Routes of the API about reports.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/api/v1/obligations", get(list_obligations))
        .route("/api/v1/reports/{id}/draft", get(get_draft).put(put_draft))
        .route("/api/v1/reports/{id}/submit", post(submit_report))
}
