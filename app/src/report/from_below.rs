//! A report that is not typed but comes up from the tier below: the
//! consolidated report of the unit's own round. The same state
//! rules and the same receipt time of the server hold as for a signed one.

use crate::{AppError, Ctx};
use domain::id::{ObligationId, ReportVersionId};
use domain::journal::{Entry, Noun};
use domain::report::{Act, ReportBody, ReportState, next_state};
use domain::round::check_open;
use serde_json::json;
use store::Write;
use store::report::Version;

/// Keeps `body` as the next version of a report, inside the transaction of the
/// act that sends it up. The caller has asked for the right. Answers the number
/// and the entry for the journal.
///
/// # Errors
/// [`AppError::Invalid`] when the round above takes no report now, or this one
/// lies there already and was not returned, or comes late without a reason.
pub(crate) async fn receive_from_below(
    ctx: &Ctx,
    w: &Write,
    id: ObligationId,
    body: ReportBody,
    late_reason: &str,
) -> Result<(i32, Entry), AppError> {
    let mut obligation = store::obligation::find(w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let round = store::round::find(w, obligation.round)
        .await?
        .ok_or(AppError::NotFound)?;
    let extended = obligation.extended_due_on;
    let dates = round.dates;
    check_open(
        round.state,
        dates.opens_on,
        extended,
        dates.due_by,
        ctx.now(),
    )?;
    let before = match obligation.state {
        ReportState::Scheduled if round.dates.opens_on <= ctx.today() => ReportState::Open,
        state => state,
    };
    let after = next_state(before, Act::Sign)?;
    let late_reason = super::sign::late_reason(&obligation, &round, ctx, late_reason)
        .map_err(|err| AppError::Invalid(vec![err]))?;
    let number = obligation.last_version + 1;
    let version = Version {
        id: ReportVersionId(ctx.new_id()),
        obligation: id,
        number,
        sha256: body.sha256(),
        body,
        signed_by: ctx.account()?,
        signed_at: ctx.now(),
        received_at: ctx.now(),
        late_reason,
    };
    store::report::insert_version(w, &version).await?;
    obligation.state = after;
    obligation.last_version = number;
    obligation.first_received_at = obligation.first_received_at.or(Some(ctx.now()));
    obligation.last_received_at = Some(ctx.now());
    store::obligation::update(w, &obligation).await?;
    let detail = json!({
        "version": number, "from": before.code(), "to": after.code(), "sha256": version.sha256,
        "late_reason": version.late_reason,
    });
    let unit = Some(obligation.unit);
    let entry = ctx.entry("report.from_below", Noun::Report, id.0, unit, detail);
    Ok((number, entry))
}
