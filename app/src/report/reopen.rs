//! Opening an accepted report again (*mở lại để bổ sung số liệu*), so that the unit can
//! put final figures in place of estimates (domain §6.4), or report on a field of work
//! that came to it after it had signed. A report that is not accepted is
//! returned instead (`return_to_unit`).

use super::case::Case;
use super::given_since::given_since;
use super::return_to_unit::give_back;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::{ObligationId, ReturnId};
use domain::report::{Act, Mark, PlaceKind, ReturnKind, check_reason, reopened};
use domain::text::clean_text;
use store::report::Return;

/// An accepted report that is opened again.
#[derive(Debug, Clone)]
pub struct ReopenReport {
    /// Which report.
    pub obligation: ObligationId,
    /// The version that the office has read.
    pub number: i32,
    /// Why: at least one sentence.
    pub reason: String,
}

/// Opens an accepted report again; every figure that is an estimate is marked, and
/// every place that came to the unit since.
///
/// # Errors
/// As `Case::load`, with the right to review; [`AppError::Conflict`] when a newer
/// version has come; [`AppError::Invalid`] when it is locked, not accepted, without
/// anything to be added, or without a reason.
pub async fn reopen(ctx: &Ctx, input: ReopenReport) -> Result<(), AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let case = Case::load(ctx, &w, input.obligation, Right::ReviewReport).await?;
    let id = case.obligation.id;
    if input.number != case.obligation.last_version {
        return Err(AppError::Conflict);
    }
    let sent = store::report::find_version(&w, id, input.number).await?;
    let given = match &sent {
        Some(sent) => given_since(&w, &case, sent.signed_at, &sent.body).await?,
        None => Vec::new(),
    };
    let body = sent.map(|version| version.body).unwrap_or_default();
    let has_more = !given.is_empty();
    let after = reopened(case.obligation.state, case.round.state, &body, has_more)?;
    let mut errors = Vec::new();
    let reason = clean_text(&input.reason).unwrap_or_else(|err| {
        errors.push(FieldError::new("reason", err.code()));
        String::new()
    });
    if let Err(err) = check_reason(&reason) {
        errors.push(FieldError::new("reason", err.code()));
    }
    all_valid(errors)?;
    let marks: Vec<Mark> = body
        .estimates()
        .map(|code| Mark {
            kind: PlaceKind::Cell,
            code: code.to_owned(),
            note: String::new(),
        })
        .chain(given)
        .collect();
    let new = Return {
        id: ReturnId(ctx.new_id()),
        obligation: id,
        version_number: input.number,
        kind: ReturnKind::Estimate,
        reason,
        marks,
        returned_by: account,
        returned_at: ctx.now(),
    };
    // As after a return for corrections: the version counts until the next one
    // comes, and its receipt stays the one that is on time or late.
    give_back(ctx, w, case, (Act::Reopen, after), new).await
}
