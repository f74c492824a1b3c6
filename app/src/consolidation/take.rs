//! Takes a unit's section, or one sentence, item or table of it, into the draft;
//! the source stays with the words.

use super::numbers::Tables;
use super::{late, load};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{ConsolidationError, Source, portions};
use domain::id::{RoundId, UnitId};
use domain::journal::Noun;
use serde_json::json;

/// What is to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    /// The round.
    pub round: RoundId,
    /// Section of the outline.
    pub section: String,
    /// Whose text.
    pub unit: UnitId,
    /// Which portion of the text, from 0; none for the whole section.
    pub sentence: Option<usize>,
    /// The report's version that was seen.
    pub report_version: i32,
    /// The draft's version that was seen.
    pub version: i32,
}

/// Takes it, at the end of the section. Answers the paragraph's number. Of a frozen
/// report what came or was corrected since goes into the next supplement.
///
/// # Errors
/// [`AppError::Conflict`] when the draft or the unit's report is another one by
/// now; [`AppError::Invalid`] when the draft is frozen and the report was in it,
/// the words are in it already or there are none.
pub async fn take(ctx: &Ctx, input: Take) -> Result<u32, AppError> {
    let table = load::table(ctx, input.round, Right::WriteConsolidation).await?;
    let found = store::counted::list(&ctx.read(), input.round, Some(&[input.unit])).await?;
    let counted = found.into_iter().next().ok_or(AppError::NotFound)?;
    let (number, body) = counted.report.ok_or(AppError::NotFound)?;
    if number != input.report_version {
        return Err(AppError::Conflict);
    }
    let whole = body.section(&input.section).map_or("", |s| s.text.trim());
    let (text, words) = match input.sentence {
        None => (whole.to_owned(), whole),
        Some(place) => {
            let all = portions(whole);
            let portion = all.get(place).filter(|p| !p.is_heading);
            portion.map_or_else(Default::default, |p| (p.text(), p.words))
        }
    };
    if words.is_empty() {
        return Err(AppError::refused("consolidation.nothing_to_take"));
    }
    let w = ctx.begin().await?;
    let late::Writing {
        mut report,
        frozen,
        number: supplement,
    } = late::writing(ctx, &w, input.round).await?;
    let name = table.reports.iter().find(|r| r.unit == input.unit);
    let name = name.map_or("", |r| r.name.as_str());
    if frozen.is_some_and(|report| !report.is_late(counted.obligation, number, name)) {
        return Err(ConsolidationError::Frozen.into());
    }
    if report.version != input.version {
        return Err(AppError::Conflict);
    }
    let is_taken = match input.sentence {
        None => report
            .body
            .is_taken_for(supplement, input.unit, &input.section, number),
        Some(_) => report.body.is_used(input.unit, &input.section, words),
    };
    if is_taken {
        return Err(AppError::refused("consolidation.taken_already"));
    }
    let source = Source {
        unit: input.unit,
        obligation: counted.obligation,
        version: number,
        section: input.section.clone(),
    };
    let tables = Tables::of(ctx, table).await?;
    let seen = tables.numbers()?.seen(&text);
    let paragraph = report.body.add(&input.section, &text, Some(source), seen)?;
    report.body.put_into(paragraph, supplement)?;
    load::save(ctx, &w, &mut report).await?;
    let detail = json!({
        "round": input.round, "section": input.section, "unit": input.unit,
        "version": number, "paragraph": paragraph, "sentence": input.sentence,
    });
    let office = Some(tables.this.round.office);
    let entry = ctx.entry(
        "consolidation.take",
        Noun::Consolidation,
        report.id.0,
        office,
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(paragraph)
}
