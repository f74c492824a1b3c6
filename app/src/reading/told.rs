//! What old texts say of an indicator: figures that a person confirmed, beside the
//! series of the reports (domain facts §6.3). They are never mixed with it.

use super::period_words;
use crate::text::t;
use crate::{AppError, Ctx, Locale};
use domain::account::Right;
use domain::id::{ConferenceId, ReadingId, UnitId};
use store::reading::FigureSaid;

/// The most that are looked at.
const MOST: u64 = 200;

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Value at 10^scale.
    pub value: i64,
    /// Decimals.
    pub scale: u8,
    /// Unit of measure.
    pub measure: String,
    /// How it is said: a rise or a share of a plan is no level.
    pub said: FigureSaid,
    /// The words of the source.
    pub quote: String,
    /// What its period is called, if the text says it.
    pub period: Option<String>,
    /// The conference that was made of the text.
    pub conference: Option<ConferenceId>,
    /// The text, for those who read texts in.
    pub reading: Option<ReadingId>,
}

/// Figures of an indicator out of the texts of offices in this area, latest period
/// first; only of offices whose conferences the actor may read.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no round.
pub async fn told(ctx: &Ctx, area: UnitId, indicator: &str) -> Result<Vec<Told>, AppError> {
    ctx.require_any(Right::ReadRound)?;
    let tree = ctx.tree().await?;
    let found = store::reading::observations_told(&ctx.read(), indicator, MOST).await?;
    let found = found.into_iter().filter(|(_, office)| {
        tree.is_within(*office, area) && ctx.actor.has_over(Right::ReadConference, *office, &tree)
    });
    Ok(found
        .map(|(figure, office)| Told {
            value: figure.value,
            scale: figure.scale,
            measure: figure.measure,
            said: figure.said,
            quote: figure.quote,
            period: figure
                .period
                .as_ref()
                .and_then(|p| period_words(ctx.locale, p)),
            conference: figure.conference,
            reading: ctx
                .actor
                .has_over(Right::WriteDirective, office, &tree)
                .then_some(figure.reading),
        })
        .collect())
}

/// A figure as it is said: "tăng khoảng 7,8 % so với cùng kỳ". Words of the source
/// stay in its language.
#[must_use]
pub fn figure_words(locale: Locale, value: &str, measure: &str, said: &FigureSaid) -> String {
    let change = said.rises.map(|rises| match rises {
        true => t(locale, "reading.rises"),
        false => t(locale, "reading.falls"),
    });
    [
        change.as_deref().unwrap_or_default(),
        said.loosely.as_deref().unwrap_or_default(),
        value,
        measure,
        said.against.as_deref().unwrap_or_default(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rise_a_share_and_a_loose_figure_are_said_as_such() {
        let words = |said| figure_words(Locale::Vi, "7,8", "%", &said);
        assert_eq!(words(FigureSaid::default()), "7,8 %");
        let rise = FigureSaid {
            rises: Some(true),
            loosely: Some("khoảng".into()),
            against: Some("so với cùng kỳ".into()),
        };
        assert_eq!(words(rise), "tăng khoảng 7,8 % so với cùng kỳ");
        let share = FigureSaid {
            against: Some("kế hoạch năm".into()),
            ..FigureSaid::default()
        };
        assert_eq!(words(share), "7,8 % kế hoạch năm");
    }
}
