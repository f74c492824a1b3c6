//! In which order the units of a tree are the rows of a table. Not here: who
//! owes a report.

use domain::id::UnitId;
use domain::unit::Tree;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The units of a tree as the rows of a table.
pub(super) struct Rows {
    pub(super) units: Vec<UnitId>,
    pub(super) rows: HashMap<UnitId, usize>,
    pub(super) parents: Vec<Option<usize>>,
}

impl Rows {
    /// Units below one superior come together, which is the order in which they
    /// are added up fastest.
    pub(super) fn of(tree: &Tree) -> Self {
        let above = tree.parents();
        let mut order: Vec<usize> = (0..above.len()).collect();
        order.sort_by_key(|position| above[*position]);
        let units: Vec<UnitId> = order.iter().map(|p| tree.units()[*p].unit).collect();
        let mut row_of = vec![0; order.len()];
        for (row, position) in order.iter().enumerate() {
            row_of[*position] = row;
        }
        Self {
            rows: (0..).zip(&units).map(|(row, unit)| (*unit, row)).collect(),
            units,
            parents: order.iter().map(|p| above[*p].map(|a| row_of[a])).collect(),
        }
    }

    /// A row for a unit that has none.
    pub(super) fn add(&mut self, unit: UnitId, superior: Option<usize>) {
        if let Entry::Vacant(place) = self.rows.entry(unit) {
            place.insert(self.units.len());
            self.units.push(unit);
            self.parents.push(superior);
        }
    }
}
