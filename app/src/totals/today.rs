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
    Aggregation, IndicatorDef, RecastFigure, RecastFigures, Recasting, Total, Totals, mean_value,
    ratio_value,
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
            let value = match def.factor() {
                _ if def.weight.is_some() => mean_value(i128::from(num), i128::from(den)),
                Some(factor) => ratio_value(num, den, factor, def.scale),
                None => None,
            };
            (!is_all).then(|| Total {
                value,
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::indicator::catalogue;

    fn def(code: &str) -> IndicatorDef {
        let found = catalogue().into_iter().find(|def| def.code == code);
        found.expect("an indicator of the catalogue")
    }

    fn parts(num: i64, den: i64) -> Total {
        Total {
            num: Some(num),
            den: Some(den),
            ..Total::default()
        }
    }

    /// what no line has of a ratio is computed from its parts, 12 of 15.
    #[test]
    fn r_4_1_what_is_left_of_a_ratio_is_a_ratio_of_its_parts() {
        let left = |lines: Vec<Total>| rest(&def("GD-02"), &parts(50, 60), lines.into_iter());
        let found = left(vec![parts(30, 35), parts(8, 10)]).unwrap();
        assert_eq!((found.num, found.den), (Some(12), Some(15)));
        assert_eq!(found.value, Some(8_000), "80 % at two digits");
        assert_eq!(left(vec![parts(30, 35), parts(20, 25)]), None);
    }

    /// of a mean it is the values times weights over the weights.
    #[test]
    fn r_4_1_what_is_left_of_a_mean_is_divided_by_its_weights() {
        let mut mean = def("GD-09");
        mean.over_units = Aggregation::WeightedMean;
        mean.weight = Some("GD-01".to_owned());
        let found = rest(&mean, &parts(700, 100), [parts(200, 40)].into_iter());
        let found = found.unwrap();
        assert_eq!(found.value, Some(8), "500 by 60, rounded");
    }

    /// a sum is what it lacks, and nothing is said where nothing is left.
    #[test]
    fn r_4_1_what_is_left_of_a_sum_is_the_difference() {
        let of = |value| Total {
            value: Some(value),
            ..Total::default()
        };
        let left = |line: i64| rest(&def("GD-09"), &of(10), [of(line)].into_iter());
        assert_eq!(left(7).and_then(|total| total.value), Some(3));
        assert_eq!(left(10), None);
    }
}
