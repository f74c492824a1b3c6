//! Everything that carries a seal, page by page, for checking it.

use crate::entity::{
    blobs, issued_documents, opinion_rounds, report_versions, snapshots, submissions,
};
use crate::{Handle, StoreError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

domain::codes! {
    /// What carries a seal over a JSON body.
    SealedKind {
        /// A sent version of a report.
        ReportVersion = "report_version",
        /// A frozen consolidated report.
        Snapshot = "snapshot",
        /// An issued document.
        IssuedDocument = "issued_document",
        /// A draft that was laid before the head.
        Submission = "submission",
        /// A draft that was sent for opinion.
        OpinionRound = "opinion_round",
    }
}

/// All kinds.
pub const KINDS: &[SealedKind] = SealedKind::ALL;

/// A sealed body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Id of the row.
    pub id: Uuid,
    /// The body as stored.
    pub body: String,
    /// The seal, lower-case hexadecimal.
    pub sha256: String,
}

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Id of the row.
    pub id: Uuid,
    /// Its seal and name in the store.
    pub sha256: String,
}

/// Sealed bodies after `after`, in the order of ids.
///
/// # Errors
/// When the database fails.
pub async fn list_after(
    h: &impl Handle,
    kind: SealedKind,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Sealed>, StoreError> {
    macro_rules! page {
        ($table:ident) => {{
            let mut query = $table::Entity::find()
                .order_by_asc($table::Column::Id)
                .limit(limit);
            if let Some(after) = after {
                query = query.filter($table::Column::Id.gt(after));
            }
            let rows = query.all(h.conn()).await?;
            rows.into_iter()
                .map(|r| Sealed {
                    id: r.id,
                    body: r.body,
                    sha256: r.sha256,
                })
                .collect()
        }};
    }
    Ok(match kind {
        SealedKind::ReportVersion => page!(report_versions),
        SealedKind::Snapshot => page!(snapshots),
        SealedKind::IssuedDocument => page!(issued_documents),
        SealedKind::Submission => page!(submissions),
        SealedKind::OpinionRound => page!(opinion_rounds),
    })
}

/// All stored files.
///
/// # Errors
/// When the database fails.
pub async fn list_files(h: &impl Handle) -> Result<Vec<File>, StoreError> {
    let rows = blobs::Entity::find()
        .order_by_asc(blobs::Column::Id)
        .all(h.conn())
        .await?;
    Ok(rows
        .into_iter()
        .map(|r| File {
            id: r.id,
            sha256: r.sha256,
        })
        .collect())
}
