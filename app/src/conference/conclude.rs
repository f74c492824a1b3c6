//! Conclusions while they are drafts: written from the preparation on
//! until the notice is issued, also after the sitting.

use super::load;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::conference::{ConclusionDraft, ConclusionError, check_conclusion};
use domain::id::{ConclusionId, ConferenceId};
use domain::journal::Noun;
use domain::text::{clean_line, clean_text};
use domain::unit::Tree;
use serde_json::json;
use store::Write;
use store::conference::{Conclusion, Conference, list_conclusions};

async fn load_open(ctx: &Ctx, w: &Write, id: ConferenceId) -> Result<Conference, AppError> {
    let conference = load(ctx, w, id, Right::WriteConference).await?;
    if !store::issued::list_of(w, Noun::Conference, id.0)
        .await?
        .is_empty()
    {
        return Err(AppError::refused("conference.notice_issued"));
    }
    Ok(conference)
}

/// Adds a conclusion with the next number. The lead unit may still be missing;
/// issuing will ask for it.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn add_conclusion(
    ctx: &Ctx,
    id: ConferenceId,
    draft: ConclusionDraft,
) -> Result<ConclusionId, AppError> {
    let w = ctx.begin().await?;
    let conference = load_open(ctx, &w, id).await?;
    let draft = clean(ctx, draft, &conference, ctx.tree().await?.as_ref())?;
    let number = list_conclusions(&w, id)
        .await?
        .last()
        .map_or(1, |c| c.number + 1);
    let conclusion = Conclusion {
        id: ConclusionId(ctx.new_id()),
        number,
        draft,
        version: 1,
    };
    store::conference::insert_conclusion(&w, id, &conclusion).await?;
    let detail = json!({ "conclusion": conclusion.id, "number": number });
    let entry = ctx.entry(
        "conference.add_conclusion",
        Noun::Conference,
        id.0,
        Some(conference.office),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(conclusion.id)
}

/// Changes a conclusion.
///
/// # Errors
/// As [`add_conclusion`]; [`AppError::Conflict`] when somebody changed it.
pub async fn edit_conclusion(
    ctx: &Ctx,
    id: ConferenceId,
    conclusion: ConclusionId,
    version: i32,
    draft: ConclusionDraft,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let conference = load_open(ctx, &w, id).await?;
    let mut present = find(&w, id, conclusion, version).await?;
    present.draft = clean(ctx, draft, &conference, ctx.tree().await?.as_ref())?;
    store::conference::update_conclusion(&w, &present).await?;
    let detail = json!({ "conclusion": conclusion, "number": present.number });
    ctx.commit(
        w,
        ctx.entry(
            "conference.edit_conclusion",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}

/// Takes a conclusion out; those behind it move up.
///
/// # Errors
/// As [`edit_conclusion`].
pub async fn remove_conclusion(
    ctx: &Ctx,
    id: ConferenceId,
    conclusion: ConclusionId,
    version: i32,
) -> Result<(), AppError> {
    let w = ctx.begin().await?;
    let conference = load_open(ctx, &w, id).await?;
    let gone = find(&w, id, conclusion, version).await?;
    store::conference::delete_conclusion(&w, &gone).await?;
    for mut behind in list_conclusions(&w, id)
        .await?
        .into_iter()
        .filter(|c| c.number > gone.number)
    {
        behind.number -= 1;
        store::conference::update_conclusion(&w, &behind).await?;
    }
    let detail = json!({ "conclusion": conclusion, "number": gone.number });
    ctx.commit(
        w,
        ctx.entry(
            "conference.remove_conclusion",
            Noun::Conference,
            id.0,
            Some(conference.office),
            detail,
        ),
    )
    .await
}

async fn find(
    w: &Write,
    id: ConferenceId,
    conclusion: ConclusionId,
    version: i32,
) -> Result<Conclusion, AppError> {
    let found = list_conclusions(w, id)
        .await?
        .into_iter()
        .find(|c| c.id == conclusion)
        .ok_or(AppError::NotFound)?;
    if found.version == version {
        Ok(found)
    } else {
        Err(AppError::Conflict)
    }
}

/// The draft cleaned, or everything that is wrong with it except a lead unit
/// that is still open.
pub(crate) fn clean(
    ctx: &Ctx,
    mut draft: ConclusionDraft,
    conference: &Conference,
    tree: &Tree,
) -> Result<ConclusionDraft, AppError> {
    let mut errors = Vec::new();
    match clean_text(&draft.text) {
        Ok(text) => draft.text = text,
        Err(e) => errors.push(FieldError::new("text", e.code())),
    }
    match clean_line(&draft.output) {
        Ok(output) => draft.output = output,
        Err(e) => errors.push(FieldError::new("output", e.code())),
    }
    // Nobody can be charged outside the area of the office.
    let may_charge =
        |unit| tree.get(unit).is_some() && ctx.actor.has_over(Right::WriteConference, unit, tree);
    if draft.lead.is_some_and(|u| !may_charge(u)) {
        errors.push(FieldError::new("lead", "conference.unit_unknown"));
    }
    if draft.cooperating.iter().any(|u| !may_charge(*u)) {
        errors.push(FieldError::new("cooperating", "conference.unit_unknown"));
    }
    let found = check_conclusion(&draft, conference.held_on);
    errors.extend(
        found
            .iter()
            .filter(|e| **e != ConclusionError::LeadMissing)
            .map(|e| match e {
                // Beside its own field the number says nothing.
                ConclusionError::TextMissing => FieldError::new("text", "required"),
                other => FieldError::new(other.field(), other.code()),
            }),
    );
    all_valid(errors)?;
    Ok(draft)
}
