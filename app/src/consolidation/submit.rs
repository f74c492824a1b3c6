//! Submission to the head, and the head's answer: signing makes the
//! snapshot out of exactly what was submitted, returning opens the draft again.

use super::freeze::{fixed, insert_snapshot};
use super::load::{self, Path};
use super::tell::tell_heads;
use crate::error::all_valid;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationError, ConsolidationState, Content, PathAct, SubmissionState, canonical_json,
    sha256_of,
};
use domain::id::{RoundId, SubmissionId};
use domain::journal::Noun;
use domain::text::clean_line;
use serde_json::json;
use store::consolidation::{Signature, Submission};

/// Lays the draft before the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submit {
    /// The round.
    pub round: RoundId,
    /// The draft's version that was seen.
    pub version: i32,
    /// See [`super::Freeze::accept_stale`].
    pub accept_stale: bool,
    /// What the office says about it.
    pub note: String,
}

/// The head signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The round.
    pub round: RoundId,
    /// Hash of what was read: nobody signs what somebody else has changed.
    pub sha256: String,
}

/// The head returns what was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnSubmission {
    /// The round.
    pub round: RoundId,
    /// Why.
    pub reason: String,
}

/// Submits the draft; it stays as it is until it is returned or signed. Answers
/// the number of the submission.
///
/// # Errors
/// [`AppError::Invalid`] while opinions are under way or unanswered, when there
/// is no text, a bound number has no value, numbers are stale and that is not
/// accepted, or the office has no place to be written on the paper;
/// [`AppError::Conflict`] when the draft is another one by now.
pub async fn submit(ctx: &Ctx, input: Submit) -> Result<i32, AppError> {
    load::table(ctx, input.round, Right::FreezeConsolidation).await?;
    let account = ctx.account()?;
    let note = clean_line(&input.note)
        .map_err(|err| AppError::Invalid(vec![FieldError::new("note", err.code())]))?;
    let w = ctx.begin().await?;
    let report = load::draft(ctx, &w, input.round, input.version).await?;
    if report.version == 0 || report.body.sections.is_empty() {
        return Err(ConsolidationError::Empty.into());
    }
    let path = Path::of(ctx, &w, &report).await?;
    path.draft().check(PathAct::Submit)?;
    let (tables, content) = fixed(ctx, &w, &report, 0, input.accept_stale).await?;
    let body = canonical_json(&content).map_err(AppError::internal)?;
    let submission = Submission {
        id: SubmissionId(ctx.new_id()),
        consolidation: report.id,
        number: i32::try_from(path.submissions.len()).unwrap_or_default() + 1,
        sha256: sha256_of(&body),
        body,
        journal_seq: content.journal_seq,
        note,
        submitted_by: account,
        submitted_at: ctx.now(),
        state: SubmissionState::Waiting,
        reason: String::new(),
        decided_by: None,
        decided_at: None,
        version: 1,
    };
    match store::consolidation::insert_submission(&w, &submission).await {
        Err(store::StoreError::Duplicate(_)) => return Err(AppError::Conflict),
        other => other?,
    }
    let detail = json!({
        "round": input.round, "number": submission.number, "sha256": submission.sha256,
        "received": content.coverage.received, "expected": content.coverage.expected,
    });
    let round = &tables.this.round;
    let args = vec![("title", round.title.clone())];
    let path = format!("/tong-hop/{}/chot", round.id);
    let key = format!("submission:{}", submission.id);
    tell_heads(
        ctx,
        &w,
        round.office,
        ("message.to_sign", args),
        &path,
        report.id,
        &key,
    )
    .await?;
    let entry = ctx.entry(
        PathAct::Submit.code(),
        Noun::Consolidation,
        report.id.0,
        Some(content.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(submission.number)
}

/// Returns the submission with a reason; the draft can be changed again.
///
/// # Errors
/// [`AppError::Invalid`] without a reason and when nothing lies before the head.
pub async fn return_submission(ctx: &Ctx, input: ReturnSubmission) -> Result<(), AppError> {
    let table = load::table(ctx, input.round, Right::SignConsolidation).await?;
    let account = ctx.account()?;
    let mut errors = Vec::new();
    let reason = clean_line(&input.reason).unwrap_or_else(|err| {
        errors.push(FieldError::new("reason", err.code()));
        String::new()
    });
    if reason.is_empty() && errors.is_empty() {
        let missing = ConsolidationError::ReasonMissing.code();
        errors.push(FieldError::new("reason", missing));
    }
    all_valid(errors)?;
    let w = ctx.begin().await?;
    let report = load::report(ctx, &w, input.round).await?;
    let path = Path::of(ctx, &w, &report).await?;
    path.draft().check(PathAct::Return)?;
    let waiting = path.waiting().ok_or(ConsolidationError::NotSubmitted)?;
    let decided = Submission {
        state: SubmissionState::Returned,
        reason: reason.clone(),
        decided_by: Some(account),
        decided_at: Some(ctx.now()),
        ..waiting.clone()
    };
    store::consolidation::decide_submission(&w, &decided).await?;
    let detail = json!({ "round": input.round, "number": waiting.number, "reason": reason });
    let entry = ctx.entry(
        PathAct::Return.code(),
        Noun::Consolidation,
        report.id.0,
        Some(table.round.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Signs: what was submitted becomes the frozen report under the signature; of a
/// report that is frozen already the oldest snapshot without signature is signed.
/// Answers the number of the snapshot.
///
/// # Errors
/// [`AppError::Conflict`] when it is not what the head has read;
/// [`AppError::Invalid`] when there is nothing to sign.
pub async fn sign(ctx: &Ctx, input: Sign) -> Result<i32, AppError> {
    let table = load::table(ctx, input.round, Right::SignConsolidation).await?;
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let mut report = load::report(ctx, &w, input.round).await?;
    let path = Path::of(ctx, &w, &report).await?;
    let snapshot = if let Some(waiting) = path.waiting() {
        path.draft().check(PathAct::Sign)?;
        if waiting.sha256 != input.sha256 {
            return Err(AppError::Conflict);
        }
        let content: Content = serde_json::from_str(&waiting.body).map_err(AppError::internal)?;
        let snapshot = insert_snapshot(
            ctx,
            &w,
            report.id,
            1,
            waiting.body.clone(),
            content.journal_seq,
        )
        .await?;
        let decided = Submission {
            state: SubmissionState::Signed,
            decided_by: Some(account),
            decided_at: Some(ctx.now()),
            ..waiting.clone()
        };
        store::consolidation::decide_submission(&w, &decided).await?;
        report.state = ConsolidationState::Frozen;
        load::save(ctx, &w, &mut report).await?;
        snapshot
    } else {
        // One after another: a supplement that was not signed before the next one
        // was made would never be.
        let snapshots = store::consolidation::list_snapshots(&w, report.id).await?;
        let oldest = snapshots.iter().find(|s| !path.snapshot(s).is_signed);
        let next = oldest.or_else(|| snapshots.last());
        let next = next.ok_or(ConsolidationError::NotSubmitted)?;
        path.snapshot(next).check(PathAct::Sign)?;
        if next.sha256 != input.sha256 {
            return Err(AppError::Conflict);
        }
        next.clone()
    };
    let (signer_name, signer_title) = signer(ctx, table.round.office).await?;
    let signature = Signature {
        id: ctx.new_id(),
        snapshot: snapshot.id,
        sha256: snapshot.sha256.clone(),
        signer_name,
        signer_title,
        signed_by: account,
        signed_at: ctx.now(),
    };
    match store::consolidation::insert_signature(&w, &signature).await {
        Err(store::StoreError::Duplicate(_)) => return Err(AppError::Conflict),
        other => other?,
    }
    let detail = json!({
        "round": input.round, "snapshot": snapshot.number, "sha256": snapshot.sha256,
    });
    let entry = ctx.entry(
        PathAct::Sign.code(),
        Noun::Consolidation,
        report.id.0,
        Some(table.round.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(snapshot.number)
}

/// Name and title of the person who signs, from the post in the office.
async fn signer(ctx: &Ctx, office: domain::id::UnitId) -> Result<(String, String), AppError> {
    let account = ctx.account()?;
    let read = ctx.read();
    let name = store::account::find(&read, account)
        .await?
        .map(|a| a.full_name)
        .unwrap_or_default();
    let posts = store::account::posts_of(&read, account).await?;
    let held = |p: &&domain::account::Post| p.holds_on(ctx.today());
    let title = posts
        .iter()
        .filter(held)
        .find(|p| p.unit == office)
        .or_else(|| posts.iter().find(held))
        .map(|p| p.title.clone())
        .unwrap_or_default();
    Ok((name, title))
}
