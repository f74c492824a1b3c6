//! What differs between two versions of the report, in words: on paper, in the
//! workbook and on pages. What differs is worked out in `domain::consolidation`.

use crate::Locale;
use crate::text::{t, t_with};
use domain::consolidation::Difference;
use domain::indicator::Nature;
use domain::number::format_number;

/// One difference as a sentence.
#[must_use]
pub fn difference_words(locale: Locale, difference: &Difference) -> String {
    let none = || t(locale, "doc.consolidation.none").into_owned();
    let say = |key: &str, places: &[(&str, String)]| {
        t_with(locale, &format!("doc.consolidation.{key}"), places)
    };
    match difference {
        Difference::Arrived { unit } => say("arrived", &[("unit", unit.clone())]),
        Difference::Withdrawn { unit } => say("withdrawn", &[("unit", unit.clone())]),
        Difference::Figure {
            name,
            measure,
            scale,
            old,
            new,
            ..
        } => {
            let shown = |v: &Option<i64>| v.map_or_else(none, |v| format_number(v, *scale));
            let places = [
                ("name", name.clone()),
                ("measure", measure.clone()),
                ("old", shown(old)),
                ("new", shown(new)),
            ];
            say("figure_changed", &places)
        }
        Difference::Text {
            unit,
            section,
            title,
        } => {
            let section = format!("{section} {title}");
            say(
                "text_changed",
                &[("unit", unit.clone()), ("section", section)],
            )
        }
        Difference::UnitFigure {
            unit,
            name,
            old: None,
            new: None,
            ..
        } => {
            let places = [("unit", unit.clone()), ("name", name.clone())];
            say("unit_figure_corrected", &places)
        }
        Difference::UnitFigure {
            unit,
            name,
            measure,
            old,
            new,
            natures,
            ..
        } => {
            let (before, now) = natures.unzip();
            let shown = |value: &Option<String>, nature| match value {
                Some(value) => with_nature(locale, value, nature),
                None => none(),
            };
            let places = [
                ("unit", unit.clone()),
                ("name", name.clone()),
                ("measure", measure.clone()),
                ("old", shown(old, before)),
                ("new", shown(new, now)),
            ];
            say("unit_figure_changed", &places)
        }
    }
}

/// A unit's figure, with how final it is where that changed.
fn with_nature(locale: Locale, value: &str, nature: Option<Nature>) -> String {
    let Some(nature) = nature else {
        return value.to_owned();
    };
    let kind = t(locale, &format!("report.nature.{}", nature.code()));
    format!("{value} ({kind})")
}
