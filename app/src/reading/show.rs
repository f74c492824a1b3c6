//! One text with its facts, and what was stored of it.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{ConferenceId, ReadingId};
use domain::period::{Period, PeriodKind, Scheme};
use extract::Reading as Facts;
use store::reading::{Observation, Reading, Record, RecordedPeriod};

/// A text with its facts understood.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The stored row.
    pub reading: Reading,
    /// The facts.
    pub facts: Facts,
}

/// What a person confirmed of a text.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Period, chairs, limitations.
    pub record: Record,
    /// Figures.
    pub observations: Vec<Observation>,
}

/// One text with its facts.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or not for this actor.
pub async fn show(ctx: &Ctx, id: ReadingId) -> Result<Waiting, AppError> {
    let reading = store::reading::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteDirective, reading.office).await?;
    let facts = serde_json::from_str(&reading.facts).map_err(AppError::internal)?;
    Ok(Waiting { reading, facts })
}

/// What was stored of a text; none before it is confirmed.
///
/// # Errors
/// As [`show`].
pub async fn stored(ctx: &Ctx, id: ReadingId) -> Result<Option<Stored>, AppError> {
    let line = super::find_line(ctx, id).await?;
    let read = ctx.read();
    let Some(record) = store::reading::record_of(&read, line.intake.id).await? else {
        return Ok(None);
    };
    let observations = store::reading::observations_of(&read, id).await?;
    Ok(Some(Stored {
        record,
        observations,
    }))
}

/// What the text behind a past conference says besides, for the office and
/// those above it; units that were only invited do not see it.
///
/// # Errors
/// When the database fails.
pub async fn of_conference(ctx: &Ctx, id: ConferenceId) -> Result<Option<Stored>, AppError> {
    let read = ctx.read();
    let Some(record) = store::reading::record_of_conference(&read, id).await? else {
        return Ok(None);
    };
    let conference = store::conference::find(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    if !ctx.can(Right::ReadConference, conference.office).await? {
        return Ok(None);
    }
    let observations = store::reading::observations_of(&read, record.reading).await?;
    Ok(Some(Stored {
        record,
        observations,
    }))
}

/// The days of a period as the contract codes it, by the calendar year.
#[must_use]
pub(crate) fn days(kind: &str, index: i32, year: i32) -> Option<Period> {
    let index = u8::try_from(index).ok()?;
    let year = i16::try_from(year).ok()?;
    let (kind, index) = match (kind, index) {
        ("month", n) => (PeriodKind::Month, n),
        ("quarter", n) => (PeriodKind::Quarter, n),
        ("half", 1) => (PeriodKind::FirstHalf, 1),
        ("half", 2) => (PeriodKind::SecondHalf, 1),
        ("nine_months", 1) => (PeriodKind::NineMonths, 1),
        ("year", 1) => (PeriodKind::Year, 1),
        _ => return None,
    };
    Period::new(Scheme::Lich, kind, year, index).ok()
}

/// A recorded period as a period, for its name and days.
#[must_use]
pub fn period_of(recorded: &RecordedPeriod) -> Option<Period> {
    days(&recorded.kind, recorded.index, recorded.year)
}
