//! Which units something concerns: a rule over kinds, tiers, groups and fields,
//! never a list of units. Used for who must report (element 3), who writes a
//! section (element 9) and who is asked for an indicator (element 10).

use crate::field::Field;
use crate::id::UnitId;
use crate::period::PeriodKind;
use crate::unit::{Tier, Tree, UnitKind, UnitVersion};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

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
    /// Codes of groups (*khối*); a unit in one of them is named.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Fields of work; a unit charged with one of them is named.
    #[serde(default)]
    pub fields: Vec<Field>,
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
    /// Codes of the groups in which it is.
    pub groups: &'a [String],
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
            && (self.groups.is_empty() || self.groups.iter().any(|g| unit.groups.contains(g)))
            && (self.fields.is_empty() || self.fields.iter().any(|f| unit.fields.contains(f)))
    }

    /// Whether the rule says who: by kind, by group or by the work that a unit
    /// answers for. A tier alone would name every unit of it, also the
    /// committees and offices that only coordinate, which no regime means.
    #[must_use]
    pub fn says_who(&self) -> bool {
        !self.kinds.is_empty() || !self.groups.is_empty() || !self.fields.is_empty()
    }

    /// The units at or below `area` that the rule names, in the tree's order;
    /// tree, fields and groups are those of the period's reference date. A rule
    /// that does not say who names nobody.
    pub fn resolve<'a>(
        &'a self,
        tree: &'a Tree,
        area: UnitId,
        known: &'a Known<'a>,
    ) -> impl Iterator<Item = &'a UnitVersion> {
        tree.within(area)
            .filter(move |u| self.says_who() && self.names(&known.facts(u)))
    }
}

/// Fields and groups of all units on one day.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Fields of work by unit.
    pub fields: &'a HashMap<UnitId, Vec<Field>>,
    /// Codes of groups by unit.
    pub groups: &'a HashMap<UnitId, Vec<String>>,
}

impl Known<'_> {
    /// What a rule looks at in this unit.
    #[must_use]
    pub fn facts(&self, unit: &UnitVersion) -> UnitFacts<'_> {
        UnitFacts {
            kind: unit.kind,
            tier: unit.tier,
            fields: self.fields.get(&unit.unit).map_or(&[], Vec::as_slice),
            groups: self.groups.get(&unit.unit).map_or(&[], Vec::as_slice),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_1_7_fields_of_work_alone_say_who_and_name_whoever_answers_for_one_of_them() {
        let rule = UnitRule {
            fields: vec![Field::YTe, Field::VanHoaTheThaoDuLich],
            ..UnitRule::default()
        };
        assert!(rule.says_who());
        let unit = |kind, fields| UnitFacts {
            kind,
            tier: Tier::Province,
            fields,
            groups: &[],
        };
        assert!(rule.names(&unit(UnitKind::Department, &[Field::YTe])));
        assert!(rule.names(&unit(UnitKind::ServiceUnit, &[Field::VanHoaTheThaoDuLich])));
        assert!(!rule.names(&unit(UnitKind::Department, &[Field::KhoaHocCongNghe])));
        // Who only coordinates has no field of its own and is not meant.
        assert!(!rule.names(&unit(UnitKind::PartyCommittee, &[])));
        assert!(!rule.names(&unit(UnitKind::CoordinatingOffice, &[])));
        let tier_alone = UnitRule {
            tiers: vec![Tier::Province],
            ..UnitRule::default()
        };
        assert!(!tier_alone.says_who() && !UnitRule::default().says_who());
    }

    #[test]
    fn every_list_that_is_not_empty_limits_the_rule() {
        let groups = ["van-xa".to_owned()];
        let commune = UnitFacts {
            kind: UnitKind::Commune,
            tier: Tier::Commune,
            fields: &[Field::YTe],
            groups: &groups,
        };
        let mut rule = UnitRule::default();
        assert!(rule.is_any() && rule.names(&commune));
        rule.kinds = vec![UnitKind::Department, UnitKind::Commune];
        assert!(rule.names(&commune));
        rule.groups = vec!["van-xa".into(), "bao-chi".into()];
        assert!(rule.names(&commune));
        rule.fields = vec![Field::KhoaHocCongNghe];
        assert!(!rule.names(&commune));
        rule.fields.push(Field::YTe);
        rule.tiers = vec![Tier::Province];
        assert!(!rule.names(&commune));
    }
}
