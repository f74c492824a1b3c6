//! Units that go on under an act, but elsewhere or as something else: what
//! they have open stays with whoever asked for it. Ended units are in `Changes`.

use super::{Changes, Tree, UnitVersion};
use crate::id::UnitId;
use std::collections::HashSet;

/// The living units of `before` that the act puts under another superior, with all
/// below them, or gives another kind, tier or place; `before` is the tree of the
/// act's day without the act.
#[must_use]
pub fn resettled(before: &Tree, changes: &Changes) -> Vec<UnitId> {
    let (mut moved, mut changed) = (HashSet::new(), HashSet::new());
    for new in &changes.new_versions {
        let Some(old) = before.get(new.unit) else {
            continue;
        };
        if old.parent != new.parent {
            moved.insert(new.unit);
        }
        if nature(old) != nature(new) {
            changed.insert(new.unit);
        }
    }
    let ended: HashSet<UnitId> = changes.ended.iter().map(|e| e.unit).collect();
    let is_below = |unit: UnitId| {
        let above = |unit: &UnitId| before.get(*unit)?.parent;
        let way_up = std::iter::successors(Some(unit), above);
        way_up
            .take(before.units().len())
            .any(|unit| moved.contains(&unit))
    };
    let units = before.units().iter().map(|version| version.unit);
    units
        .filter(|unit| !ended.contains(unit))
        .filter(|unit| changed.contains(unit) || is_below(*unit))
        .collect()
}

fn nature(version: &UnitVersion) -> (super::UnitKind, super::Tier, &str) {
    (version.kind, version.tier, &version.place)
}

#[cfg(test)]
mod tests {
    use super::super::{Ended, LineageKind, Tier, UnitKind};
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn id(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    fn version(n: u128, parent: Option<u128>) -> UnitVersion {
        UnitVersion {
            unit: id(n),
            code: format!("U{n}"),
            name: format!("Xã {n}"),
            short_name: format!("Xã {n}"),
            symbol: String::new(),
            kind: UnitKind::Commune,
            tier: Tier::Commune,
            parent: parent.map(id),
            place: String::new(),
            valid_from: date(2025, 7, 1),
            valid_to: None,
        }
    }

    /// with all below it; a new name alone moves nothing.
    #[test]
    fn units_that_move_or_change_what_they_are_are_found_with_all_below() {
        let parents = [(1, None), (2, Some(1)), (3, Some(2)), (4, Some(3))];
        let mut units: Vec<_> = parents.map(|(n, parent)| version(n, parent)).into();
        units.extend([5, 6, 7].map(|n| version(n, Some(2))));
        let tree = Tree::new(units);
        let (moved, mut ward, mut named) = (
            version(3, Some(1)),
            version(5, Some(2)),
            version(6, Some(2)),
        );
        ward.kind = UnitKind::ServiceUnit;
        named.name = "Xã Mới".into();
        let end = Ended {
            unit: id(7),
            by: LineageKind::Merge,
            heirs: vec![id(6)],
        };
        let changes = Changes {
            new_versions: vec![moved, ward, named],
            ended: vec![end],
            ..Changes::default()
        };
        assert_eq!(resettled(&tree, &changes), [id(3), id(4), id(5)]);
    }
}
