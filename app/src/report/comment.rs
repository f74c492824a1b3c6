//! Saying something at a cell or section, flagging it, and setting the usual
//! limits of a cell.

use super::before::Before;
use super::case::Case;
use super::place::{PlaceSubject, subject};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::ObligationId;
use domain::journal::Noun;
use domain::number::{Reading, read_number};
use domain::report::{CommentKind, PlaceKind};
use domain::text::clean_text;
use serde_json::json;
use store::cell_limit::{self, CellLimit};
use store::comment::{self, Comment};

/// Longest comment, in characters.
const LONGEST: usize = 4_000;

/// Something to be said at a place.
#[derive(Debug, Clone)]
pub struct SayAtPlace {
    /// Of which report.
    pub obligation: ObligationId,
    /// Section or cell.
    pub place: PlaceKind,
    /// Its code.
    pub code: String,
    /// A comment, or a flag with or without words.
    pub kind: CommentKind,
    /// The words.
    pub text: String,
}

/// Says it, for the unit's writers and for the office.
///
/// # Errors
/// [`AppError::NotFound`] for a report or place that is not there for the actor;
/// [`AppError::Forbidden`] for those who may only read; [`AppError::Invalid`]
/// for an empty comment or one that is too long.
pub async fn say(ctx: &Ctx, input: SayAtPlace) -> Result<(), AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let case = Case::load(ctx, &w, input.obligation, Right::ReadReport).await?;
    let unit = case.obligation.unit;
    let writer = case.obligation.answers();
    if !ctx.may(Right::WriteReport, writer).await?
        && !ctx.may(Right::ReviewReport, case.of_office).await?
    {
        return Err(AppError::Forbidden);
    }
    subject(&case, input.place, &input.code)?;
    let mut errors = Vec::new();
    let text = clean_text(&input.text).unwrap_or_else(|err| {
        errors.push(FieldError::new("text", err.code()));
        String::new()
    });
    if input.kind == CommentKind::Comment && text.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("text", "required"));
    }
    if text.chars().count() > LONGEST {
        errors.push(FieldError::new("text", "report.comment_long"));
    }
    all_valid(errors)?;
    let act = match input.kind {
        CommentKind::Comment => "report.comment",
        CommentKind::Flag => "report.flag",
        CommentKind::Unflag => "report.unflag",
    };
    let detail = json!({
        "place": input.code,
        "version": case.obligation.last_version,
    });
    let new = Comment {
        id: ctx.new_id(),
        obligation: input.obligation,
        place: input.place,
        code: input.code,
        kind: input.kind,
        text,
        version_number: case.obligation.last_version,
        author: account,
        at: ctx.now(),
    };
    comment::insert(&w, &new).await?;
    let entry = ctx.entry(act, Noun::Report, input.obligation.0, Some(unit), detail);
    ctx.commit(w, entry).await
}

/// Usual limits of a cell of one unit.
#[derive(Debug, Clone)]
pub struct SetLimits {
    /// A report of the unit; the limits hold for its later ones too.
    pub obligation: ObligationId,
    /// Code of the indicator.
    pub code: String,
    /// Least usual value as typed; both empty takes the limits away.
    pub min: String,
    /// Greatest usual value as typed.
    pub max: String,
}

/// Sets the usual limits of a unit's cell, for the office.
///
/// # Errors
/// As [`say`]; [`AppError::Invalid`] for what is no number, only one of two, or
/// a least value above the greatest.
pub async fn set_limits(ctx: &Ctx, input: SetLimits) -> Result<(), AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let case = Case::load(ctx, &w, input.obligation, Right::ReviewReport).await?;
    let PlaceSubject::Cell(def) = subject(&case, PlaceKind::Cell, &input.code)? else {
        return Err(AppError::NotFound);
    };
    let (unit, office) = (case.obligation.unit, case.round.office);
    let mut errors = Vec::new();
    let mut number = |field: &'static str, text: &str| match read_number(text, def.scale) {
        Ok(Reading::Exact(value)) => Some(value),
        // Limits are rough: the Vietnamese reading of "1.234" is meant here.
        Ok(Reading::Ambiguous { thousands, decimal }) => Some(if text.contains('.') {
            thousands
        } else {
            decimal
        }),
        Err(err) => {
            errors.push(FieldError::new(field, err.code()).with("typed", text));
            None
        }
    };
    let is_cleared = input.min.trim().is_empty() && input.max.trim().is_empty();
    let limits = if is_cleared {
        None
    } else {
        number("min", &input.min).zip(number("max", &input.max))
    };
    if limits.is_some_and(|(min, max)| min > max) {
        errors.push(FieldError::new("max", "report.limits_order"));
    }
    all_valid(errors)?;
    // Its own, and those that a former office set, or that were set for it under a
    // former id.
    let before = Before::of(ctx, &case, &[]).await?;
    for former in before.offices() {
        for same in &before.same {
            cell_limit::remove(&w, *same, former, &def.code).await?;
        }
    }
    if let Some((min, max)) = limits {
        let limit = CellLimit {
            unit,
            office,
            indicator: def.code.clone(),
            min,
            max,
            set_by: account,
            set_at: ctx.now(),
        };
        cell_limit::put(&w, ctx.new_id(), &limit).await?;
    }
    let shown = |n: i64| domain::number::format_number(n, def.scale);
    let detail = json!({
        "place": def.code,
        "min": limits.map(|(min, _)| shown(min)),
        "max": limits.map(|(_, max)| shown(max)),
    });
    let id = input.obligation.0;
    let entry = ctx.entry("report.set_limits", Noun::Report, id, Some(unit), detail);
    ctx.commit(w, entry).await
}
