//! A report that is not typed but comes up from the tier below: the
//! consolidated report of the unit's own round. The same state
//! rules and the same receipt time of the server hold as for a signed one.

use crate::{AppError, Ctx};
use domain::id::{AccountId, ObligationId, ReportVersionId};
use domain::journal::{Entry, Noun};
use domain::report::{Act, ReportBody, ReportState, next_state};
use domain::round::check_open;
use jiff::Timestamp;
use serde_json::json;
use store::Write;
use store::report::Version;

/// Keeps `body` as the next version of a report, inside the transaction of the
/// act that sends it up, under the signature that it got below. The caller has asked
/// for the right. Answers the number and the entries for the journal: it is taken
/// over as signed, and received.
///
/// # Errors
/// [`AppError::Invalid`] when the round above takes no report now, or this one
/// lies there already and was not returned, or comes late without a reason.
pub(crate) async fn receive_from_below(
    ctx: &Ctx,
    w: &Write,
    id: ObligationId,
    body: ReportBody,
    (signed_by, signed_at): (AccountId, Timestamp),
    late_reason: &str,
) -> Result<(i32, [Entry; 2]), AppError> {
    let account = ctx.account()?;
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
    let signed = next_state(before, Act::Sign, obligation.was_sent())?;
    let after = next_state(signed, Act::Send, obligation.was_sent())?;
    let late_reason = super::send::late_reason(&obligation, &round, ctx, late_reason)
        .map_err(|err| AppError::Invalid(vec![err]))?;
    let number = obligation.last_version + 1;
    let version = Version {
        id: ReportVersionId(ctx.new_id()),
        obligation: id,
        number,
        sha256: body.sha256(),
        body,
        signed_by,
        signed_at,
        sent_by: (signed_by != account).then_some(account),
        received_at: ctx.now(),
        late_reason,
    };
    store::report::insert_version(w, &version).await?;
    obligation.state = after;
    obligation.last_version = number;
    obligation.first_received_at = obligation.first_received_at.or(Some(ctx.now()));
    obligation.last_received_at = Some(ctx.now());
    store::obligation::update(w, &obligation).await?;
    let entry = |act, detail| ctx.entry(act, Noun::Report, id.0, Some(obligation.unit), detail);
    let taken = json!({
        "from": before.code(), "to": signed.code(), "sha256": version.sha256,
        "signed_by": signed_by, "signed_at": signed_at,
    });
    let sent = json!({
        "version": number, "from": signed.code(), "to": after.code(), "sha256": version.sha256,
        "late_reason": version.late_reason,
    });
    let entries = [
        entry("report.from_below", taken),
        entry(Act::Send.code(), sent),
    ];
    Ok((number, entries))
}
