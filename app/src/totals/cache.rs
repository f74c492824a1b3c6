//! The tables in memory, and how they follow the journal.
//!
//! An act on a report marks the unit's row; the next question reads just the
//! marked rows again. Forgetting everything and starting from zero gives the
//! same answers (invariant 4).

use super::table::{Below, Table};
use crate::{App, AppError};
use domain::id::{RoundId, UnitId};
use domain::journal::{Entry, Noun};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Rounds kept at once; a page shows three (this, before, a year ago).
const KEEP: usize = 24;

/// Tables of rounds.
#[derive(Default)]
pub(crate) struct TotalsCache {
    rounds: RwLock<HashMap<RoundId, Arc<Kept>>>,
}

struct Kept {
    table: RwLock<Arc<Table>>,
    /// Units to be read again, each with the count of its marks, so that a mark
    /// made while reading is not lost.
    stale: Mutex<HashMap<UnitId, u64>>,
    /// Only one reader fills at a time; the others wait for it.
    filling: tokio::sync::Mutex<()>,
}

impl TotalsCache {
    /// Marks what an entry of the journal may have changed.
    pub(crate) fn follow(&self, entry: &Entry) {
        match entry.noun {
            // A draft counts nowhere.
            Noun::Report if entry.act == "report.save" => {}
            Noun::Report => match entry.unit {
                Some(unit) => self.mark(unit),
                None => self.clear(),
            },
            // A round that goes up changes every round above it.
            Noun::Round if entry.act == "round.link_up" => self.clear(),
            Noun::Round => {
                self.write().remove(&RoundId(entry.subject));
            }
            Noun::Unit | Noun::Regime | Noun::Instance => self.clear(),
            _ => {}
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.write().clear();
    }

    fn mark(&self, unit: UnitId) {
        for kept in self.read().values() {
            *kept.lock().entry(unit).or_default() += 1;
        }
    }

    fn find(&self, round: RoundId) -> Option<Arc<Kept>> {
        self.read().get(&round).map(Arc::clone)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, HashMap<RoundId, Arc<Kept>>> {
        self.rounds.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, HashMap<RoundId, Arc<Kept>>> {
        self.rounds.write().unwrap_or_else(PoisonError::into_inner)
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

/// The table of a round as of now.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round.
pub(crate) async fn table(app: &App, round: RoundId) -> Result<Arc<Table>, AppError> {
    let Some(kept) = app.totals.find(round) else {
        let seen = app.seen_position();
        let table = Arc::new(build(app, round).await?);
        let kept = Arc::new(Kept {
            table: RwLock::new(Arc::clone(&table)),
            stale: Mutex::default(),
            filling: tokio::sync::Mutex::default(),
        });
        let mut rounds = app.totals.write();
        if rounds.len() >= KEEP {
            rounds.clear();
        }
        // What was written while we read is not in the table and would not be
        // marked either: such a table answers once and is not kept.
        if app.seen_position() == seen {
            rounds.insert(round, kept);
        }
        return Ok(table);
    };
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
    let mut rows = Vec::new();
    for (of, units) in kept.table().by_round(&units) {
        rows.extend(store::counted::list(&read, of, Some(&units)).await?);
    }
    {
        let mut table = kept.table.write().unwrap_or_else(PoisonError::into_inner);
        let table = Arc::make_mut(&mut table);
        for row in &rows {
            table.put(row);
        }
    }
    kept.lock()
        .retain(|unit, marks| taken.get(unit) != Some(marks));
    Ok(kept.table())
}

async fn build(app: &App, id: RoundId) -> Result<Table, AppError> {
    let read = app.store.read();
    let round = store::round::find(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let regime = store::regime::find_version(&read, round.regime_version)
        .await?
        .ok_or(AppError::NotFound)?;
    let tree = app.tree_at(round.period.to).await?;
    let functions = app.functions_at(round.period.to).await?;
    let groups = app.groups_at(round.period.to).await?;
    let counted = store::counted::list(&read, id, None).await?;
    let mut below = Vec::new();
    for link in store::consolidation::list_links_below(&read, id).await? {
        let lower = store::round::find(&read, link.round)
            .await?
            .ok_or(AppError::NotFound)?;
        below.push(Below {
            area: lower.area,
            counted: store::counted::list(&read, link.round, None).await?,
            link,
        });
    }
    Ok(Table::build(
        round,
        Arc::new(regime),
        &tree,
        &functions,
        &groups,
        &counted,
        &below,
    ))
}
