//! How far the submission of a round is, by groups of units: counts only, so that
//! a round of thousands is as short as one of ten. In a report it is frozen with
//! it. Not here: drawing, and who is missing (the coverage has names).

use crate::report::Arrival;
use crate::unit::UnitKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Superiors up to which units of one kind are told apart by them.
const SUPERIORS: usize = 64;

/// Reports by how they stand; what there is none of is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArrivalCounts(BTreeMap<Arrival, usize>);

impl ArrivalCounts {
    /// How many stand so.
    #[must_use]
    pub fn of(&self, arrival: Arrival) -> usize {
        self.0.get(&arrival).copied().unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn all(&self) -> usize {
        self.0.values().sum()
    }

    /// How many are with the office.
    #[must_use]
    pub fn received(&self) -> usize {
        self.sum(Arrival::is_in)
    }

    /// How many must come.
    #[must_use]
    pub fn expected(&self) -> usize {
        self.sum(Arrival::is_expected)
    }

    fn sum(&self, is_wanted: fn(Arrival) -> bool) -> usize {
        let wanted = self.0.iter().filter(|(arrival, _)| is_wanted(**arrival));
        wanted.map(|(_, n)| n).sum()
    }

    fn add(&mut self, arrival: Arrival) {
        *self.0.entry(arrival).or_default() += 1;
    }
}

/// One group of units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalRow {
    /// What they are.
    pub kind: UnitKind,
    /// Short name of their superior, where units of this kind have several in the
    /// round: communes of several provinces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// How their reports stand.
    pub counts: ArrivalCounts,
}

/// How far submission is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalTable {
    /// As of when.
    pub at: Timestamp,
    /// The groups, in the order of the list of units.
    pub rows: Vec<ArrivalRow>,
}

/// One report, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrived<'a> {
    /// What its unit is.
    pub kind: UnitKind,
    /// Short name of the unit's superior.
    pub above: &'a str,
    /// How it stands.
    pub arrival: Arrival,
}

impl ArrivalTable {
    /// Counts the reports of a round, in the order in which groups are to stand.
    #[must_use]
    pub fn new(at: Timestamp, reports: &[Arrived<'_>]) -> Self {
        let is_apart = several_above(reports);
        let mut rows: Vec<ArrivalRow> = Vec::new();
        let mut places: HashMap<(UnitKind, Option<&str>), usize> = HashMap::new();
        for report in reports {
            let of = is_apart.then_some(report.above);
            let of = of.filter(|_| report.kind == UnitKind::Commune);
            let place = *places.entry((report.kind, of)).or_insert_with(|| {
                rows.push(ArrivalRow {
                    kind: report.kind,
                    of: of.map(str::to_owned),
                    counts: ArrivalCounts::default(),
                });
                rows.len() - 1
            });
            rows[place].counts.add(report.arrival);
        }
        rows.sort_by_key(|row| row.kind);
        Self { at, rows }
    }

    /// All groups together.
    #[must_use]
    pub fn whole(&self) -> ArrivalCounts {
        let mut whole = ArrivalCounts::default();
        for (arrival, n) in self.rows.iter().flat_map(|row| &row.counts.0) {
            *whole.0.entry(*arrival).or_default() += n;
        }
        whole
    }
}

/// Whether the communes of the round lie below several superiors, few enough to
/// be read.
fn several_above(reports: &[Arrived<'_>]) -> bool {
    let communes = reports.iter().filter(|r| r.kind == UnitKind::Commune);
    let above: HashSet<&str> = communes.map(|r| r.above).collect();
    (2..=SUPERIORS).contains(&above.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(kind: UnitKind, above: &str, arrival: Arrival) -> Arrived<'_> {
        Arrived {
            kind,
            above,
            arrival,
        }
    }

    fn table(reports: &[Arrived<'_>]) -> ArrivalTable {
        ArrivalTable::new(Timestamp::UNIX_EPOCH, reports)
    }

    /// nothing is lost between the groups and the whole, and the exempt are
    /// not expected.
    #[test]
    fn r_4_2_groups_add_up_to_the_whole_and_exempt_units_are_not_expected() {
        let found = table(&[
            report(UnitKind::Department, "A", Arrival::OnTime),
            report(UnitKind::Commune, "A", Arrival::Missing),
            report(UnitKind::Department, "B", Arrival::Returned),
            report(UnitKind::Commune, "A", Arrival::Late),
            report(UnitKind::Commune, "A", Arrival::Exempt),
        ]);
        let kinds: Vec<UnitKind> = found.rows.iter().map(|r| r.kind).collect();
        assert_eq!(kinds, [UnitKind::Department, UnitKind::Commune]);
        let whole = found.whole();
        assert_eq!(
            (whole.all(), whole.expected(), whole.received()),
            (5, 4, 2),
            "{whole:?}"
        );
        let sum: usize = found.rows.iter().map(|r| r.counts.received()).sum();
        assert_eq!(sum, whole.received());
        assert_eq!(whole.of(Arrival::Pending), 0);
    }

    #[test]
    fn communes_of_several_provinces_are_told_apart_by_province_and_nobody_else_is() {
        let found = table(&[
            report(UnitKind::Commune, "Phú Thọ", Arrival::OnTime),
            report(UnitKind::Commune, "Lào Cai", Arrival::Late),
            report(UnitKind::ServiceUnit, "Sở Y tế", Arrival::OnTime),
            report(UnitKind::ServiceUnit, "Sở Khoa học", Arrival::OnTime),
        ]);
        let of: Vec<Option<&str>> = found.rows.iter().map(|r| r.of.as_deref()).collect();
        assert_eq!(of, [None, Some("Phú Thọ"), Some("Lào Cai")]);
    }

    #[test]
    fn a_table_that_was_frozen_is_read_as_it_was() {
        let found = table(&[report(UnitKind::Commune, "A", Arrival::Late)]);
        let text = serde_json::to_string(&found).unwrap();
        assert!(text.contains("\"counts\":{\"late\":1}"), "{text}");
        assert_eq!(serde_json::from_str::<ArrivalTable>(&text).unwrap(), found);
    }
}
