//! Of how many units the figures are that a text or the appendix names, where units are
//! still missing: in this period, in those compared with, and in each part of
//! the year so far. Earlier periods tell it of the whole area only.

use super::{Numbers, Side};
use crate::Locale;
use crate::text::t_with;
use crate::totals::UnitReport;
use domain::consolidation::{ChartCoverage, Format, PartCoverage, Reference, When};
use domain::id::UnitId;
use domain::indicator::{Aggregation, IndicatorDef};
use domain::period::Period;

impl Side {
    /// How complete an indicator was, where units are missing.
    fn partial(&self, unit: UnitId, code: &str) -> Option<ChartCoverage> {
        if unit != self.beside.area {
            return None;
        }
        self.beside.given(code).filter(ChartCoverage::is_partial)
    }
}

impl Numbers<'_> {
    /// The period that a reference compares with or names, if it is another one.
    pub(super) fn side(&self, when: When) -> Option<&Side> {
        match when {
            When::Previous => self.tables.previous.as_ref(),
            When::LastYear => self.tables.last_year.as_ref(),
            When::This | When::YearToDate | When::Plan => None,
        }
    }

    /// How complete this period is, where units are missing.
    fn partial(&self, unit: UnitId, def: &IndicatorDef) -> Option<ChartCoverage> {
        let (table, tree) = (self.this.table, &self.tables.tree);
        let counts = |r: &UnitReport| unit == table.round.area || tree.is_within(r.unit, unit);
        let given = table.given(def, table.column(&def.code)?, counts);
        Some(given.coverage()).filter(ChartCoverage::is_partial)
    }

    /// The parts of the year so far from which units are missing, in order; of a state
    /// at the end the last part, as no other is in it.
    fn partial_parts(&self, unit: UnitId, def: &IndicatorDef) -> Vec<(Period, ChartCoverage)> {
        if !self.tables.has_so_far || def.over_time == Aggregation::None {
            return Vec::new();
        }
        let is_last_alone = def.over_time == Aggregation::Last;
        let earlier = self.tables.so_far.iter().flatten();
        let earlier = earlier.filter(|_| !is_last_alone).filter_map(|side| {
            let given = side.partial(unit, &def.code)?;
            Some((side.beside.period, given))
        });
        let this = self.partial(unit, def);
        let this = this.map(|given| (self.this.table.round.period, given));
        earlier.chain(this).collect()
    }

    /// The same of the whole area, for the appendix.
    pub(in crate::consolidation) fn partial_so_far(&self, def: &IndicatorDef) -> Vec<PartCoverage> {
        let parts = self.partial_parts(self.this.table.round.area, def);
        let part = |(period, given): (Period, ChartCoverage)| PartCoverage {
            period: period.label_in_year_vi(),
            answered: given.answered,
            expected: given.expected,
        };
        parts.into_iter().map(part).collect()
    }

    /// What a value does not hold, in words: units, parts of the year, plans. Of what is
    /// whole nothing is said.
    pub(super) fn remarks(&self, reference: &Reference) -> Vec<String> {
        let (Some(def), Some(unit)) = (self.def(reference), self.unit(reference)) else {
            return Vec::new();
        };
        let of = |key: &str, given: ChartCoverage| {
            let (answered, all) = (given.answered.to_string(), given.expected.to_string());
            t_with(Locale::Vi, key, &[("answered", answered), ("all", all)])
        };
        let now = || Some(of("doc.consolidation.of_units", self.partial(unit, def)?));
        // A rise or a fall may be nothing but reports that are missing on either side.
        let then = |key: &str| {
            let side = self.side(reference.when)?;
            Some(of(key, side.partial(unit, &def.code)?))
        };
        let remarks = match (reference.format, reference.when) {
            (Format::Change, _) => [now(), then("doc.consolidation.of_units_then")],
            (Format::OfPlan, _) | (_, When::YearToDate) => {
                [self.year_gap(reference, def), self.parts_gap(unit, def)]
            }
            (_, When::Plan) => [self.plan_gap(reference, def), None],
            (_, When::This) => [now(), None],
            (_, When::Previous | When::LastYear) => [then("doc.consolidation.of_units"), None],
        };
        remarks.into_iter().flatten().collect()
    }

    /// Of how many units each part of the year so far is, where some are missing.
    fn parts_gap(&self, unit: UnitId, def: &IndicatorDef) -> Option<String> {
        let parts = self.partial_parts(unit, def);
        let part = |(period, given): &(Period, ChartCoverage)| {
            let name = period.label_in_year_vi();
            format!("{name} {}/{}", given.answered, given.expected)
        };
        let parts: Vec<String> = parts.iter().map(part).collect();
        let args = [("parts", parts.join(", "))];
        (!parts.is_empty()).then(|| t_with(Locale::Vi, "doc.consolidation.of_parts", &args))
    }
}
