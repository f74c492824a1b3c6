//! The conference as a calendar file.

use super::find_visible;
use crate::{AppError, Ctx};
use docgen::calendar::{Attendee, Invitation, Method, invitation};
use domain::calendar::VIETNAM;
use domain::conference::clock_times;
use domain::id::ConferenceId;
use jiff::ToSpan;

/// Half a day, when the agenda does not say how long it takes.
const USUAL_MINUTES: i64 = 210;

/// The conference as the text of an `.ics` file. The counter of changes is the
/// sequence, so a calendar that has an older file takes the newer one.
///
/// # Errors
/// [`AppError::NotFound`] for those who may not see it; [`AppError::Invalid`]
/// while it has no clock time.
pub async fn calendar(ctx: &Ctx, id: ConferenceId) -> Result<String, AppError> {
    let (conference, _, _) = find_visible(ctx, &ctx.read(), id).await?;
    let Some(begins) = conference.starts_at else {
        return Err(AppError::refused("conference.no_time"));
    };
    let starts_at = VIETNAM
        .to_timestamp(conference.held_on.to_datetime(begins))
        .map_err(AppError::internal)?;
    let planned: i64 = conference
        .agenda
        .iter()
        .map(|item| i64::from(item.minutes))
        .sum();
    let is_planned = clock_times(begins, &conference.agenda)
        .iter()
        .all(Option::is_some)
        && planned > 0;
    let minutes = if is_planned { planned } else { USUAL_MINUTES };
    let tree = ctx.tree_at(conference.held_on).await?;
    let office = tree
        .get(conference.office)
        .map(|u| u.name.clone())
        .unwrap_or_default();
    let file = Invitation {
        method: Method::Request,
        uid: format!("{}@giaoban", conference.id),
        sequence: u32::try_from(conference.version - 1).unwrap_or(0),
        issued_at: ctx.now(),
        starts_at,
        ends_at: starts_at
            .checked_add(minutes.minutes())
            .map_err(AppError::internal)?,
        summary: conference.title,
        description: conference.host,
        location: conference.place,
        organizer: Attendee {
            name: office,
            email: address(&ctx.app.options.mail_from),
        },
        attendees: Vec::new(),
    };
    invitation(&file).map_err(AppError::internal)
}

/// The address of a sender that may carry a name. A host without a dot, as in
/// a trial on one's own machine, is no address that calendars take.
fn address(sender: &str) -> String {
    let plain = sender
        .rsplit('<')
        .next()
        .unwrap_or(sender)
        .trim_end_matches('>')
        .trim();
    let has_domain = plain
        .split_once('@')
        .is_some_and(|(_, host)| host.contains('.'));
    if has_domain {
        plain.to_owned()
    } else {
        "giaoban@localhost.invalid".to_owned()
    }
}
