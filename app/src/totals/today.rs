//! A round unit by unit in the units of today: each line has its own figure
//! alone, so that the lines add up to the total, and says what it came from.
//! Which unit became which is in [`super::mapped`].

use super::beside::{Beside, Comparability, beside};
use super::cache;
use super::mapped::Before;
use super::view::{By, row_units};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::ChartCoverage;
use domain::id::{RoundId, UnitId};
use domain::indicator::{
    Aggregation, IndicatorDef, RecastFigure, RecastFigures, Recasting, Total, Totals,
};
use domain::unit::Tree;
use std::collections::HashSet;
use store::round::Round;

/// A figure in the units of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TodayFigure {
    /// The figure.
    pub total: Total,
    /// Whether it can be told in these units, and how.
    pub state: Comparability,
    /// Of a figure from which units are missing: how many answered, in the units of then
    /// . None where all did.
    pub given: Option<ChartCoverage>,
}

impl TodayFigure {
    /// With the same figure as it is where only those are expected that have not said
    /// "không phát sinh".
    fn of(figure: &RecastFigure, awaited: &Total) -> Self {
        let total = figure.total;
        let count = |units: u32| usize::try_from(units).unwrap_or_default();
        let expected = count(total.units_expected);
        let missing = awaited
            .units_expected
            .saturating_sub(awaited.units_with_value);
        let missing = count(missing);
        let given = ChartCoverage {
            answered: expected.saturating_sub(missing),
            expected,
            missing,
        };
        Self {
            total,
            state: Comparability::of(figure),
            given: (total.value.is_some() && given.is_partial()).then_some(given),
        }
    }
}

impl Beside {
    /// The figures of these codes, by their places, where nobody is expected any more who
    /// said "không phát sinh".
    fn awaited<'a>(&'a self, recasting: &'a Recasting, codes: &[&str]) -> RecastFigures<'a> {
        let tables = || self.sources.iter().map(|source| &source.table);
        let awaited: Vec<Vec<bool>> = tables().map(|table| table.awaited()).collect();
        let expected: Vec<&[bool]> = awaited.iter().map(Vec::as_slice).collect();
        let cells: Vec<&Totals> = tables().map(|table| table.cells()).collect();
        let of_code = |code: &&str| tables().map(|table| table.column(code)).collect();
        let columns: Vec<Vec<Option<usize>>> = codes.iter().map(of_code).collect();
        recasting.figures_expecting(&cells, &expected, &columns)
    }
}

/// One indicator over the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TodayColumn {
    /// What is counted.
    pub def: IndicatorDef,
    /// By what its mean is weighted.
    pub weight: Option<IndicatorDef>,
    /// The area's figure.
    pub total: TodayFigure,
    /// What of it is in no line that can be told: of the area itself, or within a line
    /// that is *không so sánh được*. None where nothing is left or nothing adds up.
    pub rest: Option<Total>,
}

/// One unit of today, or one that ended and has no heir with a stated share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TodayRow {
    /// Which.
    pub unit: UnitId,
    /// Its short name.
    pub name: String,
    /// Whether it has ended: what it sent stays its own.
    pub has_ended: bool,
    /// Its figures, by column.
    pub figures: Vec<TodayFigure>,
    /// What became it since the period, besides itself.
    pub before: Vec<Before>,
}

/// A round in the units of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// The round.
    pub round: Round,
    /// The indicators that were asked for.
    pub columns: Vec<TodayColumn>,
    /// Provinces with all that is below them, and units for themselves.
    pub rows: Vec<TodayRow>,
}

/// The indicators that a round asks for, in the order of its regime.
///
/// # Errors
/// As [`super::totals`].
pub async fn indicators(ctx: &Ctx, round: RoundId) -> Result<Vec<IndicatorDef>, AppError> {
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    Ok(table.defs.clone())
}

/// Some indicators of a round, by their codes, unit by unit in the units of today.
///
/// # Errors
/// As [`super::totals`]; [`AppError::NotFound`] for an indicator that the round does
/// not ask for.
pub async fn today(ctx: &Ctx, round: RoundId, codes: &[&str]) -> Result<Today, AppError> {
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(Right::ReadRound, table.round.area).await?;
    let mut places = Vec::with_capacity(codes.len());
    for code in codes {
        places.push(table.column(code).ok_or(AppError::NotFound)?);
    }
    let day = ctx.today().max(table.round.period.to);
    let found = beside(ctx, &table.round, Some(table.round.period), day)
        .await?
        .ok_or(AppError::NotFound)?;
    let tree = ctx.tree_at(day).await?;
    let area = found.area;
    let provinces = row_units(&table, area, &tree, By::Province).into_iter();
    let territories: Vec<UnitId> = provinces
        .map(|(unit, _)| unit)
        .filter(|unit| *unit != area)
        .collect();
    let labels = tree.labels(Some(area));
    let with_all: HashSet<UnitId> = territories.iter().copied().collect();
    let units = tree.units().iter().map(|version| version.unit);
    let mut lines: Vec<(UnitId, String)> = units
        .filter(|unit| above(&tree, *unit, area, &with_all) == Some(area))
        .filter_map(|unit| Some((unit, labels.short(unit)?)))
        .collect();
    let wanted: Vec<UnitId> = lines.iter().map(|(unit, _)| *unit).collect();
    let recasting = found
        .recasting_apart(&wanted, &territories)
        .ok_or(AppError::NotFound)?;
    // Below a province what ended is in the province's figure.
    if territories.is_empty() {
        let kept = found.kept(&recasting).into_iter();
        lines.extend(kept.filter(|(unit, _)| !wanted.contains(unit)));
    }
    let figures = found.figures(&recasting, codes);
    let awaited = found.awaited(&recasting, codes);
    let figure = |unit: UnitId, place: usize| {
        TodayFigure::of(
            &figures.of(unit, codes[place]),
            &awaited.of(unit, place).total,
        )
    };
    // Another field may have come from elsewhere: lines of several fields name those
    // that became the unit itself.
    let mut fields = places.iter().map(|place| table.defs[*place].field);
    let field = fields.next().filter(|first| fields.all(|f| f == *first));
    let mut before = found.before(field);
    let mut rows = Vec::new();
    for (place, (unit, name)) in lines.into_iter().enumerate() {
        let of_unit: Vec<TodayFigure> = (0..codes.len()).map(|n| figure(unit, n)).collect();
        // Who has no figure and is expected to have none says nothing by a line.
        if of_unit.iter().all(|f| *f == TodayFigure::default()) {
            continue;
        }
        rows.push(TodayRow {
            unit,
            name,
            has_ended: place >= wanted.len(),
            figures: of_unit,
            before: before.remove(&unit).unwrap_or_default(),
        });
    }
    let mut columns = Vec::with_capacity(places.len());
    for (number, place) in places.into_iter().enumerate() {
        let def = table.defs[place].clone();
        let weight = def.weight.as_ref().and_then(|code| table.column(code));
        let total = figure(area, number);
        let of_lines = rows.iter().map(|row: &TodayRow| row.figures[number].total);
        columns.push(TodayColumn {
            weight: weight.map(|place| table.defs[place].clone()),
            rest: rest(&def, &total.total, of_lines),
            total,
            def,
        });
    }
    Ok(Today {
        round: table.round.clone(),
        columns,
        rows,
    })
}

/// What is left of a total after the lines; none where nothing is, or nothing adds up.
fn rest(def: &IndicatorDef, total: &Total, lines: impl Iterator<Item = Total>) -> Option<Total> {
    let left = |whole: i64, parts: i128| i64::try_from(i128::from(whole) - parts).ok();
    match def.over_units {
        Aggregation::Sum => {
            let parts: i128 = lines.filter_map(|line| line.value).map(i128::from).sum();
            let value = left(total.value?, parts).filter(|value| *value != 0)?;
            Some(Total {
                value: Some(value),
                ..Total::default()
            })
        }
        Aggregation::Ratio | Aggregation::WeightedMean => {
            let (num, den) = total.num.zip(total.den)?;
            let part = |of: Option<i64>| i128::from(of.unwrap_or_default());
            let (mut above, mut below) = (0_i128, 0_i128);
            for line in lines {
                above += part(line.num);
                below += part(line.den);
            }
            let (num, den) = left(num, above).zip(left(den, below))?;
            let is_all = num == 0 && den == 0;
            (!is_all).then(|| Total {
                num: Some(num),
                den: Some(den),
                ..Total::default()
            })
        }
        Aggregation::Last | Aggregation::Max | Aggregation::None => None,
    }
}

/// The tree with every unit right below the area, or below the territory in which it
/// lies: a figure of one is then in no other unit's.
pub(super) fn unfolded(tree: &Tree, area: UnitId, territories: &[UnitId]) -> Tree {
    let with_all: HashSet<UnitId> = territories.iter().copied().collect();
    let mut versions = tree.units().to_vec();
    for version in &mut versions {
        if let Some(above) = above(tree, version.unit, area, &with_all) {
            version.parent = Some(above);
        }
    }
    Tree::new(versions)
}

/// The territory in which a unit lies, or the area; none of the area and outside of it.
fn above(tree: &Tree, unit: UnitId, area: UnitId, territories: &HashSet<UnitId>) -> Option<UnitId> {
    if unit == area {
        return None;
    }
    let mut at = tree.get(unit)?.parent?;
    // A cycle in bad data ends the walk instead of hanging it.
    for _ in tree.units() {
        if at == area || territories.contains(&at) {
            return Some(at);
        }
        at = tree.get(at)?.parent?;
    }
    None
}
