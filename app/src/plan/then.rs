//! Plans as they were on a day, where acts of reorganisation moved them since
//!

use crate::AppError;
use domain::id::UnitId;
use domain::indicator::{HeldPlan, PlanLife};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::Handle;

/// What units had in place of what they have today, by indicator; None where they
/// had nothing. Units and indicators of which no act moved anything are not in it.
pub(super) type Then = HashMap<UnitId, BTreeMap<String, Option<HeldPlan>>>;

/// The plans of a year that were others on `day`.
pub(super) async fn then(h: &impl Handle, year: i16, day: Date) -> Result<Then, AppError> {
    let mut lives: HashMap<UnitId, BTreeMap<String, PlanLife>> = HashMap::new();
    for (of, past) in store::plan_past::list(h, year, day).await? {
        let of_unit = lives.entry(of.unit).or_default();
        of_unit.entry(of.indicator).or_default().pasts.push(past);
    }
    let on_day = |(code, life): (String, PlanLife)| (code, life.on(day).cloned());
    let units = lives.into_iter();
    Ok(units
        .map(|(unit, plans)| (unit, plans.into_iter().map(on_day).collect()))
        .collect())
}
