//! Which units are invited, with how many seats.

use super::load;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::conference::ConferenceState;
use domain::id::{ConferenceId, UnitId};
use domain::journal::Noun;
use serde_json::json;
use store::conference::{Invitation, list_attendances, list_invitations};

/// Most delegates of one unit.
pub(super) const MOST_SEATS: i32 = 99;

/// A unit with its seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// The unit.
    pub unit: UnitId,
    /// How many delegates it may name.
    pub seats: i32,
}

/// Invites units, or changes the seats of units that are invited already.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn invite(ctx: &Ctx, id: ConferenceId, seats: &[Seat]) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let conference = load(ctx, &w, id, Right::WriteConference).await?;
    let mut errors = Vec::new();
    if conference.state == ConferenceState::Closed {
        errors.push(FieldError::form("conference.wrong_state"));
    }
    if seats.is_empty() {
        errors.push(FieldError::new("unit", "required"));
    }
    if seats.iter().any(|s| !(1..=MOST_SEATS).contains(&s.seats)) {
        errors.push(
            FieldError::new("seats", "conference.seats_range").with("max", MOST_SEATS.to_string()),
        );
    }
    let tree = ctx.tree_at(conference.held_on).await?;
    if seats.iter().any(|s| tree.get(s.unit).is_none()) {
        errors.push(FieldError::new("unit", "conference.unit_unknown"));
    }
    let present = list_invitations(&w, id).await?;
    let delegates = list_attendances(&w, id).await?;
    let mut new: Vec<Invitation> = Vec::new();
    for seat in seats {
        let named = delegates.iter().filter(|d| d.unit == seat.unit).count();
        if i32::try_from(named).unwrap_or(i32::MAX) > seat.seats {
            errors.push(
                FieldError::new("seats", "conference.seats_taken").with("named", named.to_string()),
            );
        }
        if new.iter().any(|i| i.unit == seat.unit) {
            continue;
        }
        match present.iter().find(|i| i.unit == seat.unit) {
            Some(invitation) if invitation.seats != seat.seats && errors.is_empty() => {
                store::conference::set_seats(&w, invitation, seat.seats).await?;
            }
            Some(_) => {}
            None => new.push(Invitation {
                id: ctx.new_id(),
                unit: seat.unit,
                seats: seat.seats,
                sent_at: None,
                version: 1,
            }),
        }
    }
    all_valid(errors)?;
    store::conference::insert_invitations(&w, id, &new).await?;
    let units: Vec<UnitId> = seats.iter().map(|s| s.unit).collect();
    let detail = json!({ "units": units, "new": new.len() });
    ctx.commit(
        w,
        ctx.entry(
            "conference.invite",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}

/// Takes back an invitation that has not left and for which nobody is named.
///
/// # Errors
/// [`AppError::Invalid`] when it has left or delegates are named; as [`Ctx::require`].
pub async fn uninvite(ctx: &Ctx, id: ConferenceId, unit: UnitId) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let conference = load(ctx, &w, id, Right::WriteConference).await?;
    let invitation = list_invitations(&w, id)
        .await?
        .into_iter()
        .find(|i| i.unit == unit)
        .ok_or(AppError::NotFound)?;
    if invitation.sent_at.is_some() {
        return Err(AppError::refused("conference.invitations_left"));
    }
    if list_attendances(&w, id)
        .await?
        .iter()
        .any(|a| a.unit == unit)
    {
        return Err(AppError::refused("conference.delegates_named"));
    }
    store::conference::delete_invitation(&w, &invitation).await?;
    let detail = json!({ "unit": unit });
    ctx.commit(
        w,
        ctx.entry(
            "conference.uninvite",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}
