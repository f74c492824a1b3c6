//! What had come and what had been returned of reports by an instant, and which of them
//! something was done to since, for boards and counts of another day. How they
//! stood then follows from it in `app`.

use crate::entity::{journal, obligations, report_returns, report_versions};
use crate::obligation::{LastReturn, Returned};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError};
use domain::id::{ObligationId, RoundId};
use domain::journal::Noun;
use domain::report::ReturnKind;
use jiff::Timestamp;
use sea_orm::entity::prelude::DateTimeUtc;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Reports or rounds asked for in one statement.
const CHUNK: usize = 500;

/// A version that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// Its number.
    pub number: i32,
    /// When it reached the server.
    pub at: Timestamp,
    /// Why it came late, where it says so.
    pub late_reason: Option<String>,
}

/// The versions of these reports that had come by an instant, each report's in order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn came(
    h: &impl Handle,
    ids: &[ObligationId],
    by: Timestamp,
) -> Result<HashMap<ObligationId, Vec<Came>>, StoreError> {
    use report_versions::Column as C;
    let mut found: HashMap<ObligationId, Vec<Came>> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let rows: Vec<(Uuid, i32, DateTimeUtc, Option<String>)> = report_versions::Entity::find()
            .select_only()
            .columns([C::ObligationId, C::Number, C::ReceivedAt, C::LateReason])
            .filter(C::ObligationId.is_in(chunk.iter().map(|id| id.0)))
            .filter(C::ReceivedAt.lte(instant(by)))
            .order_by_asc(C::Number)
            .into_tuple()
            .all(h.conn())
            .await?;
        for (id, number, at, late_reason) in rows {
            found.entry(ObligationId(id)).or_default().push(Came {
                number,
                at: timestamp(at)?,
                late_reason,
            });
        }
    }
    Ok(found)
}

/// What had been returned of these reports by an instant, without the receipts.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn returned(
    h: &impl Handle,
    ids: &[ObligationId],
    by: Timestamp,
) -> Result<HashMap<ObligationId, Returned>, StoreError> {
    use report_returns::Column as C;
    let mut found: HashMap<ObligationId, Returned> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let rows = report_returns::Entity::find()
            .filter(C::ObligationId.is_in(chunk.iter().map(|id| id.0)))
            .filter(C::ReturnedAt.lte(instant(by)))
            .order_by_asc(C::VersionNumber)
            .all(h.conn())
            .await?;
        for row in rows {
            let returned = found.entry(ObligationId(row.obligation_id)).or_default();
            if row.kind == ReturnKind::Unusable.code() {
                returned.unusable.push(row.version_number);
            }
            returned.last = Some(LastReturn {
                version_number: row.version_number,
                kind: row.kind,
                reason: row.reason,
                returned_at: timestamp(row.returned_at)?,
            });
        }
    }
    Ok(found)
}

/// The reports of these rounds, each with its round, to which something was done after
/// an instant: an act of the journal other than `but`, or a version that came (figures
/// brought in from elsewhere have no journal).
///
/// # Errors
/// When the database fails.
pub async fn touched(
    h: &impl Handle,
    rounds: &[RoundId],
    after: Timestamp,
    but: &str,
) -> Result<HashMap<ObligationId, RoundId>, StoreError> {
    use obligations::Column as C;
    let acts = Query::select()
        .column(journal::Column::Subject)
        .from(journal::Entity)
        .and_where(journal::Column::Noun.eq(Noun::Report.code()))
        .and_where(journal::Column::Act.ne(but))
        .and_where(journal::Column::At.gt(instant(after)))
        .to_owned();
    let is_touched = Condition::any()
        .add(C::LastReceivedAt.gt(instant(after)))
        .add(C::Id.in_subquery(acts));
    let mut found = HashMap::new();
    for chunk in rounds.chunks(CHUNK) {
        let rows: Vec<(Uuid, Uuid)> = obligations::Entity::find()
            .select_only()
            .columns([C::Id, C::RoundId])
            .filter(C::RoundId.is_in(chunk.iter().map(|round| round.0)))
            .filter(is_touched.clone())
            .into_tuple()
            .all(h.conn())
            .await?;
        let rows = rows.into_iter();
        found.extend(rows.map(|(id, round)| (ObligationId(id), RoundId(round))));
    }
    Ok(found)
}
