//! Least and greatest usual value of an indicator for one unit, as the
//! office that receives the reports set them.

use crate::entity::cell_limits::{ActiveModel, Column, Entity};
use crate::time::instant;
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, UnitId};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The limits of one cell over all periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellLimit {
    /// Whose cell.
    pub unit: UnitId,
    /// The office that set them.
    pub office: UnitId,
    /// Code of the indicator.
    pub indicator: String,
    /// Least usual value, at the scale of the indicator.
    pub min: i64,
    /// Greatest usual value.
    pub max: i64,
    /// Who set them.
    pub set_by: AccountId,
    /// When.
    pub set_at: Timestamp,
}

/// The limits of units towards some offices, by indicator.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(
    h: &impl Handle,
    units: &[UnitId],
    offices: &[UnitId],
) -> Result<Vec<CellLimit>, StoreError> {
    let rows = Entity::find()
        .filter(Column::UnitId.is_in(units.iter().map(|u| u.0)))
        .filter(Column::OfficeId.is_in(offices.iter().map(|o| o.0)))
        .order_by_asc(Column::Indicator)
        .order_by_asc(Column::SetAt)
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CellLimit {
                unit: UnitId(row.unit_id),
                office: UnitId(row.office_id),
                indicator: row.indicator,
                min: row.min,
                max: row.max,
                set_by: AccountId(row.set_by),
                set_at: crate::time::timestamp(row.set_at)?,
            })
        })
        .collect()
}

/// Sets the limits of a cell in place of earlier ones.
///
/// # Errors
/// When the database fails.
pub async fn put(w: &Write, id: Uuid, limit: &CellLimit) -> Result<(), StoreError> {
    remove(w, limit.unit, limit.office, &limit.indicator).await?;
    let row = ActiveModel {
        id: Set(id),
        unit_id: Set(limit.unit.0),
        office_id: Set(limit.office.0),
        indicator: Set(limit.indicator.clone()),
        min: Set(limit.min),
        max: Set(limit.max),
        set_by: Set(limit.set_by.0),
        set_at: Set(instant(limit.set_at)),
    };
    Entity::insert(row).exec_without_returning(w.conn()).await?;
    Ok(())
}

/// Takes the limits of a cell away.
///
/// # Errors
/// When the database fails.
pub async fn remove(
    w: &Write,
    unit: UnitId,
    office: UnitId,
    indicator: &str,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::UnitId.eq(unit.0))
        .filter(Column::OfficeId.eq(office.0))
        .filter(Column::Indicator.eq(indicator))
        .exec(w.conn())
        .await?;
    Ok(())
}
