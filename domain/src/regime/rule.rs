//! Which units something concerns: a rule over kinds and tiers, never a list of
//! units. Used for who must report (element 3) and for who is asked for
//! an indicator (element 10).

use crate::field::Field;
use crate::id::UnitId;
use crate::period::PeriodKind;
use crate::unit::{Tier, Tree, UnitKind, UnitVersion};
use serde::{Deserialize, Serialize};

/// The rule, evaluated on the tree of the period's reference date. A list that
/// is empty does not limit; all that are not empty must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitRule {
    /// Kinds of units.
    #[serde(default)]
    pub kinds: Vec<UnitKind>,
    /// Tiers.
    #[serde(default)]
    pub tiers: Vec<Tier>,
}

/// What a rule looks at in a unit, all as of the period's reference date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitFacts<'a> {
    /// What it is.
    pub kind: UnitKind,
    /// Where it stands.
    pub tier: Tier,
    /// Its fields of work.
    pub fields: &'a [Field],
}

/// Who answers a form, and over what kind of period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The unit.
    pub unit: UnitFacts<'a>,
    /// The kind of period of the round.
    pub period: PeriodKind,
}

impl UnitRule {
    /// Whether the rule limits nothing.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self == UnitRule::default()
    }

    /// Whether the rule names a unit.
    #[must_use]
    pub fn names(&self, unit: &UnitFacts<'_>) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&unit.kind))
            && (self.tiers.is_empty() || self.tiers.contains(&unit.tier))
    }

    /// The units at or below `area` that the rule names, in the tree's order.
    /// A rule without kinds names nobody here: a regime says who reports.
    pub fn resolve<'a>(
        &'a self,
        tree: &'a Tree,
        area: UnitId,
    ) -> impl Iterator<Item = &'a UnitVersion> {
        tree.within(area).filter(|u| {
            let facts = UnitFacts {
                kind: u.kind,
                tier: u.tier,
                fields: &[],
            };
            !self.kinds.is_empty() && self.names(&facts)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_is_not_empty_limits_the_rule() {
        let commune = UnitFacts {
            kind: UnitKind::Commune,
            tier: Tier::Commune,
            fields: &[Field::YTe],
        };
        let mut rule = UnitRule::default();
        assert!(rule.is_any() && rule.names(&commune));
        rule.kinds = vec![UnitKind::Department, UnitKind::Commune];
        assert!(rule.names(&commune));
        rule.tiers = vec![Tier::Province];
        assert!(!rule.names(&commune));
    }
}
