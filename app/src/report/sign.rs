//! Signing: the head signs what is on the screen, and withdraws the signature while
//! the report is not sent. The signature stays with the draft.
//! Sending what is signed is in [`super::send`].

use super::ahead::Ahead;
use super::case::Case;
use super::past::Earlier;
use super::place_field;
use super::remarks::all_remarks;
use super::set_aside::asked_part;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::{ObligationId, UnitId};
use domain::journal::Noun;
use domain::report::{
    Act, CellTrouble, NumberStyle, Part, Quotes, Remark, ReportBody, ReportError, ReportState,
    Trouble, read_part,
};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use store::report::{Draft, Signature};
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

/// A signed draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Counter of the draft; sending must name it.
    pub version: i32,
    /// When it was signed, by the server's clock.
    pub at: Timestamp,
    /// Seal of what was signed.
    pub sha256: String,
}

/// A signature as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// Counter of the signed draft, which sending names: the page may show an older
    /// one, with what was typed and not kept.
    pub version: i32,
    /// Name of who signed.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Seal of what was signed.
    pub sha256: String,
}

impl SignatureLine {
    /// The signature of a draft, if it has one.
    pub(super) async fn of(ctx: &Ctx, draft: Option<&Draft>) -> Result<Option<Self>, AppError> {
        let Some((draft, signature)) = draft.and_then(|d| Some((d, d.signature.as_ref()?))) else {
            return Ok(None);
        };
        Ok(Some(Self {
            version: draft.version,
            by: ctx.account_name(signature.by).await?,
            at: signature.at,
            sha256: signature.sha256.clone(),
        }))
    }
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
    if !draft.sections.iter().any(|s| s.text.contains("{{")) {
        return draft.clone();
    }
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

/// A report as it would be signed now.
pub(super) struct FairCopy {
    pub(super) case: Case,
    /// Whose reports were looked at: the unit's, and those of its past.
    pub(super) units: Vec<UnitId>,
    /// The draft as it stays, when words were taken out of it.
    pub(super) draft: Draft,
    is_draft_changed: bool,
    /// What is signed.
    pub(super) body: ReportBody,
    /// Its seal.
    pub(super) sha256: String,
    /// What blocks signing.
    pub(super) errors: Vec<FieldError>,
}

impl FairCopy {
    /// Works it out of the draft that was read at `version`.
    pub(super) async fn of(
        ctx: &Ctx,
        h: &impl Handle,
        case: Case,
        version: i32,
    ) -> Result<Self, AppError> {
        let mut draft = store::report::find_draft(h, case.obligation.id)
            .await?
            .ok_or(ReportError::Empty)?;
        if draft.version != version {
            return Err(AppError::Conflict);
        }
        let earlier = Earlier::of(ctx, h, &case).await?;
        let troubles = troubles_of(&case, &draft);
        // What the unit is not asked for any more stays in the draft, and is not signed.
        let own = asked_part(&case, &draft.body);
        let asked = own.as_ref().unwrap_or(&draft.body);
        let found = all_remarks(ctx, h, &case, asked, &troubles, &earlier).await?;
        let blocks = found.iter().filter(|r| r.blocks());
        let errors = blocks.map(|r| blocking(ctx.locale, r)).collect();
        // Words about remarks that are gone are no part of what is signed.
        let is_asked = |key: &str| found.iter().any(|r| r.needs_word() && r.key == key);
        let words = draft.body.explanations.len();
        draft.body.explanations.retain(|key, _| is_asked(key));
        let own = asked_part(&case, &draft.body);
        let body = written_out(&case, own.as_ref().unwrap_or(&draft.body), &earlier);
        Ok(Self {
            is_draft_changed: draft.body.explanations.len() != words,
            units: earlier.units.clone(),
            sha256: body.sha256(),
            case,
            draft,
            body,
            errors,
        })
    }

    /// Keeps the draft as it stays.
    pub(super) async fn keep_draft(&self, w: &Write) -> Result<(), AppError> {
        if self.is_draft_changed {
            store::report::update_draft(w, &self.draft).await?;
        } else {
            store::report::rebase_draft(w, &self.draft).await?;
        }
        Ok(())
    }
}

/// Signs the draft. It stays with the unit, as it is, until somebody sends it; on
/// time or late goes by that alone.
///
/// # Errors
/// As `Case::load`; [`AppError::Conflict`] when the draft changed since it was
/// read; [`AppError::Invalid`] with every remark that blocks, or when the round
/// is closed.
pub async fn sign(ctx: &Ctx, input: SignReport) -> Result<Signed, AppError> {
    let account = ctx.account()?;
    let ahead = Ahead::mark(ctx);
    let early = work_out(ctx, &ctx.read(), input).await;
    let w = ctx.begin().await?;
    let (mut copy, before, after) = match early {
        Ok(worked) if ahead.stands(&w, &worked.0.units).await? => worked,
        _ => work_out(ctx, &w, input).await?,
    };
    copy.draft.signature = Some(Signature {
        by: account,
        at: ctx.now(),
        sha256: copy.sha256.clone(),
    });
    copy.keep_draft(&w).await?;
    let version = copy.draft.version + 1;
    let mut obligation = copy.case.obligation;
    obligation.state = after;
    store::obligation::update(&w, &obligation).await?;
    let detail = json!({
        "draft": version, "from": before.code(), "to": after.code(), "sha256": copy.sha256,
    });
    let (id, unit) = (obligation.id.0, Some(obligation.unit));
    ctx.commit(
        w,
        ctx.entry(Act::Sign.code(), Noun::Report, id, unit, detail),
    )
    .await?;
    Ok(Signed {
        version,
        at: ctx.now(),
        sha256: copy.sha256,
    })
}

async fn work_out(
    ctx: &Ctx,
    h: &impl Handle,
    input: SignReport,
) -> Result<(FairCopy, ReportState, ReportState), AppError> {
    let case = Case::load(ctx, h, input.obligation, Right::SignReport).await?;
    case.check_open(ctx)?;
    let (before, after) = (case.state(ctx), case.after(ctx, Act::Sign)?);
    let mut copy = FairCopy::of(ctx, h, case, input.version).await?;
    all_valid(std::mem::take(&mut copy.errors))?;
    Ok((copy, before, after))
}

/// Withdraws the signature of a report that is not sent, also in a closed round: the
/// draft can be changed again.
///
/// # Errors
/// As `Case::load`, with the right to sign; [`AppError::Invalid`] when it is not
/// signed, or sent already.
pub async fn unsign(ctx: &Ctx, id: ObligationId) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let case = Case::load(ctx, &w, id, Right::SignReport).await?;
    let mut obligation = case.obligation;
    let (before, after) = (obligation.state, obligation.after(Act::Unsign)?);
    store::report::drop_signature(&w, id).await?;
    obligation.state = after;
    store::obligation::update(&w, &obligation).await?;
    let detail = json!({ "from": before.code(), "to": after.code() });
    let unit = Some(obligation.unit);
    ctx.commit(
        w,
        ctx.entry(Act::Unsign.code(), Noun::Report, id.0, unit, detail),
    )
    .await
}
