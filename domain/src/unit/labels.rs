//! Names of units in a list. Communes of several provinces bear the same name,
//! and every province has a "Sở Y tế": where a list has both, each is told with
//! its superior.

use super::{Tree, UnitVersion};
use crate::id::UnitId;
use std::collections::HashSet;

/// The names of units at or below one area, told apart.
#[derive(Debug)]
pub struct Labels<'a> {
    tree: &'a Tree,
    names: HashSet<&'a str>,
    short_names: HashSet<&'a str>,
}

impl Tree {
    /// Labels for lists of units of an area; None = of all units.
    #[must_use]
    pub fn labels(&self, area: Option<UnitId>) -> Labels<'_> {
        let is_in = |unit: &&UnitVersion| area.is_none_or(|area| self.is_within(unit.unit, area));
        let units: Vec<&UnitVersion> = self.units().iter().filter(is_in).collect();
        Labels {
            tree: self,
            names: several(units.iter().map(|u| u.name.as_str())),
            short_names: several(units.iter().map(|u| u.short_name.as_str())),
        }
    }
}

/// What stands more than once.
fn several<'a>(names: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    names.filter(|name| !seen.insert(*name)).collect()
}

impl Labels<'_> {
    /// The short name, with the superior's in brackets where another unit has the
    /// same: "BHXH tỉnh (Tỉnh ủy Phú Thọ)". None for a unit that the day does not
    /// know.
    #[must_use]
    pub fn short(&self, unit: UnitId) -> Option<String> {
        let version = self.tree.known(unit)?;
        let is_shared = self.short_names.contains(version.short_name.as_str());
        Some(self.told(&version.short_name, is_shared, version))
    }

    /// The full name in the same way.
    #[must_use]
    pub fn full(&self, unit: UnitId) -> Option<String> {
        let version = self.tree.known(unit)?;
        let is_shared = self.names.contains(version.name.as_str());
        Some(self.told(&version.name, is_shared, version))
    }

    fn told(&self, name: &str, is_shared: bool, version: &UnitVersion) -> String {
        let above = version.parent.and_then(|above| self.tree.known(above));
        match above {
            Some(above) if is_shared => format!("{name} ({})", above.short_name),
            _ => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::{Tier, UnitKind};
    use jiff::civil::date;

    fn unit(id: u128, name: &str, parent: Option<u128>) -> UnitVersion {
        UnitVersion {
            unit: UnitId(uuid::Uuid::from_u128(id)),
            code: id.to_string(),
            name: name.into(),
            short_name: name.into(),
            symbol: String::new(),
            kind: UnitKind::Department,
            tier: Tier::Province,
            parent: parent.map(|id| UnitId(uuid::Uuid::from_u128(id))),
            place: String::new(),
            valid_from: date(2025, 7, 1),
            valid_to: None,
        }
    }

    #[test]
    fn units_of_one_name_are_told_with_their_superior_where_both_are_meant() {
        let tree = Tree::new(vec![
            unit(1, "Trung ương", None),
            unit(2, "Tỉnh ủy A", Some(1)),
            unit(3, "Tỉnh ủy B", Some(1)),
            unit(4, "Sở Y tế", Some(2)),
            unit(5, "Sở Y tế", Some(3)),
            unit(6, "Sở Dân tộc", Some(3)),
        ]);
        let id = |id: u128| UnitId(uuid::Uuid::from_u128(id));
        let nation = tree.labels(None);
        assert_eq!(nation.short(id(4)).unwrap(), "Sở Y tế (Tỉnh ủy A)");
        assert_eq!(nation.full(id(5)).unwrap(), "Sở Y tế (Tỉnh ủy B)");
        assert_eq!(nation.short(id(6)).unwrap(), "Sở Dân tộc");
        assert_eq!(nation.short(id(9)), None);
        let province = tree.labels(Some(id(2)));
        assert_eq!(province.short(id(4)).unwrap(), "Sở Y tế");
    }
}
