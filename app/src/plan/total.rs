//! What the plan of a unit or an area is.

use super::then::then;
use crate::{AppError, Ctx};
use domain::id::UnitId;
use domain::indicator::{Goal, IndicatorDef, PlanTotal, plan_of};
use domain::unit::Tree;
use jiff::civil::Date;
use std::collections::HashMap;

/// The plans of one year by indicator, as of a day.
#[derive(Debug, Default)]
pub(crate) struct Plans(HashMap<String, HashMap<UnitId, Goal>>);

impl Plans {
    /// Those that held on `day`: what heirs took over later is with the units of
    /// then.
    pub(crate) async fn load(ctx: &Ctx, year: i16, day: Date) -> Result<Self, AppError> {
        let read = ctx.read();
        let mut plans = Self::default();
        for plan in store::plan::list(&read, year).await? {
            let of = plans.0.entry(plan.indicator).or_default();
            of.insert(plan.unit, plan.goal);
        }
        for (unit, of_unit) in then(&read, year, day).await? {
            for (indicator, plan) in of_unit {
                let values = plans.0.entry(indicator).or_default();
                match plan {
                    Some(plan) => values.insert(unit, plan.goal),
                    None => values.remove(&unit),
                };
            }
        }
        Ok(plans)
    }

    /// The plan of `scope`: its own, else the sum of the topmost ones below it,
    /// so that a province's plan is not counted with those of its communes.
    pub(crate) fn total(&self, tree: &Tree, scope: UnitId, def: &IndicatorDef) -> PlanTotal {
        let Some(of) = self.0.get(&def.code) else {
            return PlanTotal::default();
        };
        let below = of
            .iter()
            .filter(|(unit, _)| **unit != scope && is_topmost(tree, **unit, scope, of))
            .map(|(_, goal)| *goal);
        plan_of(def, of.get(&scope).copied(), below)
    }

    /// Whether the plan that is added up for `scope` is one for this unit too: its
    /// own, or that of a unit between the two.
    pub(crate) fn covers(
        &self,
        tree: &Tree,
        scope: UnitId,
        unit: UnitId,
        def: &IndicatorDef,
    ) -> bool {
        let Some(of) = self.0.get(&def.code) else {
            return false;
        };
        let mut at = Some(unit).filter(|unit| *unit != scope);
        for _ in 0..=tree.units().len() {
            match at {
                Some(unit) if of.contains_key(&unit) => return true,
                Some(unit) => {
                    let above = tree.get(unit).and_then(|u| u.parent);
                    at = above.filter(|above| *above != scope);
                }
                None => return false,
            }
        }
        false
    }
}

/// Whether `unit` lies below `scope` with no other plan between them.
fn is_topmost(tree: &Tree, unit: UnitId, scope: UnitId, of: &HashMap<UnitId, Goal>) -> bool {
    let mut at = tree.get(unit).and_then(|u| u.parent);
    for _ in 0..=tree.units().len() {
        match at {
            Some(above) if above == scope => return true,
            Some(above) if of.contains_key(&above) => return false,
            Some(above) => at = tree.get(above).and_then(|u| u.parent),
            None => return false,
        }
    }
    false
}
