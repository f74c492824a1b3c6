//! Changing what a conference says about itself, agenda included.

use super::create::{ConferenceInput, apply};
use super::load_version;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::ConferenceId;
use domain::journal::Noun;
use serde_json::json;

/// Changes title, day, place, chair and agenda. The office and the round stay.
/// Once the notice is issued the facts it prints stay as well.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; [`AppError::Conflict`] when somebody
/// else changed it; as [`Ctx::require`].
pub async fn edit(
    ctx: &Ctx,
    id: ConferenceId,
    version: i32,
    input: ConferenceInput,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut conference = load_version(ctx, &w, id, Right::WriteConference, version).await?;
    if !store::issued::list_of(&w, Noun::Conference, id.0)
        .await?
        .is_empty()
    {
        return Err(AppError::refused("conference.notice_issued"));
    }
    let before = conference.clone();
    apply(&mut conference, &input)?;
    store::conference::update(&w, &conference).await?;
    let detail = json!({
        "held_on": [before.held_on, conference.held_on],
        "starts_at": [before.starts_at, conference.starts_at],
        "place_changed": before.place != conference.place,
        "agenda_items": conference.agenda.len(),
    });
    ctx.commit(
        w,
        ctx.entry(
            "conference.edit",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}
