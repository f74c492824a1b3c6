//! The conferences of one office on one day, without what stands in them.

use crate::entity::conferences::{Column, Entity};
use crate::time::day;
use crate::{Handle, StoreError};
use domain::conference::Origin;
use domain::id::{ConferenceId, UnitId};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A conference by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOn {
    /// Its id.
    pub id: ConferenceId,
    /// Title.
    pub title: String,
    /// Held with this program, or read in.
    pub origin: Origin,
}

/// The conferences that an office has on a day, in the order in which they were
/// entered; at most `limit`.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_held_on(
    h: &impl Handle,
    office: UnitId,
    on: Date,
    limit: u64,
) -> Result<Vec<HeldOn>, StoreError> {
    let rows: Vec<(Uuid, String, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Title, Column::Origin])
        .filter(Column::OfficeId.eq(office.0))
        .filter(Column::HeldOn.eq(day(on)))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|(id, title, origin)| {
            Ok(HeldOn {
                id: ConferenceId(id),
                title,
                origin: Origin::from_code(&origin)
                    .ok_or_else(|| StoreError::corrupt("origin", &origin))?,
            })
        })
        .collect()
}
