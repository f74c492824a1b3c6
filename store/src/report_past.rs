//! What had come and what had been returned of reports by an instant, for boards of
//! another day. How they stood then follows from it in `app`.

use crate::entity::{report_returns, report_versions};
use crate::obligation::{LastReturn, Returned};
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError};
use domain::id::ObligationId;
use domain::report::ReturnKind;
use jiff::Timestamp;
use sea_orm::entity::prelude::DateTimeUtc;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Reports asked for in one statement.
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
