//! The acts on a conference that stand on its page. Field names begin with the
//! verb, because several forms stand there.

use super::id_of;
use super::show::{Asked, build};
use crate::input::{find_unit, read_opt_day};
use crate::page::{done, refused};
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::conference::{self, IssueNotice, Mark, NewDelegate, Seat};
use app::issuing::read_number;
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::conference::{AttendanceState, InvitedList};
use domain::id::ConferenceId;
use domain::numbering::IssuerKind;
use uuid::Uuid;

pub(super) async fn act(
    staff: Staff,
    Path((id, verb)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let locale = staff.ctx.locale;
    let id = id_of(&id).map_err(|e| PageError::new(e, locale))?;
    let errors = match try_act(&staff, id, &verb, &fields).await {
        // The attendance list is saved from page to page.
        Ok(flash) => {
            let to = match fields.get("den").parse::<usize>() {
                Ok(page) => format!("/hoi-nghi/{id}?trang={page}"),
                Err(_) => format!("/hoi-nghi/{id}"),
            };
            return done(&to, flash);
        }
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let errors: Vec<FieldError> = errors
        .into_iter()
        .map(|mut e| {
            // Conclusions and the chair are written on pages of their own.
            let is_elsewhere = e.field.starts_with("conclusion.") || e.field == "chair_name";
            e.field = match e.field.as_str() {
                "" => String::new(),
                _ if is_elsewhere => String::new(),
                field => format!("{verb}_{field}"),
            };
            e
        })
        .collect();
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, id, Asked::default(), form).await?)
}

async fn try_act(
    staff: &Staff,
    id: ConferenceId,
    verb: &str,
    fields: &Fields,
) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let ctx = &staff.ctx;
    let get = |name: &str| fields.get(&format!("{verb}_{name}"));
    let version: i32 = fields.get("version").parse().unwrap_or(0);
    match verb {
        "trieu-tap" => conference::convene(ctx, id, version).await?,
        "dua-ve" => conference::withdraw(ctx, id, version).await?,
        "khai-mac" => conference::begin(ctx, id, version).await?,
        "be-mac" => conference::close(ctx, id, version).await?,
        "moi-don-vi" => {
            let tree = ctx.tree().await?;
            let seats = get("seats").trim().parse().unwrap_or(0);
            let unit = find_unit(&tree, get("unit"))
                .and_then(|unit| unit.ok_or("conference.unit_unknown"));
            match (unit, app::read_target(ctx, &tree, get("unit")).await?) {
                (Ok(unit), _) => conference::invite(ctx, id, &[Seat { unit, seats }]).await?,
                (Err(_), Some(to)) => {
                    conference::invite_list(ctx, id, InvitedList { to, seats }).await?;
                }
                (Err(code), None) => return Err(invalid("unit", code)),
            }
            return Ok("conference.invited");
        }
        "bo-moi" => {
            let tree = ctx.tree().await?;
            match get("unit").parse() {
                Ok(unit) => conference::uninvite(ctx, id, unit).await?,
                // A list is named by its words.
                Err(_) => {
                    let list = app::read_target(ctx, &tree, get("unit")).await?;
                    let list = list.ok_or(AppError::NotFound)?;
                    conference::uninvite_list(ctx, id, &list).await?;
                }
            }
            return Ok("conference.invited");
        }
        "cu-dai-bieu" => {
            let new = NewDelegate {
                unit: get("unit")
                    .parse()
                    .map_err(|_| invalid("unit", "required"))?,
                person_name: get("person_name").to_owned(),
                person_title: get("person_title").to_owned(),
            };
            conference::name_delegate(ctx, id, new).await?;
            return Ok("conference.delegate");
        }
        "cu-thay" => {
            let (delegate, version) = delegate(get("delegate"))?;
            conference::substitute(
                ctx,
                id,
                delegate,
                version,
                get("person_name"),
                get("person_title"),
            )
            .await?;
            return Ok("conference.delegate");
        }
        "xin-vang" => {
            let (delegate, version) = delegate(get("delegate"))?;
            conference::excuse(ctx, id, delegate, version, get("reason")).await?;
            return Ok("conference.delegate");
        }
        "bo-dai-bieu" => {
            let (delegate, version) = delegate(get("delegate"))?;
            conference::remove_delegate(ctx, id, delegate, version).await?;
            return Ok("conference.delegate");
        }
        "diem-danh" => {
            conference::mark_attendance(ctx, id, &marks(fields)?).await?;
            return Ok("conference.attendance");
        }
        "ban-hanh" => {
            let number = read_number(get("number")).map_err(|e| AppError::Invalid(vec![e]))?;
            let input = IssueNotice {
                version,
                kind: IssuerKind::from_code(get("kind"))
                    .ok_or_else(|| invalid("kind", "required"))?,
                issued_on: read_opt_day(get("issued_on"))
                    .map_err(|()| invalid("issued_on", "conference.date_form"))?,
                number,
                signer_name: get("signer_name").to_owned(),
                signer_title: get("signer_title").to_owned(),
            };
            conference::issue_notice(ctx, id, input).await?;
            return Ok("conference.issued");
        }
        _ => return Err(AppError::NotFound),
    }
    Ok("conference.moved")
}

fn invalid(field: &str, code: &'static str) -> AppError {
    AppError::Invalid(vec![FieldError::new(field, code)])
}

/// A delegate travels as `id:version`.
fn delegate(text: &str) -> Result<(Uuid, i32), AppError> {
    let missing = || invalid("delegate", "required");
    let (id, version) = text.split_once(':').ok_or_else(missing)?;
    Ok((
        id.parse().map_err(|_| missing())?,
        version.parse().map_err(|_| missing())?,
    ))
}

/// The whole list: `state.<delegate>` and `reason.<delegate>`.
fn marks(fields: &Fields) -> Result<Vec<Mark>, AppError> {
    let lines = fields
        .pairs()
        .filter_map(|(name, value)| name.strip_prefix("state.").map(|id| (id, value)));
    lines
        .map(|(id, state)| {
            Ok(Mark {
                delegate: id.parse().map_err(|_| AppError::NotFound)?,
                state: AttendanceState::from_code(state).ok_or(AppError::NotFound)?,
                reason: fields.get(&format!("reason.{id}")).to_owned(),
            })
        })
        .collect()
}
