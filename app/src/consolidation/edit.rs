//! Changes of the draft: a paragraph of the office's own, a text edited, moved
//! up or removed. Two people who write at once never lose words: the second is
//! told of the first's change.

use super::numbers::{Numbers, Tables};
use super::{late, load};
use crate::error::all_valid;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::consolidation::{Piece, pieces};
use domain::id::RoundId;
use domain::journal::Noun;
use domain::text::clean_text;
use serde_json::{Value, json};
use store::consolidation::Consolidation;

/// Longest text of one paragraph, in characters.
const LONGEST: usize = 20_000;

/// A new paragraph of the office's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Add {
    /// The round.
    pub round: RoundId,
    /// Section of the outline.
    pub section: String,
    /// The words, with references for bound numbers.
    pub text: String,
    /// The draft's version that was seen.
    pub version: i32,
}

/// Other words for a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The round.
    pub round: RoundId,
    /// Which paragraph.
    pub paragraph: u32,
    /// The words, with references for bound numbers.
    pub text: String,
    /// The draft's version that was seen.
    pub version: i32,
}

/// A paragraph to be taken out or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remove {
    /// The round.
    pub round: RoundId,
    /// Which paragraph.
    pub paragraph: u32,
    /// The draft's version that was seen.
    pub version: i32,
}

/// Adds a paragraph at the end of a section. Answers its number.
///
/// # Errors
/// [`AppError::Invalid`] for an unknown section, no text, or references to
/// nothing; [`AppError::Conflict`] when the draft is another one by now.
pub async fn add(ctx: &Ctx, input: Add) -> Result<u32, AppError> {
    let table = load::table(ctx, input.round, Right::WriteConsolidation).await?;
    let is_section = table
        .regime
        .body
        .outline
        .iter()
        .any(|s| s.code == input.section);
    let tables = Tables::of(ctx, table).await?;
    let numbers = tables.numbers()?;
    let mut errors = Vec::new();
    if !is_section {
        errors.push(FieldError::new("section", "consolidation.no_such_section"));
    }
    let text = checked(&input.text, &numbers, &mut errors);
    all_valid(errors)?;
    let w = ctx.begin().await?;
    let mut report = load::draft(ctx, &w, input.round, input.version).await?;
    let paragraph = report
        .body
        .add(&input.section, &text, None, numbers.seen(&text))?;
    load::save(ctx, &w, &mut report).await?;
    let detail = json!({ "round": input.round, "section": input.section, "paragraph": paragraph });
    commit(
        ctx,
        w,
        "consolidation.add",
        &report,
        tables.this.round.office,
        detail,
    )
    .await?;
    Ok(paragraph)
}

/// Replaces the text of a paragraph.
///
/// # Errors
/// As [`add`].
pub async fn edit(ctx: &Ctx, input: Edit) -> Result<(), AppError> {
    let table = load::table(ctx, input.round, Right::WriteConsolidation).await?;
    let tables = Tables::of(ctx, table).await?;
    let numbers = tables.numbers()?;
    let mut errors = Vec::new();
    let text = checked(&input.text, &numbers, &mut errors);
    all_valid(errors)?;
    let w = ctx.begin().await?;
    let mut report = changeable(ctx, &w, input.round, input.paragraph, input.version).await?;
    report
        .body
        .edit(input.paragraph, &text, numbers.seen(&text))?;
    load::save(ctx, &w, &mut report).await?;
    let detail = json!({ "round": input.round, "paragraph": input.paragraph });
    commit(
        ctx,
        w,
        "consolidation.edit",
        &report,
        tables.this.round.office,
        detail,
    )
    .await
}

/// Takes a paragraph out of the draft; the unit's text is "not used yet" again.
///
/// # Errors
/// [`AppError::Invalid`] when there is none or the draft is frozen;
/// [`AppError::Conflict`] when the draft is another one by now.
pub async fn remove(ctx: &Ctx, input: Remove) -> Result<(), AppError> {
    let table = load::table(ctx, input.round, Right::WriteConsolidation).await?;
    let w = ctx.begin().await?;
    let mut report = changeable(ctx, &w, input.round, input.paragraph, input.version).await?;
    let gone = report.body.remove(input.paragraph)?;
    load::save(ctx, &w, &mut report).await?;
    let unit = gone.source.map(|s| s.unit);
    let detail = json!({ "round": input.round, "paragraph": input.paragraph, "unit": unit });
    commit(
        ctx,
        w,
        "consolidation.remove",
        &report,
        table.round.office,
        detail,
    )
    .await
}

/// Moves a paragraph one place up within its section.
///
/// # Errors
/// As [`remove`].
pub async fn move_up(ctx: &Ctx, input: Remove) -> Result<(), AppError> {
    let table = load::table(ctx, input.round, Right::WriteConsolidation).await?;
    let w = ctx.begin().await?;
    let mut report = load::draft(ctx, &w, input.round, input.version).await?;
    report.body.move_up(input.paragraph)?;
    load::save(ctx, &w, &mut report).await?;
    let detail = json!({ "round": input.round, "paragraph": input.paragraph });
    commit(
        ctx,
        w,
        "consolidation.move",
        &report,
        table.round.office,
        detail,
    )
    .await
}

/// The report, of which this paragraph may change: nothing that is frozen, but what
/// waits for the next supplement.
async fn changeable(
    ctx: &Ctx,
    w: &store::Write,
    round: RoundId,
    paragraph: u32,
    version: i32,
) -> Result<Consolidation, AppError> {
    let late::Writing { report, number, .. } = late::writing(ctx, w, round).await?;
    report.body.check_change(paragraph, number)?;
    if report.version != version {
        return Err(AppError::Conflict);
    }
    Ok(report)
}

async fn commit(
    ctx: &Ctx,
    w: store::Write,
    act: &str,
    report: &Consolidation,
    office: domain::id::UnitId,
    detail: Value,
) -> Result<(), AppError> {
    let office = Some(office);
    ctx.commit(
        w,
        ctx.entry(act, Noun::Consolidation, report.id.0, office, detail),
    )
    .await
}

/// The text cleaned, with everything wrong about it.
fn checked(text: &str, numbers: &Numbers<'_>, errors: &mut Vec<FieldError>) -> String {
    let text = match clean_text(text) {
        Ok(text) => text,
        Err(err) => {
            errors.push(FieldError::new("text", err.code()));
            return String::new();
        }
    };
    if text.trim().is_empty() {
        errors.push(FieldError::new("text", "required"));
    }
    if text.chars().count() > LONGEST {
        errors.push(
            FieldError::new("text", "consolidation.paragraph_long")
                .with("max", LONGEST.to_string()),
        );
    }
    for piece in pieces(&text) {
        let token = match piece {
            Piece::Text(_) => continue,
            Piece::Number(reference) if numbers.is_known(&reference) => continue,
            Piece::Number(reference) => reference.token(),
            Piece::Broken(inside) => format!("{{{{{inside}}}}}"),
        };
        errors
            .push(FieldError::new("text", "consolidation.reference_unknown").with("token", token));
    }
    text
}
