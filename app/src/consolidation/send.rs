//! Sending an issued report: one receipt per unit, one message per
//! person; who opened it first and who acknowledged it.

use super::issue::IssuedReport;
use super::load::{self, Path};
use super::tell::tell;
use super::whom::{living, living_units};
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::consolidation::{ConsolidationError, PathAct};
use domain::id::{ReceiptId, RoundId, UnitId};
use domain::journal::Noun;
use serde_json::json;
use store::consolidation::Receipt;

/// Sends an issued snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Send {
    /// The round.
    pub round: RoundId,
    /// Which snapshot.
    pub snapshot: i32,
    /// To which units besides those that owe a report in the round.
    pub also: Vec<UnitId>,
}

/// Sends it to every unit of the round and the body above the office; in place of
/// units that have ended since, to those that stand for them. Answers how
/// many units get it.
///
/// # Errors
/// [`AppError::Invalid`] before it has a number and when it was sent already.
pub async fn send(ctx: &Ctx, input: Send) -> Result<usize, AppError> {
    let table = load::table(ctx, input.round, Right::FreezeConsolidation).await?;
    let account = ctx.account()?;
    let tree = ctx.tree().await?;
    let area = table.round.area;
    let areas = living(&tree, area, area);
    let is_inside = |unit: &UnitId| areas.iter().any(|area| tree.is_within(*unit, *area));
    if !input.also.iter().all(is_inside) {
        let outside = FieldError::new("unit", "consolidation.unit_outside");
        return Err(AppError::Invalid(vec![outside]));
    }
    let mut units = living_units(ctx, input.round, &tree).await?;
    units.extend(areas);
    units.extend(input.also);
    units.sort();
    units.dedup();
    let w = ctx.begin().await?;
    let report = load::report(ctx, &w, input.round).await?;
    let path = Path::of(ctx, &w, &report).await?;
    let snapshot = store::consolidation::list_snapshots(&w, report.id)
        .await?
        .into_iter()
        .find(|s| s.number == input.snapshot)
        .ok_or(AppError::NotFound)?;
    path.snapshot(&snapshot).check(PathAct::Send)?;
    let (document, issued) = path
        .issued_of(input.snapshot)
        .ok_or(ConsolidationError::NotIssued)?;
    let receipts: Vec<Receipt> = units
        .iter()
        .map(|unit| Receipt {
            id: ReceiptId(ctx.new_id()),
            document: *document,
            unit: *unit,
            sent_by: account,
            sent_at: ctx.now(),
            opened: None,
            acknowledged: None,
            version: 1,
        })
        .collect();
    store::consolidation::insert_receipts(&w, &receipts).await?;
    let args = vec![
        ("title", issued.content.title.clone()),
        ("symbol", issued.symbol.clone()),
    ];
    let page = format!("/tong-hop/{}/nhan?ban={}", input.round, input.snapshot);
    let key = format!("report-sent:{document}");
    tell(
        ctx,
        &w,
        &units,
        "message.report_sent",
        args,
        &page,
        report.id,
        &key,
    )
    .await?;
    let detail = json!({
        "round": input.round, "snapshot": input.snapshot, "symbol": issued.symbol,
        "units": units.len(),
    });
    let entry = ctx.entry(
        PathAct::Send.code(),
        Noun::Consolidation,
        report.id.0,
        Some(table.round.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(units.len())
}

/// What a unit received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedReport {
    /// The round.
    pub round: RoundId,
    /// What was issued, as it was issued.
    pub issued: IssuedReport,
    /// The receipts of the actor's units, with their names.
    pub receipts: Vec<(Receipt, String)>,
}

/// The issued report for a person of a unit that received it. The first one to
/// look opens the unit's receipt.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who did not receive it.
pub async fn receive(ctx: &Ctx, round: RoundId, snapshot: i32) -> Result<ReceivedReport, AppError> {
    let (found, mut receipts, report) = received(ctx, round, snapshot).await?;
    let account = ctx.account()?;
    let mut entries = Vec::new();
    for (receipt, _) in receipts.iter_mut().filter(|(r, _)| r.opened.is_none()) {
        receipt.opened = Some((account, ctx.now()));
        let detail = json!({ "round": round, "snapshot": snapshot });
        entries.push((
            receipt.clone(),
            ctx.entry(
                "consolidation.open_receipt",
                Noun::Consolidation,
                report.0,
                Some(receipt.unit),
                detail,
            ),
        ));
        receipt.version += 1;
    }
    if !entries.is_empty() {
        let w = ctx.begin().await?;
        let mut written = Vec::new();
        for (receipt, entry) in entries {
            // Somebody of the unit opened it at the same moment: that is enough.
            match store::consolidation::update_receipt(&w, &receipt).await {
                Ok(()) => written.push(entry),
                Err(store::StoreError::Conflict) => {}
                Err(other) => return Err(other.into()),
            }
        }
        if !written.is_empty() {
            ctx.commit_all(w, &written).await?;
        }
    }
    Ok(ReceivedReport {
        round,
        issued: found,
        receipts,
    })
}

/// Acknowledges it for the actor's units.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who did not receive it.
pub async fn acknowledge(ctx: &Ctx, round: RoundId, snapshot: i32) -> Result<(), AppError> {
    let (_, receipts, report) = received(ctx, round, snapshot).await?;
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let mut entries = Vec::new();
    for (mut receipt, _) in receipts
        .into_iter()
        .filter(|(r, _)| r.acknowledged.is_none())
    {
        let at = (account, ctx.now());
        receipt.opened = receipt.opened.or(Some(at));
        receipt.acknowledged = Some(at);
        store::consolidation::update_receipt(&w, &receipt).await?;
        let detail = json!({ "round": round, "snapshot": snapshot });
        entries.push(ctx.entry(
            "consolidation.acknowledge",
            Noun::Consolidation,
            report.0,
            Some(receipt.unit),
            detail,
        ));
    }
    if entries.is_empty() {
        return Ok(());
    }
    ctx.commit_all(w, &entries).await
}

/// Receipts of a round's report that nobody has opened, with the document's
/// symbol, for whoever chases.
pub(crate) async fn unopened(
    ctx: &Ctx,
    round: RoundId,
) -> Result<Vec<(Receipt, String)>, AppError> {
    let read = ctx.read();
    let Some(report) = store::consolidation::find(&read, round).await? else {
        return Ok(Vec::new());
    };
    let documents = store::issued::list_of(&read, Noun::Consolidation, report.id.0).await?;
    let ids: Vec<_> = documents.iter().map(|d| d.id).collect();
    let receipts = store::consolidation::list_receipts(&read, &ids).await?;
    let symbol = |r: &Receipt| {
        let of = documents.iter().find(|d| d.id == r.document);
        of.map(|d| d.symbol.clone()).unwrap_or_default()
    };
    Ok(receipts
        .into_iter()
        .filter(|r| r.opened.is_none() && r.acknowledged.is_none())
        .map(|r| {
            let symbol = symbol(&r);
            (r, symbol)
        })
        .collect())
}

async fn received(
    ctx: &Ctx,
    round: RoundId,
    snapshot: i32,
) -> Result<
    (
        IssuedReport,
        Vec<(Receipt, String)>,
        domain::id::ConsolidationId,
    ),
    AppError,
> {
    ctx.require_any(Right::AnswerConsolidation)?;
    let read = ctx.read();
    let report = store::consolidation::find(&read, round)
        .await?
        .ok_or(AppError::NotFound)?;
    let path = Path::of(ctx, &read, &report).await?;
    let (document, issued) = path.issued_of(snapshot).ok_or(AppError::NotFound)?;
    let tree = ctx.tree().await?;
    let is_mine = |r: &&Receipt| {
        r.document == *document
            && ctx
                .actor
                .has_over(Right::AnswerConsolidation, r.unit, &tree)
    };
    let receipts: Vec<(Receipt, String)> = path
        .receipts
        .iter()
        .filter(is_mine)
        .map(|r| {
            let name = tree.known(r.unit).map(|u| u.short_name.clone());
            (r.clone(), name.unwrap_or_default())
        })
        .collect();
    if receipts.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok((issued.clone(), receipts, report.id))
}
