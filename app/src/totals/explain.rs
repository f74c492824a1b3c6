//! The units behind a total: every number opens to its sources (ui.md 3).

use super::beside::{Beside, beside};
use super::cache;
use super::view::Compared;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::{Cell, IndicatorDef, Total};
use domain::unit::LineageKind;
use jiff::civil::Date;
use std::collections::HashSet;
use store::round::Round;

/// Why a unit's figure is in a total or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// It is in.
    Counted,
    /// It sent a figure, but is not charged with the indicator in this period.
    NotCharged,
    /// Its report counts, but this cell is empty. Empty is not zero.
    Empty,
    /// It sent a value of a weighted mean, but no weight for it.
    NoWeight,
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
    /// What it sent, as far as it is in the total.
    pub own: Total,
    /// What it sent and is not added up.
    pub uncounted: Option<Cell>,
    /// Who took its field of work over, and from which day, where it was charged before.
    pub went_to: Option<(String, Date)>,
    /// What it, or those that became it, sent in the period before.
    pub previous: Compared,
    /// The same for the same period last year.
    pub last_year: Compared,
    /// Names of those that became it since then, besides itself.
    pub predecessors: Vec<String>,
}

/// A total and the units behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The round.
    pub round: Round,
    /// What is counted.
    pub def: IndicatorDef,
    /// By what its mean is weighted.
    pub weight: Option<IndicatorDef>,
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
    let weight = def.weight.as_ref().and_then(|code| table.column(code));
    let weight = weight.map(|place| &table.defs[place]);
    let rolled = table.roll_up().map_err(AppError::internal)?;
    let area = table.row(table.round.area).ok_or(AppError::NotFound)?;
    let period = table.round.period;
    let before = beside(ctx, &table.round, period.previous(), period.to).await?;
    let year_ago = beside(ctx, &table.round, period.same_period_last_year(), period.to).await?;
    // A unit with a round of its own stands for all below it.
    let stands_for = |r: &super::UnitReport| r.own_area.unwrap_or(r.unit);
    let units: Vec<UnitId> = table.own_reports().map(stands_for).collect();
    let before = OfUnits::of(before.as_ref(), &units, def);
    let year_ago = OfUnits::of(year_ago.as_ref(), &units, def);
    let charged: HashSet<UnitId> = table.charged(def, column).map(|(r, _)| r.unit).collect();
    let mut parts = Vec::new();
    for (report, place) in table.own_reports().zip(0..) {
        let figure = match report.own_area.and_then(|top| table.row(top)) {
            Some(row) => rolled.total(row, column),
            None => table.own(report.unit, column),
        };
        let is_in = figure.units_with_value > 0;
        let uncounted = table.uncounted(report.unit, column);
        if !is_in && uncounted.is_none() && !charged.contains(&report.unit) && report.is_expected()
        {
            continue;
        }
        let state = match report {
            r if !r.is_expected() => PartState::Exempt,
            _ if is_in => PartState::Counted,
            _ if uncounted.is_some() => PartState::NotCharged,
            r if r.version.is_none() => PartState::NoReport,
            r if table.lacks_weight(r.unit, column) => PartState::NoWeight,
            r if r.is_nil => PartState::Nil,
            _ => PartState::Empty,
        };
        let mut predecessors = before.predecessors(place);
        for name in year_ago.predecessors(place) {
            if !predecessors.contains(&name) {
                predecessors.push(name);
            }
        }
        let went_to = match uncounted {
            Some(_) => went_to(ctx, report.unit, def, period.to).await?,
            None => None,
        };
        parts.push(Part {
            unit: report.unit,
            name: report.name.clone(),
            obligation: report.obligation,
            version: report.version,
            state,
            own: figure,
            uncounted: uncounted.cloned(),
            went_to,
            previous: before.figure(place),
            last_year: year_ago.figure(place),
            predecessors,
        });
    }
    Ok(Explanation {
        round: table.round.clone(),
        def: def.clone(),
        weight: weight.cloned(),
        total: rolled.total(area, column),
        parts,
    })
}

/// Who took the field of an indicator over from a unit last, by `day`.
async fn went_to(
    ctx: &Ctx,
    unit: UnitId,
    def: &IndicatorDef,
    day: Date,
) -> Result<Option<(String, Date)>, AppError> {
    let successions = cache::successions(&ctx.app).await?;
    let went = |act: &&domain::unit::Succession| {
        let edge = &act.edge;
        edge.from == unit
            && edge.kind == LineageKind::Transfer
            && edge.effective_on <= day
            && act.fields.contains(&def.field)
    };
    let acts = successions.acts.iter().filter(went);
    let Some(last) = acts.max_by_key(|act| act.edge.effective_on) else {
        return Ok(None);
    };
    let tree = ctx.tree_at(day).await?;
    let heir = tree.known(last.edge.to);
    Ok(heir.map(|heir| (heir.short_name.clone(), last.edge.effective_on)))
}

/// One indicator of another period, unit by unit.
#[derive(Default)]
struct OfUnits {
    figures: Vec<Compared>,
    predecessors: Vec<Vec<String>>,
}

impl OfUnits {
    fn of(beside: Option<&Beside>, units: &[UnitId], def: &IndicatorDef) -> Self {
        let made = beside.and_then(|b| Some((b, b.recasting(units, false)?)));
        let Some((beside, recasting)) = made else {
            return Self::default();
        };
        let figures = beside.figures(&recasting, &[&def.code]);
        Self {
            figures: units
                .iter()
                .map(|unit| Compared::of(&figures.of(*unit, &def.code)))
                .collect(),
            predecessors: units
                .iter()
                .map(|unit| beside.predecessors(&recasting, *unit, Some(def.field)))
                .collect(),
        }
    }

    fn figure(&self, place: usize) -> Compared {
        self.figures.get(place).copied().unwrap_or_default()
    }

    fn predecessors(&self, place: usize) -> Vec<String> {
        self.predecessors.get(place).cloned().unwrap_or_default()
    }
}
