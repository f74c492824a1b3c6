//! What units have sent, and which consolidated reports were frozen with them,
//! since a day: a back-dated act leaves it untouched and says so.

use super::open::CHUNK;
use crate::entity::{consolidations, obligations, report_versions, rounds, snapshots};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError};
use domain::calendar::VIETNAM;
use domain::id::UnitId;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::entity::prelude::DateTimeUtc;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A report that was sent, or a consolidated one that was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRow {
    /// The unit that owed it, or the office of the round.
    pub unit: UnitId,
    /// Title of the round.
    pub title: String,
    /// When it was received last, or frozen last.
    pub at: Timestamp,
    /// Whether it is the round's consolidated report.
    pub is_consolidated: bool,
}

/// Reports received from these units and consolidated reports frozen over them
/// since the first instant of `on` in Viet Nam, the latest first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn sent_since(
    h: &impl Handle,
    units: &[UnitId],
    on: Date,
) -> Result<Vec<SentRow>, StoreError> {
    let begin = VIETNAM
        .to_timestamp(on.at(0, 0, 0, 0))
        .map_err(|e| StoreError::corrupt("day", e))?;
    let mut owed: HashMap<Uuid, (Uuid, Uuid)> = HashMap::new();
    for chunk in units.chunks(CHUNK) {
        let rows: Vec<(Uuid, Uuid, Uuid)> = obligations::Entity::find()
            .select_only()
            .column(obligations::Column::Id)
            .column(obligations::Column::UnitId)
            .column(obligations::Column::RoundId)
            .filter(obligations::Column::UnitId.is_in(chunk.iter().map(|u| u.0)))
            .into_tuple()
            .all(h.conn())
            .await?;
        owed.extend(
            rows.into_iter()
                .map(|(id, unit, round)| (id, (unit, round))),
        );
    }
    let mut last: HashMap<Uuid, DateTimeUtc> = HashMap::new();
    let ids: Vec<Uuid> = owed.keys().copied().collect();
    for chunk in ids.chunks(CHUNK) {
        // Without the texts and values, which are long.
        let rows: Vec<(Uuid, DateTimeUtc)> = report_versions::Entity::find()
            .select_only()
            .column(report_versions::Column::ObligationId)
            .column(report_versions::Column::ReceivedAt)
            .filter(report_versions::Column::ObligationId.is_in(chunk.iter().copied()))
            .filter(report_versions::Column::ReceivedAt.gte(instant(begin)))
            .into_tuple()
            .all(h.conn())
            .await?;
        for (id, at) in rows {
            let known = last.entry(id).or_insert(at);
            *known = at.max(*known);
        }
    }
    let rounds = concerned(h, units, &owed).await?;
    let mut found = Vec::new();
    for (id, at) in last {
        let (unit, round) = owed[&id];
        found.push(SentRow {
            unit: UnitId(unit),
            title: rounds.get(&round).map(|r| r.1.clone()).unwrap_or_default(),
            at: timestamp(at)?,
            is_consolidated: false,
        });
    }
    found.extend(frozen(h, &rounds, begin).await?);
    found.sort_by(|a, b| (b.at, &a.title, a.unit).cmp(&(a.at, &b.title, b.unit)));
    Ok(found)
}

/// Rounds in which the units owed something or that they ran: office and title.
async fn concerned(
    h: &impl Handle,
    units: &[UnitId],
    owed: &HashMap<Uuid, (Uuid, Uuid)>,
) -> Result<HashMap<Uuid, (Uuid, String)>, StoreError> {
    let units: HashSet<Uuid> = units.iter().map(|u| u.0).collect();
    let named: HashSet<Uuid> = owed.values().map(|o| o.1).collect();
    let all: Vec<(Uuid, Uuid, String)> = rounds::Entity::find()
        .select_only()
        .column(rounds::Column::Id)
        .column(rounds::Column::OfficeId)
        .column(rounds::Column::Title)
        .into_tuple()
        .all(h.conn())
        .await?;
    let is_theirs = |id: &Uuid, office: &Uuid| named.contains(id) || units.contains(office);
    Ok(all
        .into_iter()
        .filter(|(id, office, _)| is_theirs(id, office))
        .map(|(id, office, title)| (id, (office, title)))
        .collect())
}

/// The consolidated reports of these rounds frozen since.
async fn frozen(
    h: &impl Handle,
    rounds: &HashMap<Uuid, (Uuid, String)>,
    begin: Timestamp,
) -> Result<Vec<SentRow>, StoreError> {
    let since: Vec<(Uuid, DateTimeUtc)> = snapshots::Entity::find()
        .select_only()
        .column(snapshots::Column::ConsolidationId)
        .column(snapshots::Column::FrozenAt)
        .filter(snapshots::Column::FrozenAt.gte(instant(begin)))
        .into_tuple()
        .all(h.conn())
        .await?;
    let mut last: HashMap<Uuid, DateTimeUtc> = HashMap::new();
    for (id, at) in since {
        let known = last.entry(id).or_insert(at);
        *known = at.max(*known);
    }
    let ids: Vec<Uuid> = last.keys().copied().collect();
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let is_it = consolidations::Column::Id.is_in(chunk.iter().copied());
        let of: Vec<(Uuid, Uuid)> = consolidations::Entity::find()
            .select_only()
            .column(consolidations::Column::Id)
            .column(consolidations::Column::RoundId)
            .filter(is_it)
            .into_tuple()
            .all(h.conn())
            .await?;
        for (id, round) in of {
            if let Some((office, title)) = rounds.get(&round) {
                found.push(SentRow {
                    unit: UnitId(*office),
                    title: title.clone(),
                    at: timestamp(last[&id])?,
                    is_consolidated: true,
                });
            }
        }
    }
    Ok(found)
}
