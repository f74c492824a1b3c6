//! Consolidating a round: totals that open to their units, the workbench,
//! opinions, the path to issue, the report for reading and as files.

mod asked;
mod bench;
mod bench_act;
mod bench_rows;
mod compare;
mod cut;
mod download;
mod explain;
mod freeze;
mod freeze_rows;
mod opinion;
mod parts;
#[cfg(test)]
mod parts_tests;
mod picture;
mod read;
mod today;
mod totals;
mod whom;

use crate::state::Web;
use axum::Router;
use axum::routing::{get, post};
use domain::id::RoundId;
use domain::numbering::IssuerKind;

/// Routes of consolidated reports.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/tong-hop/{id}", get(totals::show))
        .route("/tong-hop/{id}/chi-tieu/{code}", get(explain::show))
        .route("/tong-hop/{id}/chi-tieu/{code}/bieu-do", get(picture::show))
        .route("/tong-hop/{id}/soan", get(bench::show))
        .route("/tong-hop/{id}/soan/{verb}", post(bench_act::act))
        .route("/tong-hop/{id}/chot", get(freeze::show))
        .route("/tong-hop/{id}/chot/{verb}", post(freeze::act))
        .route("/tong-hop/{id}/y-kien", get(opinion::show))
        .route("/tong-hop/{id}/y-kien/{verb}", post(opinion::act))
        .route("/y-kien/{id}", get(asked::show).post(asked::give))
        .route(
            "/tong-hop/{id}/nhan",
            get(asked::received).post(asked::acknowledge),
        )
        .route("/tong-hop/{id}/so-sanh", get(compare::show))
        .route("/tong-hop/{id}/xem", get(read::show))
        .route("/tong-hop/{id}/{file}", get(download::send))
}

fn round_id(text: &str) -> Result<RoundId, app::AppError> {
    text.parse().map_err(|_| app::AppError::NotFound)
}

/// The form named in an address; the Party's is the usual one.
fn form_of(text: Option<&str>) -> IssuerKind {
    match text {
        Some("nha-nuoc") => IssuerKind::State,
        _ => IssuerKind::Party,
    }
}

/// The form's name in addresses.
fn form_code(kind: IssuerKind) -> &'static str {
    match kind {
        IssuerKind::State => "nha-nuoc",
        IssuerKind::Party => "dang",
    }
}

/// The snapshot named in an address: a number, `moi` for the live draft, else
/// the last one.
fn purpose_of(text: Option<&str>) -> Result<app::consolidation::Purpose, app::AppError> {
    use app::consolidation::Purpose;
    match text {
        None | Some("") => Ok(Purpose::Last),
        Some("moi") => Ok(Purpose::Live),
        Some(n) => n
            .parse()
            .map(Purpose::Snapshot)
            .map_err(|_| app::AppError::NotFound),
    }
}
