//! Main figures for an article: taken from the frozen consolidated report, never
//! from live reports, so that only what was decided on becomes public (domain
//! reference §0.1). Internal indicators are left out and small counts suppressed
//! (§7.3).

use crate::{AppError, Ctx, regime};
use domain::consolidation::{Content, Figure as Frozen};
use domain::id::RoundId;
use domain::indicator::{IndicatorDef, Publicity};
use domain::number::bounded;
use serde::Serialize;

/// A figure as the public may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Figure {
    /// Name of the indicator.
    pub name: String,
    /// Unit of measure.
    pub measure: String,
    /// The period inside a sentence.
    pub period: String,
    /// The value written out; none when it is too small to be shown.
    pub value: Option<String>,
    /// Units that must give it.
    pub expected: usize,
    /// Units that gave it or said "không phát sinh"; under the key by which articles know
    /// that nothing has changed.
    #[serde(rename = "with_value")]
    pub answered: usize,
}

/// The public figures of a round; none before its report is frozen.
pub(super) async fn of_round(ctx: &Ctx, round: RoundId) -> Result<Vec<Figure>, AppError> {
    let Some(body) = store::article::frozen_report(&ctx.read(), round).await? else {
        return Ok(Vec::new());
    };
    let content: Content = serde_json::from_str(&body).map_err(AppError::internal)?;
    let version = regime::version(ctx, content.regime_version).await?;
    Ok(select(&content, &version.body.indicators))
}

/// What may be shown, in the order of the report. An indicator that the regime
/// does not define is not shown: nothing says that it may be.
fn select(content: &Content, defs: &[IndicatorDef]) -> Vec<Figure> {
    content
        .figures
        .iter()
        .filter_map(|figure| {
            let def = defs.iter().find(|d| d.code == figure.code)?;
            shown(figure, def).map(|value| Figure {
                name: figure.name.clone(),
                measure: figure.measure.clone(),
                period: content.period.clone(),
                value,
                expected: figure.expected,
                answered: figure.units().0,
            })
        })
        .collect()
}

/// `None`: not for the public, or without a value. `Some(None)`: too small.
fn shown(figure: &Frozen, def: &IndicatorDef) -> Option<Option<String>> {
    let value = figure.value?;
    // Of thresholds that point both ways nothing can be said without the notes.
    let is_unknown = figure.bound.is_none() && !figure.threshold_units.is_empty();
    if is_unknown || def.public == Publicity::Internal {
        return None;
    }
    // A ratio betrays its count as well, so the numerator is what is judged; a
    // value with decimals is judged by its whole part.
    let count = figure.num.unwrap_or_else(|| {
        10_i64
            .checked_pow(u32::from(figure.scale))
            .map_or(value, |unit| value / unit)
    });
    let is_open = def.public.may_show_count(count);
    // At the scale at which it was frozen; a level by its name.
    let as_frozen = || IndicatorDef {
        scale: figure.scale,
        ..def.clone()
    };
    Some(is_open.then(|| bounded(figure.bound, as_frozen().shown(value))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::indicator::catalogue;

    fn def(public: Publicity) -> IndicatorDef {
        let mut def = catalogue().into_iter().next().unwrap();
        def.public = public;
        def
    }

    fn frozen(value: Option<i64>, num: Option<i64>, scale: u8) -> Frozen {
        Frozen {
            value,
            num,
            scale,
            ..Frozen::default()
        }
    }

    #[test]
    fn an_internal_figure_never_reaches_an_article() {
        assert_eq!(
            shown(&frozen(Some(500), None, 0), &def(Publicity::Internal)),
            None
        );
    }

    #[test]
    fn small_counts_of_sensitive_figures_are_suppressed_and_zero_is_not() {
        let def = def(Publicity::SuppressSmall);
        assert_eq!(shown(&frozen(Some(4), None, 0), &def), Some(None));
        assert_eq!(
            shown(&frozen(Some(5), None, 0), &def),
            Some(Some("5".into()))
        );
        assert_eq!(
            shown(&frozen(Some(0), None, 0), &def),
            Some(Some("0".into()))
        );
    }

    /// §6.2: a threshold that was decided on is published as one.
    #[test]
    fn a_threshold_is_published_with_its_words() {
        let figure = Frozen {
            bound: Some(domain::number::Bound::AtLeast),
            ..frozen(Some(1_200), None, 0)
        };
        assert_eq!(
            shown(&figure, &def(Publicity::Public)),
            Some(Some("từ 1.200 trở lên".into()))
        );
    }

    #[test]
    fn a_ratio_is_judged_by_its_numerator() {
        let def = def(Publicity::SuppressSmall);
        assert_eq!(shown(&frozen(Some(1_250), Some(3), 2), &def), Some(None));
        assert_eq!(
            shown(&frozen(Some(1_250), Some(30), 2), &def),
            Some(Some("12,50".into()))
        );
    }

    #[test]
    fn an_empty_figure_is_not_shown_as_zero() {
        assert_eq!(shown(&frozen(None, None, 0), &def(Publicity::Public)), None);
    }
}
