//! Every act on a task: one form each, one address each. A refused form comes
//! back on the task's page with what was typed; the names of its fields begin
//! with the verb, because several forms stand on one page.

use super::show::{build, id_of};
use crate::input::{find_unit, read_opt_day};
use crate::page::{done, refused};
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::task::{self, ProgressInput};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::extension::Decision;
use domain::id::TaskId;

pub(super) async fn act(
    staff: Staff,
    Path((id, verb)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let locale = staff.ctx.locale;
    let id = id_of(&id).map_err(|e| PageError::new(e, locale))?;
    let errors = match try_act(&staff, id, &verb, &fields).await {
        Ok(flash) => return done(&format!("/nhiem-vu/{id}"), flash),
        Err(AppError::Invalid(errors)) => errors,
        // What was typed stays; the page shows the other's change.
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let errors: Vec<FieldError> = errors
        .into_iter()
        .map(|mut e| {
            if !e.field.is_empty() {
                e.field = format!("{verb}_{}", field_of(&e.field));
            }
            e
        })
        .collect();
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, id, form).await?)
}

/// The name under which a rule's field stands in the form.
fn field_of(field: &str) -> &str {
    match field {
        "reason" => "text",
        "asked_due_on" | "granted_due_on" => "due_on",
        other => other,
    }
}

async fn try_act(
    staff: &Staff,
    id: TaskId,
    verb: &str,
    fields: &Fields,
) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let ctx = &staff.ctx;
    let get = |name: &str| fields.get(&format!("{verb}_{name}"));
    let text = get("text");
    let version: i32 = fields.get("version").parse().unwrap_or(0);
    let due_on = || {
        read_opt_day(get("due_on"))
            .map_err(|()| AppError::Invalid(vec![FieldError::new("due_on", "task.date_form")]))
    };
    match verb {
        "tien-do" => {
            task::progress(ctx, id, progress_input(get("unit"), get("percent"), text)?).await?;
            return Ok("task.progress");
        }
        "ket-qua" => {
            task::submit(ctx, id, version, text).await?;
            return Ok("task.submitted");
        }
        "xin-gia-han" => {
            task::ask_extension(ctx, id, version, due_on()?, text).await?;
            return Ok("task.asked");
        }
        "quyet-dinh-gia-han" => {
            let request = get("request").parse().map_err(|_| AppError::NotFound)?;
            let decision = match get("decision") {
                "grant" => Decision::Grant,
                "refuse" => Decision::Refuse,
                "shorten" => match due_on()? {
                    Some(to) => Decision::Shorten { to },
                    None => {
                        return Err(AppError::Invalid(vec![FieldError::new(
                            "due_on", "required",
                        )]));
                    }
                },
                _ => {
                    return Err(AppError::Invalid(vec![FieldError::new(
                        "decision", "required",
                    )]));
                }
            };
            task::decide_extension(ctx, id, version, request, decision, text).await?;
        }
        "tra-lai" => task::return_to_giver(ctx, id, version, text).await?,
        "giao-lai" => {
            let typed = get("lead");
            let lead = find_unit(ctx.tree().await?.as_ref(), typed)
                .map_err(|code| AppError::Invalid(vec![FieldError::new("lead", code)]))?;
            task::reassign(ctx, id, version, lead, text).await?;
        }
        "xac-nhan" => task::confirm(ctx, id, version, text).await?,
        "khong-xac-nhan" => task::reject(ctx, id, version, text).await?,
        "thu-hoi" => task::recall(ctx, id, version, text).await?,
        "mo-lai" => task::reopen(ctx, id, version, text, due_on()?).await?,
        "tam-dung" => task::pause(ctx, id, version, text).await?,
        "tiep-tuc" => task::resume(ctx, id, version, text).await?,
        _ => return Err(AppError::NotFound),
    }
    Ok("task.done")
}

/// The unit's part travels as `unit:version`.
fn progress_input(part: &str, percent: &str, text: &str) -> Result<ProgressInput, AppError> {
    let missing = || AppError::Invalid(vec![FieldError::new("unit", "required")]);
    let (unit, version) = part.split_once(':').ok_or_else(missing)?;
    let percent = match percent.trim().trim_end_matches('%').trim() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| {
            AppError::Invalid(vec![FieldError::new("percent", "task.percent_range")])
        })?),
    };
    Ok(ProgressInput {
        unit: unit.parse().map_err(|_| missing())?,
        version: version.parse().map_err(|_| missing())?,
        percent,
        text: text.to_owned(),
    })
}
