//! Drafts laid before the head, and the signatures under snapshots.

use crate::entity::{snapshot_signatures, snapshots, submissions};
use crate::time::{instant, opt_timestamp, timestamp};
use crate::{Handle, StoreError, Write};
use domain::consolidation::SubmissionState;
use domain::id::{AccountId, ConsolidationId, SnapshotId, SubmissionId};
use jiff::Timestamp;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

/// A draft as it was laid before the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// Of which report.
    pub consolidation: ConsolidationId,
    /// From 1.
    pub number: i32,
    /// The content, canonical JSON.
    pub body: String,
    /// SHA-256 of `body`.
    pub sha256: String,
    /// Position of the journal up to which data are in.
    pub journal_seq: i64,
    /// What the office says about it.
    pub note: String,
    /// Who submitted it.
    pub submitted_by: AccountId,
    /// When.
    pub submitted_at: Timestamp,
    /// Waiting, returned or signed.
    pub state: SubmissionState,
    /// Why it was returned.
    pub reason: String,
    /// Who decided.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Counter of changes.
    pub version: i32,
}

/// The head's signature under a snapshot: an act recorded by the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Its id.
    pub id: Uuid,
    /// Under which snapshot.
    pub snapshot: SnapshotId,
    /// Hash of the content that was signed.
    pub sha256: String,
    /// Name of the signer.
    pub signer_name: String,
    /// The signer's office.
    pub signer_title: String,
    /// Who signed.
    pub signed_by: AccountId,
    /// When, by the server's clock.
    pub signed_at: Timestamp,
}

/// Keeps a submission.
///
/// # Errors
/// [`StoreError::Duplicate`] when the number is taken.
pub async fn insert_submission(w: &Write, new: &Submission) -> Result<(), StoreError> {
    let row = submissions::ActiveModel {
        id: Set(new.id.0),
        consolidation_id: Set(new.consolidation.0),
        number: Set(new.number),
        body: Set(new.body.clone()),
        sha256: Set(new.sha256.clone()),
        journal_seq: Set(new.journal_seq),
        note: Set(new.note.clone()),
        submitted_by: Set(new.submitted_by.0),
        submitted_at: Set(instant(new.submitted_at)),
        state: Set(new.state.code().into()),
        reason: Set(new.reason.clone()),
        decided_by: Set(new.decided_by.map(|a| a.0)),
        decided_at: Set(new.decided_at.map(instant)),
        version: Set(1),
    };
    submissions::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// Keeps the head's decision.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody decided meanwhile.
pub async fn decide_submission(w: &Write, s: &Submission) -> Result<(), StoreError> {
    use submissions::Column as C;
    let changed = submissions::Entity::update_many()
        .col_expr(C::State, Expr::value(s.state.code()))
        .col_expr(C::Reason, Expr::value(s.reason.clone()))
        .col_expr(C::DecidedBy, Expr::value(s.decided_by.map(|a| a.0)))
        .col_expr(C::DecidedAt, Expr::value(s.decided_at.map(instant)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(s.id.0))
        .filter(C::Version.eq(s.version))
        .exec(w.conn())
        .await?;
    match changed.rows_affected {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// The reports that lie before the head, with the time since when; without their
/// texts.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_waiting(
    h: &impl Handle,
) -> Result<Vec<(ConsolidationId, Timestamp)>, StoreError> {
    use submissions::Column as C;
    let rows: Vec<(Uuid, DateTimeUtc)> = submissions::Entity::find()
        .select_only()
        .columns([C::ConsolidationId, C::SubmittedAt])
        .filter(C::State.eq(SubmissionState::Waiting.code()))
        .order_by_asc(C::SubmittedAt)
        .into_tuple()
        .all(h.conn())
        .await?;
    rows.into_iter()
        .map(|(report, at)| Ok((ConsolidationId(report), timestamp(at)?)))
        .collect()
}

/// The submissions of a report, first one first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_submissions(
    h: &impl Handle,
    report: ConsolidationId,
) -> Result<Vec<Submission>, StoreError> {
    submissions::Entity::find()
        .filter(submissions::Column::ConsolidationId.eq(report.0))
        .order_by_asc(submissions::Column::Number)
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| {
            Ok(Submission {
                id: SubmissionId(row.id),
                consolidation: ConsolidationId(row.consolidation_id),
                number: row.number,
                body: row.body,
                sha256: row.sha256,
                journal_seq: row.journal_seq,
                note: row.note,
                submitted_by: AccountId(row.submitted_by),
                submitted_at: timestamp(row.submitted_at)?,
                state: SubmissionState::from_code(&row.state)
                    .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
                reason: row.reason,
                decided_by: row.decided_by.map(AccountId),
                decided_at: opt_timestamp(row.decided_at)?,
                version: row.version,
            })
        })
        .collect()
}

/// Keeps a signature.
///
/// # Errors
/// [`StoreError::Duplicate`] when the snapshot has one.
pub async fn insert_signature(w: &Write, new: &Signature) -> Result<(), StoreError> {
    let row = snapshot_signatures::ActiveModel {
        id: Set(new.id),
        snapshot_id: Set(new.snapshot.0),
        sha256: Set(new.sha256.clone()),
        signer_name: Set(new.signer_name.clone()),
        signer_title: Set(new.signer_title.clone()),
        signed_by: Set(new.signed_by.0),
        signed_at: Set(instant(new.signed_at)),
    };
    snapshot_signatures::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// The signatures under the snapshots of a report.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn list_signatures(
    h: &impl Handle,
    report: ConsolidationId,
) -> Result<Vec<Signature>, StoreError> {
    let of_report = Query::select()
        .column(snapshots::Column::Id)
        .from(snapshots::Entity)
        .and_where(Expr::col(snapshots::Column::ConsolidationId).eq(report.0))
        .to_owned();
    snapshot_signatures::Entity::find()
        .filter(snapshot_signatures::Column::SnapshotId.in_subquery(of_report))
        .all(h.conn())
        .await?
        .into_iter()
        .map(|row| {
            Ok(Signature {
                id: row.id,
                snapshot: SnapshotId(row.snapshot_id),
                sha256: row.sha256,
                signer_name: row.signer_name,
                signer_title: row.signer_title,
                signed_by: AccountId(row.signed_by),
                signed_at: timestamp(row.signed_at)?,
            })
        })
        .collect()
}
