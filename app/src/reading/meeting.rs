//! Which conference a text is about. Of one meeting there are often two texts, the
//! page and the notice: they make one conference, to which the second adds what the
//! first does not have.

use super::accepted::Accepted;
use crate::conference::clean_conclusion;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::conference::{ConclusionDraft, ConferenceState, Origin};
use domain::id::{ConclusionId, ConferenceId, UnitId};
use domain::journal::{Entry, Noun};
use domain::text::{clean_line, fold};
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashSet;
use store::conference::{Conclusion, Conference, HeldOn, list_conclusions};
use store::reading::{Reading, RecordedPerson};
use store::{Handle, Write};

/// The most conferences of one day that are offered.
const MOST: u64 = 8;

/// Which conference a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meeting {
    /// Not decided; an error where the office has conferences of that day.
    #[default]
    Open,
    /// A new one.
    New,
    /// This one.
    To(ConferenceId),
}

/// The conferences that an office has on a day, for those who may read them.
///
/// # Errors
/// When the database fails.
pub async fn same_day(
    ctx: &Ctx,
    office: UnitId,
    day: Option<Date>,
) -> Result<Vec<HeldOn>, AppError> {
    let Some(day) = day else {
        return Ok(Vec::new());
    };
    if !ctx.can(Right::ReadConference, office).await? {
        return Ok(Vec::new());
    }
    Ok(store::conference::list_held_on(&ctx.read(), office, day, MOST).await?)
}

/// The one conference of a day, where it came from a text: most likely the same
/// meeting. One that was held with this program, or one of several, a person names.
#[must_use]
pub fn sole_read(found: &[HeldOn]) -> Option<ConferenceId> {
    match found {
        [one] if one.origin == Origin::Read => Some(one.id),
        _ => None,
    }
}

/// The conference with which a text is stored.
pub(super) struct Held {
    pub(super) conference: Conference,
    /// The office has it already: its title, place, host and chair stay.
    is_known: bool,
}

/// The conference of a text, new or known; none where none is to be stored.
pub(super) async fn conference(
    ctx: &Ctx,
    reading: &Reading,
    a: &Accepted,
    chairs: &[RecordedPerson],
    errors: &mut Vec<FieldError>,
) -> Result<Option<Held>, AppError> {
    if !a.with_conference {
        if !a.tasks.is_empty() {
            errors.push(FieldError::new(
                "with_conference",
                "reading.tasks_need_conference",
            ));
        }
        if !a.people.is_empty() {
            errors.push(FieldError::new(
                "with_conference",
                "reading.people_need_conference",
            ));
        }
        return Ok(None);
    }
    let known = known(ctx, reading, a, errors).await?;
    let is_known = known.is_some();
    let conference = known.unwrap_or_else(|| new(ctx, reading, a, chairs, errors));
    Ok(Some(Held {
        conference,
        is_known,
    }))
}

/// The conference that a person chose.
async fn known(
    ctx: &Ctx,
    reading: &Reading,
    a: &Accepted,
    errors: &mut Vec<FieldError>,
) -> Result<Option<Conference>, AppError> {
    if a.held_on.is_none() {
        return Ok(None);
    }
    match a.meeting {
        Meeting::New => Ok(None),
        Meeting::Open => {
            let found = same_day(ctx, reading.office, a.held_on).await?;
            if !found.is_empty() {
                errors.push(FieldError::new("conference", "reading.choose_conference"));
            }
            Ok(None)
        }
        Meeting::To(id) => {
            let found = store::conference::find(&ctx.read(), id).await?;
            let found =
                found.filter(|c| c.office == reading.office && Some(c.held_on) == a.held_on);
            if found.is_none() {
                errors.push(FieldError::new("conference", "reading.conference_unknown"));
            }
            Ok(found)
        }
    }
}

/// A past conference out of what was accepted.
fn new(
    ctx: &Ctx,
    reading: &Reading,
    a: &Accepted,
    chairs: &[RecordedPerson],
    errors: &mut Vec<FieldError>,
) -> Conference {
    let mut line = |name: &str, text: &str| match clean_line(text) {
        Ok(text) => text,
        Err(e) => {
            errors.push(FieldError::new(name, e.code()));
            String::new()
        }
    };
    let (title, host, place) = (
        line("title", &a.title),
        line("host", &a.host),
        line("place", &a.place),
    );
    if title.is_empty() {
        errors.push(FieldError::new("title", "required"));
    }
    if a.held_on.is_none() && !errors.iter().any(|e| e.field == "held_on") {
        errors.push(FieldError::new("held_on", "required"));
    }
    // What is yet to come is no past conference: it is prepared, with invitations.
    if a.held_on.is_some_and(|day| day > ctx.today()) {
        errors.push(FieldError::new("held_on", "reading.held_in_future"));
    }
    let chair = chairs.first();
    Conference {
        id: ConferenceId(ctx.new_id()),
        round: None,
        office: reading.office,
        title,
        origin: Origin::Read,
        state: ConferenceState::Closed,
        held_on: a.held_on.unwrap_or_else(|| ctx.today()),
        starts_at: None,
        place,
        host,
        chair_name: chair.map(|c| c.name.clone()).unwrap_or_default(),
        chair_title: chair.map(|c| c.role.clone()).unwrap_or_default(),
        agenda: Vec::new(),
        lists: Vec::new(),
        minutes: reading.source_text.clone(),
        created_at: ctx.now(),
        version: 1,
    }
}

/// The draft conclusions of the conference, or why it takes none.
pub(super) async fn conclusions(
    ctx: &Ctx,
    a: &Accepted,
    held: Option<&Held>,
    errors: &mut Vec<FieldError>,
) -> Result<Vec<ConclusionDraft>, AppError> {
    let Some(held) = held else {
        return Ok(Vec::new());
    };
    if held.is_known && !a.tasks.is_empty() {
        // What was held here has its conclusions written on its own page.
        let refused = if held.conference.origin != Origin::Read {
            Some("reading.tasks_on_conference")
        } else if is_issued(&ctx.read(), held.conference.id).await? {
            Some("reading.notice_issued")
        } else {
            None
        };
        if let Some(code) = refused {
            errors.push(FieldError::new("conference", code));
            return Ok(Vec::new());
        }
    }
    let tree = ctx.tree().await?;
    let mut drafts = Vec::new();
    for task in &a.tasks {
        let draft = ConclusionDraft {
            text: task.text.clone(),
            lead: task.lead,
            due_on: task.due_on,
            ..ConclusionDraft::default()
        };
        match clean_conclusion(ctx, draft, &held.conference, &tree) {
            Ok(draft) => drafts.push(draft),
            Err(AppError::Invalid(list)) => errors.extend(list.into_iter().map(|mut e| {
                e.field = format!("tasks.{}.{}", task.n, e.field);
                e
            })),
            Err(other) => return Err(other),
        }
    }
    Ok(drafts)
}

/// Whether the notice of conclusions is issued: then they are written no more.
async fn is_issued(h: &impl Handle, id: ConferenceId) -> Result<bool, AppError> {
    let issued = store::issued::list_of(h, Noun::Conference, id.0).await?;
    Ok(!issued.is_empty())
}

/// The key under which two texts tell the same task.
fn task_key(text: &str) -> String {
    fold(text.trim().trim_end_matches(['.', ';', ',', ' ']))
}

/// Stores the conference, or adds to the one that is known what it lacks; how many
/// draft conclusions were stored, and the journal entry.
pub(super) async fn keep(
    ctx: &Ctx,
    w: &Write,
    reading: &Reading,
    held: &Held,
    drafts: &[ConclusionDraft],
) -> Result<(usize, Entry), AppError> {
    let id = held.conference.id;
    let mut present = HashSet::new();
    let mut number = 0;
    if held.is_known {
        if !drafts.is_empty() && is_issued(w, id).await? {
            return Err(AppError::Conflict);
        }
        let known = list_conclusions(w, id).await?;
        number = known.last().map_or(0, |c| c.number);
        present.extend(known.iter().map(|c| task_key(&c.draft.text)));
    } else {
        store::conference::insert(w, &held.conference).await?;
    }
    let mut stored = 0;
    for draft in drafts {
        if held.is_known && !present.insert(task_key(&draft.text)) {
            continue;
        }
        number += 1;
        stored += 1;
        let conclusion = Conclusion {
            id: ConclusionId(ctx.new_id()),
            number,
            draft: draft.clone(),
            version: 1,
        };
        store::conference::insert_conclusion(w, id, &conclusion).await?;
    }
    let act = if held.is_known {
        "conference.read_more"
    } else {
        "conference.read_in"
    };
    let detail = json!({
        "title": held.conference.title,
        "file": reading.file_name,
        "tasks": stored,
    });
    let entry = ctx.entry(act, Noun::Conference, id.0, Some(reading.office), detail);
    Ok((stored, entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_sentence_and_marks_tell_no_tasks_apart() {
        let key = task_key("Rà soát mạng lưới trường, lớp học;");
        assert_eq!(key, task_key("rà soát  mạng lưới trường, lớp học."));
        assert_ne!(key, task_key("Rà soát mạng lưới trường"));
    }
}
