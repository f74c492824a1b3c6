//! What late data change in a frozen report.

use super::content::{Content, Figure};
use crate::indicator::{Cell, IndicatorDef, Nature, Publicity};
use crate::number::Threshold;
use crate::regime::Section;
use crate::report::{ReportBody, changes};
use serde::{Deserialize, Serialize};

/// One difference between two snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    /// A unit's report is in that was missing.
    Arrived {
        /// Name of the unit.
        unit: String,
    },
    /// A unit's report is no longer counted (returned as unusable).
    Withdrawn {
        /// Name of the unit.
        unit: String,
    },
    /// A total is another one, or only became a threshold or stopped being one, or is
    /// one of other units.
    Figure {
        /// Code of the indicator.
        code: String,
        /// Its name.
        name: String,
        /// Unit of measure.
        measure: String,
        /// Decimals.
        scale: u8,
        /// Value before.
        old: Option<i64>,
        /// Value now.
        new: Option<i64>,
        /// The threshold that it was; left out where it was none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old_bound: Option<Threshold>,
        /// The threshold that it is; left out likewise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new_bound: Option<Threshold>,
        /// Of the units that must give it, how many had and how many they were, where
        /// either is another number now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old_units: Option<(usize, usize)>,
        /// The same now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new_units: Option<(usize, usize)>,
    },
    /// The plan of the year is another one, or one of other units.
    Plan {
        /// Code of the indicator.
        code: String,
        /// Its name.
        name: String,
        /// Unit of measure.
        measure: String,
        /// Decimals.
        scale: u8,
        /// Plan before.
        old: Option<i64>,
        /// Plan now.
        new: Option<i64>,
        /// The threshold that it was; left out where it was none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old_bound: Option<Threshold>,
        /// The threshold that it is; left out likewise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new_bound: Option<Threshold>,
        /// Of how many of the units that must give the figure it was the plan, where
        /// some had none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        old_units: Option<(usize, usize)>,
        /// Of how many it is, likewise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new_units: Option<(usize, usize)>,
    },
    /// A unit says something else in a section, by the version that counts.
    Text {
        /// Name of the unit.
        unit: String,
        /// Code of the section.
        section: String,
        /// Its title.
        title: String,
    },
    /// A unit's figure is another one, by the version that counts, also where the
    /// total is the same.
    UnitFigure {
        /// Name of the unit.
        unit: String,
        /// Code of the indicator.
        code: String,
        /// Its name.
        name: String,
        /// Unit of measure.
        measure: String,
        /// As it was read before; none where there was none, and where the figure
        /// is not for everybody: a supplement goes to every unit.
        old: Option<String>,
        /// As it reads now, likewise.
        new: Option<String>,
        /// How final it was and is, if that is another one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        natures: Option<(Nature, Nature)>,
    },
}

/// The differences of data from `old` to `new`: who has reported, what the
/// totals and the plans are, and of how many units. What single units say differently is
/// in [`unit_differences`].
#[must_use]
pub fn differences(old: &Content, new: &Content) -> Vec<Difference> {
    let mut found = Vec::new();
    for unit in old
        .coverage
        .missing
        .iter()
        .filter(|u| !new.coverage.missing.contains(u))
    {
        found.push(Difference::Arrived { unit: unit.clone() });
    }
    for unit in new
        .coverage
        .missing
        .iter()
        .filter(|u| !old.coverage.missing.contains(u))
    {
        found.push(Difference::Withdrawn { unit: unit.clone() });
    }
    for figure in &new.figures {
        let before = old.figures.iter().find(|f| f.code == figure.code);
        let old_value = before.and_then(|f| f.value);
        let has_other_parts = before.is_some_and(|f| (f.num, f.den) != (figure.num, figure.den));
        let old_bound = before.and_then(Figure::threshold);
        let new_bound = figure.threshold();
        // What was frozen before answers were counted is compared by its figures.
        let counted = |f: &Figure| match before {
            Some(Figure { answered: None, .. }) => (f.with_value, f.expected),
            _ => f.units(),
        };
        let new_units = counted(figure);
        let old_units = before.map(counted);
        // Where nobody is asked any more and nobody had answered, no figure changed: a
        // body may have been frozen when all units were asked for a field of nobody.
        let is_void = |old: &(_, _)| new_units == (0, 0) && old.0 == 0;
        let old_units = old_units.filter(|old| *old != new_units && !is_void(old));
        let is_other = old_value != figure.value || has_other_parts || old_bound != new_bound;
        if is_other || old_units.is_some() {
            found.push(Difference::Figure {
                code: figure.code.clone(),
                name: figure.name.clone(),
                measure: figure.measure.clone(),
                scale: figure.scale,
                old: old_value,
                new: figure.value,
                old_bound,
                new_bound,
                old_units,
                new_units: old_units.map(|_| new_units),
            });
        }
        found.extend(plan_difference(before, figure));
    }
    found
}

/// What is different about the plan of the year.
fn plan_difference(old: Option<&Figure>, new: &Figure) -> Option<Difference> {
    let of = |f: &Figure| (f.plan, f.plan_bound, f.plan_gap());
    let (old_plan, old_bound, old_units) = old.map(of).unwrap_or_default();
    let (new_plan, new_bound, new_units) = of(new);
    // Older content kept no number of units: that is no change of it; nor is it when
    // nobody is asked any more and nobody had a plan.
    let is_void = |old: (_, _)| new.plan_units == (0, 0) && old.0 == 0;
    let tells_units = old.is_none_or(|f| f.plan_units != (0, 0) && !is_void(f.plan_units));
    let is_other =
        (old_plan, old_bound) != (new_plan, new_bound) || (tells_units && old_units != new_units);
    is_other.then(|| Difference::Plan {
        code: new.code.clone(),
        name: new.name.clone(),
        measure: new.measure.clone(),
        scale: new.scale,
        old: old_plan,
        new: new_plan,
        old_bound,
        new_bound,
        old_units,
        new_units,
    })
}

/// What a unit whose report was counted before says differently now. Words to
/// remarks, files and lines on tasks are in no consolidated report. Of a figure that
/// is not public it is said that it is another one, not what it is: other units read
/// this.
#[must_use]
pub fn unit_differences(
    unit: &str,
    (old, new): (&ReportBody, &ReportBody),
    outline: &[Section],
    indicators: &[IndicatorDef],
) -> Vec<Difference> {
    let found = changes(old, new);
    let titled = |code: &str| outline.iter().find(|s| s.code == code);
    let texts = found.sections.into_iter().filter_map(|section| {
        titled(&section.code).map(|def| Difference::Text {
            unit: unit.to_owned(),
            title: def.title.clone(),
            section: section.code,
        })
    });
    let shown = |def: &IndicatorDef, cell: &Cell| (!cell.is_empty()).then(|| cell.words(def));
    let figures = found.cells.into_iter().filter_map(|cell| {
        let def = indicators.iter().find(|def| def.code == cell.code)?;
        let (old, new) = (shown(def, &cell.old), shown(def, &cell.new));
        // A word beside a figure is no other figure; an empty cell is of no kind.
        let both = old.is_some() && new.is_some() && cell.old.nature != cell.new.nature;
        let natures = both.then_some((cell.old.nature, cell.new.nature));
        let is_other = old != new || natures.is_some();
        let is_public = def.public == Publicity::Public;
        is_other.then(|| Difference::UnitFigure {
            unit: unit.to_owned(),
            code: def.code.clone(),
            name: def.name.clone(),
            measure: def.measure.clone(),
            old: old.filter(|_| is_public),
            new: new.filter(|_| is_public),
            natures: natures.filter(|_| is_public),
        })
    });
    texts.chain(figures).collect()
}

#[cfg(test)]
#[path = "difference_tests.rs"]
pub(super) mod tests;
