//! Noting that a report came on paper (R-3.3): "received on paper on …, entered
//! by …", corrected and taken back with a reason. The receipt time of the server
//! and whatever follows from it stay as they are.

use super::case::Case;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::ObligationId;
use domain::journal::Noun;
use domain::report::{
    PaperError, PaperReceipt, check_paper_day, check_paper_note, check_reason, may_note_paper,
};
use domain::text::clean_text;
use jiff::civil::Date;
use serde_json::json;

impl From<PaperError> for AppError {
    fn from(err: PaperError) -> Self {
        Self::refused(err.code())
    }
}

/// A paper that came.
#[derive(Debug, Clone)]
pub struct NotePaper {
    /// Of which report.
    pub obligation: ObligationId,
    /// On which day; none when nothing or no day was typed.
    pub on: Option<Date>,
    /// What there is to say of it; may be empty.
    pub note: String,
    /// Why what is noted already is corrected; not read for the first note.
    pub reason: String,
}

/// Notes that a report came on paper, or corrects what was noted.
///
/// # Errors
/// As `Case::load`, with the right to review; [`AppError::Invalid`] with every
/// defect, or when nothing is asked of the unit or the report is locked.
pub async fn note_paper(ctx: &Ctx, input: NotePaper) -> Result<(), AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let mut case = Case::load(ctx, &w, input.obligation, Right::ReviewReport).await?;
    may_note_paper(case.state(ctx), case.round.state)?;
    let mut errors = Vec::new();
    let note = clean("paper_note", &input.note, &mut errors);
    if let Some(err) = check_paper_note(&note) {
        errors.push(FieldError::new("paper_note", err.code()));
    }
    let (opens_on, from) = (case.round.dates.opens_on, case.round.period.from);
    match input.on {
        None => errors.push(FieldError::new("paper_on", "required")),
        Some(on) => {
            if let Some(err) = check_paper_day(on, opens_on, from, ctx.today()) {
                errors.push(FieldError::new("paper_on", err.code()));
            }
        }
    }
    let before = case.obligation.paper.take();
    let reason = match &before {
        Some(_) => reason(&input.reason, &mut errors),
        None => String::new(),
    };
    all_valid(errors)?;
    let Some(on) = input.on else {
        return Err(AppError::refused("required"));
    };
    let (act, detail) = match &before {
        None => (
            "report.note_paper",
            json!({ "paper_on": on, "note": said(&note) }),
        ),
        Some(old) => (
            "report.correct_paper",
            json!({
                "paper_on": on,
                "note": said(&note),
                "paper_on_before": old.on,
                "note_before": said(&old.note),
                "reason": reason,
            }),
        ),
    };
    case.obligation.paper = Some(PaperReceipt {
        on,
        note,
        by: account,
        at: ctx.now(),
    });
    store::obligation::update(&w, &case.obligation).await?;
    let (id, unit) = (case.obligation.id, case.obligation.unit);
    ctx.commit(w, ctx.entry(act, Noun::Report, id.0, Some(unit), detail))
        .await
}

/// Takes a paper receipt back that was noted by mistake.
///
/// # Errors
/// As [`note_paper`].
pub async fn withdraw_paper(ctx: &Ctx, id: ObligationId, why: &str) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let mut case = Case::load(ctx, &w, id, Right::ReviewReport).await?;
    may_note_paper(case.state(ctx), case.round.state)?;
    let Some(old) = case.obligation.paper.take() else {
        return Err(PaperError::Nothing.into());
    };
    let mut errors = Vec::new();
    let reason = reason(why, &mut errors);
    all_valid(errors)?;
    store::obligation::update(&w, &case.obligation).await?;
    let detail =
        json!({ "paper_on_before": old.on, "note_before": said(&old.note), "reason": reason });
    let unit = Some(case.obligation.unit);
    let entry = ctx.entry("report.withdraw_paper", Noun::Report, id.0, unit, detail);
    ctx.commit(w, entry).await
}

/// A note for the journal, which tells no empty ones.
fn said(note: &str) -> Option<&str> {
    Some(note).filter(|note| !note.is_empty())
}

fn clean(field: &str, text: &str, errors: &mut Vec<FieldError>) -> String {
    clean_text(text).unwrap_or_else(|err| {
        errors.push(FieldError::new(field, err.code()));
        String::new()
    })
}

fn reason(text: &str, errors: &mut Vec<FieldError>) -> String {
    let before = errors.len();
    let reason = clean("paper_reason", text, errors);
    if errors.len() == before
        && let Err(err) = check_reason(&reason)
    {
        errors.push(FieldError::new("paper_reason", err.code()));
    }
    reason
}

/// A paper receipt as pages tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The day on which it came.
    pub on: Date,
    /// What there is to say of it.
    pub note: String,
    /// Name of who entered it.
    pub by: String,
    /// When it was entered.
    pub at: jiff::Timestamp,
}

impl Paper {
    /// With the name of who entered it, out of memory.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of(
        ctx: &Ctx,
        noted: Option<&PaperReceipt>,
    ) -> Result<Option<Self>, AppError> {
        let Some(noted) = noted else {
            return Ok(None);
        };
        Ok(Some(Self {
            on: noted.on,
            note: noted.note.clone(),
            by: ctx.account_name(noted.by).await?,
            at: noted.at,
        }))
    }
}
