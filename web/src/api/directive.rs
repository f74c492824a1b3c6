//! The register of directives, searched.

use super::body::Params;
use super::caller::Caller;
use super::day::DayParams;
use super::page::{Page, PageParams};
use crate::error::ApiError;
use axum::Json;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// An entry of the register.
#[derive(Debug, Serialize, ToSchema)]
pub struct DirectiveJson {
    /// Its id.
    pub id: String,
    /// Type name ("Nghị quyết").
    pub doc_type: String,
    /// Number and symbol in standard form; empty for a document without a number,
    /// which type and subject name.
    pub symbol: String,
    /// The same as it was typed or printed; empty where that was not kept.
    pub symbol_as_typed: String,
    /// Issuer as written.
    pub issuer: String,
    /// Year, for State documents.
    pub year: Option<i16>,
    /// Congress term, for Party documents.
    pub term: Option<String>,
    /// Day of issue.
    #[schema(value_type = Option<String>, format = Date)]
    pub issued_on: Option<Date>,
    /// What it is about.
    pub subject: String,
    /// Code of the state.
    pub state: &'static str,
    /// Counter of changes.
    pub version: i32,
}

/// What is searched for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchParams {
    /// Part of the number, symbol or subject; accents and case do not matter.
    pub q: Option<String>,
}

/// Entries of the register in a stable order.
///
/// With `at` those issued by that day; what gives no day of issue is left out then, and
/// the state is of now.
#[utoipa::path(
    get,
    path = "/api/v1/directives",
    params(SearchParams, DayParams, PageParams),
    responses(
        (status = 200, description = "One page", body = Page<DirectiveJson>),
        (status = 422, description = "The cursor or the day is wrong"),
    )
)]
pub async fn list_directives(
    caller: Caller,
    Params(search): Params<SearchParams>,
    Params(day): Params<DayParams>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<DirectiveJson>>, ApiError> {
    let query = search.q.as_deref().unwrap_or_default();
    let (at, after) = (day.day()?, page.after()?);
    let (found, has_more) = app::directive::walk(&caller, query, at, after, page.limit()).await?;
    let next = found.last().filter(|_| has_more).map(|d| d.id.to_string());
    let items = found.into_iter().map(|d| DirectiveJson {
        id: d.id.to_string(),
        doc_type: d.doc_type,
        symbol: d.symbol,
        symbol_as_typed: d.symbol_as_typed,
        issuer: d.issuer,
        year: d.year,
        term: d.term,
        issued_on: d.issued_on,
        subject: d.subject,
        state: d.state.code(),
        version: d.version,
    });
    Ok(Json(Page {
        items: items.collect(),
        next,
    }))
}
