//! Freezing: a snapshot of texts, totals, coverage and tasks with its hash
//! and the supplements that late data make.

use super::content::content;
use super::numbers::Tables;
use super::{late, load};
use crate::error::all_valid;
use crate::{AppError, Ctx, FieldError, Letterhead};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationAct, ConsolidationError, Content, PathAct, canonical_json, differences,
    next_state, references, sha256_of,
};
use domain::id::{ConsolidationId, RoundId, SnapshotId};
use domain::journal::Noun;
use serde_json::json;
use store::consolidation::{Consolidation, Snapshot};

/// Freezes the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// The round.
    pub round: RoundId,
    /// The draft's version that was seen.
    pub version: i32,
    /// The person has seen that numbers changed after their sentences were
    /// written, and takes the new ones.
    pub accept_stale: bool,
}

/// Makes the next supplement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplement {
    /// The round.
    pub round: RoundId,
    /// The report's version that was seen.
    pub version: i32,
    /// See [`Freeze::accept_stale`], of what was taken for this supplement.
    pub accept_stale: bool,
}

/// What was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// 1 for the report, n + 1 for supplement n.
    pub number: i32,
    /// Hash of the content.
    pub sha256: String,
    /// Differences from the snapshot before.
    pub differences: usize,
}

/// Freezes the report: from now on its words and numbers stay.
///
/// # Errors
/// [`AppError::Invalid`] while it lies before the head, while opinions are under way
/// or unanswered, when there is no text, a bound number has no value,
/// numbers are stale and that is not accepted, or the office has no place to be
/// written on the paper; [`AppError::Conflict`] when the draft is another one by now.
pub async fn freeze(ctx: &Ctx, input: Freeze) -> Result<Frozen, AppError> {
    load::table(ctx, input.round, Right::FreezeConsolidation).await?;
    // The transaction begins before the data are read: on SQLite nobody writes
    // in between, elsewhere the position is the least that is in.
    let w = ctx.begin().await?;
    let mut report = load::report(ctx, &w, input.round).await?;
    let state = next_state(report.state, ConsolidationAct::Freeze)?;
    load::Path::of(ctx, &w, &report)
        .await?
        .draft()
        .check(PathAct::Freeze)?;
    if report.version != input.version {
        return Err(AppError::Conflict);
    }
    if report.body.sections.is_empty() {
        return Err(ConsolidationError::Empty.into());
    }
    let (_, content) = fixed(ctx, &w, &report, 0, input.accept_stale).await?;
    report.state = state;
    load::save(ctx, &w, &mut report).await?;
    keep(ctx, w, PathAct::Freeze.code(), &report, 1, &content).await
}

/// Makes supplement n: the texts of the report with what was taken since for this
/// supplement, the data of now, and what is different, also of single units where
/// the totals are the same. Nothing in the report itself changes.
///
/// # Errors
/// [`AppError::Invalid`] before freezing, when nothing has changed, a number of what
/// was taken has no value, or is stale and that is not accepted, or the office has no
/// place; [`AppError::Conflict`] when the report is another one by now.
pub async fn supplement(ctx: &Ctx, input: Supplement) -> Result<Frozen, AppError> {
    load::table(ctx, input.round, Right::FreezeConsolidation).await?;
    let w = ctx.begin().await?;
    let mut report = load::report(ctx, &w, input.round).await?;
    report.state = next_state(report.state, ConsolidationAct::Supplement)?;
    if report.version != input.version {
        return Err(AppError::Conflict);
    }
    let last = late::last_snapshot(&w, &report).await?;
    let (number, mut before) = last.ok_or(ConsolidationError::NotFrozen)?;
    let (tables, mut now) = fixed(ctx, &w, &report, number, input.accept_stale).await?;
    now.differences = differences(&before, &now);
    now.differences
        .extend(late::unit_changes(&w, &tables.this, &before).await?);
    let added = late::with_added(&mut before.sections, now.sections, number);
    if now.differences.is_empty() && added == 0 {
        return Err(ConsolidationError::NothingNew.into());
    }
    now.sections = before.sections;
    now.supplement = number;
    load::save(ctx, &w, &mut report).await?;
    keep(
        ctx,
        w,
        "consolidation.supplement",
        &report,
        number + 1,
        &now,
    )
    .await
}

/// What the report (0), or supplement `number`, says as its words and numbers are fixed
/// in this transaction, with the tables that it was read from.
///
/// # Errors
/// [`AppError::Invalid`] when a bound number has no value, numbers are stale and that is
/// not accepted, or the office has no place to be written on the paper.
pub(super) async fn fixed(
    ctx: &Ctx,
    w: &store::Write,
    report: &Consolidation,
    number: i32,
    accept_stale: bool,
) -> Result<(Tables, Content), AppError> {
    let (seq, _) = store::journal::head(w).await?;
    ctx.app.refresh().await?;
    let tables = Tables::fresh(ctx, report.round).await?;
    check_numbers(report, number, &tables, accept_stale)?;
    let content = content(ctx, &tables, &report.body, seq).await?;
    Letterhead::written_in(&content).check_place()?;
    Ok((tables, content))
}

async fn keep(
    ctx: &Ctx,
    w: store::Write,
    act: &str,
    report: &Consolidation,
    number: i32,
    content: &Content,
) -> Result<Frozen, AppError> {
    let body = canonical_json(content).map_err(AppError::internal)?;
    let snapshot = insert_snapshot(ctx, &w, report.id, number, body, content.journal_seq).await?;
    let detail = json!({
        "round": report.round, "snapshot": number, "sha256": snapshot.sha256,
        "received": content.coverage.received, "expected": content.coverage.expected,
        "differences": content.differences.len(),
    });
    let entry = ctx.entry(
        act,
        Noun::Consolidation,
        report.id.0,
        Some(content.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(Frozen {
        number,
        sha256: snapshot.sha256,
        differences: content.differences.len(),
    })
}

/// Keeps a content as snapshot `number`, with its hash.
pub(super) async fn insert_snapshot(
    ctx: &Ctx,
    w: &store::Write,
    report: ConsolidationId,
    number: i32,
    body: String,
    journal_seq: i64,
) -> Result<Snapshot, AppError> {
    let snapshot = Snapshot {
        id: SnapshotId(ctx.new_id()),
        consolidation: report,
        number,
        sha256: sha256_of(&body),
        body,
        journal_seq,
        frozen_by: ctx.account()?,
        frozen_at: ctx.now(),
    };
    match store::consolidation::insert_snapshot(w, &snapshot).await {
        Err(store::StoreError::Duplicate(_)) => Err(AppError::Conflict),
        Err(other) => Err(other.into()),
        Ok(()) => Ok(snapshot),
    }
}

/// No frozen sentence of the report (0) or of supplement `number` may hold a gap, and
/// nobody freezes "tăng" over a number that has fallen since without having seen it
///
fn check_numbers(
    report: &Consolidation,
    number: i32,
    tables: &Tables,
    accept_stale: bool,
) -> Result<(), AppError> {
    let numbers = tables.numbers()?;
    let mut errors = Vec::new();
    for (section, paragraph) in report
        .body
        .sections
        .iter()
        .flat_map(|(code, list)| list.iter().map(move |p| (code, p)))
        .filter(|(_, p)| p.supplement == number)
    {
        for reference in references(&paragraph.text) {
            if numbers.quoted(&reference).value.is_none() {
                // To wait for the units helps only where something is still to come.
                let code = if numbers.is_incomparable(&reference) {
                    "consolidation.number_incomparable"
                } else {
                    "consolidation.number_missing"
                };
                errors.push(
                    FieldError::form(code)
                        .with("token", reference.token())
                        .with("section", section.clone()),
                );
            }
        }
        if accept_stale {
            continue;
        }
        for stale in numbers.stale(paragraph) {
            errors.push(
                FieldError::new("accept_stale", "consolidation.number_stale")
                    .with("token", stale.token)
                    .with("section", section.clone())
                    .with("old", stale.old.unwrap_or_else(|| "–".into()))
                    .with("new", stale.new.unwrap_or_else(|| "–".into())),
            );
        }
    }
    all_valid(errors)
}
