//! What a person who is asked for an opinion sees and says.

use crate::error::all_valid;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationState, Content, OpinionAnswer, PathAct, ReportCoverage, Standing, WindowState,
};
use domain::id::{OpinionId, OpinionRoundId, UnitId};
use domain::journal::Noun;
use domain::text::clean_text;
use serde_json::json;
use store::Handle;
use store::consolidation::{Opinion, OpinionRound};

/// Longest opinion, in characters.
const LONGEST: usize = 5_000;

/// Gives an opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveOpinion {
    /// In which round of opinions.
    pub opinions: OpinionRoundId,
    /// For which of the actor's units.
    pub unit: UnitId,
    /// Section it is about; empty for the report as a whole.
    pub section: String,
    /// Paragraph of that section, from 1; 0 for the section as a whole.
    pub paragraph: i32,
    /// What is said.
    pub text: String,
}

/// What a person who was asked sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionPage {
    /// The round of opinions.
    pub asked: OpinionRound,
    /// The draft as it was, once it opens; sections for internal use are shown to
    /// leaders only. Before, nothing but its title.
    pub content: Content,
    /// The asked units for which the person speaks, with their names.
    pub mine: Vec<(UnitId, String)>,
    /// What these units said, with the answers.
    pub opinions: Vec<Opinion>,
    /// Whether the report was frozen since: then nothing more is taken.
    pub is_frozen: bool,
}

/// The draft on which the actor is asked for an opinion. People are told when
/// they are asked, and find here from when on they may read it.
///
/// # Errors
/// [`AppError::NotFound`] for anybody who is not asked.
pub async fn opinion_page(ctx: &Ctx, id: OpinionRoundId) -> Result<OpinionPage, AppError> {
    ctx.require_any(Right::AnswerConsolidation)?;
    let read = ctx.read();
    let asked = store::consolidation::find_opinion_round(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mine = mine(ctx, &asked).await?;
    if mine.is_empty() {
        return Err(AppError::NotFound);
    }
    let mut content: Content = serde_json::from_str(&asked.body).map_err(AppError::internal)?;
    hide_internal(ctx, &mut content).await?;
    if asked.window.state(ctx.now()) == WindowState::Planned {
        content = without_draft(content);
    }
    let opinions = store::consolidation::list_opinions(&read, &[id])
        .await?
        .into_iter()
        .filter(|o| mine.iter().any(|(unit, _)| *unit == o.unit))
        .collect();
    let is_frozen = standing(&read, &asked).await?.state != ConsolidationState::Draft;
    Ok(OpinionPage {
        asked,
        content,
        mine,
        opinions,
        is_frozen,
    })
}

/// How far the report is about whose draft was asked.
async fn standing(h: &impl Handle, asked: &OpinionRound) -> Result<Standing, AppError> {
    let report = store::consolidation::find_by_id(h, asked.consolidation).await?;
    Ok(Standing {
        state: report.ok_or(AppError::NotFound)?.state,
        ..Standing::draft()
    })
}

/// The title of the draft and whose it is, and nothing that it says.
fn without_draft(content: Content) -> Content {
    Content {
        coverage: ReportCoverage::default(),
        versions: Default::default(),
        sections: Vec::new(),
        figures: Vec::new(),
        tasks: Vec::new(),
        documents: Vec::new(),
        reviews: Vec::new(),
        arrivals: None,
        timeliness: None,
        charts: Vec::new(),
        differences: Vec::new(),
        ..content
    }
}

/// Public concerns and the like are not for every unit that is asked.
async fn hide_internal(ctx: &Ctx, content: &mut Content) -> Result<(), AppError> {
    if ctx.actor.has(Right::ReadConsolidation) {
        return Ok(());
    }
    let regime = crate::regime::version(ctx, content.regime_version).await?;
    let outline = &regime.body.outline;
    content.sections.retain(|s| {
        !outline
            .iter()
            .any(|section| section.code == s.code && section.is_internal)
    });
    Ok(())
}

async fn mine(ctx: &Ctx, asked: &OpinionRound) -> Result<Vec<(UnitId, String)>, AppError> {
    let tree = ctx.tree().await?;
    let speaks = |unit: &UnitId| ctx.actor.has_over(Right::AnswerConsolidation, *unit, &tree);
    Ok(asked
        .asked
        .iter()
        .filter(|unit| speaks(unit))
        .map(|unit| {
            let name = tree.get(*unit).map(|u| u.short_name.clone());
            (*unit, name.unwrap_or_default())
        })
        .collect())
}

/// Keeps an opinion.
///
/// # Errors
/// [`AppError::NotFound`] for anybody who is not asked; [`AppError::Invalid`]
/// outside the window, after freezing and without words.
pub async fn give_opinion(ctx: &Ctx, input: GiveOpinion) -> Result<OpinionId, AppError> {
    ctx.require_any(Right::AnswerConsolidation)?;
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let asked = store::consolidation::find_opinion_round(&w, input.opinions)
        .await?
        .ok_or(AppError::NotFound)?;
    if !mine(ctx, &asked)
        .await?
        .iter()
        .any(|(unit, _)| *unit == input.unit)
    {
        return Err(AppError::NotFound);
    }
    ctx.require(Right::AnswerConsolidation, input.unit).await?;
    standing(&w, &asked).await?.check(PathAct::Give)?;
    asked.window.check_open(ctx.now())?;
    let mut content: Content = serde_json::from_str(&asked.body).map_err(AppError::internal)?;
    hide_internal(ctx, &mut content).await?;
    let mut errors = Vec::new();
    let text = match clean_text(&input.text) {
        Ok(text) => text.trim().to_owned(),
        Err(err) => {
            errors.push(FieldError::new("text", err.code()));
            String::new()
        }
    };
    if text.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("text", "required"));
    }
    if text.chars().count() > LONGEST {
        errors.push(
            FieldError::new("text", "consolidation.opinion_long").with("max", LONGEST.to_string()),
        );
    }
    let place = content.sections.iter().find(|s| s.code == input.section);
    let paragraphs = place.map_or(0, |s| s.paragraphs.len());
    let is_place = if input.section.is_empty() {
        input.paragraph == 0
    } else {
        place.is_some() && usize::try_from(input.paragraph).is_ok_and(|p| p <= paragraphs)
    };
    if !is_place {
        errors.push(FieldError::new("place", "consolidation.opinion_place"));
    }
    all_valid(errors)?;
    let opinion = Opinion {
        id: OpinionId(ctx.new_id()),
        round: asked.id,
        unit: input.unit,
        section: input.section,
        paragraph: input.paragraph,
        text,
        given_by: account,
        given_at: ctx.now(),
        answer: OpinionAnswer::Open,
        answer_text: String::new(),
        answered_by: None,
        answered_at: None,
        version: 1,
    };
    store::consolidation::insert_opinion(&w, &opinion).await?;
    let detail = json!({
        "round": content.round, "opinion": opinion.id, "section": opinion.section,
        "paragraph": opinion.paragraph,
    });
    let entry = ctx.entry(
        PathAct::Give.code(),
        Noun::Consolidation,
        asked.consolidation.0,
        Some(input.unit),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(opinion.id)
}
