//! What the caller's units owe.

use crate::api::body::Params;
use crate::api::caller::Caller;
use crate::api::day::DayParams;
use crate::error::ApiError;
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// One report that a unit owes or owed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObligationJson {
    /// Id of the obligation, and of its report.
    pub id: String,
    /// Id of the round.
    pub round: String,
    /// Title of the round.
    pub title: String,
    /// Code of the period ("lich-Q3-2026").
    pub period: String,
    /// Short name of the unit.
    pub unit: String,
    /// Due day as set at the opening.
    #[schema(value_type = String, format = Date)]
    pub due_on: jiff::civil::Date,
    /// Due day by the extension, if one was granted.
    #[schema(value_type = Option<String>, format = Date)]
    pub extended_due_on: Option<jiff::civil::Date>,
    /// Hour of the due day in Viet Nam ("17:00:00"); without one its end.
    #[schema(value_type = Option<String>)]
    pub due_by: Option<jiff::civil::Time>,
    /// Code of the state; `locked` = accepted in a closed round, `awaits_final` =
    /// accepted and opened again for more figures.
    pub state: &'static str,
    /// On time or late by the day that holds now; none for an exempt unit.
    pub timely: Option<&'static str>,
    /// On time or late by the original day.
    pub timely_by_original: Option<&'static str>,
    /// Number of the last version sent; 0 = none.
    pub last_version: i32,
    /// The day on which the office took it on paper, as a person noted; no receipt.
    #[schema(value_type = Option<String>, format = Date)]
    pub paper_received_on: Option<jiff::civil::Date>,
    /// Code of what to do next.
    pub next: &'static str,
}

/// What the caller's units owe and owed, open ones first.
///
/// With `at` as it was at the end of that day in Viet Nam, of the units for which the
/// caller writes or signs now.
#[utoipa::path(
    get,
    path = "/api/v1/obligations",
    params(DayParams),
    responses(
        (status = 200, body = Vec<ObligationJson>),
        (status = 403, description = "Not signed in"),
        (status = 422, description = "The day is wrong"),
    )
)]
pub async fn list_obligations(
    caller: Caller,
    Params(day): Params<DayParams>,
) -> Result<Json<Vec<ObligationJson>>, ApiError> {
    let duties = match day.day()? {
        None => app::report::duties(&caller).await?,
        Some(day) => app::report::duties_on(&caller, day).await?,
    };
    let all = duties
        .open
        .into_iter()
        .chain(duties.done)
        .map(|d| ObligationJson {
            state: d.state_code(),
            id: d.id.to_string(),
            round: d.round.to_string(),
            title: d.title,
            period: d.period.code(),
            unit: d.unit_name,
            due_on: d.due_on,
            extended_due_on: d.extended_due_on,
            due_by: d.due_by,
            timely: d.timely.map(|t| t.extended.code()),
            timely_by_original: d.timely.map(|t| t.original.code()),
            last_version: d.last_version,
            paper_received_on: d.paper.as_ref().map(|p| p.on),
            next: d.next.code(),
        });
    Ok(Json(all.collect()))
}
