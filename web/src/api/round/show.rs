//! One round with the chain of its cycle.

use super::{RoundJson, round_id, round_json};
use crate::api::body::Params;
use crate::api::caller::Caller;
use crate::api::day::DayParams;
use crate::api::tag::versioned;
use crate::error::ApiError;
use app::round::RoundLine;
use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use domain::report::ReportState;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A round and where its cycle stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundPageJson {
    /// The round.
    pub round: RoundJson,
    /// The seven steps of the cycle in order; of another day the first two, which follow
    /// from the matrix of that day.
    pub steps: Vec<StepJson>,
    /// Code of the one next thing to do.
    pub next: &'static str,
    /// Id of the conference, if one is called; of another day, if it was held by then.
    pub conference: Option<String>,
    /// Whether the caller may chase late units.
    pub may_chase: bool,
    /// Whether the caller may close the round.
    pub may_close: bool,
}

/// One step.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepJson {
    /// assign, collect, consolidate, confer, conclude, task or publish.
    pub code: &'static str,
    /// done, active or waiting.
    pub state: &'static str,
    /// How many are done.
    pub done: i64,
    /// Of how many; 0 = nothing to count yet.
    pub total: i64,
    /// The day that matters here.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// One round.
///
/// With `at` as it was at the end of that day in Viet Nam; nothing is to be done then.
#[utoipa::path(
    get,
    path = "/api/v1/rounds/{id}",
    params(("id" = String, Path, description = "Id of the round"), DayParams),
    responses(
        (status = 200, description = "The round", body = RoundPageJson, headers(("etag" = String))),
        (status = 404, description = "No such round that the caller may see, or not yet on that day"),
        (status = 422, description = "The day is wrong"),
    )
)]
pub async fn get_round(
    caller: Caller,
    Path(id): Path<String>,
    Params(day): Params<DayParams>,
) -> Result<Response, ApiError> {
    let view = app::round::view_at(&caller, round_id(&id)?, day.day()?).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let line = RoundLine {
        expected: count(view.matrix.expected()),
        received: count(view.matrix.received()),
        accepted: count(
            view.matrix
                .by_state
                .get(&ReportState::Accepted)
                .copied()
                .unwrap_or(0),
        ),
        round: view.round,
    };
    let steps = view.chain.steps.iter().map(|s| StepJson {
        code: s.code,
        state: s.state.code(),
        done: s.done,
        total: s.total,
        on: s.on,
    });
    let version = line.round.version;
    let body = RoundPageJson {
        steps: steps.collect(),
        next: view.chain.next,
        conference: view.chain.conference.map(|c| c.to_string()),
        may_chase: view.may_chase,
        may_close: view.may_close,
        round: round_json(line),
    };
    Ok(versioned(version, Json(body)))
}
