//! What a conference takes over from its round.

use crate::entity::{obligations, rounds};
use crate::{Handle, StoreError};
use domain::id::{RoundId, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// The facts of a round that a conference begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundBasis {
    /// The office that runs the round.
    pub office: UnitId,
    /// Title of the round.
    pub title: String,
    /// Units that owe a report, so are invited.
    pub units: Vec<UnitId>,
}

/// What a conference takes over from a round.
///
/// # Errors
/// When the database fails.
pub async fn basis_of_round(
    h: &impl Handle,
    round: RoundId,
) -> Result<Option<RoundBasis>, StoreError> {
    let Some(row) = rounds::Entity::find_by_id(round.0).one(h.conn()).await? else {
        return Ok(None);
    };
    let units: Vec<Uuid> = obligations::Entity::find()
        .select_only()
        .column(obligations::Column::UnitId)
        .filter(obligations::Column::RoundId.eq(round.0))
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(Some(RoundBasis {
        office: UnitId(row.office_id),
        title: row.title,
        units: units.into_iter().map(UnitId).collect(),
    }))
}
