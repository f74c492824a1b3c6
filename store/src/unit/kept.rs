//! What ended units still keep: groups and memberships, plans, requests for
//! an opinion, receipts. Reports, tasks and meetings are in the file beside.

use super::OpenRow;
use crate::entity::{
    consolidations, issued_documents, opinion_rounds, plan_pasts, plan_values, receipts, rounds,
    unit_group_members, unit_groups,
};
use crate::time::{day, instant};
use crate::{Handle, StoreError};
use domain::calendar::VIETNAM;
use domain::id::UnitId;
use domain::unit::MoveKind;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Groups that these units keep, and groups in which they are from `on` on.
pub(super) async fn grouped(
    h: &impl Handle,
    units: &[Uuid],
    on: Date,
) -> Result<Vec<OpenRow>, StoreError> {
    use unit_group_members::Column as M;
    let groups: HashMap<Uuid, unit_groups::Model> = unit_groups::Entity::find()
        .all(h.conn())
        .await?
        .into_iter()
        .map(|g| (g.id, g))
        .collect();
    let members = unit_group_members::Entity::find()
        .filter(M::UnitId.is_in(units.iter().copied()))
        .filter(M::ValidTo.is_null().or(M::ValidTo.gt(day(on))))
        .all(h.conn())
        .await?;
    let mut found: Vec<OpenRow> = members
        .into_iter()
        .filter_map(|m| Some((groups.get(&m.group_id)?.name.clone(), m)))
        .map(|(name, m)| row(MoveKind::Member, m.id, m.unit_id, name))
        .collect();
    let kept = groups.into_values().filter(|g| units.contains(&g.owner_id));
    found.extend(kept.map(|g| row(MoveKind::Group, g.id, g.owner_id, g.name)));
    Ok(found)
}

/// Plan values of the year of `on` and later ones, and those that the units had on
/// `on` though not today, one row per unit: they go together. Its subject is the
/// unit.
pub(super) async fn planned(
    h: &impl Handle,
    units: &[Uuid],
    on: Date,
) -> Result<Vec<OpenRow>, StoreError> {
    use plan_pasts::Column as P;
    use plan_values::Column as C;
    let year = i32::from(on.year());
    let plans = plan_values::Entity::find()
        .filter(C::UnitId.is_in(units.iter().copied()))
        .filter(C::Year.gte(year))
        .all(h.conn())
        .await?;
    let pasts = plan_pasts::Entity::find()
        .filter(P::UnitId.is_in(units.iter().copied()))
        .filter(P::Year.gte(year))
        .filter(P::Until.gt(day(on)))
        .filter(P::Value.is_not_null())
        .all(h.conn())
        .await?;
    let now = plans.into_iter().map(|p| (p.unit_id, p.year, p.indicator));
    let then = pasts.into_iter().map(|p| (p.unit_id, p.year, p.indicator));
    let mut counted: BTreeMap<Uuid, BTreeMap<i32, BTreeSet<String>>> = BTreeMap::new();
    for (unit, year, indicator) in now.chain(then) {
        let years = counted.entry(unit).or_default();
        years.entry(year).or_default().insert(indicator);
    }
    let title = |years: BTreeMap<i32, BTreeSet<String>>| {
        let years = years.iter().map(|(y, of)| format!("{y}: {}", of.len()));
        years.collect::<Vec<String>>().join("; ")
    };
    Ok(counted
        .into_iter()
        .map(|(unit, years)| row(MoveKind::Plan, unit, unit, title(years)))
        .collect())
}

/// Requests for an opinion whose time has not passed on `on`.
pub(super) async fn asked(
    h: &impl Handle,
    units: &[UnitId],
    on: Date,
) -> Result<Vec<OpenRow>, StoreError> {
    use opinion_rounds::Column as C;
    let begin = VIETNAM
        .to_timestamp(on.at(0, 0, 0, 0))
        .map_err(|e| StoreError::corrupt("day", e))?;
    let open = opinion_rounds::Entity::find()
        .filter(C::ClosedAt.is_null())
        .filter(C::ClosesAt.gte(instant(begin)))
        .all(h.conn())
        .await?;
    let reports = open.iter().map(|o| o.consolidation_id);
    let reports = consolidations::Entity::find()
        .filter(consolidations::Column::Id.is_in(reports))
        .all(h.conn())
        .await?;
    let of_round = reports.iter().map(|c| c.round_id);
    let titles: HashMap<Uuid, String> = rounds::Entity::find()
        .filter(rounds::Column::Id.is_in(of_round))
        .all(h.conn())
        .await?
        .into_iter()
        .map(|r| (r.id, r.title))
        .collect();
    let mut found = Vec::new();
    for it in open {
        let asked: Vec<UnitId> = serde_json::from_str(&it.asked)?;
        let report = reports.iter().find(|c| c.id == it.consolidation_id);
        let title = report.and_then(|c| titles.get(&c.round_id)).cloned();
        for unit in asked.into_iter().filter(|u| units.contains(u)) {
            let title = title.clone().unwrap_or_default();
            found.push(row(MoveKind::Opinion, it.id, unit.0, title));
        }
    }
    Ok(found)
}

/// Receipts that nobody has acknowledged.
pub(super) async fn received(h: &impl Handle, units: &[Uuid]) -> Result<Vec<OpenRow>, StoreError> {
    let open = receipts::Entity::find()
        .filter(receipts::Column::UnitId.is_in(units.iter().copied()))
        .filter(receipts::Column::AcknowledgedAt.is_null())
        .all(h.conn())
        .await?;
    let mut titles: HashMap<Uuid, String> = HashMap::new();
    let ids: Vec<Uuid> = open.iter().map(|r| r.document_id).collect();
    for chunk in ids.chunks(500) {
        let documents = issued_documents::Entity::find()
            .filter(issued_documents::Column::Id.is_in(chunk.iter().copied()))
            .all(h.conn())
            .await?;
        titles.extend(
            documents
                .into_iter()
                .map(|d| (d.id, format!("{} {}", d.symbol, d.subject))),
        );
    }
    Ok(open
        .into_iter()
        .map(|r| {
            let title = titles.get(&r.document_id).cloned().unwrap_or_default();
            row(MoveKind::Receipt, r.id, r.unit_id, title)
        })
        .collect())
}

fn row(kind: MoveKind, subject: Uuid, unit: Uuid, title: String) -> OpenRow {
    OpenRow {
        kind,
        subject,
        unit: UnitId(unit),
        title,
        state: String::new(),
    }
}
