//! The register of directives.

mod list;
mod recognise;
mod show;

use crate::state::Web;
use crate::{Fields, Staff};
use app::AppError;
use app::directive::EnterDirective;
use axum::Router;
use axum::routing::{get, post};
use domain::account::Right;
use domain::id::UnitId;
use jiff::civil::Date;

/// Routes of the register.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/van-ban", get(list::show).post(list::enter))
        .route("/van-ban/nhan-so", post(recognise::recognise))
        .route("/van-ban/{id}", get(show::show).post(show::complete))
}

/// The office for which the person keeps the register.
pub(crate) fn office(staff: &Staff) -> Result<UnitId, AppError> {
    staff
        .ctx
        .actor
        .own_units(Right::WriteDirective)
        .first()
        .copied()
        .ok_or(AppError::Forbidden)
}

/// A day as people type it: dd/mm/yyyy, or as a date field sends it.
pub(crate) fn typed_day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split(['/', '-', '.']).map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What the form about one directive says; names may have a prefix.
pub(crate) fn typed_directive(fields: &Fields, prefix: &str) -> EnterDirective {
    let get = |name: &str| fields.get(&format!("{prefix}{name}")).to_owned();
    EnterDirective {
        doc_type: get("doc_type"),
        symbol: get("symbol"),
        issuer: get("issuer"),
        term: get("term"),
        issued_on: typed_day(&get("issued_on")),
        subject: get("subject"),
    }
}
