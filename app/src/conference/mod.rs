//! Conferences: preparing, inviting, attendance, conclusions, the notice.
//!
//! The office that prepares a conference writes it; the invited units see it
//! from the convening on, name their delegates, and read the conclusions once
//! the notice is issued. Tasks are in [`crate::task`].

mod attend;
mod calendar;
mod conclude;
mod create;
mod delegate;
mod document;
mod edit;
mod invite;
mod invite_list;
mod issue_notice;
mod list;
mod notice;
mod show;
mod step;

pub use attend::{Mark, excuse, mark_attendance};
pub use calendar::calendar;
pub(crate) use conclude::clean as clean_conclusion;
pub use conclude::{add_conclusion, edit_conclusion, remove_conclusion};
pub use create::{ConferenceInput, create, prefill};
pub use delegate::{NewDelegate, name_delegate, remove_delegate, substitute};
pub use document::{NoticeFile, NoticeFormat, notice_file};
pub use edit::edit;
pub use invite::{Seat, invite, uninvite};
pub use invite_list::{invite_list, uninvite_list};
pub use issue_notice::{IssueNotice, NoticeIssued, issue_notice};
pub use list::{ConferenceRow, list, list_at};
pub(crate) use notice::DOC_TYPE;
pub use notice::{NoticeBody, NoticeItem};
pub use show::{ConclusionLine, ConferencePage, InvitationLine, history, show};
pub use step::{begin, close, convene, withdraw};

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::conference::ConferenceState;
use domain::id::{ConferenceId, UnitId};
use store::conference::{Conference, Invitation};
use store::{Handle, Write};

/// A conference that the actor may write, inside the act's transaction.
async fn load(
    ctx: &Ctx,
    h: &Write,
    id: ConferenceId,
    right: Right,
) -> Result<Conference, AppError> {
    let conference = store::conference::find(h, id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(right, conference.office).await?;
    Ok(conference)
}

/// The same, refusing what somebody else has changed since `version`.
async fn load_version(
    ctx: &Ctx,
    h: &Write,
    id: ConferenceId,
    right: Right,
    version: i32,
) -> Result<Conference, AppError> {
    let conference = load(ctx, h, id, right).await?;
    if conference.version == version {
        Ok(conference)
    } else {
        Err(AppError::Conflict)
    }
}

/// Who looks at a conference.
enum View {
    /// The office and those above it: everything.
    Office,
    /// Invited units: these are theirs.
    Guest(Vec<UnitId>),
}

/// How the actor may see a conference; what is not theirs does not exist.
async fn view(
    ctx: &Ctx,
    conference: &Conference,
    invitations: &[Invitation],
) -> Result<View, AppError> {
    if ctx.can(Right::ReadConference, conference.office).await? {
        return Ok(View::Office);
    }
    let own = ctx.actor.own_units(Right::ReadConference);
    let invited: Vec<UnitId> = invitations
        .iter()
        .map(|i| i.unit)
        .filter(|u| own.contains(u))
        .collect();
    if invited.is_empty() || conference.state == ConferenceState::Draft {
        return Err(AppError::NotFound);
    }
    Ok(View::Guest(invited))
}

/// A conference that the actor may see.
async fn find_visible(
    ctx: &Ctx,
    h: &impl Handle,
    id: ConferenceId,
) -> Result<(Conference, Vec<Invitation>, View), AppError> {
    let conference = store::conference::find(h, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let invitations = store::conference::list_invitations(h, id).await?;
    let view = view(ctx, &conference, &invitations).await?;
    Ok((conference, invitations, view))
}
