//! The list of rounds.

use super::{RoundJson, round_json};
use crate::api::body::Params;
use crate::api::caller::Caller;
use crate::api::day::DayParams;
use crate::api::page::{Page, PageParams, wrong_cursor};
use crate::error::ApiError;
use axum::Json;
use domain::id::RoundId;

/// The rounds that the caller may see, newest period first.
///
/// With `at` those that had opened by that day, open or closed and as far come as at
/// its end.
#[utoipa::path(
    get,
    path = "/api/v1/rounds",
    params(DayParams, PageParams),
    responses(
        (status = 200, description = "One page", body = Page<RoundJson>),
        (status = 422, description = "The cursor or the day is wrong"),
    )
)]
pub async fn list_rounds(
    caller: Caller,
    Params(day): Params<DayParams>,
    Params(page): Params<PageParams>,
) -> Result<Json<Page<RoundJson>>, ApiError> {
    let lines = app::round::list_at(&caller, day.day()?).await?;
    // Rounds are never deleted and their periods never change: the row of the
    // cursor is where it was.
    let begin = match page.after::<RoundId>()? {
        None => 0,
        Some(last) => {
            1 + lines
                .iter()
                .position(|l| l.round.id == last)
                .ok_or_else(wrong_cursor)?
        }
    };
    let end = lines.len().min(begin + page.limit() as usize);
    let next = (end < lines.len()).then(|| lines[end - 1].round.id.to_string());
    let items = lines
        .into_iter()
        .take(end)
        .skip(begin)
        .map(round_json)
        .collect();
    Ok(Json(Page { items, next }))
}
