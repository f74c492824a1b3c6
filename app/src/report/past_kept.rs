//! What forms look back at, kept in memory per unit and period until one of the
//! units concerned signs again: every opening of the report page needs it, and it
//! seldom changes. What it is, is in [`super::past`].

use super::past::Earlier;
use domain::id::{RegimeVersionId, UnitId};
use domain::journal::{Entry, Noun};
use domain::report::Act;
use jiff::civil::Date;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock};

/// Reports whose past is kept at once; the one kept longest goes first. With 200
/// indicators and twelve periods one takes some 200 KB, and before a deadline
/// each is needed for the minute in which it is written, checked and signed.
const KEEP: usize = 512;

/// The report that looks back, and the day: a later one may have other heirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) office: UnitId,
    pub(super) period: String,
    pub(super) regime: RegimeVersionId,
    pub(super) day: Date,
}

/// What one report looks back at, and of which units that is.
struct Back {
    key: Key,
    units: Vec<UnitId>,
    earlier: Arc<Earlier>,
}

/// What was read of each unit, by who asks, and in which order it came.
#[derive(Default)]
struct Kept {
    of_unit: HashMap<UnitId, Vec<Back>>,
    order: VecDeque<UnitId>,
}

impl Kept {
    /// Forgets whatever has figures of a unit in it: its own, and its heirs'.
    fn forget(&mut self, unit: UnitId) {
        let has = |back: &Back| back.units.contains(&unit);
        let before = self.of_unit.len();
        self.of_unit.retain(|_, of| !of.iter().any(has));
        let kept = &self.of_unit;
        if kept.len() < before {
            self.order.retain(|other| kept.contains_key(other));
        }
    }

    /// Lets the units go that came first, until there is room for one more.
    fn make_room(&mut self) {
        while self.order.len() >= KEEP {
            if let Some(unit) = self.order.pop_front() {
                self.of_unit.remove(&unit);
            }
        }
    }
}

/// What was read, by unit.
#[derive(Default)]
pub(crate) struct PastCache {
    kept: RwLock<Kept>,
    ages: RwLock<Ages>,
}

/// How often all was forgotten, and how often one unit's figures.
#[derive(Default)]
struct Ages(u64, HashMap<UnitId, u64>);

impl PastCache {
    /// Forgets what an entry of the journal may have changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        match entry.noun {
            // A draft is no past.
            Noun::Report if Act::is_of_draft(&entry.act) => {}
            Noun::Report => match entry.unit {
                Some(unit) => {
                    *self.ages().1.entry(unit).or_default() += 1;
                    self.write().forget(unit);
                }
                None => self.clear(),
            },
            Noun::Round | Noun::Unit | Noun::Regime | Noun::Instance => self.clear(),
            _ => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.ages().0 += 1;
        *self.write() = Kept::default();
    }

    /// Changes whenever the figures of one of these units are forgotten.
    pub(super) fn age(&self, units: &[UnitId]) -> (u64, u64) {
        let ages = self.ages.read().unwrap_or_else(PoisonError::into_inner);
        (ages.0, units.iter().filter_map(|u| ages.1.get(u)).sum())
    }

    fn ages(&self) -> std::sync::RwLockWriteGuard<'_, Ages> {
        self.ages.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn find(&self, unit: UnitId, key: &Key) -> Option<Arc<Earlier>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let of_unit = kept.of_unit.get(&unit)?;
        of_unit
            .iter()
            .find(|back| back.key == *key)
            .map(|back| Arc::clone(&back.earlier))
    }

    pub(super) fn keep(&self, unit: UnitId, key: Key, units: Vec<UnitId>, earlier: Arc<Earlier>) {
        let mut kept = self.write();
        if !kept.of_unit.contains_key(&unit) {
            kept.make_room();
            kept.order.push_back(unit);
        }
        let of_unit = kept.of_unit.entry(unit).or_default();
        of_unit.retain(|back| back.key.day == key.day && back.key != key);
        of_unit.push(Back {
            key,
            units,
            earlier,
        });
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Kept> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }
}
