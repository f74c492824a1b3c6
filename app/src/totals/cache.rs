//! The tables in memory, and how they follow the journal.
//!
//! An act on a report marks the unit's row; the next question reads just the
//! marked rows again. Forgetting everything and starting from zero gives the
//! same answers (invariant 4).

use super::beside::RecastBy;
use super::build::build;
use super::sides::{Side, SideOf};
use super::table::{Stamps, Table};
use crate::kept;
use crate::memo::Memo;
use crate::task::figures_on;
use crate::{App, AppError};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::Recasting;
use domain::journal::{Entry, Noun};
use domain::unit::{Kin, Succession};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Bytes that tables may take before the one used longest ago goes. A quarter
/// of 4,000 units and 200 indicators takes some 7 MB.
pub(super) const KEEP_BYTES: usize = 200_000_000;

/// Ways from the units of one day to those of another, kept at once: eight
/// quarters and what stands beside some of them.
const RECASTINGS: usize = 24;
/// Periods beside a table, kept at once.
const SIDES: usize = 16;

/// Tables of rounds, and how units follow each other.
pub(crate) struct TotalsCache {
    rounds: RwLock<HashMap<RoundId, Arc<Kept>>>,
    lineage: kept::Kept<(), Successions>,
    /// How tables go over into other units, and what stands beside a table: they
    /// change only when what they were worked out from does.
    pub(super) recastings: Memo<RecastBy, Recasting>,
    pub(super) sides: Memo<SideOf, Side>,
    /// Something was forgotten that somebody may ask for soon.
    pub(super) cooled: tokio::sync::Notify,
    /// Counts uses, and gives the numbers of tables.
    uses: AtomicU64,
    /// One table is built at a time; who wants the same waits for it.
    turn: tokio::sync::Mutex<()>,
    /// What happened to the table that is being built.
    building: Mutex<Option<Building>>,
}

/// A table that is being read.
struct Building {
    round: RoundId,
    /// Reports marked meanwhile, as the units of [`Kept::stale`].
    stale: HashMap<ObligationId, u64>,
    /// Something happened after which it is not to be kept.
    is_void: bool,
}

/// Everything that happened to units, for re-casting.
pub(crate) struct Successions {
    pub(crate) acts: Vec<Succession>,
    pub(crate) ended: HashMap<UnitId, Date>,
    pub(crate) kin: Kin,
}

struct Kept {
    table: RwLock<Arc<Table>>,
    /// Who owes what in it: a report of another round changes nothing here.
    owed: HashMap<ObligationId, UnitId>,
    /// When it was used last, counted in uses.
    used: AtomicU64,
    /// Units to be read again, each with the count of its marks, so that a mark
    /// made while reading is not lost.
    stale: Mutex<HashMap<UnitId, u64>>,
    /// Only one reader fills at a time; the others wait for it.
    filling: tokio::sync::Mutex<()>,
}

/// Acts on a round that change what is owed in the rounds above it.
const REACHES_UP: [&str; 3] = ["round.link_up", "round.unlink_up", "round.add_units"];

impl TotalsCache {
    /// Marks what an entry of the journal may have changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        match entry.noun {
            // A draft counts nowhere; the first one changes where its report stands.
            Noun::Report
                if entry.act == "report.save" && entry.detail["from"] == entry.detail["to"] => {}
            Noun::Report => self.mark(ObligationId(entry.subject)),
            // A round that goes up, or no longer, or has more units, changes every round
            // above it.
            Noun::Round if REACHES_UP.contains(&entry.act.as_str()) => self.clear(),
            Noun::Round => {
                let round = RoundId(entry.subject);
                if let Some(building) = self.building().as_mut() {
                    building.is_void |= building.round == round;
                }
                self.write().remove(&round);
                self.cooled.notify_one();
            }
            Noun::Unit | Noun::Regime | Noun::Instance => self.clear(),
            _ => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        if let Some(building) = self.building().as_mut() {
            building.is_void = true;
        }
        self.write().clear();
        self.recastings.clear();
        self.sides.clear();
        self.lineage.clear();
        self.cooled.notify_one();
    }

    fn mark(&self, report: ObligationId) {
        if let Some(building) = self.building().as_mut() {
            *building.stale.entry(report).or_default() += 1;
        }
        for kept in self.read().values() {
            if let Some(unit) = kept.owed.get(&report) {
                *kept.lock().entry(*unit).or_default() += 1;
            }
        }
    }

    fn find(&self, round: RoundId) -> Option<Arc<Kept>> {
        let found = self.read().get(&round).map(Arc::clone)?;
        found.used.store(self.next_use(), Ordering::Relaxed);
        Some(found)
    }

    /// Bytes that all tables take.
    pub(super) fn bytes(&self) -> usize {
        self.read().values().map(|k| k.table().bytes()).sum()
    }

    fn building(&self) -> std::sync::MutexGuard<'_, Option<Building>> {
        self.building.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_use(&self) -> u64 {
        self.uses.fetch_add(1, Ordering::Relaxed)
    }

    /// Keeps a table, and lets those go that were used longest ago.
    fn keep(&self, round: RoundId, kept: Arc<Kept>) {
        let mut rounds = self.write();
        rounds.insert(round, kept);
        let mut bytes: usize = rounds.values().map(|k| k.table().bytes()).sum();
        while bytes > KEEP_BYTES && rounds.len() > 1 {
            let oldest = rounds
                .iter()
                .min_by_key(|(_, k)| k.used.load(Ordering::Relaxed))
                .map(|(id, k)| (*id, k.table().bytes()));
            let Some((id, freed)) = oldest else { break };
            rounds.remove(&id);
            bytes -= freed;
        }
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, HashMap<RoundId, Arc<Kept>>> {
        self.rounds.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, HashMap<RoundId, Arc<Kept>>> {
        self.rounds.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for TotalsCache {
    fn default() -> Self {
        Self {
            rounds: RwLock::default(),
            lineage: kept::Kept::new(1),
            recastings: Memo::new(RECASTINGS),
            sides: Memo::new(SIDES),
            cooled: tokio::sync::Notify::new(),
            uses: AtomicU64::new(1),
            turn: tokio::sync::Mutex::default(),
            building: Mutex::default(),
        }
    }
}

impl Kept {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<UnitId, u64>> {
        self.stale.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn table(&self) -> Arc<Table> {
        Arc::clone(&self.table.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The table of a round as of now, live figures as they stand today, or stood at
/// the end of the period.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round.
pub(crate) async fn table(app: &App, round: RoundId) -> Result<Arc<Table>, AppError> {
    let kept = match app.totals.find(round) {
        Some(kept) => kept,
        None => match first(app, round).await? {
            Built::Kept(kept) => kept,
            Built::Once(mut table) => {
                if table.is_live() {
                    let tasks = figures_on(app, table.live_day(app)).await?;
                    Arc::make_mut(&mut table).put_live(tasks);
                }
                return Ok(table);
            }
        },
    };
    let table = sent(app, &kept).await?;
    if !table.is_live() {
        return Ok(table);
    }
    let tasks = figures_on(app, table.live_day(app)).await?;
    if table.shows(&tasks) {
        return Ok(table);
    }
    let mut table = kept.table.write().unwrap_or_else(PoisonError::into_inner);
    if !table.shows(&tasks) {
        let table = Arc::make_mut(&mut table);
        table.put_live(tasks);
        let figures = app.totals.next_use();
        table.stamp(Stamps {
            figures,
            ..table.stamps()
        });
    }
    Ok(Arc::clone(&table))
}

/// The kept table with all that was sent by now.
async fn sent(app: &App, kept: &Kept) -> Result<Arc<Table>, AppError> {
    if kept.lock().is_empty() {
        return Ok(kept.table());
    }
    let _turn = kept.filling.lock().await;
    let taken = kept.lock().clone();
    if taken.is_empty() {
        return Ok(kept.table());
    }
    let units: Vec<UnitId> = taken.keys().copied().collect();
    let read = app.store.read();
    let mut raw = Vec::new();
    for (of, units) in kept.table().by_round(&units) {
        let limit = u64::try_from(units.len()).unwrap_or(u64::MAX);
        raw.extend(store::figures::page(&read, of, Some(&units), None, limit).await?);
    }
    let codes = kept.table().codes();
    let rows: Vec<_> = raw
        .iter()
        .map(|r| r.read(&codes))
        .collect::<Result<_, _>>()?;
    {
        let mut table = kept.table.write().unwrap_or_else(PoisonError::into_inner);
        let table = Arc::make_mut(&mut table);
        for row in &rows {
            table.put(row);
        }
        let figures = app.totals.next_use();
        table.stamp(Stamps {
            figures,
            ..table.stamps()
        });
    }
    kept.lock()
        .retain(|unit, marks| taken.get(unit) != Some(marks));
    Ok(kept.table())
}

/// What came of building a table.
enum Built {
    /// It is kept; what was marked meanwhile is to be read again.
    Kept(Arc<Kept>),
    /// It answers once.
    Once(Arc<Table>),
}

/// Builds the table that nobody has yet. Reports come in all the time, so what is
/// written while we read is marked, and the table is kept all the same.
async fn first(app: &App, round: RoundId) -> Result<Built, AppError> {
    let _turn = app.totals.turn.lock().await;
    if let Some(kept) = app.totals.find(round) {
        return Ok(Built::Kept(kept));
    }
    *app.totals.building() = Some(Building {
        round,
        stale: HashMap::new(),
        is_void: false,
    });
    let built = build(app, round).await;
    // Marks go from here to the kept table under one lock, so that none is lost.
    let mut building = app.totals.building();
    let meanwhile = building.take();
    let mut table = built?;
    table.stamp(Stamps {
        units: app.totals.next_use(),
        figures: app.totals.next_use(),
    });
    let table = Arc::new(table);
    let Some(meanwhile) = meanwhile.filter(|b| !b.is_void) else {
        return Ok(Built::Once(table));
    };
    let owed = table.owed();
    let of_unit = |(report, marks): (ObligationId, u64)| Some((*owed.get(&report)?, marks));
    let stale = meanwhile.stale.into_iter().filter_map(of_unit).collect();
    let kept = Arc::new(Kept {
        table: RwLock::new(table),
        used: AtomicU64::new(app.totals.next_use()),
        stale: Mutex::new(stale),
        owed,
        filling: tokio::sync::Mutex::default(),
    });
    app.totals.keep(round, Arc::clone(&kept));
    Ok(Built::Kept(kept))
}

/// How units followed each other, kept until a unit changes.
pub(crate) async fn successions(app: &App) -> Result<Arc<Successions>, AppError> {
    let read = async {
        let read = app.store.read();
        let acts = store::succession::list(&read).await?;
        Ok(Successions {
            kin: Kin::new(&acts),
            ended: store::succession::ended(&read).await?,
            acts,
        })
    };
    app.totals.lineage.or_read((), read).await
}
