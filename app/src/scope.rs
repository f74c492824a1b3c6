//! Over which units an actor has a right, as a list for queries.

use crate::Actor;
use domain::account::Right;
use domain::id::UnitId;
use domain::unit::Tree;
use std::collections::BTreeSet;

/// The units over which the actor has `right`, those that ended and are followed
/// by one of them too; `None` when that is every unit,
/// so that a query needs no list of thousands.
pub(crate) fn scope(actor: &Actor, right: Right, tree: &Tree) -> Option<Vec<UnitId>> {
    if matches!(actor, Actor::System) {
        return None;
    }
    let mut units: BTreeSet<UnitId> = actor.own_units(right).into_iter().collect();
    for own in units.clone() {
        units.extend(tree.ended_of(own));
    }
    for area in actor.areas(right) {
        units.extend(tree.within(area).map(|u| u.unit));
        units.extend(tree.ended_within(area));
    }
    let is_everything = tree.units().iter().all(|u| units.contains(&u.unit));
    if is_everything && !tree.units().is_empty() {
        None
    } else {
        Some(units.into_iter().collect())
    }
}
