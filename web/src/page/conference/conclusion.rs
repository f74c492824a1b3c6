//! One conclusion: adding (`them`), changing or removing it (its id).

use super::id_of;
use crate::input::{find_unit, read_opt_day};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::conference::{ConclusionLine, ConferencePage};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::conference::ConclusionDraft;
use domain::id::ConferenceId;

#[derive(askama::Template)]
#[template(path = "conference/conclusion.html")]
struct ConclusionForm {
    l: Layout,
    form: FormState,
    to: String,
    back: String,
    units: Vec<String>,
    version: i32,
    is_new: bool,
}

const NEW: &str = "them";
/// Units up to which their names are offered.
const OFFERED: usize = 300;

async fn load(
    staff: &Staff,
    id: &str,
    which: &str,
) -> Result<(ConferenceId, ConferencePage, Option<ConclusionLine>), AppError> {
    let conference = id_of(id)?;
    let p = app::conference::show(&staff.ctx, conference).await?;
    if !p.may_write {
        return Err(AppError::Forbidden);
    }
    let line = match which {
        NEW => None,
        which => Some(
            p.conclusions
                .iter()
                .find(|c| c.conclusion.id.to_string() == which)
                .cloned()
                .ok_or(AppError::NotFound)?,
        ),
    };
    Ok((conference, p, line))
}

/// The names offered while a lead unit is typed: the invited units, unless they
/// are so many that the page would grow heavy with them.
fn offered(p: &ConferencePage) -> Vec<String> {
    if p.invitations.len() > OFFERED {
        return Vec::new();
    }
    let names = p.invitations.iter().map(|i| i.unit_name.clone());
    names.collect()
}

fn build(
    staff: &Staff,
    p: &ConferencePage,
    line: Option<&ConclusionLine>,
    form: FormState,
) -> ConclusionForm {
    let key = if line.is_some() {
        "conference.edit_conclusion"
    } else {
        "conference.add_conclusion"
    };
    let back = format!("/hoi-nghi/{}", p.conference.id);
    let which = line.map_or_else(|| NEW.to_owned(), |c| c.conclusion.id.to_string());
    ConclusionForm {
        l: staff.layout(staff.ctx_text(key)),
        form,
        to: format!("{back}/ket-luan/{which}"),
        back,
        units: offered(p),
        version: line.map_or(0, |c| c.conclusion.version),
        is_new: line.is_none(),
    }
}

pub(super) async fn show(staff: Staff, Path((id, which)): Path<(String, String)>) -> PageResult {
    let (_, p, line) = load(&staff, &id, &which)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let form = match &line {
        None => FormState::default(),
        Some(line) => {
            let draft = &line.conclusion.draft;
            let mut pairs = vec![
                ("text", draft.text.clone()),
                ("lead", line.lead_name.clone().unwrap_or_default()),
                ("cooperating", line.cooperating_names.join("\n")),
                (
                    "due_on",
                    draft.due_on.map(|d| d.to_string()).unwrap_or_default(),
                ),
                ("output", draft.output.clone()),
            ];
            if draft.is_public {
                pairs.push(("is_public", "1".into()));
            }
            FormState::fresh(&pairs)
        }
    };
    page(&build(&staff, &p, line.as_ref(), form))
}

pub(super) async fn save(
    staff: Staff,
    Path((id, which)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let locale = staff.ctx.locale;
    let (conference, p, line) = load(&staff, &id, &which)
        .await
        .map_err(|e| PageError::new(e, locale))?;
    let errors = match try_save(&staff, conference, line.as_ref(), &fields).await {
        Ok(()) => return done(&format!("/hoi-nghi/{id}"), "conference.conclusion"),
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, &p, line.as_ref(), form))
}

async fn try_save(
    staff: &Staff,
    id: ConferenceId,
    line: Option<&ConclusionLine>,
    fields: &Fields,
) -> Result<(), AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let version = fields.get("version").parse().unwrap_or(0);
    if let (Some(line), "bo") = (line, fields.get("viec")) {
        return app::conference::remove_conclusion(&staff.ctx, id, line.conclusion.id, version)
            .await;
    }
    let draft = read(staff, fields).await?;
    match line {
        None => app::conference::add_conclusion(&staff.ctx, id, draft)
            .await
            .map(|_| ()),
        Some(line) => {
            app::conference::edit_conclusion(&staff.ctx, id, line.conclusion.id, version, draft)
                .await
        }
    }
}

async fn read(staff: &Staff, fields: &Fields) -> Result<ConclusionDraft, AppError> {
    let tree = staff.ctx.tree().await?;
    let mut errors = Vec::new();
    let lead = find_unit(&tree, fields.get("lead")).unwrap_or_else(|code| {
        errors.push(FieldError::new("lead", code));
        None
    });
    let (mut cooperating, mut also) = (Vec::new(), Vec::new());
    for line in fields.get("cooperating").lines() {
        match find_unit(&tree, line) {
            Ok(unit) => cooperating.extend(unit),
            // Not one unit: a group, a kind, what is below a unit.
            Err(code) => match app::read_target(&staff.ctx, &tree, line).await? {
                Some(list) if !also.contains(&list) => also.push(list),
                Some(_) => {}
                None => errors.push(FieldError::new("cooperating", code)),
            },
        }
    }
    let due_on = read_opt_day(fields.get("due_on")).unwrap_or_else(|()| {
        errors.push(FieldError::new("due_on", "conference.date_form"));
        None
    });
    app::error::all_valid(errors)?;
    Ok(ConclusionDraft {
        text: fields.get("text").to_owned(),
        lead,
        cooperating,
        also,
        due_on,
        output: fields.get("output").to_owned(),
        is_public: fields.has("is_public"),
    })
}
