//! Plan values as they were until an act moved them to an heir. What holds
//! now is in `plan`; which one counts on a day is in `domain::indicator`.

use crate::entity::plan_pasts;
use crate::plan::bound;
use crate::time::{civil, day};
use crate::{Handle, StoreError, Write};
use domain::id::UnitId;
use domain::indicator::{Goal, PlanPast};
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
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

/// Keeps what a plan was until a day. What was kept for that day before stays: of
/// several acts of one day the first found it as it was.
///
/// # Errors
/// When the database fails.
pub async fn keep(w: &Write, id: Uuid, of: &PlanKey, past: PlanPast) -> Result<(), StoreError> {
    use plan_pasts::Column as C;
    let row = plan_pasts::ActiveModel {
        id: Set(id),
        unit_id: Set(of.unit.0),
        indicator: Set(of.indicator.clone()),
        year: Set(i32::from(of.year)),
        until: Set(day(past.until)),
        value: Set(past.goal.map(|goal| goal.value)),
        bound: Set(past.goal.and_then(|g| g.bound).map(|b| b.code().to_owned())),
    };
    let once = OnConflict::columns([C::UnitId, C::Indicator, C::Year, C::Until])
        .do_nothing()
        .to_owned();
    plan_pasts::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// What the plans of a year were until days after `on`.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(
    h: &impl Handle,
    year: i16,
    on: Date,
) -> Result<Vec<(PlanKey, PlanPast)>, StoreError> {
    use plan_pasts::Column as C;
    plan_pasts::Entity::find()
        .filter(C::Year.eq(i32::from(year)))
        .filter(C::Until.gt(day(on)))
        .order_by_asc(C::UnitId)
        .order_by_asc(C::Indicator)
        .order_by_asc(C::Until)
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| {
            let of = PlanKey {
                unit: UnitId(row.unit_id),
                indicator: row.indicator,
                year,
            };
            let bound = bound(row.bound.as_deref())?;
            let past = PlanPast {
                until: civil(row.until)?,
                goal: row.value.map(|value| Goal { value, bound }),
            };
            Ok((of, past))
        })
        .collect()
}
