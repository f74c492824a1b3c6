//! What differs between two versions of the report, in words: on paper, in the
//! workbook and on pages. What differs is worked out in `domain::consolidation`.

use crate::Locale;
use crate::text::{t, t_with};
use crate::threshold::{bound_words, threshold_words};
use domain::consolidation::Difference;
use domain::indicator::Nature;
use domain::number::{Bound, Threshold, format_number, split_bound};

/// One difference as a sentence.
#[must_use]
pub fn difference_words(locale: Locale, difference: &Difference) -> String {
    let none = || t(locale, "doc.consolidation.none").into_owned();
    let say = |key: &str, places: &[(&str, String)]| {
        t_with(locale, &format!("doc.consolidation.{key}"), places)
    };
    let shown = |value: Option<i64>, bound: Option<Threshold>, scale: u8| match (value, bound) {
        // In quotes: "từ từ 500 trở lên thành 500" is read twice.
        (Some(value), bound @ Some(_)) => {
            let number = format_number(value, scale);
            format!("“{}”", threshold_words(locale, bound, number))
        }
        (Some(value), None) => format_number(value, scale),
        (None, _) => none(),
    };
    let of_units = |value: String, units: Option<(usize, usize)>| match units {
        Some((with, all)) => {
            let (with, all) = (with.to_string(), all.to_string());
            say(
                "value_of_units",
                &[("value", value), ("with", with), ("all", all)],
            )
        }
        None => value,
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
            old_bound,
            new_bound,
            old_units,
            new_units,
            ..
        }
        | Difference::Plan {
            name,
            measure,
            scale,
            old,
            new,
            old_bound,
            new_bound,
            old_units,
            new_units,
            ..
        } => {
            let places = [
                ("name", name.clone()),
                ("measure", measure.clone()),
                ("old", of_units(shown(*old, *old_bound, *scale), *old_units)),
                ("new", of_units(shown(*new, *new_bound, *scale), *new_units)),
            ];
            match difference {
                Difference::Plan { .. } => say("plan_changed", &places),
                _ => say("figure_changed", &places),
            }
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
                Some(value) => match split_bound(value) {
                    // In quotes, as those of a total are.
                    Some(split) => {
                        let words = in_words(locale, value, split);
                        with_nature(locale, &format!("“{words}”"), nature)
                    }
                    None => with_nature(locale, value, nature),
                },
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

/// A unit's threshold, which was frozen in Vietnamese words, in those of a page.
fn in_words(locale: Locale, frozen: &str, (bound, number): (Bound, &str)) -> String {
    match locale {
        Locale::Vi => frozen.to_owned(),
        Locale::En => bound_words(locale, Some(bound), number.to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// §6.2: a total that only became a threshold says what it was and is.
    #[test]
    fn r_4_5_a_total_that_only_became_a_threshold_is_told_with_its_words() {
        let told = |locale, old_bound, new_bound| {
            let difference = Difference::Figure {
                code: "GD-09".into(),
                name: "Tuyển sinh".into(),
                measure: "người".into(),
                scale: 0,
                old: Some(500),
                new: Some(500),
                old_bound,
                new_bound,
                old_units: None,
                new_units: None,
            };
            difference_words(locale, &difference)
        };
        let (lower, both) = (Some(Threshold::AtLeast), Some(Threshold::BothWays));
        assert_eq!(
            told(Locale::Vi, None, lower),
            "Tuyển sinh (người): từ 500 thành “từ 500 trở lên”"
        );
        assert_eq!(
            told(Locale::Vi, lower, both),
            "Tuyển sinh (người): từ “từ 500 trở lên” thành “500 (tính theo con số ngưỡng)”"
        );
        assert_eq!(
            told(Locale::En, None, lower),
            "Tuyển sinh (người): from 500 to “at least 500”"
        );
    }

    /// of how many units a total was and is stands behind it, and a plan
    /// is named as one.
    #[test]
    fn r_4_5_a_total_of_other_units_and_another_plan_say_what_they_were_and_are() {
        let total = Difference::Figure {
            code: "KC-02".into(),
            name: "Đề tài".into(),
            measure: "đề tài".into(),
            scale: 0,
            old: Some(7),
            new: Some(7),
            old_bound: None,
            new_bound: None,
            old_units: Some((2, 4)),
            new_units: Some((1, 4)),
        };
        assert_eq!(
            difference_words(Locale::Vi, &total),
            "Đề tài (đề tài): từ 7 (2/4 đơn vị) thành 7 (1/4 đơn vị)"
        );
        let plan = Difference::Plan {
            code: "KC-02".into(),
            name: "Đề tài".into(),
            measure: "đề tài".into(),
            scale: 0,
            old: None,
            new: Some(60),
            old_bound: None,
            new_bound: None,
            old_units: None,
            new_units: Some((0, 4)),
        };
        assert_eq!(
            difference_words(Locale::Vi, &plan),
            "Đề tài (đề tài), kế hoạch năm: từ chưa có số liệu thành 60 (0/4 đơn vị)"
        );
        assert_eq!(
            difference_words(Locale::En, &plan),
            "Đề tài (đề tài), plan of the year: from no value to 60 (0 of 4 units)"
        );
    }

    /// §6.2: so is a unit's own threshold, in quotes, as "từ từ" is read twice.
    #[test]
    fn r_4_5_a_threshold_of_a_unit_is_told_in_quotes() {
        let difference = Difference::UnitFigure {
            unit: "Sở An".into(),
            code: "GD-09".into(),
            name: "Tuyển sinh".into(),
            measure: "người".into(),
            old: Some("từ 70 trở lên".into()),
            new: Some("70".into()),
            natures: None,
        };
        assert_eq!(
            difference_words(Locale::Vi, &difference),
            "Sở An, Tuyển sinh (người): từ “từ 70 trở lên” thành 70"
        );
        assert_eq!(
            difference_words(Locale::En, &difference),
            "Sở An, Tuyển sinh (người): from “at least 70” to 70"
        );
    }
}
