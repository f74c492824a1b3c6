//! One year of the calendar, for everybody who signs in.

use super::enter::is_keeper;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::calendar::{WorkYear, YearDoubt};
use domain::id::RoundId;
use domain::round::RoundState;
use jiff::Timestamp;
use jiff::civil::Date;

/// An open round with a due day on which nobody works any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDayOff {
    /// The round.
    pub round: RoundId,
    /// Its title.
    pub title: String,
    /// The day.
    pub day: Date,
}

/// A year of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearView {
    /// What is known; none when nothing is.
    pub year: Option<WorkYear>,
    /// What is not sure.
    pub doubt: Option<YearDoubt>,
    /// Who entered it and when; none for what comes with the program.
    pub entered: Option<(Option<String>, Timestamp)>,
    /// Counter of changes; 0 when it was not entered.
    pub version: i32,
    /// Open rounds that the actor may see and whose due days in this year fall
    /// on days off, as days were when they were opened.
    pub on_days_off: Vec<OnDayOff>,
    /// Whether the actor may enter the year.
    pub may_enter: bool,
}

/// A year, its source, and the open rounds that it touches.
///
/// # Errors
/// [`AppError::Forbidden`] when nobody is signed in.
pub async fn year(ctx: &Ctx, year: i16) -> Result<YearView, AppError> {
    ctx.account()?;
    let calendar = ctx.calendar().await?;
    let entered = store::work_year::list(&ctx.read()).await?;
    let entered = entered.into_iter().find(|e| e.year.note.year == year);
    let by = match entered.as_ref().and_then(|e| e.by) {
        Some(by) => Some(ctx.account_name(by).await?),
        None => None,
    };
    let tree = ctx.tree().await?;
    let mut on_days_off = Vec::new();
    for round in ctx.app.round_list().await?.iter() {
        let may_see = ctx.actor.has_over(Right::ReadRound, round.office, &tree);
        if round.state != RoundState::Open || !may_see {
            continue;
        }
        let mut days = round.dates.chain();
        days.sort();
        days.dedup();
        for day in days {
            if day.year() == year && !calendar.is_working_day(day) {
                on_days_off.push(OnDayOff {
                    round: round.id,
                    title: round.title.clone(),
                    day,
                });
            }
        }
    }
    let doubts = calendar.doubts([jiff::civil::date(year, 1, 1)]);
    Ok(YearView {
        year: calendar.work_year(year),
        doubt: doubts.first().map(|(_, doubt)| *doubt),
        version: entered.as_ref().map_or(0, |e| e.version),
        entered: entered.map(|e| (by, e.at)),
        on_days_off,
        may_enter: is_keeper(ctx).await?,
    })
}
