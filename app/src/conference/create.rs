//! A new conference, alone or from a round.

use crate::text::t;
use crate::{AppError, Ctx, FieldError, Locale, error::all_valid};
use domain::account::Right;
use domain::conference::{AgendaItem, AgendaKind, ConferenceState, Origin};
use domain::id::{ConferenceId, RoundId, UnitId};
use domain::journal::Noun;
use domain::regime::Link;
use domain::text::clean_line;
use jiff::civil::{Date, Time, time};
use serde_json::json;
use store::conference::{Conference, Invitation};

/// What a person states about a conference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConferenceInput {
    /// The office that prepares it.
    pub office: UnitId,
    /// Title.
    pub title: String,
    /// Host as written on papers.
    pub host: String,
    /// Day; required.
    pub held_on: Option<Date>,
    /// Clock time.
    pub starts_at: Option<Time>,
    /// Place.
    pub place: String,
    /// Who presides; required for the notice.
    pub chair_name: String,
    /// As what.
    pub chair_title: String,
    /// Agenda.
    pub agenda: Vec<AgendaItem>,
}

/// What a conference of this round would begin with, for the form; its day is that
/// of the regime's rule, unless it is over.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn prefill(ctx: &Ctx, round: RoundId) -> Result<ConferenceInput, AppError> {
    let basis = store::conference::basis_of_round(&ctx.read(), round)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteConference, basis.office).await?;
    let round = ctx.app.round(round).await?;
    let held_on = crate::round::open_day(ctx, &round, Link::Conference).await?;
    let tree = ctx.tree().await?;
    let host = tree
        .get(basis.office)
        .map(|u| u.name.clone())
        .unwrap_or_default();
    Ok(ConferenceInput {
        office: basis.office,
        title: t(Locale::Vi, "conference.title_of_round").replace("%{round}", &basis.title),
        host,
        held_on,
        starts_at: Some(time(8, 0, 0, 0)),
        place: String::new(),
        chair_name: String::new(),
        chair_title: String::new(),
        agenda: skeleton(),
    })
}

/// The usual order of a giao ban, in the language of the paper.
fn skeleton() -> Vec<AgendaItem> {
    const ITEMS: [(&str, u16, AgendaKind); 5] = [
        ("conference.skeleton.opening", 10, AgendaKind::Open),
        ("conference.skeleton.report", 30, AgendaKind::Open),
        ("conference.skeleton.tasks", 20, AgendaKind::Open),
        ("conference.skeleton.discussion", 90, AgendaKind::Open),
        ("conference.skeleton.conclusion", 20, AgendaKind::Open),
    ];
    let item = |(key, minutes, kind)| AgendaItem {
        title: t(Locale::Vi, key).into_owned(),
        presenter: String::new(),
        minutes,
        kind,
    };
    ITEMS.into_iter().map(item).collect()
}

/// Makes a conference. From a round, every unit that owes a report is invited
/// with one seat; the office changes that afterwards.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn create(
    ctx: &Ctx,
    round: Option<RoundId>,
    input: ConferenceInput,
) -> Result<ConferenceId, AppError> {
    ctx.require(Right::WriteConference, input.office).await?;
    let basis = match round {
        Some(round) => {
            let basis = store::conference::basis_of_round(&ctx.read(), round)
                .await?
                .ok_or(AppError::NotFound)?;
            ctx.require(Right::WriteConference, basis.office).await?;
            Some(basis)
        }
        None => None,
    };
    let mut conference = Conference {
        id: ConferenceId(ctx.new_id()),
        round,
        office: basis.as_ref().map_or(input.office, |b| b.office),
        title: String::new(),
        origin: Origin::Held,
        state: ConferenceState::Draft,
        held_on: ctx.today(),
        starts_at: None,
        place: String::new(),
        host: String::new(),
        chair_name: String::new(),
        chair_title: String::new(),
        agenda: Vec::new(),
        lists: Vec::new(),
        minutes: String::new(),
        created_at: ctx.now(),
        version: 1,
    };
    apply(&mut conference, &input)?;
    let invitations: Vec<Invitation> = basis
        .map(|b| b.units)
        .unwrap_or_default()
        .into_iter()
        .map(|unit| Invitation {
            id: ctx.new_id(),
            unit,
            seats: 1,
            sent_at: None,
            version: 1,
        })
        .collect();
    let w = ctx.begin().await?;
    store::conference::insert(&w, &conference).await?;
    store::conference::insert_invitations(&w, conference.id, &invitations).await?;
    let detail = json!({ "title": conference.title, "round": round, "invited": invitations.len() });
    let entry = ctx.entry(
        "conference.create",
        Noun::Conference,
        conference.id.0,
        Some(conference.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(conference.id)
}

/// Puts what was stated into the conference, or tells every defect.
pub(super) fn apply(conference: &mut Conference, input: &ConferenceInput) -> Result<(), AppError> {
    let mut errors = Vec::new();
    let mut line = |field: &'static str, text: &str, is_required: bool| match clean_line(text) {
        Ok(text) => {
            if is_required && text.is_empty() {
                errors.push(FieldError::new(field, "required"));
            }
            text
        }
        Err(_) => {
            errors.push(FieldError::new(field, "text.control_character"));
            String::new()
        }
    };
    conference.title = line("title", &input.title, true);
    conference.host = line("host", &input.host, true);
    conference.place = line("place", &input.place, false);
    conference.chair_name = line("chair_name", &input.chair_name, false);
    conference.chair_title = line("chair_title", &input.chair_title, false);
    conference.agenda = input
        .agenda
        .iter()
        .map(|item| AgendaItem {
            title: line("agenda", &item.title, true),
            presenter: line("agenda", &item.presenter, false),
            ..*item
        })
        .collect();
    conference.starts_at = input.starts_at;
    match input.held_on {
        Some(day) => conference.held_on = day,
        None => errors.push(FieldError::new("held_on", "required")),
    }
    all_valid(errors)
}
