//! The unit of the register that the reader names as a task's lead, and the
//! names that the reader is told. Only a proposal: a person confirms it.

use domain::id::UnitId;
use domain::text::fold;
use domain::unit::{Tree, UnitKind};
use extract::reading::KnownBodies;

/// The names of all units, for the reader: a body is then found by the register
/// where no pattern knows it.
pub(super) fn known_bodies(tree: &Tree) -> KnownBodies {
    KnownBodies::new(
        tree.units()
            .iter()
            .map(|unit| (unit.name.as_str(), [unit.short_name.as_str()])),
    )
}

/// Names of units that may be charged, folded.
pub(super) struct Leads {
    names: Vec<(String, UnitId)>,
}

impl Leads {
    /// The names of the units that `may_charge` allows. Party committees are
    /// left out: their short names stand in the names of their own bodies.
    pub(super) fn new(tree: &Tree, may_charge: impl Fn(UnitId) -> bool) -> Self {
        let mut names = Vec::new();
        for unit in tree.units() {
            if unit.kind == UnitKind::PartyCommittee || !may_charge(unit.unit) {
                continue;
            }
            for name in [&unit.name, &unit.short_name] {
                let name = fold(name);
                if name.len() > 4 {
                    names.push((name, unit.unit));
                }
            }
        }
        // Longest first, so that a name inside another does not win.
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(&b.0)));
        names.dedup();
        Self { names }
    }

    /// The unit of that name: the whole name, else the longest that it begins
    /// with ("Sở Y tế tỉnh X"). Two units of one name leave it open.
    pub(super) fn find(&self, named: &str) -> Option<UnitId> {
        let named = fold(named);
        let fits = |name: &str| {
            named
                .strip_prefix(name)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let (name, unit) = self.names.iter().find(|(name, _)| fits(name))?;
        let is_clear = !self
            .names
            .iter()
            .any(|(other, of)| of != unit && other == name);
        is_clear.then_some(*unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn leads(names: &[(&str, u128)]) -> Leads {
        let mut names: Vec<_> = names
            .iter()
            .map(|(name, n)| (fold(name), UnitId(Uuid::from_u128(*n))))
            .collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Leads { names }
    }

    #[test]
    fn the_longest_name_that_fits_is_proposed_and_a_name_of_two_units_is_not() {
        let all = leads(&[
            ("Sở Y tế", 1),
            ("Xã Đông", 2),
            ("Xã Đông Hà", 3),
            ("Xã Tây", 4),
            ("Xã Tây", 5),
        ]);
        for (named, expected) in [
            ("Sở Y tế tỉnh", Some(1)),
            ("xã Đông Hà", Some(3)),
            ("xã Đông", Some(2)),
            ("xã Tây", None),
            ("Sở Y tếu", None),
            ("Hội Khuyến học", None),
        ] {
            let expected = expected.map(|n| UnitId(Uuid::from_u128(n)));
            assert_eq!(all.find(named), expected, "{named}");
        }
    }
}
