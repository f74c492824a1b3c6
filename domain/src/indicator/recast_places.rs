//! From routes between units to places of sums, and which units cannot be told
//! apart or joined.

use super::recast::{Builder, NOWHERE, OtherRoute, Recasting, Routes};
use super::recast_rows::Target;
use super::recast_sums::{Piece, Plan};
use crate::id::UnitId;
use crate::unit::Route;
use std::collections::{HashMap, HashSet};

/// The slots that are the target of more than one unit. A unit may have a row
/// in several tables.
fn joined(units: &[UnitId], targets: &[Vec<Target>]) -> HashSet<u32> {
    let mut first: HashMap<u32, UnitId> = HashMap::new();
    let mut joined = HashSet::new();
    for (unit, target) in units.iter().zip(targets.iter().flatten()) {
        if let Target::Exactly(slot) = target
            && first.entry(*slot).or_insert(*unit) != unit
        {
            joined.insert(*slot);
        }
    }
    joined
}

/// Who else has the figures of a unit now.
fn taken_by(unit: UnitId, route: &Route) -> Vec<UnitId> {
    let mut heirs = match route {
        Route::Stays { .. } => Vec::new(),
        other => other.ends(),
    };
    heirs.retain(|heir| *heir != unit);
    heirs
}

/// Where the rows of the later day are.
pub(super) struct Places<'a> {
    pub(super) builder: &'a Builder<'a>,
    pub(super) slot_of_row: &'a [u32],
    pub(super) nearest: &'a [u32],
}

impl Places<'_> {
    pub(super) fn fill(&self, made: &mut Recasting, routes: Routes) {
        for of_table in &routes.general {
            let mut targets = Vec::with_capacity(of_table.len());
            for (unit, route) in of_table {
                let Some(route) = route else {
                    targets.push(Target::Below(NOWHERE));
                    continue;
                };
                targets.push(self.target(route, &mut made.plans));
                self.block(route, &mut made.blocked, &mut made.parted);
                for heir in taken_by(*unit, route) {
                    made.predecessors.entry(heir).or_default().push(*unit);
                }
            }
            made.targets.push(targets);
        }
        let units: Vec<UnitId> = routes.general.iter().flatten().map(|(u, _)| *u).collect();
        made.joined = joined(&units, &made.targets);
        for from in made.predecessors.values_mut() {
            from.sort_unstable();
            from.dedup();
        }
        for (field, changes) in routes.by_field {
            let mut targets = made.targets.clone();
            let mut blocked = made.blocked.clone();
            let mut from = made.predecessors.clone();
            for OtherRoute { table, row, route } in &changes {
                let (unit, general) = &routes.general[*table][*row];
                targets[*table][*row] = self.target(route, &mut made.plans);
                self.block(route, &mut blocked, &mut made.parted);
                for heir in general.iter().flat_map(|route| taken_by(*unit, route)) {
                    from.entry(heir).or_default().retain(|u| u != unit);
                }
                for heir in taken_by(*unit, route) {
                    let of_heir = from.entry(heir).or_default();
                    of_heir.retain(|u| u != unit);
                    of_heir.push(*unit);
                }
            }
            made.joined_by_field.insert(field, joined(&units, &targets));
            made.targets_by_field.insert(field, targets);
            made.blocked_by_field.insert(field, blocked);
            made.predecessors_by_field
                .extend(from.into_iter().map(|(heir, from)| ((field, heir), from)));
        }
    }

    /// The row at the end of a route: a living unit's, or a kept one's.
    fn end(&self, route: &Route) -> Option<usize> {
        match route {
            Route::Whole(unit) => self
                .builder
                .row(*unit)
                .or_else(|| self.builder.kept_rows.get(unit).copied()),
            Route::Stays { source, .. } => self.builder.kept_rows.get(source).copied(),
            Route::Shared(_) => None,
        }
    }

    fn target(&self, route: &Route, plans: &mut Vec<Plan>) -> Target {
        if let Route::Shared(_) = route {
            let common = self.builder.common_superior(&route.ends());
            let above = self.nearest[common.unwrap_or(self.builder.area)];
            plans.push(Plan {
                piece: self.piece(route),
                above,
            });
            return Target::Shared(u32::try_from(plans.len() - 1).unwrap_or(NOWHERE));
        }
        match self.end(route) {
            Some(row) if self.slot_of_row[row] != NOWHERE => Target::Exactly(self.slot_of_row[row]),
            Some(row) => Target::Below(self.nearest[row]),
            None => Target::Below(NOWHERE),
        }
    }

    fn piece(&self, route: &Route) -> Piece {
        match route {
            Route::Shared(parts) => Piece::Parts(
                parts.iter().map(|(weight, _)| *weight).collect(),
                parts.iter().map(|(_, part)| self.piece(part)).collect(),
            ),
            other => Piece::Slot(self.end(other).map_or(NOWHERE, |row| self.nearest[row])),
        }
    }

    /// Marks the slots between the heirs and their nearest common superior.
    fn block(&self, route: &Route, blocked: &mut HashSet<u32>, parted: &mut HashSet<u32>) {
        match route {
            Route::Whole(_) => {}
            Route::Shared(parts) => {
                self.mark(&route.ends(), parted);
                for (_, part) in parts {
                    self.block(part, blocked, parted);
                }
            }
            Route::Stays { heirs, .. } => self.mark(heirs, blocked),
        }
    }

    fn mark(&self, heirs: &[UnitId], marked: &mut HashSet<u32>) {
        let common = self.builder.common_superior(heirs);
        for heir in heirs {
            let Some(row) = self.builder.row(*heir) else {
                continue;
            };
            let between = self
                .builder
                .way_up(row)
                .take_while(|row| Some(*row) != common);
            marked.extend(
                between
                    .map(|row| self.slot_of_row[row])
                    .filter(|slot| *slot != NOWHERE),
            );
        }
    }
}
