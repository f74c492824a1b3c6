//! Plan values as they were until an act moved them to an heir. What holds
//! now is in `plan`; which one counts on a day is in `domain::indicator`.

use crate::entity::plan_pasts;
use crate::plan::bound;
use crate::time::{civil, day};
use crate::{Handle, StoreError, Write};
use domain::id::UnitId;
use domain::indicator::{Goal, HeldPlan, PlanPast};
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Of which plan something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlanKey {
    /// Whose.
    pub unit: UnitId,
    /// Code of the indicator.
    pub indicator: String,
    /// The calendar year.
    pub year: i16,
}

/// Keeps what a plan was until a day, in place of what was kept for that day.
///
/// # Errors
/// When the database fails.
pub async fn keep(w: &Write, id: Uuid, of: &PlanKey, past: &PlanPast) -> Result<(), StoreError> {
    use plan_pasts::Column as C;
    let (goal, note) = match &past.plan {
        Some(plan) => (Some(plan.goal), plan.note.clone()),
        None => (None, String::new()),
    };
    let row = plan_pasts::ActiveModel {
        id: Set(id),
        unit_id: Set(of.unit.0),
        indicator: Set(of.indicator.clone()),
        year: Set(i32::from(of.year)),
        until: Set(day(past.until)),
        value: Set(goal.map(|goal| goal.value)),
        bound: Set(goal.and_then(|g| g.bound).map(|b| b.code().to_owned())),
        note: Set(note),
    };
    let instead = OnConflict::columns([C::UnitId, C::Indicator, C::Year, C::Until])
        .update_columns([C::Value, C::Bound, C::Note])
        .to_owned();
    plan_pasts::Entity::insert(row)
        .on_conflict(instead)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// What the plans of a year were until days after `on`, of each the earliest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    year: i16,
    on: Date,
) -> Result<Vec<(PlanKey, PlanPast)>, StoreError> {
    use plan_pasts::Column as C;
    let of = Condition::all()
        .add(C::Year.eq(i32::from(year)))
        .add(C::Until.gt(day(on)));
    found(h, of).await
}

/// What the plans of a unit for a year and later ones were, of each the earliest
/// first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(
    h: &impl Handle,
    unit: UnitId,
    from_year: i16,
) -> Result<Vec<(PlanKey, PlanPast)>, StoreError> {
    use plan_pasts::Column as C;
    let of = Condition::all()
        .add(C::UnitId.eq(unit.0))
        .add(C::Year.gte(i32::from(from_year)));
    found(h, of).await
}

/// By unit and year, of each plan the earliest first.
async fn found(h: &impl Handle, of: Condition) -> Result<Vec<(PlanKey, PlanPast)>, StoreError> {
    use plan_pasts::Column as C;
    plan_pasts::Entity::find()
        .filter(of)
        .order_by_asc(C::UnitId)
        .order_by_asc(C::Year)
        .order_by_asc(C::Indicator)
        .order_by_asc(C::Until)
        .all(h.conn())
        .await?
        .into_iter()
        .map(past)
        .collect()
}

fn past(row: plan_pasts::Model) -> Result<(PlanKey, PlanPast), StoreError> {
    let of = PlanKey {
        unit: UnitId(row.unit_id),
        indicator: row.indicator,
        year: i16::try_from(row.year).map_err(|_| StoreError::corrupt("year", row.year))?,
    };
    let bound = bound(row.bound.as_deref())?;
    let note = row.note;
    let held = |value| HeldPlan {
        goal: Goal { value, bound },
        note,
    };
    let past = PlanPast {
        until: civil(row.until)?,
        plan: row.value.map(held),
    };
    Ok((of, past))
}
