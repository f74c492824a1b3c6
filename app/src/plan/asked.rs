//! Whom a plan can measure: a plan stands for a unit that is asked for the indicator,
//! or for one above such units. Any other is compared with nothing, which is said when
//! it is set and refused nowhere: a unit may take over the work within the year.

use super::list::definitions;
use crate::app::{Functions, Groups};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::UnitId;
use domain::indicator::IndicatorDef;
use domain::regime::UnitFacts;
use domain::unit::{Tree, UnitVersion};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The units that are asked today, and all that stand above them, by indicator.
pub(crate) struct Measured {
    tree: Arc<Tree>,
    functions: Arc<Functions>,
    groups: Arc<Groups>,
    definitions: Vec<IndicatorDef>,
    found: HashMap<String, HashSet<UnitId>>,
}

impl Measured {
    pub(crate) async fn load(ctx: &Ctx) -> Result<Self, AppError> {
        let today = ctx.today();
        Ok(Self {
            tree: ctx.tree().await?,
            functions: ctx.app.functions_at(today).await?,
            groups: ctx.app.groups_at(today).await?,
            definitions: definitions(ctx).await?,
            found: HashMap::new(),
        })
    }

    /// Whether the unit, or one below it, is asked for the indicator in some period.
    pub(crate) fn has(&mut self, unit: UnitId, code: &str) -> bool {
        if let Some(found) = self.found.get(code) {
            return found.contains(&unit);
        }
        let found = self.with_units_above(code);
        let has = found.contains(&unit);
        self.found.insert(code.to_owned(), found);
        has
    }

    fn with_units_above(&self, code: &str) -> HashSet<UnitId> {
        let mut found = HashSet::new();
        for unit in self.tree.units().iter().filter(|u| self.asks(u, code)) {
            let mut at = Some(unit);
            // Who is found already has everybody above found too.
            while let Some(unit) = at.filter(|u| found.insert(u.unit)) {
                at = unit.parent.and_then(|above| self.tree.get(above));
            }
        }
        found
    }

    fn asks(&self, unit: &UnitVersion, code: &str) -> bool {
        let of_unit = UnitFacts {
            kind: unit.kind,
            tier: unit.tier,
            fields: self.functions.get(&unit.unit).map_or(&[], Vec::as_slice),
            groups: self.groups.get(&unit.unit).map_or(&[], Vec::as_slice),
        };
        let mut definitions = self.definitions.iter().filter(|d| d.code == code);
        definitions.any(|def| of_unit.is_asked_for(def))
    }
}

/// Whether a plan of this unit measures anybody: it, or a unit below it, is asked for
/// the indicator.
///
/// # Errors
/// [`AppError::Forbidden`] without the right to consolidate.
pub async fn measures(ctx: &Ctx, unit: UnitId, indicator: &str) -> Result<bool, AppError> {
    ctx.require(Right::WriteConsolidation, unit).await?;
    Ok(Measured::load(ctx).await?.has(unit, indicator))
}
