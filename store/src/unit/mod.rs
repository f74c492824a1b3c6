//! Units, their versions and functions. Acts of reorganisation and what they
//! move are in the files beside; lineage is [`crate::lineage`].

mod act;
mod history;
mod kept;
mod moves;
mod open;
mod outside;
mod resettled;
mod run;
mod sent;
mod take_over;
mod undo;

pub use act::{
    ActRow, Withdrawn, delete_act, find_act, insert_act, list_acts, list_due_acts, update_act,
};
pub use history::{close_function, close_version, history, list_ended_at, update_version};
pub use moves::{
    UnitMove, acts_of, fields_given_since, insert_moves, mark_moved, moved_subjects, moves_of,
    moves_of_act,
};
pub use open::{OpenRow, open_things};
pub use outside::{codes_of, delete_code, end_code, list_codes};
pub use resettled::{OpenReport, open_reports};
pub use sent::{SentRow, sent_since};
pub use take_over::{
    delete_task_unit, end_post, move_asked, move_invitation, move_member, move_owned,
    move_task_giver, post,
};
pub use undo::{
    delete_ordered, delete_posts, delete_unit, reopen_function, reopen_post, reopen_version,
};

use crate::entity::{function_assignments, unit_versions, units};
use crate::time::{civil, day, opt_civil};
use crate::{Handle, StoreError, Write};
use domain::id::{UnitActId, UnitId};
use domain::text;
use domain::unit::{Tier, UnitKind, UnitVersion};
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// All versions that hold on `at`, in Vietnamese alphabetical order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_at(h: &impl Handle, at: Date) -> Result<Vec<UnitVersion>, StoreError> {
    let at = day(at);
    let rows = unit_versions::Entity::find()
        .filter(unit_versions::Column::ValidFrom.lte(at))
        .filter(open_until(unit_versions::Column::ValidTo, at))
        .order_by_asc(unit_versions::Column::NameSort)
        .all(h.conn())
        .await?;
    let codes: HashMap<Uuid, String> = units::Entity::find()
        .all(h.conn())
        .await?
        .into_iter()
        .map(|u| (u.id, u.code))
        .collect();
    rows.into_iter().map(|row| version(row, &codes)).collect()
}

fn open_until<C: ColumnTrait>(column: C, at: sea_orm::entity::prelude::ChronoDate) -> Condition {
    Condition::any().add(column.is_null()).add(column.gt(at))
}

/// The id of the unit with this code, whenever it existed.
///
/// # Errors
/// When the database fails.
pub async fn find_by_code(h: &impl Handle, code: &str) -> Result<Option<UnitId>, StoreError> {
    let row = units::Entity::find()
        .filter(units::Column::Code.eq(code))
        .one(h.conn())
        .await?;
    Ok(row.map(|r| UnitId(r.id)))
}

/// The ids of the units with these codes, whenever they existed.
///
/// # Errors
/// When the database fails.
pub async fn find_by_codes(
    h: &impl Handle,
    codes: &[&str],
) -> Result<HashMap<String, UnitId>, StoreError> {
    let mut found = HashMap::new();
    for chunk in codes.chunks(open::CHUNK) {
        let rows = units::Entity::find()
            .filter(units::Column::Code.is_in(chunk.iter().copied()))
            .all(h.conn())
            .await?;
        found.extend(rows.into_iter().map(|row| (row.code, UnitId(row.id))));
    }
    Ok(found)
}

/// Which fields of work each unit answers for on `at`.
///
/// # Errors
/// When the database fails.
pub async fn functions_at(
    h: &impl Handle,
    at: Date,
) -> Result<HashMap<UnitId, Vec<String>>, StoreError> {
    let at = day(at);
    let rows = function_assignments::Entity::find()
        .filter(function_assignments::Column::ValidFrom.lte(at))
        .filter(open_until(function_assignments::Column::ValidTo, at))
        .order_by_asc(function_assignments::Column::Field)
        .all(h.conn())
        .await?;
    let mut by_unit: HashMap<UnitId, Vec<String>> = HashMap::new();
    for row in rows {
        by_unit
            .entry(UnitId(row.unit_id))
            .or_default()
            .push(row.field);
    }
    Ok(by_unit)
}

/// Adds a unit with its first version.
///
/// # Errors
/// [`StoreError::Duplicate`] when the code is taken.
pub async fn insert(w: &Write, version_id: Uuid, unit: &UnitVersion) -> Result<(), StoreError> {
    insert_by(w, version_id, unit, None).await
}

/// As [`insert()`], with the act that ordered it.
///
/// # Errors
/// [`StoreError::Duplicate`] when the code is taken.
pub async fn insert_by(
    w: &Write,
    version_id: Uuid,
    unit: &UnitVersion,
    act: Option<UnitActId>,
) -> Result<(), StoreError> {
    let row = units::ActiveModel {
        id: Set(unit.unit.0),
        code: Set(unit.code.clone()),
        created_on: Set(day(unit.valid_from)),
    };
    units::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    insert_version_by(w, version_id, unit, act).await
}

/// Adds a version of an existing unit. The caller has checked the series with
/// [`domain::unit::check_versions`].
///
/// # Errors
/// When the database fails.
pub async fn insert_version(w: &Write, id: Uuid, unit: &UnitVersion) -> Result<(), StoreError> {
    insert_version_by(w, id, unit, None).await
}

/// As [`insert_version`], with the act that ordered it.
///
/// # Errors
/// When the database fails.
pub async fn insert_version_by(
    w: &Write,
    id: Uuid,
    unit: &UnitVersion,
    act: Option<UnitActId>,
) -> Result<(), StoreError> {
    let row = unit_versions::ActiveModel {
        id: Set(id),
        unit_id: Set(unit.unit.0),
        name: Set(unit.name.clone()),
        short_name: Set(unit.short_name.clone()),
        symbol: Set(unit.symbol.clone()),
        kind: Set(unit.kind.code().into()),
        tier: Set(unit.tier.code().into()),
        parent_id: Set(unit.parent.map(|p| p.0)),
        place: Set(unit.place.clone()),
        valid_from: Set(day(unit.valid_from)),
        valid_to: Set(unit.valid_to.map(day)),
        name_sort: Set(text::sort_key(&unit.name)),
        name_fold: Set(text::fold(&unit.name)),
        version: Set(1),
        act_id: Set(act.map(|a| a.0)),
    };
    unit_versions::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Charges a unit with a field of work from a day on.
///
/// # Errors
/// When the database fails.
pub async fn insert_function(
    w: &Write,
    id: Uuid,
    unit: UnitId,
    field: &str,
    from: Date,
) -> Result<(), StoreError> {
    insert_function_by(w, id, unit, field, from, None).await
}

/// As [`insert_function`], with the act that ordered it.
///
/// # Errors
/// When the database fails.
pub async fn insert_function_by(
    w: &Write,
    id: Uuid,
    unit: UnitId,
    field: &str,
    from: Date,
    act: Option<UnitActId>,
) -> Result<(), StoreError> {
    let row = function_assignments::ActiveModel {
        id: Set(id),
        unit_id: Set(unit.0),
        field: Set(field.into()),
        valid_from: Set(day(from)),
        valid_to: Set(None),
        act_id: Set(act.map(|a| a.0)),
    };
    function_assignments::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

fn version(
    row: unit_versions::Model,
    codes: &HashMap<Uuid, String>,
) -> Result<UnitVersion, StoreError> {
    Ok(UnitVersion {
        unit: UnitId(row.unit_id),
        code: codes.get(&row.unit_id).cloned().unwrap_or_default(),
        kind: UnitKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("kind", &row.kind))?,
        tier: Tier::from_code(&row.tier).ok_or_else(|| StoreError::corrupt("tier", &row.tier))?,
        name: row.name,
        short_name: row.short_name,
        symbol: row.symbol,
        parent: row.parent_id.map(UnitId),
        place: row.place,
        valid_from: civil(row.valid_from)?,
        valid_to: opt_civil(row.valid_to)?,
    })
}
