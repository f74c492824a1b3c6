//! Who came: the secretary's list, and apologies of units.

use super::delegate::own_delegate;
use super::load;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::conference::AttendanceState;
use domain::id::ConferenceId;
use domain::journal::Noun;
use domain::text::clean_line;
use serde_json::json;
use store::conference::list_attendances;
use uuid::Uuid;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The delegate.
    pub delegate: Uuid,
    /// Whether the delegate came.
    pub state: AttendanceState,
    /// Reason of an apology.
    pub reason: String,
}

/// Writes the attendance list, all lines or none. Lines that say what is
/// written already change nothing.
///
/// # Errors
/// [`AppError::Invalid`] when a state does not fit the state of the conference;
/// as [`Ctx::require`].
pub async fn mark_attendance(ctx: &Ctx, id: ConferenceId, marks: &[Mark]) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let conference = load(ctx, &w, id, Right::WriteConference).await?;
    let delegates = list_attendances(&w, id).await?;
    let mut errors = Vec::new();
    let mut changed = Vec::new();
    for mark in marks {
        let Some(present) = delegates.iter().find(|d| d.id == mark.delegate) else {
            return Err(AppError::NotFound);
        };
        let reason = Some(clean_line(&mark.reason).unwrap_or_default()).filter(|r| !r.is_empty());
        if present.state == mark.state && present.reason == reason {
            continue;
        }
        if !mark.state.is_allowed_in(conference.state) {
            errors.push(FieldError::new(
                format!("state.{}", mark.delegate),
                "conference.attendance_early",
            ));
        }
        let mut line = present.clone();
        if mark.state.is_here() && !present.state.is_here() {
            line.arrived_at = Some(ctx.now());
        } else if !mark.state.is_here() {
            line.arrived_at = None;
        }
        line.state = mark.state;
        line.reason = reason;
        changed.push(line);
    }
    all_valid(errors)?;
    for line in &changed {
        store::conference::update_attendance(&w, line).await?;
    }
    let states: Vec<_> = changed.iter().map(|d| json!([d.id, d.state])).collect();
    let detail = json!({ "changed": states });
    ctx.commit(
        w,
        ctx.entry(
            "conference.mark_attendance",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}

/// The apology of a unit for its delegate; needs a reason.
///
/// # Errors
/// As [`super::substitute`].
pub async fn excuse(
    ctx: &Ctx,
    id: ConferenceId,
    delegate: Uuid,
    version: i32,
    reason: &str,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let (conference, mut entry) = own_delegate(ctx, &w, id, delegate, version).await?;
    let reason = clean_line(reason).unwrap_or_default();
    if reason.is_empty() {
        return Err(AppError::Invalid(vec![FieldError::new(
            "reason", "required",
        )]));
    }
    if !AttendanceState::Excused.is_allowed_in(conference.state) {
        return Err(AppError::refused("conference.attendance_early"));
    }
    entry.state = AttendanceState::Excused;
    entry.reason = Some(reason);
    store::conference::update_attendance(&w, &entry).await?;
    let detail = json!({ "unit": entry.unit, "delegate": delegate });
    ctx.commit(
        w,
        ctx.entry(
            "conference.excuse",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}
