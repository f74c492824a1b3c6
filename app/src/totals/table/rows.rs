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

    /// A row for a unit that has none: one that ended within the period. It stands
    /// below the superior that it had, or who became that; failing those, below
    /// the area, rather than being left out silently.
    pub(super) fn add(&mut self, unit: UnitId, tree: &Tree, area: UnitId) {
        let row = |unit: UnitId| {
            let heirs = tree.heirs(unit).iter();
            let mut all = std::iter::once(&unit).chain(heirs);
            all.find_map(|unit| self.rows.get(unit).copied())
        };
        let above = |unit: UnitId| tree.known(unit)?.parent;
        // As many steps as there are units: bad data must not hang it.
        let superiors = std::iter::successors(above(unit), |unit| above(*unit));
        let superior = superiors.take(self.units.len()).find_map(row);
        let superior = superior.or_else(|| row(area));
        if let Entry::Vacant(place) = self.rows.entry(unit) {
            place.insert(self.units.len());
            self.units.push(unit);
            self.parents.push(superior);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::unit::{Lineage, LineageKind, Tier, UnitKind, UnitVersion};
    use jiff::civil::{Date, date};

    fn unit(id: u128, parent: Option<u128>, valid_to: Option<Date>) -> UnitVersion {
        let of = |id| UnitId(uuid::Uuid::from_u128(id));
        UnitVersion {
            unit: of(id),
            code: id.to_string(),
            name: id.to_string(),
            short_name: id.to_string(),
            symbol: String::new(),
            kind: UnitKind::Commune,
            tier: Tier::Commune,
            parent: parent.map(of),
            place: String::new(),
            valid_from: date(2025, 7, 1),
            valid_to,
        }
    }

    #[test]
    fn r_4_1_who_ended_stands_below_its_superior_or_who_that_became_else_below_the_area() {
        let end = Some(date(2026, 9, 20));
        let id = |id| UnitId(uuid::Uuid::from_u128(id));
        // The nation (1), two provinces, a commune of the second; a commune of the
        // first ended, and one of a province that became the second.
        let living = vec![
            unit(1, None, None),
            unit(2, Some(1), None),
            unit(3, Some(1), None),
        ];
        let ended = vec![
            unit(4, Some(2), end),
            unit(5, Some(6), end),
            unit(6, Some(1), end),
        ];
        let became = Lineage {
            from: id(6),
            to: id(3),
            kind: LineageKind::Merge,
            effective_on: date(2026, 9, 20),
            legal_basis: String::new(),
            weight: None,
        };
        let tree = Tree::new(living).with_past(ended, &[became], date(2026, 9, 30));
        let mut all = Rows::of(&tree);
        for unit in [4, 5, 7] {
            all.add(id(unit), &tree, id(1));
        }
        let above = |unit: u128| all.parents[all.rows[&id(unit)]].map(|row| all.units[row]);
        assert_eq!(
            [above(4), above(5), above(7)],
            [Some(id(2)), Some(id(3)), Some(id(1))]
        );
    }
}
