//! The matrix unit × state of a round.

use super::round_id;
use crate::api::body::Params;
use crate::api::caller::Caller;
use crate::api::day::DayParams;
use crate::api::page::wrong_code;
use crate::error::ApiError;
use app::round::{MatrixFilter, MatrixRow};
use axum::Json;
use axum::extract::Path;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The units of a round with where their reports stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixJson {
    /// Units that owe a report.
    pub expected: usize,
    /// Units whose report has come.
    pub received: usize,
    /// On time by the original days.
    pub on_time_original: usize,
    /// On time by the extended days.
    pub on_time_extended: usize,
    /// The rows of the filter, by kind of unit and name.
    pub rows: Vec<MatrixRowJson>,
}

/// One unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixRowJson {
    /// Id of the obligation, and of its report.
    pub obligation: String,
    /// Id of the unit.
    pub unit: String,
    /// Name of the unit on the last day of the period.
    pub name: String,
    /// Code of the kind of unit.
    pub kind: &'static str,
    /// Code of the report's state; `locked` = accepted in a closed round,
    /// `awaits_final` = accepted and opened again for more figures.
    pub state: &'static str,
    /// Timeliness by the day that holds now; null for an exempt unit.
    pub timely: Option<&'static str>,
    /// Timeliness by the original day.
    pub timely_by_original: Option<&'static str>,
    /// The original due day.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    /// The extended due day.
    #[schema(value_type = Option<String>, format = Date)]
    pub extended_due_on: Option<Date>,
    /// Number of the last version; 0 = none.
    pub last_version: i32,
    /// When the last version came.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_received_at: Option<Timestamp>,
    /// Why the report was returned last.
    pub return_reason: Option<String>,
    /// Why the unit is exempt.
    pub exempt_reason: Option<String>,
    /// Why the report came late, as the unit says.
    pub late_reason: Option<String>,
    /// The day on which the office took it on paper, as a person noted; no receipt.
    #[schema(value_type = Option<String>, format = Date)]
    pub paper_received_on: Option<Date>,
    /// Whether a request for more time waits.
    pub is_asking: bool,
    /// Whether somebody can write.
    pub has_reporter: bool,
    /// Whether somebody can sign.
    pub has_head: bool,
}

/// Which rows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FilterParams {
    /// all, owing, late, asking, gap, locked, awaits_final, or the code of a report's
    /// state.
    pub filter: Option<String>,
}

/// The matrix of a round.
///
/// With `at` as it was at the end of that day in Viet Nam, by the posts of that day.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}/matrix",
    params(("id" = String, Path, description = "Id of the round"), FilterParams, DayParams),
    responses(
        (status = 200, description = "The matrix", body = MatrixJson),
        (status = 404, description = "No such round that the caller may see, or not yet on that day"),
        (status = 422, description = "No such filter, or the day is wrong"),
    )
)]
pub async fn get_matrix(
    caller: Caller,
    Path(id): Path<String>,
    Params(params): Params<FilterParams>,
    Params(day): Params<DayParams>,
) -> Result<Json<MatrixJson>, ApiError> {
    let asked = params.filter.as_deref().unwrap_or("all");
    let filter = MatrixFilter::from_code(asked);
    if filter.code() != asked {
        return Err(wrong_code("filter", asked));
    }
    let matrix = app::round::matrix_at(&caller, round_id(&id)?, day.day()?).await?;
    let (on_time_original, on_time_extended) = matrix.on_time();
    Ok(Json(MatrixJson {
        expected: matrix.expected(),
        received: matrix.received(),
        on_time_original,
        on_time_extended,
        rows: matrix
            .rows
            .iter()
            .filter(|r| filter.takes(r))
            .map(row)
            .collect(),
    }))
}

fn row(r: &MatrixRow) -> MatrixRowJson {
    MatrixRowJson {
        obligation: r.obligation.to_string(),
        unit: r.unit.to_string(),
        name: r.name.clone(),
        kind: r.kind.code(),
        state: r.state_code(),
        timely: r.timely.map(|t| t.extended.code()),
        timely_by_original: r.timely.map(|t| t.original.code()),
        due_on: r.due_on,
        extended_due_on: r.extended_due_on,
        last_version: r.last_version,
        last_received_at: r.last_received_at,
        return_reason: r.returned.as_ref().map(|x| x.reason.clone()),
        exempt_reason: r.exempt_reason.clone(),
        late_reason: r.late_reason.clone(),
        paper_received_on: r.paper.as_ref().map(|p| p.on),
        is_asking: r.is_asking,
        has_reporter: r.has_reporter,
        has_head: r.has_head,
    }
}
