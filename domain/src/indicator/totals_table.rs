//! The columnar table of all cells of one period: a column an indicator, a row
//! a unit.
//!
//! It is filled from the report versions and kept fresh row by row, so that a
//! saved report shows at once. Adding up is in `totals`.

use super::cell::{Cell, Nature};
use super::column::{ASKED, Column, ESTIMATE, LOWER, PARTS, SENT_ESTIMATE, UPPER, VALUE, flags_of};
use super::def::IndicatorDef;
use super::numbers::Numbers;
use super::tally::usable;
use super::totals::{RollUp, Total, own, roll_up};
use std::collections::HashMap;

/// All cells of one period and scheme, by unit index and indicator index.
///
/// Plans are not results and are left out: a cell of [`Nature::Plan`] counts as
/// empty.
#[derive(Debug, Clone)]
pub struct Totals {
    units: usize,
    pub(super) columns: Vec<Column>,
    pub(super) expected: Vec<bool>,
    index: HashMap<String, usize>,
}

/// Why a parent array is no forest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The array is not as long as the table has units.
    #[error("one parent entry per unit is needed")]
    Length,
    /// This unit's parent is no unit of the table.
    #[error("unit {0} has an unknown parent")]
    UnknownParent(usize),
    /// The superiors of this unit lead back to it.
    #[error("unit {0} is its own superior")]
    Cycle(usize),
}

impl TreeError {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            TreeError::Length => "tree.length",
            TreeError::UnknownParent(_) => "tree.unknown_parent",
            TreeError::Cycle(_) => "tree.cycle",
        }
    }
}

/// Who answered one indicator, by unit.
#[derive(Debug, Clone, Copy)]
pub struct Answers<'a> {
    flags: &'a [u8],
    expected: &'a [bool],
    usable: u8,
}

impl Answers<'_> {
    /// Whether a unit is asked for it.
    ///
    /// # Panics
    /// If the unit is not in the table, here and below.
    #[must_use]
    pub fn is_asked(&self, unit: usize) -> bool {
        self.flags[unit] & ASKED != 0
    }

    /// Whether a report is expected of a unit at all.
    #[must_use]
    pub fn is_expected(&self, unit: usize) -> bool {
        self.expected[unit]
    }

    /// Whether a unit has a figure that takes part in adding up.
    #[must_use]
    pub fn has_figure(&self, unit: usize) -> bool {
        self.flags[unit] & self.usable != 0
    }

    /// Whether that figure is an estimate.
    #[must_use]
    pub fn is_estimate(&self, unit: usize) -> bool {
        self.flags[unit] & ESTIMATE != 0 && self.has_figure(unit)
    }

    /// Whether that figure is a threshold.
    #[must_use]
    pub fn is_threshold(&self, unit: usize) -> bool {
        self.flags[unit] & (LOWER | UPPER) != 0 && self.has_figure(unit)
    }

    /// Whether any unit may have an estimate; false of most indicators, and told without
    /// asking unit by unit.
    #[must_use]
    pub fn may_have_estimates(&self) -> bool {
        self.any(ESTIMATE)
    }

    /// The same of thresholds.
    #[must_use]
    pub fn may_have_thresholds(&self) -> bool {
        self.any(LOWER | UPPER)
    }

    fn any(&self, wanted: u8) -> bool {
        self.flags.iter().fold(0_u8, |all, flags| all | *flags) & wanted != 0
    }
}

impl Totals {
    /// An empty table of these indicators for `units` units, nothing expected.
    /// Adding up is fastest where units below one superior have numbers that
    /// follow each other.
    #[must_use]
    pub fn new(indicators: &[IndicatorDef], units: usize) -> Totals {
        let column = |def: &IndicatorDef| {
            let has_parts = def.factor().is_some() || def.weight.is_some();
            let parts = if has_parts { units } else { 0 };
            Column {
                over_units: def.over_units,
                field: def.field,
                scale: def.scale,
                factor: def.factor(),
                weight: None,
                weighs: Vec::new(),
                value: Numbers::new(units),
                num: Numbers::new(parts),
                den: Numbers::new(parts),
                flags: vec![ASKED; units],
            }
        };
        let index: HashMap<String, usize> = indicators
            .iter()
            .enumerate()
            .map(|(place, def)| (def.code.clone(), place))
            .collect();
        let mut columns: Vec<Column> = indicators.iter().map(column).collect();
        for (place, def) in indicators.iter().enumerate() {
            let weight = def.weight.as_ref().and_then(|code| index.get(code));
            if let Some(weight) = weight.filter(|weight| **weight != place) {
                columns[place].weight = Some(*weight);
                columns[*weight].weighs.push(place);
            }
        }
        Totals {
            units,
            columns,
            expected: vec![false; units],
            index,
        }
    }

    /// How many units the table has.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    /// How many indicators the table has.
    #[must_use]
    pub fn indicators(&self) -> usize {
        self.columns.len()
    }

    /// The indicator index of a code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<usize> {
        self.index.get(code).copied()
    }

    /// Says whether a report is expected of a unit, for the coverage.
    ///
    /// # Panics
    /// If the unit is not in the table.
    pub fn set_expected(&mut self, unit: usize, expected: bool) {
        self.expected[unit] = expected;
    }

    /// Of which units a report is expected.
    #[must_use]
    pub fn expected(&self) -> &[bool] {
        &self.expected
    }

    /// Says whether a unit is asked for an indicator; at first every unit is. A
    /// unit that is not asked is not expected in that indicator's coverage.
    ///
    /// # Panics
    /// If the unit or indicator is not in the table.
    pub fn set_asked(&mut self, unit: usize, indicator: usize, asked: bool) {
        let flags = &mut self.columns[indicator].flags[unit];
        *flags = (*flags & !ASKED) | if asked { ASKED } else { 0 };
    }

    /// Whether a unit is asked for an indicator.
    ///
    /// # Panics
    /// If the unit or indicator is not in the table.
    #[must_use]
    pub fn is_asked(&self, unit: usize, indicator: usize) -> bool {
        self.columns[indicator].flags[unit] & ASKED != 0
    }

    /// Replaces the whole row of a unit: what is not in `cells` becomes empty.
    ///
    /// # Panics
    /// If the unit or an indicator is not in the table.
    pub fn set_row<'a>(&mut self, unit: usize, cells: impl IntoIterator<Item = (usize, &'a Cell)>) {
        self.clear_row(unit);
        for (indicator, cell) in cells {
            self.set(unit, indicator, cell);
        }
    }

    /// Empties the row of a unit, as after a withdrawal.
    ///
    /// # Panics
    /// If the unit is not in the table.
    pub fn clear_row(&mut self, unit: usize) {
        // What is weighted loses its parts with its own value.
        for column in &mut self.columns {
            column.clear(unit);
        }
    }

    /// Replaces one cell.
    ///
    /// # Panics
    /// If the unit or indicator is not in the table.
    pub fn set(&mut self, unit: usize, indicator: usize, cell: &Cell) {
        self.put(unit, indicator, cell);
        if self.columns[indicator].weight.is_some() {
            self.weigh(unit, indicator);
        }
        for place in 0..self.columns[indicator].weighs.len() {
            self.weigh(unit, self.columns[indicator].weighs[place]);
        }
    }

    fn weigh(&mut self, unit: usize, mean: usize) {
        let Some(weight) = self.columns[mean].weight.map(|w| &self.columns[w]) else {
            return;
        };
        // A mean weighed by a threshold is no more than an estimate.
        let is_estimate = weight.flags[unit] & (ESTIMATE | LOWER | UPPER) != 0;
        let sent = weight.sent(unit);
        self.columns[mean].weigh(unit, sent, is_estimate);
    }

    fn put(&mut self, unit: usize, indicator: usize, cell: &Cell) {
        let column = &mut self.columns[indicator];
        column.clear(unit);
        if cell.nature == Nature::Plan {
            return;
        }
        let mut flags = column.flags[unit];
        if let Some(value) = cell.value {
            column.value.set(unit, value);
            flags |= VALUE;
        }
        if let (Some(_), Some((num, den))) = (column.factor, cell.parts()) {
            column.num.set(unit, num);
            column.den.set(unit, den);
            flags |= PARTS;
        } else if let (Some(_), Some(bound)) = (cell.value, cell.bound) {
            flags |= flags_of(bound);
        }
        if flags & (VALUE | PARTS) != 0 && cell.nature == Nature::Estimate {
            flags |= ESTIMATE | SENT_ESTIMATE;
        }
        column.flags[unit] = flags;
    }

    /// Whether a unit sent a value of a weighted mean, but no weight for it.
    ///
    /// # Panics
    /// If the unit or indicator is not in the table.
    #[must_use]
    pub fn lacks_weight(&self, unit: usize, indicator: usize) -> bool {
        let column = &self.columns[indicator];
        column.weight.is_some() && column.flags[unit] & (VALUE | PARTS) == VALUE
    }

    /// Bytes that the columns take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let of = |c: &Column| c.value.bytes() + c.num.bytes() + c.den.bytes() + c.flags.len();
        self.columns.iter().map(of).sum()
    }

    /// Who answered an indicator: for asking about thousands of units at once.
    ///
    /// # Panics
    /// If the indicator is not in the table.
    #[must_use]
    pub fn answers(&self, indicator: usize) -> Answers<'_> {
        let column = &self.columns[indicator];
        Answers {
            flags: &column.flags,
            expected: &self.expected,
            usable: usable(column),
        }
    }

    /// Whether a unit has a figure of its own that takes part in adding up.
    ///
    /// # Panics
    /// If the unit or indicator is not in the table.
    #[must_use]
    pub fn has_figure(&self, unit: usize, indicator: usize) -> bool {
        let column = &self.columns[indicator];
        column.flags[unit] & usable(column) != 0
    }

    /// Whether that figure is an estimate.
    ///
    /// # Panics
    /// If the unit or indicator is not in the table.
    #[must_use]
    pub fn is_estimate(&self, unit: usize, indicator: usize) -> bool {
        let flags = self.columns[indicator].flags[unit];
        flags & ESTIMATE != 0 && self.has_figure(unit, indicator)
    }

    /// What a unit itself sent, without those below it.
    ///
    /// # Panics
    /// If the unit or indicator is not in the table.
    #[must_use]
    pub fn own(&self, unit: usize, indicator: usize) -> Total {
        own(&self.columns[indicator], self.expected[unit], unit)
    }

    /// Adds everything up along the tree: `parents[u]` is the superior of unit
    /// `u`, None for a root. The tree is that of the period's reference date.
    ///
    /// # Errors
    /// [`TreeError`] if the array is no forest over the units.
    pub fn roll_up(&self, parents: &[Option<usize>]) -> Result<RollUp<'_>, TreeError> {
        roll_up(self, parents)
    }
}
