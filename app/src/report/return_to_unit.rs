//! Returning a report with a reason, a kind and marks.

use super::case::Case;
use crate::message::{UnitMessage, queue_for_unit};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::{ObligationId, ReturnId, UnitId};
use domain::journal::Noun;
use domain::message::MessageClass;
use domain::report::{Act, Mark, PlaceKind, ReportState, ReturnKind, check_reason};
use domain::text::clean_text;
use serde_json::json;
use store::Write;
use store::report::Return;

/// A return.
#[derive(Debug, Clone)]
pub struct ReturnReport {
    /// Which report.
    pub obligation: ObligationId,
    /// The version that the office has read.
    pub number: i32,
    /// For correction or unusable; the office must choose.
    pub kind: Option<ReturnKind>,
    /// Why: at least one sentence.
    pub reason: String,
    /// Sections and cells at which it points.
    pub marks: Vec<Mark>,
}

/// Returns a report to its unit.
///
/// # Errors
/// As `Case::load`; [`AppError::Conflict`] when a newer version has come;
/// [`AppError::Invalid`] with every defect.
pub async fn return_to_unit(ctx: &Ctx, input: ReturnReport) -> Result<(), AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let case = Case::load(ctx, &w, input.obligation, Right::ReviewReport).await?;
    let after = case.obligation.after(Act::Return)?;
    if input.number != case.obligation.last_version {
        return Err(AppError::Conflict);
    }
    let mut errors = Vec::new();
    let mut clean = |field: &str, text: &str| {
        clean_text(text).unwrap_or_else(|err| {
            errors.push(FieldError::new(field, err.code()));
            String::new()
        })
    };
    let reason = clean("reason", &input.reason);
    let marks: Vec<Mark> = input
        .marks
        .into_iter()
        .map(|m| Mark {
            note: clean("marks", &m.note),
            ..m
        })
        .collect();
    if let Err(err) = check_reason(&reason) {
        errors.push(FieldError::new("reason", err.code()));
    }
    let kind = input.kind.filter(|kind| ReturnKind::CHOICES.contains(kind));
    if kind.is_none() {
        errors.push(FieldError::new("kind", "report.return_kind"));
    }
    let exists = |mark: &Mark| match mark.kind {
        PlaceKind::Section => case.sections().any(|s| s.code == mark.code),
        PlaceKind::Cell => case.indicators().any(|i| i.code == mark.code),
    };
    if !marks.iter().all(exists) {
        errors.push(FieldError::new("marks", "report.mark_unknown"));
    }
    all_valid(errors)?;
    let Some(kind) = kind else {
        return Err(AppError::refused("report.return_kind"));
    };
    let new = Return {
        id: ReturnId(ctx.new_id()),
        obligation: case.obligation.id,
        version_number: input.number,
        kind,
        reason,
        marks,
        returned_by: account,
        returned_at: ctx.now(),
    };
    give_back(ctx, w, case, (Act::Return, after), new).await
}

/// Gives a report back to its unit by this act, with the state after it: keeps the
/// return, tells the unit, and commits.
pub(super) async fn give_back(
    ctx: &Ctx,
    w: Write,
    case: Case,
    (act, after): (Act, ReportState),
    new: Return,
) -> Result<(), AppError> {
    let mut obligation = case.obligation;
    let (id, unit) = (obligation.id, obligation.unit);
    store::report::insert_return(&w, &new).await?;
    tell(ctx, &w, unit, &case.round.title, &new).await?;
    let detail = json!({
        "version": new.version_number,
        "from": obligation.state.code(),
        "to": after.code(),
        "kind": new.kind.code(),
        "reason": new.reason,
        "marks": new.marks.len(),
    });
    // Receipt times stay as they are: which one counts follows from versions
    // and returns.
    obligation.state = after;
    obligation.accepted_at = None;
    store::obligation::update(&w, &obligation).await?;
    ctx.commit(
        w,
        ctx.entry(act.code(), Noun::Report, id.0, Some(unit), detail),
    )
    .await
}

/// Tells the unit's people that there is something to do again.
async fn tell(
    ctx: &Ctx,
    w: &Write,
    unit: UnitId,
    round: &str,
    new: &Return,
) -> Result<(), AppError> {
    let message = UnitMessage {
        class: MessageClass::Duty,
        noun: Noun::Report,
        subject_id: new.obligation.0,
        text: match new.kind {
            ReturnKind::Correction => "message.report_returned",
            ReturnKind::Unusable => "message.report_unusable",
            ReturnKind::Estimate => "message.report_reopened",
        },
        args: vec![("round", round.to_owned()), ("reason", new.reason.clone())],
        path: format!("/bao-cao/{}", new.obligation),
        key: format!("return:{}", new.id),
    };
    queue_for_unit(ctx, w, unit, message).await
}
