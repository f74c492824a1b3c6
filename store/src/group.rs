//! Groups of units (*khối*) and their dated members.

use crate::entity::{unit_group_members, unit_groups};
use crate::time::{civil, day, opt_civil};
use crate::{Handle, StoreError, Write};
use domain::group::{Group, Membership};
use domain::id::{GroupId, UnitId};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// Adds a group.
///
/// # Errors
/// [`StoreError::Duplicate`] when the code is taken.
pub async fn insert(w: &Write, group: &Group) -> Result<(), StoreError> {
    let row = unit_groups::ActiveModel {
        id: Set(group.id.0),
        code: Set(group.code.clone()),
        name: Set(group.name.clone()),
        owner_id: Set(group.owner.0),
    };
    unit_groups::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Lets a unit be in a group from a day on.
///
/// # Errors
/// [`StoreError::Duplicate`] when it joins on that day already.
pub async fn insert_member(
    w: &Write,
    id: Uuid,
    group: GroupId,
    member: &Membership,
) -> Result<(), StoreError> {
    let row = unit_group_members::ActiveModel {
        id: Set(id),
        group_id: Set(group.0),
        unit_id: Set(member.unit.0),
        valid_from: Set(day(member.valid_from)),
        valid_to: Set(member.valid_to.map(day)),
    };
    unit_group_members::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Ends the running membership of a unit; `on` is the first day without it.
/// Answers whether there was one that had begun before.
///
/// # Errors
/// When the database fails.
pub async fn end_member(
    w: &Write,
    group: GroupId,
    unit: UnitId,
    on: Date,
) -> Result<bool, StoreError> {
    use unit_group_members::Column as C;
    let changed = unit_group_members::Entity::update_many()
        .col_expr(C::ValidTo, Expr::value(Some(day(on))))
        .filter(C::GroupId.eq(group.0))
        .filter(C::UnitId.eq(unit.0))
        .filter(C::ValidTo.is_null())
        .filter(C::ValidFrom.lt(day(on)))
        .exec(w.conn())
        .await?;
    Ok(changed.rows_affected > 0)
}

/// All groups, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(h: &impl Handle) -> Result<Vec<Group>, StoreError> {
    let rows = unit_groups::Entity::find()
        .order_by_asc(unit_groups::Column::Name)
        .all(h.conn())
        .await?;
    Ok(rows.into_iter().map(group).collect())
}

/// The group with this code.
///
/// # Errors
/// When the database fails.
pub async fn find_by_code(h: &impl Handle, code: &str) -> Result<Option<Group>, StoreError> {
    let row = unit_groups::Entity::find()
        .filter(unit_groups::Column::Code.eq(code))
        .one(h.conn())
        .await?;
    Ok(row.map(group))
}

/// All memberships of a group, past and coming ones too, in order of their
/// first day.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn members(h: &impl Handle, group: GroupId) -> Result<Vec<Membership>, StoreError> {
    let rows = unit_group_members::Entity::find()
        .filter(unit_group_members::Column::GroupId.eq(group.0))
        .order_by_asc(unit_group_members::Column::ValidFrom)
        .order_by_asc(unit_group_members::Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Membership {
                unit: UnitId(row.unit_id),
                valid_from: civil(row.valid_from)?,
                valid_to: opt_civil(row.valid_to)?,
            })
        })
        .collect()
}

/// Codes of the groups in which each unit is on a day, in order.
///
/// # Errors
/// When the database fails.
pub async fn codes_at(
    h: &impl Handle,
    on: Date,
) -> Result<HashMap<UnitId, Vec<String>>, StoreError> {
    use unit_group_members::Column as C;
    let codes: HashMap<Uuid, String> = unit_groups::Entity::find()
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| (row.id, row.code))
        .collect();
    let rows = unit_group_members::Entity::find()
        .filter(C::ValidFrom.lte(day(on)))
        .filter(
            Condition::any()
                .add(C::ValidTo.is_null())
                .add(C::ValidTo.gt(day(on))),
        )
        .all(h.conn())
        .await?;
    let mut by_unit: HashMap<UnitId, Vec<String>> = HashMap::new();
    for row in rows {
        if let Some(code) = codes.get(&row.group_id) {
            by_unit
                .entry(UnitId(row.unit_id))
                .or_default()
                .push(code.clone());
        }
    }
    for codes in by_unit.values_mut() {
        codes.sort();
    }
    Ok(by_unit)
}

fn group(row: unit_groups::Model) -> Group {
    Group {
        id: GroupId(row.id),
        code: row.code,
        name: row.name,
        owner: UnitId(row.owner_id),
    }
}
