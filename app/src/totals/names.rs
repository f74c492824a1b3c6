//! The units that a line of totals names: those without a figure, those with an
//! estimate; of very many the first ones and how many more there are.

use super::table::{Given, Table, UnitReport};
use super::view::IndicatorTotal;
use domain::id::UnitId;

impl IndicatorTotal {
    /// The names of the missing units for a paper, with how many more there are.
    #[must_use]
    pub fn missing_names(&self) -> Vec<String> {
        with_more(&self.missing, self.missing_more)
    }

    /// The same of the units whose figure is an estimate.
    #[must_use]
    pub fn estimated_names(&self) -> Vec<String> {
        with_more(&self.estimated, self.estimated_more)
    }

    /// The same of the units whose figure is a threshold.
    #[must_use]
    pub fn threshold_names(&self) -> Vec<String> {
        with_more(&self.thresholds, self.thresholds_more)
    }
}

/// The names of the units that are missing, and how many more there are.
pub(crate) fn missing(table: &Table, given: &Given) -> (Vec<String>, usize) {
    let reports = given.missing.iter().map(|place| table.report(*place));
    named(table, reports)
}

/// Names, and after them how many more there are.
pub(crate) fn with_more(names: &[String], more: usize) -> Vec<String> {
    let mut all = names.to_vec();
    if more > 0 {
        all.push(format!("và {more} đơn vị khác"));
    }
    all
}

/// Units of one round below that are named one by one; more are counted.
const NAMED_BELOW: usize = 3;
/// Units that one indicator names: before a country has reported, thousands are
/// missing in each of two hundred lines, and a workbook's cell ends at 32,767
/// characters. Who sent no report at all is in the coverage, with all names.
const NAMED: usize = 100;

/// The names of units; those of a round below by the unit that answers for it,
/// few of them with their names ("Xã A (Tỉnh ủy X)"), many as a number. With
/// them how many are left out.
pub(crate) fn named<'a>(
    table: &'a Table,
    units: impl Iterator<Item = &'a UnitReport>,
) -> (Vec<String>, usize) {
    let mut names = Vec::new();
    let mut more = 0;
    if !table.has_below() {
        let mut units = units;
        names.extend(units.by_ref().take(NAMED).map(|unit| unit.name.clone()));
        return (names, units.count());
    }
    // Of each unit above: how many, and the first of their names.
    let mut below: Vec<(UnitId, usize, Vec<&str>)> = Vec::new();
    for unit in units {
        match unit.above {
            None if names.len() < NAMED => names.push(unit.name.clone()),
            None => more += 1,
            Some(above) => {
                // Those below one unit mostly follow each other.
                let known = below.iter().rposition(|(of, ..)| *of == above);
                let at = known.unwrap_or_else(|| {
                    below.push((above, 0, Vec::new()));
                    below.len() - 1
                });
                let (_, count, first) = &mut below[at];
                *count += 1;
                if first.len() < NAMED_BELOW {
                    first.push(&unit.name);
                }
            }
        }
    }
    for (above, count, first) in below {
        let above = name_of(table, above);
        if count <= NAMED_BELOW {
            names.extend(first.iter().map(|name| format!("{name} ({above})")));
        } else {
            names.push(format!("{above}: {count} đơn vị"));
        }
    }
    (names, more)
}

/// The name of a unit that owes a report.
pub(super) fn name_of(table: &Table, unit: UnitId) -> String {
    let found = table.report_of(unit);
    found.map_or_else(String::new, |r| r.name.clone())
}
