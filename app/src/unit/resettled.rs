//! What stays where it is when units only move or become something else: the dry
//! run names it, nobody has to choose anything.

use super::Plan;
use crate::text::t_with;
use crate::{AppError, Locale};
use domain::id::UnitId;
use domain::unit::resettled;
use store::Handle;

/// An open report of a unit that moves, or changes its kind, tier or place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staying {
    /// Name of the unit after the act.
    pub unit: String,
    /// Title of the round.
    pub round: String,
    /// Who keeps the right over the report: the office that asked for it, or those
    /// that follow it.
    pub office: String,
    /// Whether a request for more time waits for its answer.
    pub asks_time: bool,
}

impl Staying {
    /// As a line under what the dry run says of all of them.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        let key = if self.asks_time {
            "unit.act.staying_asks"
        } else {
            "unit.act.staying_line"
        };
        let values = [
            ("unit", self.unit.clone()),
            ("round", self.round.clone()),
            ("office", self.office.clone()),
        ];
        t_with(locale, key, &values)
    }
}

pub(super) async fn staying(h: &impl Handle, plan: &Plan) -> Result<Vec<Staying>, AppError> {
    let before = plan.before.tree_at(plan.act.effective_on);
    let units = resettled(&before, &plan.changes);
    let name = |unit: UnitId| {
        let last = plan.after.life(unit).last();
        last.map(|v| v.name.clone()).unwrap_or_default()
    };
    let office = |office: UnitId| {
        let ended = plan.changes.ended.iter().find(|e| e.unit == office);
        match ended {
            Some(end) if !end.heirs.is_empty() => {
                let heirs: Vec<String> = end.heirs.iter().map(|heir| name(*heir)).collect();
                heirs.join(", ")
            }
            _ => name(office),
        }
    };
    let rows = store::unit::open_reports(h, &units).await?;
    let told = rows.into_iter().map(|row| Staying {
        unit: name(row.unit),
        round: row.title,
        office: office(row.office),
        asks_time: row.asks_time,
    });
    Ok(told.collect())
}
