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
    let mut below: Vec<(UnitId, Vec<&UnitReport>)> = Vec::new();
    for unit in units {
        match unit.above {
            None if names.len() < NAMED => names.push(unit.name.clone()),
            None => more += 1,
            Some(above) => match below.iter_mut().find(|(of, _)| *of == above) {
                Some((_, list)) => list.push(unit),
                None => below.push((above, vec![unit])),
            },
        }
    }
    for (above, list) in below {
        let above = name_of(table, above);
        if list.len() <= NAMED_BELOW {
            names.extend(list.iter().map(|u| format!("{} ({above})", u.name)));
        } else {
            names.push(format!("{above}: {} đơn vị", list.len()));
        }
    }
    (names, more)
}

/// The name of a unit that owes a report.
pub(super) fn name_of(table: &Table, unit: UnitId) -> String {
    let found = table.reports.iter().find(|r| r.unit == unit);
    found.map_or_else(String::new, |r| r.name.clone())
}
