//! How units follow each other, and the codes by which others know them.

use crate::entity::{external_codes, unit_lineages};
use crate::time::{civil, day};
use crate::{Handle, StoreError, Write};
use domain::id::{UnitActId, UnitId};
use domain::unit::{Lineage, LineageKind};
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Notes that one unit follows another (domain facts §5.4), with the act that
/// ordered it.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    w: &Write,
    id: Uuid,
    edge: &Lineage,
    act: Option<UnitActId>,
) -> Result<(), StoreError> {
    let row = unit_lineages::ActiveModel {
        id: Set(id),
        from_id: Set(edge.from.0),
        to_id: Set(edge.to.0),
        kind: Set(edge.kind.code().into()),
        effective_on: Set(day(edge.effective_on)),
        legal_basis: Set(edge.legal_basis.clone()),
        act_id: Set(act.map(|a| a.0)),
        weight: Set(edge.weight),
    };
    unit_lineages::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// The edges into and out of a unit, oldest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_of(h: &impl Handle, unit: UnitId) -> Result<Vec<Lineage>, StoreError> {
    let touches = Condition::any()
        .add(unit_lineages::Column::FromId.eq(unit.0))
        .add(unit_lineages::Column::ToId.eq(unit.0));
    let rows = unit_lineages::Entity::find()
        .filter(touches)
        .order_by_asc(unit_lineages::Column::EffectiveOn)
        .all(h.conn())
        .await?;
    rows.into_iter().map(edge).collect()
}

/// Every edge, oldest first: few, even after a national reorganisation.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(h: &impl Handle) -> Result<Vec<Lineage>, StoreError> {
    let rows = unit_lineages::Entity::find()
        .order_by_asc(unit_lineages::Column::EffectiveOn)
        .order_by_asc(unit_lineages::Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(edge).collect()
}

fn edge(row: unit_lineages::Model) -> Result<Lineage, StoreError> {
    Ok(Lineage {
        from: UnitId(row.from_id),
        to: UnitId(row.to_id),
        kind: LineageKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("kind", &row.kind))?,
        effective_on: civil(row.effective_on)?,
        legal_basis: row.legal_basis,
        weight: row.weight,
    })
}

/// Notes a code of another scheme (mã ĐVHC, mã định danh …). Codes begin with
/// zeros, so they are text.
///
/// # Errors
/// When the database fails.
pub async fn insert_code(
    w: &Write,
    id: Uuid,
    unit: UnitId,
    scheme: &str,
    value: &str,
    from: Date,
) -> Result<(), StoreError> {
    let row = external_codes::ActiveModel {
        id: Set(id),
        unit_id: Set(unit.0),
        scheme: Set(scheme.into()),
        value: Set(value.into()),
        valid_from: Set(day(from)),
        valid_to: Set(None),
    };
    external_codes::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// The unit that has this code of this scheme on a day.
///
/// # Errors
/// When the database fails.
pub async fn find_by_code(
    h: &impl Handle,
    scheme: &str,
    value: &str,
    at: Date,
) -> Result<Option<UnitId>, StoreError> {
    let open = Condition::any()
        .add(external_codes::Column::ValidTo.is_null())
        .add(external_codes::Column::ValidTo.gt(day(at)));
    let row = external_codes::Entity::find()
        .filter(external_codes::Column::Scheme.eq(scheme))
        .filter(external_codes::Column::Value.eq(value))
        .filter(external_codes::Column::ValidFrom.lte(day(at)))
        .filter(open)
        .one(h.conn())
        .await?;
    Ok(row.map(|r| UnitId(r.unit_id)))
}
