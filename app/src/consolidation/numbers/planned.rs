//! The year's plan behind the figures, and of whom it is the plan (§6.2, R-4.2).

use super::Numbers;
use crate::Locale;
use crate::text::t_with;
use domain::consolidation::{Reference, When};
use domain::id::UnitId;
use domain::indicator::{Goal, IndicatorDef, PlanProgress, Total, plan_progress};
use domain::number::Threshold;

/// The plan of the year of a unit or an area.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::consolidation) struct Planned {
    /// What is planned.
    pub(in crate::consolidation) goal: Option<Goal>,
    /// Whether thresholds that point both ways are added up in it.
    is_open: bool,
    /// Where it is added up: for how many of the units that must give a figure
    /// there is a plan, and how many they are; (0, 0) for a plan of one's own.
    pub(in crate::consolidation) units: (usize, usize),
}

impl Planned {
    /// Whether it is a plan of all whose figures it is set against.
    fn is_whole(&self) -> bool {
        self.units.0 == self.units.1
    }

    /// The threshold that it is, itself or by what is in it.
    pub(in crate::consolidation) fn threshold(&self) -> Option<Threshold> {
        Threshold::of(self.goal?.bound, self.is_open)
    }

    /// As the figure that a reference names.
    pub(super) fn total(&self) -> Total {
        Total {
            value: self.goal.map(|goal| goal.value),
            thresholds: u32::from(self.threshold().is_some()),
            bound: self.goal.and_then(|goal| goal.bound),
            ..Total::default()
        }
    }
}

impl Numbers<'_> {
    /// The unit's plan of the year.
    pub(in crate::consolidation) fn plan(&self, unit: UnitId, def: &IndicatorDef) -> Planned {
        let (plans, tree) = (&self.tables.plans, &self.tables.tree);
        let total = plans.total(tree, unit, def);
        let mut units = (0, 0);
        let table = self.this.table;
        let column = table.column(&def.code);
        if let Some(column) = column.filter(|_| total.units_with_plan > 0) {
            let charged = table.charged(def, column).map(|(report, _)| report.unit);
            for of in charged.filter(|of| unit == table.round.area || tree.is_within(*of, unit)) {
                units.0 += usize::from(plans.covers(tree, unit, of, def));
                units.1 += 1;
            }
        }
        Planned {
            goal: total.goal,
            is_open: total.is_open,
            units,
        }
    }

    /// Of how many units the plan is that a reference names, where some have none
    ///
    pub(super) fn plan_gap(&self, reference: &Reference, def: &IndicatorDef) -> Option<String> {
        let unit = self
            .unit(reference)
            .filter(|_| reference.when == When::Plan)?;
        let plan = self.plan(unit, def);
        let (with, all) = plan.units;
        let args = [("with", with.to_string()), ("all", all.to_string())];
        let key = "doc.consolidation.plan_of_units";
        (!plan.is_whole()).then(|| t_with(Locale::Vi, key, &args))
    }

    /// How far the year has come against the plan; a year with a gap in it is
    /// not compared, its sum would look like too little, and the figures of all
    /// units are not set against the plan of some, nor against one of which it is not
    /// known where it lies.
    pub(in crate::consolidation) fn plan_progress(
        &self,
        unit: UnitId,
        def: &IndicatorDef,
    ) -> Option<PlanProgress> {
        let so_far = self.so_far(unit, def);
        let is_whole = so_far.periods_with_value == so_far.periods_expected;
        let needs_all = def.over_time == domain::indicator::Aggregation::Sum;
        let value = so_far.value.filter(|_| is_whole || !needs_all);
        let plan = self.plan(unit, def);
        let plan = plan.goal.filter(|_| plan.is_whole() && !plan.is_open);
        plan_progress(def, value, so_far.reach(), plan)
    }

    /// Whether year and plan are whole and it still cannot be said how far one has come
    /// against the other, as with thresholds: no report that is still to come mends it.
    pub(super) fn is_plan_undecided(&self, unit: UnitId, def: &IndicatorDef) -> bool {
        let so_far = self.so_far(unit, def);
        let has_year =
            so_far.value.is_some() && so_far.periods_with_value == so_far.periods_expected;
        let plan = self.plan(unit, def);
        let has_plan = plan.goal.is_some() && plan.is_whole();
        has_year && has_plan && self.plan_progress(unit, def).is_none()
    }
}
