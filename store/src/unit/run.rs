//! Rounds and regimes that units run and leave when they end.

use super::open::{CHUNK, OpenRow};
use crate::entity::{consolidations, issued_documents, regimes, rounds};
use crate::{Handle, StoreError};
use domain::id::UnitId;
use domain::journal::Noun;
use domain::round::RoundState;
use domain::unit::MoveKind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Rounds that these units run, closed ones until their report is issued: somebody
/// has to issue it. And regimes.
pub(super) async fn run(h: &impl Handle, units: &[Uuid]) -> Result<Vec<OpenRow>, StoreError> {
    use rounds::Column as C;
    // The area of a round stays as frozen; rights over it are its heirs' anyway.
    let all = rounds::Entity::find()
        .filter(C::OfficeId.is_in(units.iter().copied()))
        .all(h.conn())
        .await?;
    let is_open = |r: &rounds::Model| r.state == RoundState::Open.code();
    let closed: Vec<Uuid> = all.iter().filter(|r| !is_open(r)).map(|r| r.id).collect();
    let reported = reported(h, &closed).await?;
    let mut found: Vec<OpenRow> = all
        .into_iter()
        .filter(|r| is_open(r) || !reported.contains(&r.id))
        .map(|r| OpenRow {
            kind: MoveKind::Round,
            subject: r.id,
            unit: UnitId(r.office_id),
            title: r.title,
            state: r.state,
        })
        .collect();
    let owned = regimes::Entity::find()
        .filter(regimes::Column::OwnerId.is_in(units.iter().copied()))
        .all(h.conn())
        .await?;
    found.extend(owned.into_iter().map(|r| OpenRow {
        kind: MoveKind::Regime,
        subject: r.id,
        unit: UnitId(r.owner_id),
        title: r.name,
        state: String::new(),
    }));
    Ok(found)
}

/// Those of the rounds whose consolidated report is issued; a supplement that came
/// later changes nothing in that.
async fn reported(h: &impl Handle, rounds: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
    let mut of_report: HashMap<Uuid, Uuid> = HashMap::new();
    for chunk in rounds.chunks(CHUNK) {
        use consolidations::Column as C;
        let reports: Vec<(Uuid, Uuid)> = consolidations::Entity::find()
            .select_only()
            .column(C::Id)
            .column(C::RoundId)
            .filter(C::RoundId.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(h.conn())
            .await?;
        of_report.extend(reports);
    }
    let ids: Vec<Uuid> = of_report.keys().copied().collect();
    let mut found = HashSet::new();
    for chunk in ids.chunks(CHUNK) {
        use issued_documents::Column as C;
        let issued: Vec<Uuid> = issued_documents::Entity::find()
            .select_only()
            .column(C::SubjectId)
            .filter(C::Noun.eq(Noun::Consolidation.code()))
            .filter(C::SubjectId.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(h.conn())
            .await?;
        found.extend(issued.iter().filter_map(|id| of_report.get(id).copied()));
    }
    Ok(found)
}
