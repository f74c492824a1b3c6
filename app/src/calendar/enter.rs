//! Entering the days off of a year when they are announced.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::calendar::{TypedYear, WorkCalendar, WorkYear, YearError, YearPart};
use domain::journal::Noun;
use serde_json::json;
use store::StoreError;
use store::work_year::EnteredYear;

/// A year as a person enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnterYear {
    /// What was typed.
    pub typed: TypedYear,
    /// The version that the person saw; 0 when the year had not been entered.
    pub version: i32,
}

/// Enters the days off of a year; they stand in for everything known of it
/// before. Rounds that are open keep their due days.
///
/// # Errors
/// [`AppError::Invalid`] with every bad line, [`AppError::Conflict`] when
/// somebody entered the year meanwhile, [`AppError::Forbidden`] for everybody
/// who does not keep the units from the top down.
pub async fn enter_year(ctx: &Ctx, input: &EnterYear) -> Result<(), AppError> {
    require_keeper(ctx).await?;
    let year = match WorkYear::read(&input.typed) {
        Ok(year) => year,
        Err(errors) => return Err(AppError::Invalid(errors.iter().map(field_error).collect())),
    };
    let w = ctx.begin().await?;
    let mut calendar = WorkCalendar::built_in();
    let mut before = None;
    for entered in store::work_year::list(&w).await? {
        if entered.year.note.year == year.note.year {
            before = Some(entered);
        } else {
            calendar = calendar.with(&entered.year).map_err(AppError::internal)?;
        }
    }
    // A swap may reach into a year that says something else of that day.
    let fits = calendar.with(&year).map(|_| ());
    all_valid(
        fits.err()
            .map(|e| FieldError::new("swaps", e.code()))
            .into_iter()
            .collect(),
    )?;
    let seen = before.as_ref().map_or(0, |b| b.version);
    if seen != input.version {
        return Err(AppError::Conflict);
    }
    let entered = EnteredYear {
        id: before.as_ref().map_or_else(|| ctx.new_id(), |b| b.id),
        by: ctx.actor.account(),
        at: ctx.now(),
        version: seen,
        year,
    };
    if before.is_some() {
        store::work_year::update(&w, &entered).await?;
    } else {
        let inserted = store::work_year::insert(&w, &entered).await;
        inserted.map_err(|e| match e {
            StoreError::Duplicate(_) => AppError::Conflict,
            other => other.into(),
        })?;
    }
    let detail = json!({
        "year": entered.year.note.year,
        "source": entered.year.note.source,
        "days": entered.year.holidays.len(),
        "swaps": entered.year.swaps.len(),
    });
    let entry = ctx.entry("calendar.enter", Noun::Instance, entered.id, None, detail);
    ctx.commit(w, entry).await
}

/// Whether the actor keeps the units from the top of a tree down. Where several
/// bodies without a common superior share an instance, each may: days off are
/// the same for all, and the journal says who entered them.
pub(super) async fn is_keeper(ctx: &Ctx) -> Result<bool, AppError> {
    let tree = ctx.tree().await?;
    let mut tops = tree.units().iter().filter(|u| u.parent.is_none());
    Ok(tops.any(|top| ctx.actor.has_over(Right::ManageUnits, top.unit, &tree)))
}

async fn require_keeper(ctx: &Ctx) -> Result<(), AppError> {
    ctx.require_any(Right::ManageUnits)?;
    if is_keeper(ctx).await? {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

fn field_error(e: &YearError) -> FieldError {
    let field = match e.part {
        YearPart::Source => "source",
        YearPart::Holidays => "holidays",
        YearPart::Swaps => "swaps",
    };
    let error = FieldError::new(field, e.fault.code());
    if e.line == 0 {
        error
    } else {
        error.with("line", e.line.to_string())
    }
}
