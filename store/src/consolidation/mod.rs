//! Consolidated reports and their snapshots. A snapshot is written once and
//! never changed or removed.
//!
//! Opinions, submissions with signatures, receipts and the way up have a file
//! each.

mod opinion;
mod receipt;
mod submission;
mod tier;

pub use opinion::{
    Opinion, OpinionRound, answer_opinion, close_opinion_round, find_opinion, find_opinion_round,
    insert_opinion, insert_opinion_round, list_asking, list_opinion_rounds, list_opinions,
    round_of_opinions,
};
pub use receipt::{
    Receipt, has_receipt_beside, insert_receipts, list_receipts, list_receipts_of, update_receipt,
};
pub use submission::{
    Signature, Submission, decide_submission, insert_signature, insert_submission, list_signatures,
    list_submissions, list_waiting,
};
pub use tier::{
    RoundLink, SentUp, delete_link, find_link, insert_link, insert_sent_up, list_links,
    list_links_below, list_sent_up,
};

use crate::entity::{consolidations, snapshots};
use crate::only::only;
use crate::time::{instant, timestamp};
use crate::{Handle, StoreError, Write};
use domain::consolidation::{ConsolidationBody, ConsolidationState};
use domain::id::{AccountId, ConsolidationId, RoundId, SnapshotId};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// The consolidated report of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consolidation {
    /// Its id.
    pub id: ConsolidationId,
    /// The round.
    pub round: RoundId,
    /// Draft, frozen or issued.
    pub state: ConsolidationState,
    /// The texts.
    pub body: ConsolidationBody,
    /// Who changed it last.
    pub updated_by: AccountId,
    /// When.
    pub updated_at: Timestamp,
    /// Counter of changes.
    pub version: i32,
}

/// What was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id.
    pub id: SnapshotId,
    /// Of which report.
    pub consolidation: ConsolidationId,
    /// 1 for the report, n + 1 for supplement n.
    pub number: i32,
    /// Canonical JSON, exactly as it was hashed.
    pub body: String,
    /// SHA-256 of `body`, lower-case hexadecimal.
    pub sha256: String,
    /// Position of the journal up to which data are in.
    pub journal_seq: i64,
    /// Who froze it.
    pub frozen_by: AccountId,
    /// When, by the server's clock.
    pub frozen_at: Timestamp,
}

/// The consolidated report of a round, if one was begun.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find(h: &impl Handle, round: RoundId) -> Result<Option<Consolidation>, StoreError> {
    let row = consolidations::Entity::find()
        .filter(consolidations::Column::RoundId.eq(round.0))
        .one(h.conn())
        .await?;
    row.map(consolidation).transpose()
}

/// Begins a consolidated report.
///
/// # Errors
/// [`StoreError::Duplicate`] when the round has one.
pub async fn insert(w: &Write, new: &Consolidation) -> Result<(), StoreError> {
    let row = consolidations::ActiveModel {
        id: Set(new.id.0),
        round_id: Set(new.round.0),
        state: Set(new.state.code().into()),
        body: Set(serde_json::to_string(&new.body)?),
        updated_by: Set(new.updated_by.0),
        updated_at: Set(instant(new.updated_at)),
        version: Set(1),
    };
    consolidations::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Changes a report, if nobody changed it since `new.version` was read.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn update(w: &Write, new: &Consolidation) -> Result<(), StoreError> {
    use consolidations::Column as C;
    let changed = consolidations::Entity::update_many()
        .col_expr(C::State, Expr::value(new.state.code()))
        .col_expr(C::Body, Expr::value(serde_json::to_string(&new.body)?))
        .col_expr(C::UpdatedBy, Expr::value(new.updated_by.0))
        .col_expr(C::UpdatedAt, Expr::value(instant(new.updated_at)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(new.id.0))
        .filter(C::Version.eq(new.version))
        .exec(w.conn())
        .await?;
    if changed.rows_affected == 0 {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Keeps a snapshot.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number is taken.
pub async fn insert_snapshot(w: &Write, new: &Snapshot) -> Result<(), StoreError> {
    let row = snapshots::ActiveModel {
        id: Set(new.id.0),
        consolidation_id: Set(new.consolidation.0),
        number: Set(new.number),
        body: Set(new.body.clone()),
        sha256: Set(new.sha256.clone()),
        journal_seq: Set(new.journal_seq),
        frozen_by: Set(new.frozen_by.0),
        frozen_at: Set(instant(new.frozen_at)),
    };
    snapshots::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// The snapshots of a report, first one first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_snapshots(
    h: &impl Handle,
    report: ConsolidationId,
) -> Result<Vec<Snapshot>, StoreError> {
    let rows = snapshots::Entity::find()
        .filter(snapshots::Column::ConsolidationId.eq(report.0))
        .order_by_asc(snapshots::Column::Number)
        .all(h.conn())
        .await?;
    rows.into_iter().map(snapshot).collect()
}

/// The number of the last snapshot of a report, without reading any of them.
///
/// # Errors
/// When the database fails.
pub async fn last_number(
    h: &impl Handle,
    report: ConsolidationId,
) -> Result<Option<i32>, StoreError> {
    let last: Vec<Option<i32>> = snapshots::Entity::find()
        .select_only()
        .column_as(snapshots::Column::Number.max(), "last")
        .filter(snapshots::Column::ConsolidationId.eq(report.0))
        .into_tuple()
        .all(h.conn())
        .await?;
    Ok(last.into_iter().next().flatten())
}

/// One snapshot of a report: 1 is the report itself.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_numbered(
    h: &impl Handle,
    report: ConsolidationId,
    number: i32,
) -> Result<Option<Snapshot>, StoreError> {
    let of_number = snapshots::Entity::find()
        .filter(snapshots::Column::ConsolidationId.eq(report.0))
        .filter(snapshots::Column::Number.eq(number));
    only(of_number, h.conn()).await?.map(snapshot).transpose()
}

/// The consolidated report with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_by_id(
    h: &impl Handle,
    id: ConsolidationId,
) -> Result<Option<Consolidation>, StoreError> {
    let row = consolidations::Entity::find_by_id(id.0)
        .one(h.conn())
        .await?;
    row.map(consolidation).transpose()
}

/// The snapshot with this id.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn find_snapshot(
    h: &impl Handle,
    id: SnapshotId,
) -> Result<Option<Snapshot>, StoreError> {
    let row = snapshots::Entity::find_by_id(id.0).one(h.conn()).await?;
    row.map(snapshot).transpose()
}

fn consolidation(row: consolidations::Model) -> Result<Consolidation, StoreError> {
    Ok(Consolidation {
        id: ConsolidationId(row.id),
        round: RoundId(row.round_id),
        state: ConsolidationState::from_code(&row.state)
            .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
        body: serde_json::from_str(&row.body)?,
        updated_by: AccountId(row.updated_by),
        updated_at: timestamp(row.updated_at)?,
        version: row.version,
    })
}

fn snapshot(row: snapshots::Model) -> Result<Snapshot, StoreError> {
    Ok(Snapshot {
        id: SnapshotId(row.id),
        consolidation: ConsolidationId(row.consolidation_id),
        number: row.number,
        body: row.body,
        sha256: row.sha256,
        journal_seq: row.journal_seq,
        frozen_by: AccountId(row.frozen_by),
        frozen_at: timestamp(row.frozen_at)?,
    })
}
