//! Plan values (*kế hoạch, chỉ tiêu*): one per unit, indicator and year.

use crate::entity::plan_values;
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, PlanId, UnitId};
use domain::indicator::Goal;
use domain::number::Bound;
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

/// Units in one query.
const CHUNK: usize = 400;

/// A plan value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanValue {
    /// Its id.
    pub id: PlanId,
    /// Whose plan; an area's own plan is that of its top unit.
    pub unit: UnitId,
    /// Code of the indicator.
    pub indicator: String,
    /// The calendar year.
    pub year: i16,
    /// What is planned, at the scale of the indicator.
    pub goal: Goal,
    /// Where it was decided.
    pub note: String,
    /// Who wrote it last.
    pub updated_by: AccountId,
    /// When.
    pub updated_at: Timestamp,
    /// Counter of changes.
    pub version: i32,
}

/// All plan values of a year, by unit and indicator.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(h: &impl Handle, year: i16) -> Result<Vec<PlanValue>, StoreError> {
    plan_values::Entity::find()
        .filter(plan_values::Column::Year.eq(i32::from(year)))
        .order_by_asc(plan_values::Column::UnitId)
        .order_by_asc(plan_values::Column::Indicator)
        .all(h.conn())
        .await?
        .into_iter()
        .map(plan)
        .collect()
}

/// The plan values of a unit for a year and later ones.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(
    h: &impl Handle,
    unit: UnitId,
    from_year: i16,
) -> Result<Vec<PlanValue>, StoreError> {
    plan_values::Entity::find()
        .filter(plan_values::Column::UnitId.eq(unit.0))
        .filter(plan_values::Column::Year.gte(i32::from(from_year)))
        .order_by_asc(plan_values::Column::Year)
        .order_by_asc(plan_values::Column::Indicator)
        .all(h.conn())
        .await?
        .into_iter()
        .map(plan)
        .collect()
}

/// How many plan values of a year units have for these indicators.
///
/// # Errors
/// When the database fails.
pub async fn counts(
    h: &impl Handle,
    year: i16,
    indicators: &[String],
) -> Result<Vec<(UnitId, u64)>, StoreError> {
    use plan_values::Column as C;
    let rows: Vec<(Uuid, i64)> = plan_values::Entity::find()
        .select_only()
        .column(C::UnitId)
        .column_as(C::Id.count(), "n")
        .filter(C::Year.eq(i32::from(year)))
        .filter(C::Indicator.is_in(indicators.iter().map(String::as_str)))
        .group_by(C::UnitId)
        .into_tuple()
        .all(h.conn())
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(unit, n)| (UnitId(unit), u64::try_from(n).unwrap_or_default()))
        .collect())
}

/// The plan values of some units in one year, in no order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of_units(
    h: &impl Handle,
    year: i16,
    units: &[UnitId],
) -> Result<Vec<PlanValue>, StoreError> {
    use plan_values::Column as C;
    let mut found = Vec::new();
    for chunk in units.chunks(CHUNK) {
        let rows = plan_values::Entity::find()
            .filter(C::Year.eq(i32::from(year)))
            .filter(C::UnitId.is_in(chunk.iter().map(|u| u.0)))
            .all(h.conn())
            .await?;
        for row in rows {
            found.push(plan(row)?);
        }
    }
    Ok(found)
}

/// Adds a plan value.
///
/// # Errors
/// [`StoreError::Duplicate`] when unit, indicator and year have one.
pub async fn insert(w: &Write, new: &PlanValue) -> Result<(), StoreError> {
    let row = plan_values::ActiveModel {
        id: Set(new.id.0),
        unit_id: Set(new.unit.0),
        indicator: Set(new.indicator.clone()),
        year: Set(i32::from(new.year)),
        value: Set(new.goal.value),
        bound: Set(new.goal.bound.map(|bound| bound.code().to_owned())),
        note: Set(new.note.clone()),
        updated_by: Set(new.updated_by.0),
        updated_at: Set(instant(new.updated_at)),
        version: Set(1),
    };
    plan_values::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Changes a plan value.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it meanwhile.
pub async fn update(w: &Write, plan: &PlanValue) -> Result<(), StoreError> {
    use plan_values::Column as C;
    let changed = plan_values::Entity::update_many()
        .col_expr(C::Value, Expr::value(plan.goal.value))
        .col_expr(
            C::Bound,
            Expr::value(plan.goal.bound.map(|b| b.code().to_owned())),
        )
        .col_expr(C::Note, Expr::value(plan.note.clone()))
        .col_expr(C::UpdatedBy, Expr::value(plan.updated_by.0))
        .col_expr(C::UpdatedAt, Expr::value(instant(plan.updated_at)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(plan.id.0))
        .filter(C::Version.eq(plan.version))
        .exec(w.conn())
        .await?;
    match changed.rows_affected {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// Takes a plan value away.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody changed it meanwhile.
pub async fn delete(w: &Write, plan: &PlanValue) -> Result<(), StoreError> {
    use plan_values::Column as C;
    let gone = plan_values::Entity::delete_many()
        .filter(C::Id.eq(plan.id.0))
        .filter(C::Version.eq(plan.version))
        .exec(w.conn())
        .await?;
    match gone.rows_affected {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// The threshold that a column names.
pub(crate) fn bound(code: Option<&str>) -> Result<Option<Bound>, StoreError> {
    code.map(|code| Bound::from_code(code).ok_or_else(|| StoreError::corrupt("bound", code)))
        .transpose()
}

fn plan(row: plan_values::Model) -> Result<PlanValue, StoreError> {
    Ok(PlanValue {
        id: PlanId(row.id),
        unit: UnitId(row.unit_id),
        indicator: row.indicator,
        year: i16::try_from(row.year).map_err(|_| StoreError::corrupt("year", row.year))?,
        goal: Goal {
            value: row.value,
            bound: bound(row.bound.as_deref())?,
        },
        note: row.note,
        updated_by: AccountId(row.updated_by),
        updated_at: timestamp(row.updated_at)?,
        version: row.version,
    })
}
