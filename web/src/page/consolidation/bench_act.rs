//! What the forms of the workbench do.

use super::bench::{Choice, build};
use super::round_id;
use crate::page::{done, refused};
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::consolidation::{self, Add, Edit, Remove, Take};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::id::RoundId;

/// Behind every page of a draft: a pager shows the last one.
const LAST: &str = "9999";

pub(super) async fn act(
    staff: Staff,
    Path((id, verb)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let locale = staff.ctx.locale;
    let id = round_id(&id).map_err(|e| PageError::new(e, locale))?;
    let section = fields.get("section").to_owned();
    let list = match fields.get("loc") {
        loc @ ("chua-dung" | "da-dung") => format!("&loc={loc}"),
        _ => String::new(),
    };
    // What was taken or written stands at the end of the draft.
    let doan = match (verb.as_str(), fields.get("doan")) {
        ("lay" | "them", _) => format!("&doan={LAST}"),
        (_, page) => match page.parse::<usize>() {
            Ok(page) => format!("&doan={page}"),
            Err(_) => String::new(),
        },
    };
    let mut errors = match try_act(&staff, id, &verb, &fields).await {
        Ok(flash) => {
            let section = crate::visitor::url_part(&section);
            return done(
                &format!("/tong-hop/{id}/soan?muc={section}{list}{doan}"),
                flash,
            );
        }
        Err(AppError::Invalid(errors)) => errors,
        // What was typed stays; the page shows the other's change.
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    // The text of a paragraph has its own field on the page.
    let paragraph: Option<u32> = (verb == "sua")
        .then(|| fields.get("paragraph").parse().ok())
        .flatten();
    if let Some(paragraph) = paragraph {
        for error in errors.iter_mut().filter(|e| e.field == "text") {
            error.field = format!("text-{paragraph}");
        }
    }
    let choice = Choice {
        muc: (!section.is_empty()).then_some(section),
        doan: fields.get("doan").parse().ok(),
        ..Choice::default()
    };
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, id, &choice, paragraph, form).await?)
}

async fn try_act(
    staff: &Staff,
    round: RoundId,
    verb: &str,
    fields: &Fields,
) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let ctx = &staff.ctx;
    let version: i32 = fields
        .get("version")
        .parse()
        .map_err(|_| AppError::Conflict)?;
    let paragraph = || {
        fields
            .get("paragraph")
            .parse::<u32>()
            .map_err(|_| AppError::NotFound)
    };
    let text = || fields.get("text").to_owned();
    let section = || fields.get("section").to_owned();
    match verb {
        "lay" => {
            let sentence = match fields.get("sentence") {
                "" => None,
                place => Some(place.parse().map_err(|_| AppError::NotFound)?),
            };
            let unit = fields.get("unit").parse().map_err(|_| AppError::NotFound)?;
            let report_version = fields
                .get("report_version")
                .parse()
                .map_err(|_| AppError::Conflict)?;
            let input = Take {
                round,
                section: section(),
                unit,
                sentence,
                report_version,
                version,
            };
            consolidation::take(ctx, input).await?;
            Ok("consolidation.taken")
        }
        "them" => {
            consolidation::add(
                ctx,
                Add {
                    round,
                    section: section(),
                    text: text(),
                    version,
                },
            )
            .await?;
            Ok("consolidation.added")
        }
        "sua" => {
            consolidation::edit(
                ctx,
                Edit {
                    round,
                    paragraph: paragraph()?,
                    text: text(),
                    version,
                },
            )
            .await?;
            Ok("consolidation.saved")
        }
        "bo" => {
            consolidation::remove(
                ctx,
                Remove {
                    round,
                    paragraph: paragraph()?,
                    version,
                },
            )
            .await?;
            Ok("consolidation.removed")
        }
        "len" => {
            consolidation::move_up(
                ctx,
                Remove {
                    round,
                    paragraph: paragraph()?,
                    version,
                },
            )
            .await?;
            Ok("consolidation.moved")
        }
        _ => Err(AppError::NotFound),
    }
}
