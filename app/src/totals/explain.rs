//! The units behind a total: every number opens to its sources (ui.md 3).

use super::cache;
use super::view::sibling;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::{IndicatorDef, Total};
use store::round::Round;

/// Why a unit's figure is in a total or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// It is in.
    Counted,
    /// Its report counts, but this cell is empty. Empty is not zero.
    Empty,
    /// It answered "không phát sinh".
    Nil,
    /// No report of it counts.
    NoReport,
    /// It is exempt from reporting.
    Exempt,
}

/// One unit behind a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The unit.
    pub unit: UnitId,
    /// Its short name as of the period.
    pub name: String,
    /// Its obligation, under which its report opens.
    pub obligation: ObligationId,
    /// Which version counts.
    pub version: Option<i32>,
    /// Why it is in or not.
    pub state: PartState,
    /// What it sent.
    pub own: Total,
    /// What it sent in the period before.
    pub previous: Option<i64>,
    /// What it sent in the same period last year.
    pub last_year: Option<i64>,
}

/// A total and the units behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The round.
    pub round: Round,
    /// What is counted.
    pub def: IndicatorDef,
    /// The area's total.
    pub total: Total,
    /// The units charged with it, and those that sent a figure all the same.
    pub parts: Vec<Part>,
}

/// Opens the total of one indicator.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for an unknown round or an
/// indicator that the round does not ask for.
pub async fn explain(ctx: &Ctx, round: RoundId, indicator: &str) -> Result<Explanation, AppError> {
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    let column = table.column(indicator).ok_or(AppError::NotFound)?;
    let def = &table.defs[column];
    let rolled = table.roll_up().map_err(AppError::internal)?;
    let area = table.row(table.round.area).ok_or(AppError::NotFound)?;
    let own = table.own().map_err(AppError::internal)?;
    let before = sibling(ctx, &table.round, table.round.period.previous()).await?;
    let year_ago = sibling(
        ctx,
        &table.round,
        table.round.period.same_period_last_year(),
    )
    .await?;
    let own_before = before
        .as_deref()
        .map(super::Table::own)
        .transpose()
        .map_err(AppError::internal)?;
    let own_year_ago = year_ago
        .as_deref()
        .map(super::Table::own)
        .transpose()
        .map_err(AppError::internal)?;
    let column_before = before.as_deref().and_then(|t| t.column(indicator));
    let column_year_ago = year_ago.as_deref().and_then(|t| t.column(indicator));
    let charged: Vec<UnitId> = table.charged(def).map(|r| r.unit).collect();
    let mut parts = Vec::new();
    for report in table.own_reports() {
        // A unit with a round of its own stands for all below it.
        let figure = match report.own_area.and_then(|top| table.row(top)) {
            Some(row) => rolled.total(row, column),
            None => own.of(report.unit, column),
        };
        let is_in = figure.units_with_value > 0;
        if !is_in && !charged.contains(&report.unit) && report.is_expected() {
            continue;
        }
        let state = match report {
            r if !r.is_expected() => PartState::Exempt,
            _ if is_in => PartState::Counted,
            r if r.version.is_none() => PartState::NoReport,
            r if r.is_nil => PartState::Nil,
            _ => PartState::Empty,
        };
        parts.push(Part {
            unit: report.unit,
            name: report.name.clone(),
            obligation: report.obligation,
            version: report.version,
            state,
            own: figure,
            previous: own_before
                .as_ref()
                .zip(column_before)
                .and_then(|(o, c)| o.of(report.unit, c).value),
            last_year: own_year_ago
                .as_ref()
                .zip(column_year_ago)
                .and_then(|(o, c)| o.of(report.unit, c).value),
        });
    }
    Ok(Explanation {
        round: table.round.clone(),
        def: def.clone(),
        total: rolled.total(area, column),
        parts,
    })
}
