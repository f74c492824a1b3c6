//! Opinions on the draft: the office asks units or leaders within a
//! window; they comment on paragraphs of the draft as it was when they were
//! asked; the office answers each.

use super::content::content;
use super::load::{self, Path};
use super::numbers::Tables;
use super::tell::tell;
use crate::error::all_valid;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationError, OpinionAnswer, PathAct, Window, canonical_json, check_answer, sha256_of,
};
use domain::id::{OpinionId, OpinionRoundId, RoundId, UnitId};
use domain::journal::Noun;
use domain::regime::Link;
use domain::text::clean_text;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::consolidation::OpinionRound;

/// Asks for opinions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskOpinion {
    /// The round.
    pub round: RoundId,
    /// The draft's version that was seen.
    pub version: i32,
    /// Whom: units that report, or the units of leaders.
    pub units: Vec<UnitId>,
    /// From when.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
}

/// Answers an opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerOpinion {
    /// Which.
    pub opinion: OpinionId,
    /// Taken over or not.
    pub answer: OpinionAnswer,
    /// In what words.
    pub text: String,
    /// The opinion's version that was seen.
    pub version: i32,
}

/// Opens a round of opinions on the draft as it is now and tells the units.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong, also when one is under way or
/// the draft lies before the head; [`AppError::Conflict`] when the draft is
/// another one by now.
pub async fn ask_opinion(ctx: &Ctx, input: AskOpinion) -> Result<OpinionRoundId, AppError> {
    let table = load::table(ctx, input.round, Right::WriteConsolidation).await?;
    let account = ctx.account()?;
    let tree = ctx.tree().await?;
    let mut units = input.units;
    units.sort();
    units.dedup();
    let mut errors = Vec::new();
    if units.is_empty() {
        errors.push(FieldError::new("unit", "required"));
    }
    // Whom the office can see at all: its area, and the body right above it.
    if units.iter().any(|u| !tree.is_within(*u, table.round.area)) {
        errors.push(FieldError::new("unit", "consolidation.unit_outside"));
    }
    let window = Window::plan(input.opens_at, input.closes_at, ctx.now());
    if let Err(err) = window {
        errors.push(FieldError::new("closes_at", err.code()));
    }
    all_valid(errors)?;
    let window = window?;
    let w = ctx.begin().await?;
    let report = load::draft(ctx, &w, input.round, input.version).await?;
    if report.version == 0 || report.body.sections.is_empty() {
        return Err(ConsolidationError::Empty.into());
    }
    let path = Path::of(ctx, &w, &report).await?;
    path.draft().check(PathAct::Ask)?;
    let (seq, _) = store::journal::head(&w).await?;
    let tables = Tables::of(ctx, table).await?;
    let content = content(ctx, &tables, &report.body, seq).await?;
    let body = canonical_json(&content).map_err(AppError::internal)?;
    let round = OpinionRound {
        id: OpinionRoundId(ctx.new_id()),
        consolidation: report.id,
        number: i32::try_from(path.opinion_rounds.len()).unwrap_or_default() + 1,
        sha256: sha256_of(&body),
        body,
        journal_seq: seq,
        asked: units.clone(),
        window,
        opened_by: account,
        opened_at: ctx.now(),
        version: 1,
    };
    match store::consolidation::insert_opinion_round(&w, &round).await {
        Err(store::StoreError::Duplicate(_)) => return Err(AppError::Conflict),
        other => other?,
    }
    let until = vec![
        ("title", content.title.clone()),
        ("from", crate::text::instant_vi(window.opens_at)),
        ("until", crate::text::instant_vi(window.closes_at)),
    ];
    let page = format!("/y-kien/{}", round.id);
    let key = format!("opinion:{}", round.id);
    tell(
        ctx,
        &w,
        &units,
        "message.opinion",
        until,
        &page,
        report.id,
        &key,
    )
    .await?;
    let detail = json!({
        "round": input.round, "number": round.number, "units": units.len(),
        "opens_at": window.opens_at, "closes_at": window.closes_at, "sha256": round.sha256,
    });
    let office = Some(content.office);
    let entry = ctx.entry(
        PathAct::Ask.code(),
        Noun::Consolidation,
        report.id.0,
        office,
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(round.id)
}

/// The day until which the regime's rule has opinions come, for the form that asks;
/// none where there is no rule or the day is over.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn opinions_due(ctx: &Ctx, round: RoundId) -> Result<Option<Date>, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    crate::round::open_day(ctx, &table.round, Link::Opinions).await
}

/// Ends the opinion round before its time.
///
/// # Errors
/// [`AppError::Invalid`] when none is under way.
pub async fn close_opinion(ctx: &Ctx, round: RoundId) -> Result<(), AppError> {
    let table = load::table(ctx, round, Right::WriteConsolidation).await?;
    let w = ctx.begin().await?;
    let report = load::report(ctx, &w, round).await?;
    let path = Path::of(ctx, &w, &report).await?;
    path.draft().check(PathAct::CloseOpinion)?;
    let asking = path.asking().ok_or(ConsolidationError::OpinionClosed)?;
    store::consolidation::close_opinion_round(&w, asking, ctx.now()).await?;
    let detail = json!({ "round": round, "number": asking.number });
    let entry = ctx.entry(
        PathAct::CloseOpinion.code(),
        Noun::Consolidation,
        report.id.0,
        Some(table.round.office),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Keeps the office's answer to an opinion; it may be changed until submission.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::Invalid`] for a rejection without reason;
/// [`AppError::Conflict`] when somebody answered meanwhile.
pub async fn answer_opinion(
    ctx: &Ctx,
    round: RoundId,
    input: AnswerOpinion,
) -> Result<(), AppError> {
    let table = load::table(ctx, round, Right::WriteConsolidation).await?;
    let w = ctx.begin().await?;
    let report = load::report(ctx, &w, round).await?;
    let path = Path::of(ctx, &w, &report).await?;
    path.draft().check_change()?;
    let mut opinion = path
        .opinions
        .iter()
        .find(|o| o.id == input.opinion)
        .cloned()
        .ok_or(AppError::NotFound)?;
    let text = clean_text(&input.text)
        .map_err(|err| AppError::Invalid(vec![FieldError::new("text", err.code())]))?;
    if input.answer == OpinionAnswer::Open {
        return Err(AppError::Invalid(vec![FieldError::new(
            "answer", "required",
        )]));
    }
    check_answer(input.answer, &text)
        .map_err(|err| AppError::Invalid(vec![FieldError::new("text", err.code())]))?;
    opinion.answer = input.answer;
    opinion.answer_text = text.trim().to_owned();
    opinion.answered_by = Some(ctx.account()?);
    opinion.answered_at = Some(ctx.now());
    opinion.version = input.version;
    store::consolidation::answer_opinion(&w, &opinion).await?;
    let detail = json!({
        "round": round, "opinion": opinion.id, "unit": opinion.unit, "answer": opinion.answer,
    });
    let entry = ctx.entry(
        "consolidation.answer_opinion",
        Noun::Consolidation,
        report.id.0,
        Some(table.round.office),
        detail,
    );
    ctx.commit(w, entry).await
}
