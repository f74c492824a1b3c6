//! The past figures of one unit as they stand beside the cells of its form: its
//! own, or those of the units that became it.
//!
//! Adding up is that of all past figures ([`Recasting`]). Not here: which
//! reports these are.

use super::cell::{Cell, Nature};
use super::def::IndicatorDef;
use super::recast::{Recasting, TableUnits};
use super::recast_sums::RecastFigure;
use super::totals_table::Totals;
use crate::id::UnitId;
use crate::unit::{Mapping, Route, Tree};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What one unit owed for an earlier period.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Who.
    pub unit: UnitId,
    /// Its cells; none if it sent nothing.
    pub cells: BTreeMap<String, Cell>,
    /// The indicators that it was asked for.
    pub asked: HashSet<String>,
}

/// The figures of a period as one unit sees them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnesPast {
    /// By indicator.
    pub cells: BTreeMap<String, Cell>,
    /// *Không so sánh được*: a part that nobody stated went elsewhere, figures
    /// cannot be joined, or not all that became the unit sent one.
    pub incomparable: BTreeSet<String>,
    /// Whose figures are in it besides the unit's own.
    pub from: Vec<UnitId>,
}

/// What `sent` amounts to for `unit` of `tree`, the tree of the later day. A sum
/// with a gap in it is no figure for the whole.
#[must_use]
pub fn ones_past(
    defs: &[IndicatorDef],
    mut sent: Vec<Sent>,
    mapping: &Mapping,
    tree: &Tree,
    unit: UnitId,
) -> OnesPast {
    let with_figures = sent.iter().filter(|s| !s.cells.is_empty());
    let mut from: Vec<UnitId> = with_figures.map(|s| s.unit).collect();
    from.retain(|of| *of != unit);
    let goes_whole = |s: &Sent| {
        mapping.route(s.unit, None) == Route::Whole(unit) && mapping.transferred(s.unit).is_empty()
    };
    if sent.len() <= 1 && sent.iter().all(goes_whole) {
        let cells = sent.pop().map(|s| s.cells).unwrap_or_default();
        return OnesPast {
            cells,
            from,
            ..OnesPast::default()
        };
    }
    let units: Vec<UnitId> = sent.iter().map(|s| s.unit).collect();
    let parents = vec![None; units.len()];
    let table = TableUnits {
        units: &units,
        parents: &parents,
        only: None,
    };
    let mut found = OnesPast {
        from,
        ..OnesPast::default()
    };
    // Where shares come together again, and what stays with nobody, is above it.
    let superior = |unit: &UnitId| tree.get(*unit)?.parent.filter(|p| tree.get(*p).is_some());
    let way_up = std::iter::successors(Some(unit), superior);
    let top = way_up.take(tree.units().len()).last().unwrap_or(unit);
    let Some(recasting) = Recasting::new(mapping, &[table], tree, top, &[unit], false) else {
        return found;
    };
    let totals = table_of(defs, &sent);
    let places: Vec<Vec<Option<usize>>> = (0..defs.len()).map(|n| vec![Some(n)]).collect();
    let figures = recasting.figures(&[&totals], &places);
    for (n, def) in defs.iter().enumerate() {
        let figure = figures.of(unit, n);
        let has_gap = figure.total.units_with_value < figure.total.units_expected;
        let is_given = sent.iter().any(|s| {
            let cell = s.cells.get(&def.code);
            cell.is_some_and(|cell| !cell.is_empty() && cell.nature != Nature::Plan)
        });
        match cell_of(def, &figure).filter(|_| !has_gap && !figure.is_incomparable) {
            Some(cell) => {
                found.cells.insert(def.code.clone(), cell);
            }
            // Figures of a field that went to others are no past of this unit.
            None if is_given && (figure.is_incomparable || figure.total.units_with_value > 0) => {
                found.incomparable.insert(def.code.clone());
            }
            None => {}
        }
    }
    if found.cells.is_empty() {
        // Nobody's figures are in nothing.
        found.from.clear();
    }
    found
}

fn table_of(defs: &[IndicatorDef], sent: &[Sent]) -> Totals {
    let mut totals = Totals::new(defs, sent.len());
    for (row, of) in sent.iter().enumerate() {
        totals.set_expected(row, true);
        for (n, def) in defs.iter().enumerate() {
            totals.set_asked(row, n, of.asked.contains(&def.code));
        }
        let cells: Vec<(usize, &Cell)> = of
            .cells
            .iter()
            .filter_map(|(code, cell)| Some((totals.indicator(code)?, cell)))
            .collect();
        totals.set_row(row, cells);
    }
    totals
}

/// The figure as a cell of the form; a mean without what it was made of.
fn cell_of(def: &IndicatorDef, figure: &RecastFigure) -> Option<Cell> {
    let total = &figure.total;
    let parts = total.num.zip(total.den);
    let parts = parts.filter(|_| def.factor().is_some());
    if total.thresholds > 0 && total.bound.is_none() {
        // Thresholds that point both ways are no figure of a cell.
        return None;
    }
    let cell = Cell {
        bound: total.bound.filter(|_| parts.is_none()),
        value: total.value.filter(|_| parts.is_none()),
        num: parts.map(|(num, _)| num),
        den: parts.map(|(_, den)| den),
        ..Cell::default()
    };
    let nature = match total.estimated > 0 || figure.shared > 0 {
        true => Nature::Estimate,
        false => Nature::Official,
    };
    (!cell.is_empty()).then(|| cell.with_nature(nature))
}

#[cfg(test)]
#[path = "recast_one_tests.rs"]
mod tests;
