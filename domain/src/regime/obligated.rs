//! Who must report: a rule over kinds and tiers, never a list of units.

use crate::id::UnitId;
use crate::unit::{Tier, Tree, UnitKind, UnitVersion};
use serde::{Deserialize, Serialize};

/// The rule, evaluated on the tree of the period's reference date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObligatedRule {
    /// Kinds of units that report.
    pub kinds: Vec<UnitKind>,
    /// Tiers to which the rule is limited; empty = any.
    #[serde(default)]
    pub tiers: Vec<Tier>,
}

impl ObligatedRule {
    /// The units at or below `area` that must report, in the tree's order.
    pub fn resolve<'a>(
        &'a self,
        tree: &'a Tree,
        area: UnitId,
    ) -> impl Iterator<Item = &'a UnitVersion> {
        tree.within(area).filter(|u| {
            self.kinds.contains(&u.kind) && (self.tiers.is_empty() || self.tiers.contains(&u.tier))
        })
    }
}
