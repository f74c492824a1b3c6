//! Which conference a text is about: a choice where the office has conferences of the
//! day that stands in the form.

use super::prefill::NEW;
use crate::input::read_opt_day;
use crate::{FormState, Layout, PageError, Staff};
use app::reading::{HeldOn, Waiting, same_day, sole_read};
use domain::conference::Origin;

/// Letters of a title that are shown.
const LETTERS: usize = 120;

/// What there is to choose from, and what is said beside it.
pub(super) struct MeetingChoice {
    pub(super) options: Vec<(String, String)>,
    pub(super) hint: String,
}

/// The choice for the form; `found` are the conferences of the day that was read.
pub(super) async fn choice(
    staff: &Staff,
    l: &Layout,
    waiting: &Waiting,
    form: &FormState,
    found: Vec<HeldOn>,
) -> Result<MeetingChoice, PageError> {
    let day = read_opt_day(form.value("held_on")).ok().flatten();
    let found = if day == waiting.facts.event_date {
        found
    } else {
        same_day(&staff.ctx, waiting.reading.office, day).await?
    };
    let sole = sole_read(&found).map(|id| id.to_string());
    let is_chosen = sole.is_some_and(|id| form.value("conference") == id);
    let hint = match is_chosen {
        true => l.t("reading.meeting_chosen"),
        false => l.t("reading.meeting_hint"),
    };
    let mut options = Vec::new();
    // Where something is wrong with the choice it must be seen.
    if !found.is_empty() || !form.error("conference").is_empty() {
        options.push((NEW.to_owned(), l.t("reading.meeting_new").into_owned()));
    }
    options.extend(found.iter().map(|held| {
        let key = match held.origin {
            Origin::Read => "reading.meeting_read",
            Origin::Held => "reading.meeting_held",
        };
        (held.id.to_string(), l.t1(key, "title", short(&held.title)))
    }));
    Ok(MeetingChoice {
        options,
        hint: hint.into_owned(),
    })
}

/// A title of which no more is shown than tells it apart.
pub(super) fn short(title: &str) -> String {
    let mut shown: String = title.chars().take(LETTERS).collect();
    if shown.len() < title.len() {
        shown.push('…');
    }
    shown
}
