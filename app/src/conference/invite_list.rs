//! Inviting a whole group, kind or level: kept as said while the conference is
//! prepared, turned into units when it is convened.

use super::load;
use crate::target::units_of;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::conference::{ConferenceState, InvitedList, Target};
use domain::id::ConferenceId;
use domain::journal::Noun;
use serde_json::json;
use store::Write;
use store::conference::{Conference, Invitation, list_invitations};

/// Invites a list, or changes its seats. Once the conference is convened, the
/// units of today are invited at once.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, also when nobody is meant after the
/// convening; as [`Ctx::require`].
pub async fn invite_list(ctx: &Ctx, id: ConferenceId, list: InvitedList) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut conference = load(ctx, &w, id, Right::WriteConference).await?;
    let mut errors = Vec::new();
    if conference.state == ConferenceState::Closed {
        errors.push(FieldError::form("conference.wrong_state"));
    }
    if !(1..=super::invite::MOST_SEATS).contains(&list.seats) {
        errors.push(
            FieldError::new("seats", "conference.seats_range")
                .with("max", super::invite::MOST_SEATS.to_string()),
        );
    }
    if let Target::Group(code) = &list.to
        && !store::group::list(&w)
            .await?
            .iter()
            .any(|g| g.code == *code)
    {
        errors.push(FieldError::new("unit", "conference.unit_unknown"));
    }
    all_valid(errors)?;
    conference.lists.retain(|l| l.to != list.to);
    conference.lists.push(list.clone());
    let mut new = 0;
    if conference.state != ConferenceState::Draft {
        new = call(ctx, &w, &conference).await?;
    }
    store::conference::update(&w, &conference).await?;
    let detail = json!({ "list": list.to, "seats": list.seats, "new": new });
    let (office, noun) = (Some(conference.office), Noun::Conference);
    let entry = ctx.entry("conference.invite_list", noun, id.0, office, detail);
    ctx.commit(w, entry).await
}

/// Takes a list back before the conference is convened; units invited by name
/// stay.
///
/// # Errors
/// [`AppError::Invalid`] after the convening, [`AppError::NotFound`]; as
/// [`Ctx::require`].
pub async fn uninvite_list(ctx: &Ctx, id: ConferenceId, to: &Target) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut conference = load(ctx, &w, id, Right::WriteConference).await?;
    if conference.state != ConferenceState::Draft {
        return Err(AppError::refused("conference.invitations_left"));
    }
    let before = conference.lists.len();
    conference.lists.retain(|l| l.to != *to);
    if conference.lists.len() == before {
        return Err(AppError::NotFound);
    }
    store::conference::update(&w, &conference).await?;
    let detail = json!({ "list": to });
    let (office, noun) = (Some(conference.office), Noun::Conference);
    let entry = ctx.entry("conference.uninvite_list", noun, id.0, office, detail);
    ctx.commit(w, entry).await
}

/// Invites whoever the lists mean today and is not invited yet. Answers how many
/// were added; a unit of two lists gets the seats of the first.
pub(super) async fn call(ctx: &Ctx, w: &Write, conference: &Conference) -> Result<usize, AppError> {
    let present = list_invitations(w, conference.id).await?;
    let mut new: Vec<Invitation> = Vec::new();
    for list in &conference.lists {
        for unit in units_of(ctx, std::slice::from_ref(&list.to), conference.office).await? {
            let mut invited = present.iter().chain(&new);
            if invited.all(|i| i.unit != unit) {
                new.push(Invitation {
                    id: ctx.new_id(),
                    unit,
                    seats: list.seats,
                    sent_at: None,
                    version: 1,
                });
            }
        }
    }
    store::conference::insert_invitations(w, conference.id, &new).await?;
    Ok(new.len())
}
