//! What has been frozen and issued of a round's report.

use super::issue::IssuedReport;
use super::load;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{ConsolidationState, Content, Difference, ReportCoverage};
use domain::id::{ConsolidationId, RoundId};
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use jiff::Timestamp;
use jiff::civil::Date;
use store::round::Round;

/// Where the report of a round stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The round.
    pub round: Round,
    /// The report's id, for its history.
    pub report: ConsolidationId,
    /// Draft, frozen or issued.
    pub state: ConsolidationState,
    /// Counter of changes, to be sent back with every change.
    pub version: i32,
    /// Whether the actor may freeze and issue.
    pub may_freeze: bool,
    /// The snapshots, first one first.
    pub snapshots: Vec<SnapshotLine>,
}

/// One snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotLine {
    /// 1 for the report, n + 1 for supplement n.
    pub number: i32,
    /// Hash of its content.
    pub sha256: String,
    /// Position of the journal up to which data are in.
    pub journal_seq: i64,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// How complete it is.
    pub coverage: ReportCoverage,
    /// Differences from the snapshot before.
    pub differences: Vec<Difference>,
    /// Number and symbol, form and date, once issued.
    pub issued: Option<(String, IssuerKind, Date)>,
}

/// The snapshots of a round's report.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn overview(ctx: &Ctx, round: RoundId) -> Result<Overview, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let may_freeze = ctx
        .can(Right::FreezeConsolidation, table.round.area)
        .await?;
    let read = ctx.read();
    let report = load::report(ctx, &read, round).await?;
    let mut issued: Vec<IssuedReport> = Vec::new();
    for document in store::issued::list_of(&read, Noun::Consolidation, report.id.0).await? {
        issued.push(serde_json::from_str(&document.body).map_err(AppError::internal)?);
    }
    let mut snapshots = Vec::new();
    for snapshot in store::consolidation::list_snapshots(&read, report.id).await? {
        let content: Content = serde_json::from_str(&snapshot.body).map_err(AppError::internal)?;
        let issued = issued.iter().find(|i| i.snapshot == snapshot.number);
        snapshots.push(SnapshotLine {
            number: snapshot.number,
            sha256: snapshot.sha256,
            journal_seq: snapshot.journal_seq,
            frozen_at: snapshot.frozen_at,
            coverage: content.coverage,
            differences: content.differences,
            issued: issued.map(|i| (i.symbol.clone(), i.kind, i.issued_on)),
        });
    }
    Ok(Overview {
        round: table.round.clone(),
        report: report.id,
        state: report.state,
        version: report.version,
        may_freeze,
        snapshots,
    })
}
