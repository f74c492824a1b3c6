//! Signing and sending: the head signs what is on the screen; the receipt time
//! is the server's and nobody else's.

use super::ahead::Ahead;
use super::case::Case;
use super::past::Earlier;
use super::place_field;
use super::remarks::all_remarks;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::{ObligationId, ReportVersionId, UnitId};
use domain::journal::Noun;
use domain::report::{
    Act, CellTrouble, LATE_PLACE, NumberStyle, Part, Quotes, Remark, ReportBody, ReportError,
    ReportState, Trouble, check_late_reason, needs_late_reason, next_state, read_part,
};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use store::obligation::Obligation;
use store::report::{Draft, Version};
use store::round::Round;
use store::{Handle, Write};

/// The draft to be signed.
#[derive(Debug, Clone, Copy)]
pub struct SignReport {
    /// Of which report.
    pub obligation: ObligationId,
    /// Counter of the draft that the head has read: nobody signs what somebody
    /// else has just changed.
    pub version: i32,
}

/// The receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Number of the version.
    pub number: i32,
    /// When it reached the server.
    pub received_at: Timestamp,
    /// Seal of the content.
    pub sha256: String,
}

/// Numbers of a draft that could not be read, found again from their texts.
pub(super) fn troubles_of(case: &Case, draft: &Draft) -> Vec<CellTrouble> {
    troubles_in(case, &draft.typed.numbers, draft.typed.style)
}

/// The same of any texts by input name.
pub(super) fn troubles_in(
    case: &Case,
    numbers: &BTreeMap<String, String>,
    style: Option<NumberStyle>,
) -> Vec<CellTrouble> {
    let mut troubles = Vec::new();
    if numbers.is_empty() {
        return troubles;
    }
    let measures: Vec<&str> = case.indicators().map(|d| d.measure.as_str()).collect();
    for def in case.indicators() {
        for part in Part::of(def) {
            let Some(typed) = numbers.get(&part.key(&def.code)) else {
                continue;
            };
            let scale = part.scale(def);
            let trouble = match read_part(def, *part, typed, style, &measures) {
                Err(trouble) => trouble,
                // Kept although it can be read: a bound changed. Ask again.
                Ok(_) => Trouble::Refused {
                    error: domain::number::NumberError::Malformed,
                },
            };
            let (code, typed) = (def.code.clone(), typed.clone());
            troubles.push(CellTrouble {
                code,
                part: *part,
                scale,
                typed,
                trouble,
            });
        }
    }
    troubles
}

/// The error that a remark becomes when it blocks signing.
fn blocking(locale: crate::Locale, remark: &Remark) -> FieldError {
    const KNOWN: [&str; 36] = [
        "check.percent_below_0",
        "check.percent_above_100",
        "check.part_over_whole",
        "check.ratio_disagrees",
        "check.num_missing",
        "check.den_missing",
        "check.plan_not_result",
        "check.negative_count",
        "check.weight_missing",
        "check.rank_below_1",
        "check.parts_over_total",
        "check.parts_below_total",
        "check.cumulative_fell",
        "check.cumulative_differs",
        "check.cumulative_num_differs",
        "check.cumulative_den_differs",
        "check.large_change",
        "check.large_change_num",
        "check.large_change_den",
        "check.below_bound",
        "check.above_bound",
        "check.foreign_field",
        "check.own",
        "outlier.beyond_limits",
        "number.doubtful",
        "number.malformed",
        "number.too_precise",
        "number.overflow",
        "number.other_measure",
        "number.no_threshold",
        "report.empty",
        "report.nil_with_content",
        "report.nil_with_text",
        "report.too_long",
        "report.reference_empty",
        "report.check_failed",
    ];
    let code = KNOWN
        .into_iter()
        .find(|code| *code == remark.code)
        .unwrap_or("report.check_failed");
    let field = remark
        .place
        .as_ref()
        .map_or_else(String::new, |(kind, at)| place_field(*kind, at));
    let at = remark
        .place
        .as_ref()
        .map(|(_, at)| at.clone())
        .unwrap_or_default();
    let detail = match locale {
        crate::Locale::En if !remark.detail_en.is_empty() => &remark.detail_en,
        _ => &remark.detail,
    };
    FieldError::new(field, code)
        .with("place", at)
        .with("detail", detail.clone())
        .with("typed", detail.clone())
}

/// The body as the head reads it, with quoted figures written out.
fn written_out(case: &Case, draft: &ReportBody, earlier: &Earlier) -> ReportBody {
    let definitions: Vec<_> = case.indicators().cloned().collect();
    let quotes = Quotes {
        definitions: &definitions,
        now: &draft.values,
        past: earlier.figures(),
    };
    let mut body = draft.clone();
    for section in &mut body.sections {
        section.text = quotes.write_out(&section.text);
    }
    body
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
    check_late_reason(given).map_err(|err| FieldError::new(LATE_PLACE, err.code()))?;
    Ok(Some(given.to_owned()))
}

/// Signs and sends the draft.
///
/// # Errors
/// As `Case::load`; [`AppError::Conflict`] when the draft changed since it was
/// read; [`AppError::Invalid`] with every remark that blocks, or when the round
/// is closed.
pub async fn sign(ctx: &Ctx, input: SignReport) -> Result<Signed, AppError> {
    let ahead = Ahead::mark(ctx);
    let early = work_out(ctx, &ctx.read(), input).await;
    let w = ctx.begin().await?;
    let sealed = match early {
        Ok(sealed) if ahead.stands(&w, &sealed.units).await? => sealed,
        _ => work_out(ctx, &w, input).await?,
    };
    sealed.write(ctx, w).await
}

/// A version ready to be written.
struct ToSend {
    case: Case,
    /// Whose reports were looked at: the unit's, and those of its past.
    units: Vec<UnitId>,
    before: ReportState,
    after: ReportState,
    /// The draft as it stays, when words were taken out of it.
    draft: Draft,
    is_draft_changed: bool,
    version: Version,
}

async fn work_out(ctx: &Ctx, h: &impl Handle, input: SignReport) -> Result<ToSend, AppError> {
    let account = ctx.account()?;
    let case = Case::load(ctx, h, input.obligation, Right::SignReport).await?;
    case.check_open(ctx)?;
    let before = case.state(ctx);
    let after = next_state(before, Act::Sign)?;
    let id = case.obligation.id;
    let mut draft = store::report::find_draft(h, id)
        .await?
        .ok_or(ReportError::Empty)?;
    if draft.version != input.version {
        return Err(AppError::Conflict);
    }
    let earlier = Earlier::of(ctx, h, &case).await?;
    let troubles = troubles_of(&case, &draft);
    let found = all_remarks(ctx, h, &case, &draft.body, &troubles, &earlier).await?;
    let blocks = found.iter().filter(|r| r.blocks());
    let mut errors: Vec<_> = blocks.map(|r| blocking(ctx.locale, r)).collect();
    let late_reason = late_reason(&case.obligation, &case.round, ctx, &draft.typed.late_reason)
        .unwrap_or_else(|err| {
            errors.push(err);
            None
        });
    all_valid(errors)?;
    // Words about remarks that are gone are no part of what is signed.
    let is_asked = |key: &str| found.iter().any(|r| r.needs_word() && r.key == key);
    let words = draft.body.explanations.len();
    draft.body.explanations.retain(|key, _| is_asked(key));
    let number = case.obligation.last_version + 1;
    draft.based_on_version = number;
    let body = written_out(&case, &draft.body, &earlier);
    let version = Version {
        id: ReportVersionId(ctx.new_id()),
        obligation: id,
        number,
        sha256: body.sha256(),
        body,
        signed_by: account,
        signed_at: ctx.now(),
        received_at: ctx.now(),
        late_reason,
    };
    Ok(ToSend {
        is_draft_changed: draft.body.explanations.len() != words,
        units: earlier.units.clone(),
        case,
        before,
        after,
        draft,
        version,
    })
}

impl ToSend {
    async fn write(self, ctx: &Ctx, w: Write) -> Result<Signed, AppError> {
        let (mut case, version) = (self.case, self.version);
        let number = version.number;
        store::report::insert_version(&w, &version).await?;
        if self.is_draft_changed {
            store::report::update_draft(&w, &self.draft).await?;
        } else {
            store::report::rebase_draft(&w, &self.draft).await?;
        }
        let obligation = &mut case.obligation;
        obligation.state = self.after;
        obligation.last_version = number;
        obligation.first_received_at = obligation.first_received_at.or(Some(ctx.now()));
        obligation.last_received_at = Some(ctx.now());
        let (id, unit) = (obligation.id, obligation.unit);
        store::obligation::update(&w, obligation).await?;
        let detail = json!({
            "version": number,
            "from": self.before.code(),
            "to": self.after.code(),
            "sha256": version.sha256,
            "late_reason": version.late_reason,
        });
        let mut entries = vec![ctx.entry(Act::Sign.code(), Noun::Report, id.0, Some(unit), detail)];
        // Progress of tasks is entered once: here it goes into their diaries.
        let lines = &version.body.tasks;
        entries.extend(crate::task::record_from_report(ctx, &w, id, unit, lines).await?);
        ctx.commit_all(w, &entries).await?;
        Ok(Signed {
            number,
            received_at: ctx.now(),
            sha256: version.sha256,
        })
    }
}
