//! The list of tasks.

use super::{TaskJson, task_json};
use crate::api::body::Params;
use crate::api::caller::Caller;
use crate::api::day::DayParams;
use crate::api::page::{Page, PageParams, wrong_code};
use crate::error::ApiError;
use axum::Json;
use domain::task::TaskState;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which tasks.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StateParams {
    /// Code of a state; none for all.
    pub state: Option<String>,
}

/// The tasks that the caller may see, in the order in which they were given.
///
/// With `at` those given by the end of that day in Viet Nam, as they stood then, with
/// the names that units had. Which units cooperate is of now.
#[utoipa::path(
    get,
    path = "/api/v1/tasks",
    params(StateParams, DayParams, PageParams),
    responses(
        (status = 200, description = "One page", body = Page<TaskJson>),
        (status = 422, description = "The cursor, the state or the day is wrong"),
    )
)]
pub async fn list_tasks(
    caller: Caller,
    Params(which): Params<StateParams>,
    Params(day): Params<DayParams>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<TaskJson>>, ApiError> {
    let state = |code: &String| TaskState::from_code(code).ok_or_else(|| wrong_code("state", code));
    let state = which.state.as_ref().map(state).transpose()?;
    let (after, limit) = (page.after()?, page.limit());
    let (rows, has_more) = match day.day()? {
        None => app::task::walk(&caller, state, after, limit).await?,
        Some(day) => app::task::walk_on(&caller, day, state, after, limit).await?,
    };
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|r| r.task.id.to_string());
    Ok(Json(Page {
        items: rows.into_iter().map(task_json).collect(),
        next,
    }))
}
