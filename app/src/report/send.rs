//! Sending what the head has signed; the receipt time is the server's and nobody
//! else's. Who signs may do both at once.

use super::ahead::Ahead;
use super::case::Case;
use super::sign::{FairCopy, SignReport};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::{AccountId, ObligationId, ReportVersionId};
use domain::journal::Noun;
use domain::report::{
    Act, LATE_PLACE, ReportError, ReportState, check_late_reason, needs_late_reason, next_state,
};
use domain::text::clean_text;
use jiff::Timestamp;
use serde_json::json;
use store::obligation::Obligation;
use store::report::Version;
use store::round::Round;
use store::{Handle, Write};

/// A signed report to be sent.
#[derive(Debug, Clone)]
pub struct SendReport {
    /// Which report.
    pub obligation: ObligationId,
    /// Counter of the draft that was read: nobody sends what was signed anew since.
    pub version: i32,
    /// Why it comes late; none leaves what the draft says.
    pub late_reason: Option<String>,
}

/// The receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Number of the version.
    pub number: i32,
    /// When it reached the server.
    pub received_at: Timestamp,
    /// Seal of the content.
    pub sha256: String,
}

/// The reason that is kept with a version which is sent now: what was `given`
/// where the report is late, else none.
///
/// # Errors
/// The error of its field where it is needed and is no sentence.
pub(super) fn late_reason(
    owed: &Obligation,
    round: &Round,
    ctx: &Ctx,
    given: &str,
) -> Result<Option<String>, FieldError> {
    if !needs_late_reason(owed.due(round.dates.due_by), owed.last_version, ctx.now()) {
        return Ok(None);
    }
    let error = |code| FieldError::new(LATE_PLACE, code);
    let given = clean_text(given).map_err(|err| error(err.code()))?;
    check_late_reason(&given).map_err(|err| error(err.code()))?;
    Ok(Some(given))
}

/// Sends a signed report: whoever writes or signs for the unit may.
///
/// # Errors
/// As `Case::load`; [`AppError::Conflict`] when it was signed anew since it was
/// read; [`AppError::Invalid`] when it is not signed, when it no longer reads or
/// passes as it was signed, when it is late without a reason, or when the round is
/// closed.
pub async fn send(ctx: &Ctx, input: SendReport) -> Result<Receipt, AppError> {
    let ahead = Ahead::mark(ctx);
    let early = signed(ctx, &ctx.read(), &input).await;
    let w = ctx.begin().await?;
    let ready = match early {
        Ok(ready) if ahead.stands(&w, &ready.copy.units).await? => ready,
        _ => signed(ctx, &w, &input).await?,
    };
    ready.write(ctx, w).await
}

/// Signs the draft and sends it in one transaction; the journal has both acts, so
/// that no state is skipped.
///
/// # Errors
/// As [`super::sign`] and [`send`].
pub async fn submit(ctx: &Ctx, input: SignReport) -> Result<Receipt, AppError> {
    let ahead = Ahead::mark(ctx);
    let early = unsigned(ctx, &ctx.read(), input).await;
    let w = ctx.begin().await?;
    let ready = match early {
        Ok(ready) if ahead.stands(&w, &ready.copy.units).await? => ready,
        _ => unsigned(ctx, &w, input).await?,
    };
    ready.write(ctx, w).await
}

/// A version ready to be written.
struct ToSend {
    copy: FairCopy,
    /// Where the report stood, not signed or signed.
    before: ReportState,
    after: ReportState,
    version: Version,
}

/// What is signed, to be sent as it is.
async fn signed(ctx: &Ctx, h: &impl Handle, input: &SendReport) -> Result<ToSend, AppError> {
    let case = Case::load_own(ctx, h, input.obligation).await?;
    case.check_open(ctx)?;
    let (before, after) = (case.state(ctx), case.after(ctx, Act::Send)?);
    let mut copy = FairCopy::of(ctx, h, case, input.version).await?;
    let signature = copy.draft.signature.clone();
    let signature = signature.ok_or(ReportError::WrongState)?;
    // Quoted figures, or what is checked against, may be others by now.
    if copy.sha256 != signature.sha256 || !copy.errors.is_empty() {
        let stale = FieldError::form(ReportError::SignatureStale.code());
        copy.errors.insert(0, stale);
    }
    let given = input.late_reason.as_deref();
    let given = given.unwrap_or(&copy.draft.typed.late_reason).to_owned();
    ToSend::new(
        ctx,
        copy,
        (before, after),
        (signature.by, signature.at),
        &given,
    )
}

/// What is signed and sent at once.
async fn unsigned(ctx: &Ctx, h: &impl Handle, input: SignReport) -> Result<ToSend, AppError> {
    let account = ctx.account()?;
    let case = Case::load(ctx, h, input.obligation, Right::SignReport).await?;
    case.check_open(ctx)?;
    let (before, signed) = (case.state(ctx), case.after(ctx, Act::Sign)?);
    let after = next_state(signed, Act::Send, case.obligation.was_sent())?;
    let copy = FairCopy::of(ctx, h, case, input.version).await?;
    let given = copy.draft.typed.late_reason.clone();
    ToSend::new(ctx, copy, (before, after), (account, ctx.now()), &given)
}

impl ToSend {
    fn new(
        ctx: &Ctx,
        mut copy: FairCopy,
        (before, after): (ReportState, ReportState),
        (signed_by, signed_at): (AccountId, Timestamp),
        given: &str,
    ) -> Result<Self, AppError> {
        let account = ctx.account()?;
        let mut errors = std::mem::take(&mut copy.errors);
        let owed = &copy.case.obligation;
        let late_reason = late_reason(owed, &copy.case.round, ctx, given).unwrap_or_else(|err| {
            errors.push(err);
            None
        });
        all_valid(errors)?;
        let number = owed.last_version + 1;
        let version = Version {
            id: ReportVersionId(ctx.new_id()),
            obligation: owed.id,
            number,
            sha256: copy.sha256.clone(),
            body: std::mem::take(&mut copy.body),
            signed_by,
            signed_at,
            sent_by: (signed_by != account).then_some(account),
            received_at: ctx.now(),
            late_reason,
        };
        copy.draft.based_on_version = number;
        copy.draft.signature = None;
        Ok(Self {
            copy,
            before,
            after,
            version,
        })
    }

    async fn write(self, ctx: &Ctx, w: Write) -> Result<Receipt, AppError> {
        let (version, signed) = (self.version, ReportState::Signed);
        let number = version.number;
        store::report::insert_version(&w, &version).await?;
        self.copy.keep_draft(&w).await?;
        let mut obligation = self.copy.case.obligation;
        obligation.state = self.after;
        obligation.last_version = number;
        obligation.first_received_at = obligation.first_received_at.or(Some(ctx.now()));
        obligation.last_received_at = Some(ctx.now());
        let (id, unit) = (obligation.id, obligation.unit);
        store::obligation::update(&w, &obligation).await?;
        let entry =
            |act: Act, detail| ctx.entry(act.code(), Noun::Report, id.0, Some(unit), detail);
        let mut entries = Vec::new();
        if self.before != signed {
            let detail = json!({
                "from": self.before.code(), "to": signed.code(), "sha256": version.sha256,
            });
            entries.push(entry(Act::Sign, detail));
        }
        let detail = json!({
            "version": number,
            "from": signed.code(),
            "to": self.after.code(),
            "sha256": version.sha256,
            "late_reason": version.late_reason,
        });
        entries.push(entry(Act::Send, detail));
        // Progress of tasks is entered once: here it goes into their diaries.
        let lines = &version.body.tasks;
        entries.extend(crate::task::record_from_report(ctx, &w, id, unit, lines).await?);
        ctx.commit_all(w, &entries).await?;
        Ok(Receipt {
            number,
            received_at: ctx.now(),
            sha256: version.sha256,
        })
    }
}
