//! The days of the links behind the office's own day, of one round. They
//! follow from its regime version and are not stored. Who may know them is asked by
//! the page that shows them.

use crate::{AppError, Ctx};
use domain::regime::Link;
use domain::round::link_days;
use jiff::civil::Date;
use store::round::Round;

/// The days of a round whose conference is convened for `held_on`.
///
/// # Errors
/// When the database fails.
pub(crate) async fn days_of_links(
    ctx: &Ctx,
    round: &Round,
    held_on: Option<Date>,
) -> Result<Vec<(Link, Date)>, AppError> {
    let regime = crate::regime::version(ctx, round.regime_version).await?;
    let calendar = ctx.calendar().await?;
    Ok(link_days(
        &regime.body,
        &round.period,
        &round.dates,
        held_on,
        &calendar,
    ))
}

/// The day of a link that a form can propose: none that is over.
///
/// # Errors
/// When the database fails.
pub(crate) async fn open_day(
    ctx: &Ctx,
    round: &Round,
    link: Link,
) -> Result<Option<Date>, AppError> {
    let days = days_of_links(ctx, round, None).await?;
    let found = days.iter().find(|(of, _)| *of == link);
    let day = found.map(|(_, day)| *day);
    Ok(day.filter(|day| *day >= ctx.today()))
}
