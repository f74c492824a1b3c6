//! What the forms of the workbench do. What is said to a unit about its report
//! (§6.1) goes through the acts of its page.

use super::bench::{Choice, build};
use super::round_id;
use crate::page::{done, refused};
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::consolidation::{self, Add, Edit, Remove, Take};
use app::report::{ReturnReport, SayAtPlace, return_to_unit};
use app::{AppError, Ctx, FieldError};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::RoundId;
use domain::report::{CommentKind, Mark, PlaceKind, ReturnKind};

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
    let unit = fields.get("unit").to_owned();
    let is_word = matches!(verb.as_str(), "gop-y" | "tra-ve");
    let trang: Option<usize> = fields.get("trang").parse().ok();
    let mut errors = match try_act(&staff, id, &verb, &fields).await {
        Ok(flash) => {
            let section = crate::visitor::url_part(&section);
            if is_word {
                let trang = trang.unwrap_or(1);
                let back = format!("/tong-hop/{id}/soan?muc={section}{list}&trang={trang}");
                // To the text about which something was said.
                let back = format!("{back}&da={flash}#u-{}", crate::visitor::url_part(&unit));
                return Ok(Redirect::to(&back).into_response());
            }
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
    let paragraph: Option<u32> = matches!(verb.as_str(), "sua" | "len" | "bo")
        .then(|| fields.get("paragraph").parse().ok())
        .flatten();
    if let Some(paragraph) = paragraph {
        for error in errors.iter_mut().filter(|e| e.field == "text") {
            error.field = format!("text-{paragraph}");
        }
    }
    // One field for both: a comment, or the reason of a return.
    if is_word {
        for error in &mut errors {
            match error.field.as_str() {
                "text" | "reason" => error.field = "word".into(),
                "marks" => error.field.clear(),
                _ => {}
            }
        }
    }
    let loc = fields.get("loc");
    let choice = Choice {
        trang,
        loc: (!loc.is_empty()).then(|| loc.to_owned()),
        y: is_word.then_some(unit),
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
    if matches!(verb, "gop-y" | "tra-ve") {
        return say(ctx, verb, fields).await;
    }
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

/// A comment on the section, or the return of the report with a mark at it.
async fn say(ctx: &Ctx, verb: &str, fields: &Fields) -> Result<&'static str, AppError> {
    let report = fields.get("report").parse();
    let obligation = report.map_err(|_| AppError::NotFound)?;
    let code = fields.get("section").to_owned();
    let word = fields.get("word").to_owned();
    if verb == "gop-y" {
        let input = SayAtPlace {
            obligation,
            place: PlaceKind::Section,
            code,
            kind: CommentKind::Comment,
            text: word,
        };
        app::report::say(ctx, input).await?;
        return Ok("report.said");
    }
    let number = fields.get("report_version").parse();
    let input = ReturnReport {
        obligation,
        number: number.map_err(|_| AppError::Conflict)?,
        kind: ReturnKind::from_code(fields.get("kind")),
        reason: word,
        marks: vec![Mark {
            kind: PlaceKind::Section,
            code,
            note: String::new(),
        }],
    };
    return_to_unit(ctx, input).await?;
    Ok("report.returned")
}
