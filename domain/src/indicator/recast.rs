//! Past figures in the units of a later day: who stands where.
//!
//! The figures themselves stay with the units that sent them; this is a view.
//! Which unit follows which is in `unit::recast`; adding up is in
//! `recast_sums`.

use super::recast_places::Places;
use super::recast_rows::Target;
use super::recast_sums::Plan;
use crate::field::Field;
use crate::id::UnitId;
use crate::unit::{Mapping, Route, Tree};
use std::collections::{HashMap, HashSet};

pub(super) const NOWHERE: u32 = u32::MAX;

/// The units of one table, by row, with their superiors as of its day.
#[derive(Debug, Clone, Copy)]
pub struct TableUnits<'a> {
    /// Unit of each row.
    pub units: &'a [UnitId],
    /// Row of each unit's superior.
    pub parents: &'a [Option<usize>],
    /// Of a table of another area: the units whose rows count; None = all.
    pub only: Option<&'a HashSet<UnitId>>,
}

/// How the rows of some tables go over into the units of a later day.
///
/// Made once per pair of days; [`Recasting::figures`] adds up along it.
#[derive(Debug)]
pub struct Recasting {
    /// Place of the sums of each unit that was asked for.
    pub(super) slot_of: HashMap<UnitId, u32>,
    pub(super) slots: usize,
    /// Slots in an order in which every one comes before its superior, with
    /// that superior's slot.
    pub(super) upward: Vec<(u32, u32)>,
    /// Per table: the target of each row.
    pub(super) targets: Vec<Vec<Target>>,
    /// The same for the fields of work of which something was transferred.
    pub(super) targets_by_field: HashMap<Field, Vec<Vec<Target>>>,
    pub(super) plans: Vec<Plan>,
    /// Slots that contain an heir, but not all heirs, of an unshared figure.
    pub(super) blocked: HashSet<u32>,
    pub(super) blocked_by_field: HashMap<Field, HashSet<u32>>,
    /// The same for shared figures: what cannot be shared stops there.
    pub(super) parted: HashSet<u32>,
    /// Slots of units that were several units before.
    pub(super) joined: HashSet<u32>,
    pub(super) joined_by_field: HashMap<Field, HashSet<u32>>,
    pub(super) predecessors: HashMap<UnitId, Vec<UnitId>>,
    pub(super) predecessors_by_field: HashMap<(Field, UnitId), Vec<UnitId>>,
    kept: Vec<UnitId>,
}

pub(super) struct Builder<'a> {
    mapping: &'a Mapping,
    rows: HashMap<UnitId, usize>,
    units: Vec<UnitId>,
    parents: Vec<Option<usize>>,
    pub(super) area: usize,
    kept: Vec<UnitId>,
    pub(super) kept_rows: HashMap<UnitId, usize>,
}

impl Recasting {
    /// Maps the rows of `tables` to the units of `tree`, the tree of the later
    /// day, in which `area` is the top. Totals will be known of `area`, of the
    /// units in `wanted` and of all their superiors; with `with_kept` also of
    /// ended units whose figures nobody took over.
    ///
    /// Answers None if `area` is no unit of that day.
    #[must_use]
    pub fn new(
        mapping: &Mapping,
        tables: &[TableUnits<'_>],
        tree: &Tree,
        area: UnitId,
        wanted: &[UnitId],
        with_kept: bool,
    ) -> Option<Recasting> {
        let mut builder = Builder {
            mapping,
            rows: HashMap::new(),
            units: tree.units().iter().map(|u| u.unit).collect(),
            parents: tree.parents(),
            area: tree.position(area)?,
            kept: Vec::new(),
            kept_rows: HashMap::new(),
        };
        let numbered = (0..).zip(&builder.units);
        builder.rows = numbered.map(|(row, unit)| (*unit, row)).collect();
        let routes = builder.routes(tables);
        let mut asked: Vec<usize> = wanted.iter().filter_map(|u| builder.row(*u)).collect();
        asked.push(builder.area);
        if with_kept {
            asked.extend(builder.kept_rows.values().copied());
        }
        Some(builder.finish(routes, asked))
    }

    /// The units that became this one, or whose field came to it: whose past
    /// figures are in its re-cast figure besides its own.
    #[must_use]
    pub fn predecessors(&self, unit: UnitId, field: Option<Field>) -> &[UnitId] {
        let of_field = field.and_then(|field| self.predecessors_by_field.get(&(field, unit)));
        of_field
            .or_else(|| self.predecessors.get(&unit))
            .map_or(&[], Vec::as_slice)
    }

    /// All units with predecessors other than themselves.
    pub fn changed(&self) -> impl Iterator<Item = (UnitId, &[UnitId])> {
        self.predecessors
            .iter()
            .map(|(unit, from)| (*unit, from.as_slice()))
    }

    /// The ended units whose figures nobody took over.
    #[must_use]
    pub fn kept(&self) -> &[UnitId] {
        &self.kept
    }
}

/// Routes of the rows of each table: in general, and where a field differs.
pub(super) struct Routes {
    /// None of a row that does not count.
    pub(super) general: Vec<Vec<(UnitId, Option<Route>)>>,
    pub(super) by_field: HashMap<Field, Vec<OtherRoute>>,
}

/// The route of one row in one field.
pub(super) struct OtherRoute {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) route: Route,
}

impl Builder<'_> {
    fn routes(&mut self, tables: &[TableUnits<'_>]) -> Routes {
        let mut routes = Routes {
            general: Vec::new(),
            by_field: HashMap::new(),
        };
        for (number, table) in tables.iter().enumerate() {
            let mut of_table = Vec::with_capacity(table.units.len());
            for (row, unit) in table.units.iter().enumerate() {
                if table.only.is_some_and(|only| !only.contains(unit)) {
                    of_table.push((*unit, None));
                    continue;
                }
                let route = self.mapping.route(*unit, None);
                self.make_room(&route, table, row);
                for field in self.mapping.transferred(*unit) {
                    let other = self.mapping.route(*unit, Some(field));
                    if other != route {
                        self.make_room(&other, table, row);
                        let of_field = routes.by_field.entry(field).or_default();
                        of_field.push(OtherRoute {
                            table: number,
                            row,
                            route: other,
                        });
                    }
                }
                of_table.push((*unit, Some(route)));
            }
            routes.general.push(of_table);
        }
        routes
    }

    pub(super) fn row(&self, unit: UnitId) -> Option<usize> {
        self.rows.get(&unit).copied()
    }

    /// Gives a row to every end of a route that has none: units whose figures
    /// stay with them, below the nearest common superior of their heirs.
    fn make_room(&mut self, route: &Route, table: &TableUnits<'_>, row: usize) {
        match route {
            Route::Whole(unit) if self.row(*unit).is_some() => {}
            Route::Whole(unit) => self.keep(*unit, self.superior_of(table, row)),
            Route::Shared(parts) => {
                for (_, part) in parts {
                    self.make_room(part, table, row);
                }
            }
            Route::Stays { source, heirs } => {
                let above = self
                    .common_superior(heirs)
                    .unwrap_or_else(|| self.superior_of(table, row));
                self.keep(*source, above);
            }
        }
    }

    fn keep(&mut self, unit: UnitId, above: usize) {
        if self.kept_rows.contains_key(&unit) {
            return;
        }
        self.kept_rows.insert(unit, self.parents.len());
        self.kept.push(unit);
        self.units.push(unit);
        self.parents.push(Some(above));
    }

    /// The first superior of old that is still there, itself or as its heir.
    fn superior_of(&self, table: &TableUnits<'_>, row: usize) -> usize {
        let superiors = std::iter::successors(table.parents[row], |row| table.parents[*row]);
        superiors
            .take(table.parents.len())
            .find_map(|row| match self.mapping.route(table.units[row], None) {
                Route::Whole(unit) => self.row(unit),
                _ => None,
            })
            .unwrap_or(self.area)
    }

    pub(super) fn way_up(&self, row: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(row), |row| self.parents[*row]).take(self.parents.len())
    }

    /// The lowest unit that has all of these at or below it; of a single one
    /// its superior.
    pub(super) fn common_superior(&self, units: &[UnitId]) -> Option<usize> {
        let mut rows = units.iter().filter_map(|unit| self.row(*unit));
        let first = rows.next()?;
        let mut common: Vec<usize> = self.way_up(first).skip(1).collect();
        for row in rows {
            let above: HashSet<usize> = self.way_up(row).skip(1).collect();
            common.retain(|row| above.contains(row));
        }
        common.first().copied()
    }

    fn finish(self, routes: Routes, mut asked: Vec<usize>) -> Recasting {
        // With every superior of an asked row, so that sums go up step by step.
        let mut is_slot = vec![false; self.parents.len()];
        for row in std::mem::take(&mut asked) {
            for row in self.way_up(row) {
                is_slot[row] = true;
            }
        }
        let mut bottom_up: Vec<usize> = (0..is_slot.len()).filter(|row| is_slot[*row]).collect();
        bottom_up.sort_by_cached_key(|row| std::cmp::Reverse(self.way_up(*row).count()));
        let mut slot_of_row = vec![NOWHERE; self.parents.len()];
        for (slot, row) in (0u32..).zip(&bottom_up) {
            slot_of_row[*row] = slot;
        }
        let nearest: Vec<u32> = (0..self.parents.len())
            .map(|row| {
                self.way_up(row)
                    .map(|row| slot_of_row[row])
                    .find(|slot| *slot != NOWHERE)
                    .unwrap_or(NOWHERE)
            })
            .collect();
        let upward = bottom_up
            .iter()
            .filter_map(|row| Some((slot_of_row[*row], nearest[self.parents[*row]?])))
            .collect();
        let mut slot_of = HashMap::with_capacity(bottom_up.len());
        for row in &bottom_up {
            // An ended unit of which a part lives on is asked for as the living.
            slot_of.entry(self.units[*row]).or_insert(slot_of_row[*row]);
        }
        let mut made = Recasting {
            slot_of,
            slots: bottom_up.len(),
            upward,
            targets: Vec::new(),
            targets_by_field: HashMap::new(),
            plans: Vec::new(),
            blocked: HashSet::new(),
            blocked_by_field: HashMap::new(),
            parted: HashSet::new(),
            joined: HashSet::new(),
            joined_by_field: HashMap::new(),
            predecessors: HashMap::new(),
            predecessors_by_field: HashMap::new(),
            kept: Vec::new(),
        };
        let places = Places {
            builder: &self,
            slot_of_row: &slot_of_row,
            nearest: &nearest,
        };
        places.fill(&mut made, routes);
        made.kept = self.kept;
        made
    }
}
