//! What every act on a consolidated report begins with.

use super::issue::IssuedReport;
use crate::totals::{Table, cache};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationBody, ConsolidationError, ConsolidationState, OpinionAnswer, Standing,
    SubmissionState, WindowState,
};
use domain::id::{ConsolidationId, IssuedDocumentId, RoundId};
use domain::journal::Noun;
use std::sync::Arc;
use store::consolidation::{Consolidation, OpinionRound, Snapshot, Submission};
use store::{Handle, Write};

impl From<ConsolidationError> for AppError {
    fn from(err: ConsolidationError) -> Self {
        Self::refused(err.code())
    }
}

/// The table of a round over whose area the actor has `right`.
pub(super) async fn table(ctx: &Ctx, round: RoundId, right: Right) -> Result<Arc<Table>, AppError> {
    ctx.require_any(right)?;
    let table = cache::table(&ctx.app, round).await?;
    ctx.require(right, table.round.area).await?;
    Ok(table)
}

/// The report of a round; before anybody has written, an empty draft of
/// version 0.
pub(super) async fn report(
    ctx: &Ctx,
    h: &impl Handle,
    round: RoundId,
) -> Result<Consolidation, AppError> {
    if let Some(found) = store::consolidation::find(h, round).await? {
        return Ok(found);
    }
    Ok(Consolidation {
        id: ConsolidationId(ctx.new_id()),
        round,
        state: ConsolidationState::Draft,
        body: ConsolidationBody::default(),
        updated_by: domain::id::AccountId(uuid::Uuid::nil()),
        updated_at: ctx.now(),
        version: 0,
    })
}

/// The report for a change: not frozen, and at the version that was seen.
pub(super) async fn draft(
    ctx: &Ctx,
    w: &Write,
    round: RoundId,
    version: i32,
) -> Result<Consolidation, AppError> {
    let report = report(ctx, w, round).await?;
    Path::of(ctx, w, &report).await?.draft().check_change()?;
    if report.version != version {
        return Err(AppError::Conflict);
    }
    Ok(report)
}

/// What has been done with a report on the way to issue.
pub(super) struct Path {
    pub(super) state: ConsolidationState,
    pub(super) opinion_rounds: Vec<OpinionRound>,
    pub(super) opinions: Vec<store::consolidation::Opinion>,
    pub(super) submissions: Vec<Submission>,
    pub(super) signatures: Vec<store::consolidation::Signature>,
    pub(super) issued: Vec<(IssuedDocumentId, IssuedReport)>,
    pub(super) receipts: Vec<store::consolidation::Receipt>,
    now: jiff::Timestamp,
}

impl Path {
    pub(super) async fn of(
        ctx: &Ctx,
        h: &impl Handle,
        report: &Consolidation,
    ) -> Result<Self, AppError> {
        let opinion_rounds = store::consolidation::list_opinion_rounds(h, report.id).await?;
        let ids: Vec<_> = opinion_rounds.iter().map(|r| r.id).collect();
        let mut issued = Vec::new();
        for document in store::issued::list_of(h, Noun::Consolidation, report.id.0).await? {
            let found: IssuedReport =
                serde_json::from_str(&document.body).map_err(AppError::internal)?;
            issued.push((document.id, found));
        }
        let documents: Vec<_> = issued.iter().map(|(id, _)| *id).collect();
        Ok(Self {
            state: report.state,
            opinions: store::consolidation::list_opinions(h, &ids).await?,
            opinion_rounds,
            submissions: store::consolidation::list_submissions(h, report.id).await?,
            signatures: store::consolidation::list_signatures(h, report.id).await?,
            receipts: store::consolidation::list_receipts(h, &documents).await?,
            issued,
            now: ctx.now(),
        })
    }

    /// The submission that lies before the head.
    pub(super) fn waiting(&self) -> Option<&Submission> {
        self.submissions
            .iter()
            .find(|s| s.state == SubmissionState::Waiting)
    }

    /// The opinion round that is planned or open.
    pub(super) fn asking(&self) -> Option<&OpinionRound> {
        self.opinion_rounds
            .iter()
            .find(|r| r.window.state(self.now) != WindowState::Closed)
    }

    /// Number, document and content of what was issued of a snapshot.
    pub(super) fn issued_of(&self, snapshot: i32) -> Option<&(IssuedDocumentId, IssuedReport)> {
        self.issued.iter().find(|(_, i)| i.snapshot == snapshot)
    }

    /// How the report stands before it has a snapshot.
    pub(super) fn draft(&self) -> Standing {
        Standing {
            state: self.state,
            has_open_opinion: self.asking().is_some(),
            unanswered: self
                .opinions
                .iter()
                .filter(|o| o.answer == OpinionAnswer::Open)
                .count(),
            is_submitted: self.waiting().is_some(),
            ..Standing::draft()
        }
    }

    /// How one of its snapshots stands.
    pub(super) fn snapshot(&self, snapshot: &Snapshot) -> Standing {
        let issued = self.issued_of(snapshot.number);
        Standing {
            is_signed: self.signatures.iter().any(|s| s.snapshot == snapshot.id),
            is_issued: issued.is_some(),
            is_sent: issued.is_some_and(|(id, _)| self.receipts.iter().any(|r| r.document == *id)),
            ..self.draft()
        }
    }
}

/// Writes the report back; the first writing makes the row.
pub(super) async fn save(ctx: &Ctx, w: &Write, report: &mut Consolidation) -> Result<(), AppError> {
    report.updated_by = ctx.account()?;
    report.updated_at = ctx.now();
    if report.version > 0 {
        store::consolidation::update(w, report).await?;
        return Ok(());
    }
    match store::consolidation::insert(w, report).await {
        Err(store::StoreError::Duplicate(_)) => Err(AppError::Conflict),
        other => Ok(other?),
    }
}
