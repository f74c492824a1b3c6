//! Who must give a figure, who gave one, and whose is an estimate. Not here: the
//! sums.

use super::{Table, UnitReport};
use domain::consolidation::ChartCoverage;
use domain::id::{RoundId, UnitId};
use domain::indicator::{Cell, IndicatorDef, LevelCount, count_levels};
use std::collections::HashMap;

/// Of the units that must give a figure, who gave one.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) with_value: usize,
    pub(crate) expected: usize,
    /// Places of the reports of those that neither gave one nor said "không phát
    /// sinh".
    pub(in crate::totals) missing: Vec<usize>,
}

impl Given {
    pub(crate) fn coverage(&self) -> ChartCoverage {
        ChartCoverage {
            answered: self.expected.saturating_sub(self.missing.len()),
            expected: self.expected,
            missing: self.missing.len(),
        }
    }
}

impl Table {
    /// Who gave the figure of an indicator, of the units that `counts` takes.
    pub(crate) fn given(
        &self,
        def: &IndicatorDef,
        column: usize,
        counts: impl Fn(&UnitReport) -> bool,
    ) -> Given {
        let answers = self.cells.answers(column);
        let mut given = Given::default();
        let mut look = |place: usize, row: usize| {
            let is_charged = answers.is_asked(row) && answers.is_expected(row);
            if !is_charged || !counts(&self.reports[place]) {
                return;
            }
            given.expected += 1;
            if answers.has_figure(row) {
                given.with_value += 1;
            } else if !self.nil[place] {
                given.missing.push(place);
            }
        };
        // Two plain loops: it is asked for hundreds of indicators of thousands of units.
        match self.places_of(def) {
            Some(places) => {
                for place in places {
                    look(*place, self.report_rows[*place]);
                }
            }
            None => {
                for (place, row) in self.report_rows.iter().enumerate() {
                    look(place, *row);
                }
            }
        }
        given
    }

    /// Of each row, whether a figure may still come from it: a report is expected that
    /// does not say "không phát sinh".
    pub(in crate::totals) fn awaited(&self) -> Vec<bool> {
        let mut awaited = self.cells.expected().to_vec();
        let rows = self.report_rows.iter().zip(&self.nil);
        for (row, _) in rows.filter(|(_, is_nil)| **is_nil) {
            awaited[*row] = false;
        }
        awaited
    }

    /// The units that must give a figure for an indicator: those whose form asks for
    /// it. With each, whether it gave one.
    pub(crate) fn charged(
        &self,
        def: &IndicatorDef,
        column: usize,
    ) -> impl Iterator<Item = (&UnitReport, bool)> {
        let answers = self.cells.answers(column);
        let named = self.places_of(def);
        let all = if named.is_none() {
            self.reports.len()
        } else {
            0
        };
        let places = named.unwrap_or_default().iter().copied().chain(0..all);
        places
            .map(|place| (place, self.report_rows[place]))
            .filter(move |(_, row)| answers.is_asked(*row) && answers.is_expected(*row))
            .map(move |(place, row)| (&self.reports[place], answers.has_figure(row)))
    }

    /// Places of the reports of the units that answer for the field of an indicator;
    /// none for a live one, which is of every unit.
    fn places_of(&self, def: &IndicatorDef) -> Option<&[usize]> {
        if def.live.is_some() {
            return None;
        }
        let of_field = self.by_field.get(&def.field);
        Some(of_field.map(Vec::as_slice).unwrap_or_default())
    }

    /// Keeps what was sent in a row and does not count, in place of what was kept.
    pub(super) fn keep_uncounted(&mut self, row: usize, cells: Vec<(usize, Cell)>) {
        if cells.is_empty() {
            self.uncounted.remove(&row);
        } else {
            self.uncounted.insert(row, cells);
        }
    }

    /// What a unit sent of an indicator that it is not charged with.
    pub(in crate::totals) fn uncounted(&self, unit: UnitId, column: usize) -> Option<&Cell> {
        let mut sent = self.uncounted.get(&self.row(unit)?)?.iter();
        let (_, cell) = sent.find(|(of, cell)| *of == column && !cell.is_empty())?;
        Some(cell)
    }

    /// The units whose figure of an indicator is an estimate.
    pub(crate) fn estimated(&self, column: usize) -> impl Iterator<Item = &UnitReport> {
        let answers = self.cells.answers(column);
        let reports = if answers.may_have_estimates() {
            self.reports.as_slice()
        } else {
            &[]
        };
        let rows = reports.iter().zip(&self.report_rows);
        rows.filter(move |(_, row)| answers.is_estimate(**row))
            .map(|(report, _)| report)
    }

    /// The units whose figure of an indicator is a threshold.
    pub(crate) fn thresholds(&self, column: usize) -> impl Iterator<Item = &UnitReport> {
        let answers = self.cells.answers(column);
        let reports = if answers.may_have_thresholds() {
            self.reports.as_slice()
        } else {
            &[]
        };
        let rows = reports.iter().zip(&self.report_rows);
        rows.filter(move |(_, row)| answers.is_threshold(**row))
            .map(|(report, _)| report)
    }

    /// A unit and those above it, in the order in which its figures are added up.
    pub(in crate::totals) fn upward(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let rows = std::iter::successors(self.row(unit), |row| self.parents[*row]);
        // As many steps as there are units: bad data must not hang it.
        rows.take(self.units.len()).map(|row| self.units[row])
    }

    /// The rounds in which these units owe their reports, with those units.
    pub(crate) fn by_round(&self, units: &[UnitId]) -> HashMap<RoundId, Vec<UnitId>> {
        let mut found: HashMap<RoundId, Vec<UnitId>> = HashMap::new();
        for place in units.iter().filter_map(|unit| self.places.get(unit)) {
            let report = &self.reports[*place];
            found.entry(report.round).or_default().push(report.unit);
        }
        found
    }

    /// Whether a unit sent a value of a weighted mean, but no weight for it.
    pub(crate) fn lacks_weight(&self, unit: UnitId, column: usize) -> bool {
        self.row(unit)
            .is_some_and(|row| self.cells.lacks_weight(row, column))
    }

    /// How many units that report have each level of an indicator.
    pub(in crate::totals) fn levels(&self, def: &IndicatorDef, column: usize) -> Vec<LevelCount> {
        if def.levels().is_empty() {
            return Vec::new();
        }
        let rows = self.report_rows.iter();
        count_levels(
            def,
            rows.filter_map(|row| self.cells.own(*row, column).value),
        )
    }

    /// The units in whose report any figure is an estimate.
    pub(crate) fn with_estimates(&self) -> impl Iterator<Item = &UnitReport> {
        let rows = self.reports.iter().zip(&self.report_rows);
        let all = 0..self.cells.indicators();
        rows.filter(move |(_, row)| all.clone().any(|c| self.cells.is_estimate(**row, c)))
            .map(|(report, _)| report)
    }

    /// The report at a place.
    pub(in crate::totals) fn report(&self, place: usize) -> &UnitReport {
        &self.reports[place]
    }

    /// The report that a unit owes here.
    pub(in crate::totals) fn report_of(&self, unit: UnitId) -> Option<&UnitReport> {
        self.places.get(&unit).map(|place| &self.reports[*place])
    }
}
