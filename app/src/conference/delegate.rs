//! Delegates: named by their unit, or by the office when a unit calls.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::conference::{AttendanceState, ConferenceState};
use domain::id::{ConferenceId, UnitId};
use domain::journal::Noun;
use domain::text::clean_line;
use serde_json::json;
use store::Write;
use store::conference::{Attendance, Conference, list_attendances, list_invitations};
use uuid::Uuid;

/// A delegate to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelegate {
    /// For which unit.
    pub unit: UnitId,
    /// Name.
    pub person_name: String,
    /// Title.
    pub person_title: String,
}

/// Whether the actor names delegates of `unit` here, and which conference it is.
/// The unit does so from the convening until the sitting begins; the office
/// until the closing.
pub(super) async fn load_for_unit(
    ctx: &Ctx,
    w: &Write,
    id: ConferenceId,
    unit: UnitId,
) -> Result<Conference, AppError> {
    let conference = store::conference::find(w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let is_office = ctx.may(Right::WriteConference, conference.office).await?;
    let is_unit = !is_office && ctx.may(Right::NameDelegates, unit).await?;
    let is_invited = list_invitations(w, id)
        .await?
        .iter()
        .any(|i| i.unit == unit);
    if !is_invited || !(is_office || is_unit && conference.state != ConferenceState::Draft) {
        return Err(AppError::NotFound);
    }
    let is_time = match conference.state {
        ConferenceState::Draft | ConferenceState::InSession => is_office,
        ConferenceState::Convened => true,
        ConferenceState::Closed => false,
    };
    if is_time {
        Ok(conference)
    } else {
        Err(AppError::refused("conference.too_late_to_name"))
    }
}

/// Names a delegate.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, also when the seats are taken;
/// [`AppError::NotFound`] for a unit that is not invited or not the actor's.
pub async fn name_delegate(
    ctx: &Ctx,
    id: ConferenceId,
    new: NewDelegate,
) -> Result<Uuid, AppError> {
    let w = ctx.begin().await?;
    let conference = load_for_unit(ctx, &w, id, new.unit).await?;
    let (name, title) = person(&new.person_name, &new.person_title)?;
    let seats = list_invitations(&w, id)
        .await?
        .iter()
        .find(|i| i.unit == new.unit)
        .map_or(0, |i| i.seats);
    let taken = list_attendances(&w, id)
        .await?
        .iter()
        .filter(|a| a.unit == new.unit && a.state != AttendanceState::Excused)
        .count();
    if i32::try_from(taken).unwrap_or(i32::MAX) >= seats {
        return Err(AppError::Invalid(vec![
            FieldError::form("conference.seats_full").with("seats", seats.to_string()),
        ]));
    }
    let delegate = Attendance {
        id: ctx.new_id(),
        unit: new.unit,
        person_name: name,
        person_title: title,
        state: AttendanceState::Named,
        substitute_for: None,
        reason: None,
        arrived_at: None,
        version: 1,
    };
    store::conference::insert_attendance(&w, id, &delegate).await?;
    let detail = json!({ "unit": new.unit, "delegate": delegate.id });
    let entry = ctx.entry(
        "conference.name_delegate",
        Noun::Conference,
        id.0,
        Some(conference.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(delegate.id)
}

/// Sends somebody else instead; the first name stays readable.
///
/// # Errors
/// As [`name_delegate`]; [`AppError::Conflict`] when the entry was changed.
pub async fn substitute(
    ctx: &Ctx,
    id: ConferenceId,
    delegate: Uuid,
    version: i32,
    name: &str,
    title: &str,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (conference, mut entry) = own_delegate(ctx, &w, id, delegate, version).await?;
    let (name, title) = person(name, title)?;
    let first = std::mem::replace(&mut entry.person_name, name);
    entry.substitute_for.get_or_insert(first);
    entry.person_title = title;
    entry.state = AttendanceState::Named;
    entry.reason = None;
    store::conference::update_attendance(&w, &entry).await?;
    let detail = json!({ "unit": entry.unit, "delegate": delegate });
    ctx.commit(
        w,
        ctx.entry(
            "conference.substitute",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}

/// Takes a delegate off the list.
///
/// # Errors
/// As [`substitute`].
pub async fn remove_delegate(
    ctx: &Ctx,
    id: ConferenceId,
    delegate: Uuid,
    version: i32,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (conference, entry) = own_delegate(ctx, &w, id, delegate, version).await?;
    store::conference::delete_attendance(&w, &entry).await?;
    let detail = json!({ "unit": entry.unit, "delegate": delegate });
    ctx.commit(
        w,
        ctx.entry(
            "conference.remove_delegate",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}

/// A delegate whom the actor may change.
pub(super) async fn own_delegate(
    ctx: &Ctx,
    w: &Write,
    id: ConferenceId,
    delegate: Uuid,
    version: i32,
) -> Result<(Conference, Attendance), AppError> {
    let entry = list_attendances(w, id)
        .await?
        .into_iter()
        .find(|a| a.id == delegate)
        .ok_or(AppError::NotFound)?;
    let conference = load_for_unit(ctx, w, id, entry.unit).await?;
    if entry.version == version {
        Ok((conference, entry))
    } else {
        Err(AppError::Conflict)
    }
}

fn person(name: &str, title: &str) -> Result<(String, String), AppError> {
    let mut errors = Vec::new();
    let mut line = |field: &'static str, text: &str| {
        clean_line(text).unwrap_or_else(|_| {
            errors.push(FieldError::new(field, "text.control_character"));
            String::new()
        })
    };
    let (name, title) = (line("person_name", name), line("person_title", title));
    if name.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("person_name", "required"));
    }
    all_valid(errors)?;
    Ok((name, title))
}
