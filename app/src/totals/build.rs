//! Reading a table of totals from the database, whole. Not here: keeping it, and
//! reading single rows again (`cache`).

use super::table::{Below, Table};
use crate::{App, AppError};
use domain::id::RoundId;
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
    let functions = app.functions_at(round.period.to).await?;
    let groups = app.groups_at(round.period.to).await?;
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
