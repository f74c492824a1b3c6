//! Reading a table of totals from the database, whole. Not here: keeping it, and
//! reading single rows again (`cache`).

use super::table::{Below, Table};
use crate::app::{Functions, Groups};
use crate::{App, AppError};
use domain::id::{RoundId, UnitId};
use domain::unit::Tree;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Reports read from the database at once, and pages being read by processors
/// at the same time: what stands in memory as text.
const PAGE: u64 = 200;
const AT_ONCE: usize = 2;

/// The table of a round with all that counts in it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown round.
pub(super) async fn build(app: &App, id: RoundId) -> Result<Table, AppError> {
    let read = app.store.read();
    let round = store::round::find(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let regime = store::regime::find_version(&read, round.regime_version)
        .await?
        .ok_or(AppError::NotFound)?;
    let tree = app.tree_at(round.period.to).await?;
    let owed = store::obligation::list_of_round(&read, id).await?;
    let mut below = Vec::new();
    for link in store::consolidation::list_links_below(&read, id).await? {
        let lower = store::round::find(&read, link.round)
            .await?
            .ok_or(AppError::NotFound)?;
        below.push(Below {
            area: lower.area,
            owed: store::obligation::list_of_round(&read, link.round).await?,
            link,
        });
    }
    let owing = owed.iter().chain(below.iter().flat_map(|b| &b.owed));
    let owing: Vec<UnitId> = owing.map(|o| o.unit).collect();
    let (functions, groups) = known(app, &tree, round.period.to, &owing).await?;
    let lower = below.iter().map(|b| b.link.round);
    let rounds: Vec<RoundId> = std::iter::once(id).chain(lower).collect();
    let mut table = Table::new(
        round,
        Arc::new(regime),
        &tree,
        &functions,
        &groups,
        &owed,
        &below,
    );
    let codes = Arc::new(table.codes());
    for round in rounds {
        fill(app, &mut table, round, &codes).await?;
    }
    Ok(table)
}

/// What each unit answers for and belongs to on a day; of those that owe a report
/// and had ended by then, on the last day that they had.
async fn known(
    app: &App,
    tree: &Tree,
    day: Date,
    owing: &[UnitId],
) -> Result<(Functions, Groups), AppError> {
    let mut functions = Functions::clone(&*app.functions_at(day).await?);
    let mut groups = Groups::clone(&*app.groups_at(day).await?);
    for unit in owing.iter().filter(|unit| tree.get(**unit).is_none()) {
        let end = tree.known(*unit).and_then(|version| version.valid_to);
        let Some(last) = end.and_then(|end| end.yesterday().ok()) else {
            continue;
        };
        if let Some(fields) = app.functions_at(last).await?.get(unit) {
            functions.insert(*unit, fields.clone());
        }
        if let Some(of) = app.groups_at(last).await?.get(unit) {
            groups.insert(*unit, of.clone());
        }
    }
    Ok((functions, groups))
}

/// Fills in what counts of one round.
async fn fill(
    app: &App,
    table: &mut Table,
    round: RoundId,
    codes: &Arc<HashMap<String, usize>>,
) -> Result<(), AppError> {
    let read = app.store.read();
    // The database reads the next page while processors read the last ones.
    let mut reading = JoinSet::new();
    let mut after = None;
    loop {
        let page = store::figures::page(&read, round, None, after, PAGE).await?;
        after = page.last().map(|raw| raw.obligation);
        let is_last = page.len() < PAGE as usize;
        let codes = Arc::clone(codes);
        reading.spawn_blocking(move || {
            let figures = page.iter().map(|raw| raw.read(&codes));
            figures.collect::<Result<Vec<_>, _>>()
        });
        while reading.len() > if is_last { 0 } else { AT_ONCE } {
            if let Some(done) = reading.join_next().await {
                for figures in done.map_err(AppError::internal)?? {
                    table.put_of(&figures, round);
                }
            }
        }
        if is_last {
            return Ok(());
        }
    }
}
