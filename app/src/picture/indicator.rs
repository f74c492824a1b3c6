//! One indicator: the area over up to twelve periods, and the units below it in
//! the order of their figures, on a map where they have one.

use super::draw::drawn_chart;
use super::map::layouts;
use crate::totals::{
    By, Comparability, Table, UnitReport, beside, counted, missing, row_units, with_more,
};
use crate::{AppError, Ctx, Locale};
use domain::account::Right;
use domain::consolidation::{Chart, ChartCoverage, ChartPoint, ChartRow, ChartState, ChartTile};
use domain::id::{RoundId, UnitId};
use domain::indicator::{IndicatorDef, Total};
use domain::period::Period;
use domain::unit::{UnitVersion, choose_layout};
use std::collections::HashSet;

/// Periods of a line.
const PERIODS: usize = 12;
/// Units that are drawn; all of them stand on the page of the total.
const UNITS: usize = 40;

/// The pictures of one indicator of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorPicture {
    /// The round.
    pub round: store::round::Round,
    /// What is counted.
    pub def: IndicatorDef,
    /// What the pictures are drawn from.
    pub chart: Chart,
    /// The line.
    pub trend: String,
    /// The bars.
    pub ranking: String,
    /// The map, where the units have one.
    pub map: Option<String>,
}

/// The pictures of an indicator, for those who see the round's totals.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for an unknown round or an
/// indicator that the round does not ask for.
pub async fn indicator(
    ctx: &Ctx,
    round: RoundId,
    code: &str,
) -> Result<IndicatorPicture, AppError> {
    let table = crate::totals::cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    let chart = chart_of(ctx, &table, code, ctx.locale).await?;
    let column = table.column(code).ok_or(AppError::NotFound)?;
    let drawn = drawn_chart(ctx.locale, &chart);
    Ok(IndicatorPicture {
        round: table.round.clone(),
        def: table.defs[column].clone(),
        trend: drawn.trend.svg,
        ranking: drawn.ranking.svg,
        map: drawn.map.map(|map| map.svg),
        chart,
    })
}

/// The figures of one indicator, without asking for a right.
pub(crate) async fn chart_of(
    ctx: &Ctx,
    table: &Table,
    code: &str,
    locale: Locale,
) -> Result<Chart, AppError> {
    let column = table.column(code).ok_or(AppError::NotFound)?;
    let def = &table.defs[column];
    let rows = rows(ctx, table, def, column).await?;
    let (names, more) = missing(table, &table.given(def, column, |_| true));
    let mut chart = Chart {
        code: def.code.clone(),
        name: match locale {
            Locale::Vi => def.name.clone(),
            Locale::En => def.name_en.clone(),
        },
        measure: def.measure.clone(),
        scale: def.scale,
        levels: def.levels().to_vec(),
        points: points(ctx, table, def, column).await?,
        rows,
        left_out: 0,
        counted: counted(table.charged(def, column).map(|(report, _)| report)),
        missing: with_more(&names, more),
    };
    chart.sort();
    chart.left_out = chart.rows.len().saturating_sub(UNITS);
    chart.rows.truncate(UNITS);
    Ok(chart)
}

/// The area's totals of this period and of those before it of which there was a
/// round, in the units of this one.
async fn points(
    ctx: &Ctx,
    table: &Table,
    def: &IndicatorDef,
    column: usize,
) -> Result<Vec<ChartPoint>, AppError> {
    let period = table.round.period;
    let known: HashSet<Period> = store::round::list(&ctx.read())
        .await?
        .iter()
        .map(|r| r.period)
        .collect();
    let mut points = Vec::new();
    for earlier in std::iter::successors(period.previous(), Period::previous).take(PERIODS - 1) {
        let mut point = ChartPoint {
            period: earlier.label_short(),
            value: None,
            bound: None,
            state: ChartState::Absent,
            coverage: None,
        };
        if known.contains(&earlier)
            && let Some(found) = beside(ctx, &table.round, Some(earlier), period.to).await?
            && let Some(recasting) = found.recasting(&[found.area], false)
        {
            let figure = found
                .figures(&recasting, &[&def.code])
                .of(found.area, &def.code);
            point.coverage = found.given(&def.code);
            point.state = state(Comparability::of(&figure));
            point.value = figure.total.value.filter(|_| point.state != ChartState::No);
            point.bound = figure.total.threshold().filter(|_| point.value.is_some());
        }
        points.push(point);
    }
    // A period before the first round says nothing; one with a round and without
    // a figure does.
    while points.last().is_some_and(|p| p.coverage.is_none()) {
        points.pop();
    }
    points.reverse();
    let rolled = table.roll_up().map_err(AppError::internal)?;
    let area = table.row(table.round.area).ok_or(AppError::NotFound)?;
    let total = rolled.total(area, column);
    points.push(ChartPoint {
        period: period.label_short(),
        value: total.value,
        bound: total.threshold().filter(|_| total.value.is_some()),
        state: match total.value {
            Some(_) => ChartState::Straight,
            None => ChartState::Absent,
        },
        coverage: Some(table.given(def, column, |_| true).coverage()),
    });
    Ok(points)
}

fn state(comparability: Comparability) -> ChartState {
    match comparability {
        Comparability::Absent => ChartState::Absent,
        Comparability::Straight => ChartState::Straight,
        Comparability::Estimated => ChartState::Estimated,
        Comparability::No => ChartState::No,
    }
}

/// The provinces of the area with a place on the map, or where it has none below
/// it the units that are charged with the indicator or sent a figure.
async fn rows(
    ctx: &Ctx,
    table: &Table,
    def: &IndicatorDef,
    column: usize,
) -> Result<Vec<ChartRow>, AppError> {
    let day = table.round.period.to;
    let tree = ctx.tree_at(day).await?;
    let rolled = table.roll_up().map_err(AppError::internal)?;
    let provinces = row_units(table, table.round.area, &tree, By::Province);
    let has_provinces = provinces.iter().any(|(unit, _)| *unit != table.round.area);
    // Of a unit that stands for others below it, how complete its figure is.
    let below = |area: UnitId| {
        let counts = |r: &UnitReport| tree.is_within(r.unit, area);
        Some(table.given(def, column, counts).coverage()).filter(|given| given.expected > 0)
    };
    let found: Vec<Found> = if has_provinces {
        let total = |(unit, name): (UnitId, String)| {
            let row = table.row(unit)?;
            Some(Found {
                unit,
                name,
                total: rolled.total(row, column),
                is_nil: false,
                coverage: below(unit),
            })
        };
        provinces.into_iter().filter_map(total).collect()
    } else {
        let charged: HashSet<UnitId> = table.charged(def, column).map(|(r, _)| r.unit).collect();
        table
            .own_reports()
            .map(|report| {
                let total = match report.own_area.and_then(|top| table.row(top)) {
                    Some(row) => rolled.total(row, column),
                    None => table.own(report.unit, column),
                };
                Found {
                    unit: report.unit,
                    name: report.name.clone(),
                    total,
                    is_nil: report.is_nil,
                    coverage: report.own_area.and_then(below),
                }
            })
            .filter(|f| {
                f.total.value.is_some() || f.coverage.is_some() || charged.contains(&f.unit)
            })
            .collect()
    };
    let layouts = layouts(&ctx.app)?;
    let versions: Vec<&UnitVersion> = found.iter().filter_map(|f| tree.get(f.unit)).collect();
    let chosen = choose_layout(&layouts, &versions, day);
    let tile = |unit: UnitId| -> Option<ChartTile> {
        let tile = chosen.as_ref()?.0.tile_of(tree.get(unit)?)?;
        Some(ChartTile {
            row: tile.row,
            column: tile.column,
            short: tile.short.clone(),
        })
    };
    Ok(found
        .into_iter()
        .map(|found| ChartRow {
            tile: tile(found.unit),
            unit: found.name,
            value: found.total.value,
            bound: found
                .total
                .threshold()
                .filter(|_| found.total.value.is_some()),
            is_nil: found.is_nil,
            coverage: found.coverage,
        })
        .collect())
}

/// A unit in the order of figures.
struct Found {
    unit: UnitId,
    name: String,
    total: Total,
    is_nil: bool,
    coverage: Option<ChartCoverage>,
}
