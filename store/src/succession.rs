//! What re-casting reads: every succession of units with the fields of
//! work that went over, and from which day units are no more.
//!
//! The edges themselves are written by `lineage`.

use crate::entity::{function_assignments, unit_versions};
use crate::time::{civil, opt_civil};
use crate::{Handle, StoreError};
use domain::field::Field;
use domain::id::UnitId;
use domain::unit::{Lineage, LineageKind, Succession};
use jiff::civil::Date;
use sea_orm::entity::prelude::ChronoDate;
use sea_orm::{EntityTrait, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// All successions, oldest first. Which fields a transfer moved follows from
/// who was charged with them before and after.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list(h: &impl Handle) -> Result<Vec<Succession>, StoreError> {
    let edges = crate::lineage::list(h).await?;
    let has_transfers = edges.iter().any(|e| e.kind == LineageKind::Transfer);
    let charges = if has_transfers {
        charges(h).await?
    } else {
        HashMap::new()
    };
    Ok(edges
        .into_iter()
        .map(|edge| Succession {
            fields: transferred(&edge, &charges),
            edge,
        })
        .collect())
}

/// A field of work with its first day and the first day after it.
type Charge = (Field, Date, Option<Date>);

async fn charges(h: &impl Handle) -> Result<HashMap<UnitId, Vec<Charge>>, StoreError> {
    let mut by_unit: HashMap<UnitId, Vec<Charge>> = HashMap::new();
    for row in function_assignments::Entity::find().all(h.conn()).await? {
        if let Some(field) = Field::from_code(&row.field) {
            let charge = (field, civil(row.valid_from)?, opt_civil(row.valid_to)?);
            by_unit.entry(UnitId(row.unit_id)).or_default().push(charge);
        }
    }
    Ok(by_unit)
}

/// The fields that one unit lost and the other took up on the day; if it took
/// up none, those that it has then.
fn transferred(edge: &Lineage, charges: &HashMap<UnitId, Vec<Charge>>) -> Vec<Field> {
    if edge.kind != LineageKind::Transfer {
        return Vec::new();
    }
    let day = edge.effective_on;
    let of = |unit| charges.get(unit).map_or(&[][..], Vec::as_slice);
    let lost = of(&edge.from)
        .iter()
        .filter(|(_, _, until)| *until == Some(day));
    let is_taken_up = |field: &Field| {
        of(&edge.to)
            .iter()
            .any(|(f, from, _)| f == field && *from == day)
    };
    let has = |field: &Field| {
        of(&edge.to)
            .iter()
            .any(|(f, from, until)| f == field && *from <= day && until.is_none_or(|u| u > day))
    };
    let lost: Vec<Field> = lost.map(|(field, _, _)| *field).collect();
    let taken: Vec<Field> = lost.iter().copied().filter(is_taken_up).collect();
    if taken.is_empty() {
        lost.into_iter().filter(has).collect()
    } else {
        taken
    }
}

/// From which day each ended unit is no more.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn ended(h: &impl Handle) -> Result<HashMap<UnitId, Date>, StoreError> {
    let spans: Vec<(Uuid, Option<ChronoDate>)> = unit_versions::Entity::find()
        .select_only()
        .column(unit_versions::Column::UnitId)
        .column(unit_versions::Column::ValidTo)
        .into_tuple()
        .all(h.conn())
        .await?;
    let mut ends: HashMap<UnitId, Option<Date>> = HashMap::new();
    for (unit, until) in spans {
        let until = opt_civil(until)?;
        ends.entry(UnitId(unit))
            .and_modify(|end| *end = end.zip(until).map(|(a, b)| a.max(b)))
            .or_insert(until);
    }
    Ok(ends
        .into_iter()
        .filter_map(|(unit, end)| Some((unit, end?)))
        .collect())
}
