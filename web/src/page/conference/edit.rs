//! Making a conference and changing its facts and agenda: one form.

use super::id_of;
use crate::input::{read_opt_day, read_opt_time};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::conference::ConferenceInput;
use app::error::all_valid;
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::account::Right;
use domain::conference::{AgendaItem, AgendaKind};
use domain::id::{RoundId, UnitId};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "conference/form.html")]
struct ConferenceForm {
    l: Layout,
    form: FormState,
    to: String,
    version: i32,
}

#[derive(Deserialize)]
pub(super) struct Basis {
    ky: Option<String>,
}

impl Basis {
    fn round(&self) -> Option<RoundId> {
        self.ky.as_deref().and_then(|k| k.parse().ok())
    }

    fn path(&self) -> String {
        self.round().map_or_else(
            || "/hoi-nghi/moi".to_owned(),
            |r| format!("/hoi-nghi/moi?ky={r}"),
        )
    }
}

/// The office for which the person prepares conferences.
fn own_office(staff: &Staff) -> Result<UnitId, AppError> {
    staff
        .ctx
        .actor
        .own_units(Right::WriteConference)
        .first()
        .copied()
        .ok_or(AppError::Forbidden)
}

fn pairs(input: &ConferenceInput) -> FormState {
    let agenda = input.agenda.iter().map(|item| {
        let mark = if item.kind == AgendaKind::Internal {
            "* "
        } else {
            ""
        };
        format!(
            "{mark}{} | {} | {}",
            item.minutes, item.title, item.presenter
        )
        .trim_end_matches([' ', '|'])
        .to_owned()
    });
    FormState::fresh(&[
        ("title", input.title.clone()),
        ("host", input.host.clone()),
        (
            "held_on",
            input.held_on.map(|d| d.to_string()).unwrap_or_default(),
        ),
        (
            "starts_at",
            input
                .starts_at
                .map(|t| t.strftime("%H:%M").to_string())
                .unwrap_or_default(),
        ),
        ("place", input.place.clone()),
        ("chair_name", input.chair_name.clone()),
        ("chair_title", input.chair_title.clone()),
        ("agenda", agenda.collect::<Vec<_>>().join("\n")),
    ])
}

fn read(fields: &Fields, office: UnitId) -> Result<ConferenceInput, AppError> {
    let mut errors = Vec::new();
    let held_on = read_opt_day(fields.get("held_on")).unwrap_or_else(|()| {
        errors.push(FieldError::new("held_on", "conference.date_form"));
        None
    });
    let starts_at = read_opt_time(fields.get("starts_at")).unwrap_or_else(|()| {
        errors.push(FieldError::new("starts_at", "conference.time_form"));
        None
    });
    let mut agenda = Vec::new();
    for (number, line) in fields.get("agenda").lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match read_item(line) {
            Some(item) => agenda.push(item),
            None => errors.push(
                FieldError::new("agenda", "conference.agenda_line")
                    .with("line", (number + 1).to_string()),
            ),
        }
    }
    all_valid(errors)?;
    Ok(ConferenceInput {
        office,
        title: fields.get("title").to_owned(),
        host: fields.get("host").to_owned(),
        held_on,
        starts_at,
        place: fields.get("place").to_owned(),
        chair_name: fields.get("chair_name").to_owned(),
        chair_title: fields.get("chair_title").to_owned(),
        agenda,
    })
}

/// `minutes | item | presenter`, with `*` in front of an internal item.
fn read_item(line: &str) -> Option<AgendaItem> {
    let line = line.trim();
    let (kind, line) = match line.strip_prefix('*') {
        Some(rest) => (AgendaKind::Internal, rest.trim()),
        None => (AgendaKind::Open, line),
    };
    let mut parts = line.splitn(3, '|').map(str::trim);
    let minutes = parts.next()?.parse().ok().filter(|m| *m <= 1_440)?;
    let title = parts.next().filter(|t| !t.is_empty())?.to_owned();
    Some(AgendaItem {
        title,
        presenter: parts.next().unwrap_or_default().to_owned(),
        minutes,
        kind,
    })
}

pub(super) async fn new(staff: Staff, Query(basis): Query<Basis>) -> PageResult {
    let error = |e| PageError::new(e, staff.ctx.locale);
    let form = match basis.round() {
        Some(round) => pairs(
            &app::conference::prefill(&staff.ctx, round)
                .await
                .map_err(error)?,
        ),
        None => {
            let office = own_office(&staff).map_err(error)?;
            let host = staff
                .ctx
                .tree()
                .await?
                .get(office)
                .map(|u| u.name.clone())
                .unwrap_or_default();
            FormState::fresh(&[("host", host), ("starts_at", "08:00".into())])
        }
    };
    let l = staff.layout(staff.ctx_text("conference.new"));
    page(&ConferenceForm {
        l,
        form,
        to: basis.path(),
        version: 0,
    })
}

pub(super) async fn create(staff: Staff, Query(basis): Query<Basis>, fields: Fields) -> PageResult {
    let made = async {
        if !staff.owns(&fields) {
            return Err(AppError::refused("form_token"));
        }
        let input = read(&fields, own_office(&staff)?)?;
        app::conference::create(&staff.ctx, basis.round(), input).await
    };
    match made.await {
        Ok(id) => done(&format!("/hoi-nghi/{id}"), "conference.created"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            let l = staff.layout(staff.ctx_text("conference.new"));
            refused(&ConferenceForm {
                l,
                form,
                to: basis.path(),
                version: 0,
            })
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let error = |e| PageError::new(e, staff.ctx.locale);
    let p = app::conference::show(&staff.ctx, id_of(&id).map_err(error)?)
        .await
        .map_err(error)?;
    if !p.may_write {
        return Err(error(AppError::Forbidden));
    }
    let c = p.conference;
    let form = pairs(&ConferenceInput {
        office: c.office,
        title: c.title,
        host: c.host,
        held_on: Some(c.held_on),
        starts_at: c.starts_at,
        place: c.place,
        chair_name: c.chair_name,
        chair_title: c.chair_title,
        agenda: c.agenda,
    });
    let l = staff.layout(staff.ctx_text("conference.edit"));
    page(&ConferenceForm {
        l,
        form,
        to: format!("/hoi-nghi/{id}/sua"),
        version: c.version,
    })
}

pub(super) async fn save(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let locale = staff.ctx.locale;
    let conference = id_of(&id).map_err(|e| PageError::new(e, locale))?;
    let present = app::conference::show(&staff.ctx, conference)
        .await
        .map_err(|e| PageError::new(e, locale))?
        .conference;
    let saved = async {
        if !staff.owns(&fields) {
            return Err(AppError::refused("form_token"));
        }
        let version = fields.get("version").parse().unwrap_or(0);
        app::conference::edit(
            &staff.ctx,
            conference,
            version,
            read(&fields, present.office)?,
        )
        .await
    };
    let errors = match saved.await {
        Ok(()) => return done(&format!("/hoi-nghi/{id}"), "conference.saved"),
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let form = FormState::refused(fields, &errors, locale);
    let l = staff.layout(staff.ctx_text("conference.edit"));
    refused(&ConferenceForm {
        l,
        form,
        to: format!("/hoi-nghi/{id}/sua"),
        version: present.version,
    })
}
