//! Confirming: what a person accepted becomes a past conference, entries of the
//! register with their reviews, draft tasks and observations, in one
//! transaction with its journal entries. Before that nothing is stored.

use super::accepted::Accepted;
use super::check::{Ready, ReadyReview, check};
use super::meeting::keep;
use crate::directive::{fill_empty, store_prepared};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{ConferenceId, DirectiveId, ReadingId};
use domain::journal::{Entry, Noun};
use serde_json::json;
use std::collections::HashMap;
use store::Write;
use store::directive::{Citation, Review};
use store::reading::{Reading, ReadingState};

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The past conference, new or known.
    pub conference: Option<ConferenceId>,
    /// Register entries, new or known.
    pub directives: Vec<DirectiveId>,
    /// How many of them are new.
    pub new_directives: usize,
    /// Draft tasks that the conference did not have.
    pub tasks: usize,
    /// Figures kept.
    pub observations: usize,
}

/// Stores what a person accepted.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, fields of item *n* as
/// `documents.n.symbol`, `tasks.n.lead` …; [`AppError::Conflict`] when somebody
/// decided meanwhile.
pub async fn confirm(ctx: &Ctx, id: ReadingId, accepted: Accepted) -> Result<Confirmed, AppError> {
    let mut reading = find_open(ctx, id).await?;
    if accepted.with_conference {
        ctx.require(Right::WriteConference, reading.office).await?;
    }
    let checked = check(ctx, &reading, &accepted).await?;
    let w = ctx.begin().await?;
    let mut entries = Vec::new();
    let conference = checked.conference.as_ref().map(|held| held.conference.id);
    let mut tasks = 0;
    if let Some(held) = &checked.conference {
        let (stored, entry) = keep(ctx, &w, &reading, held, &checked.conclusions).await?;
        tasks = stored;
        entries.push(entry);
    }
    let cited_in = match conference {
        Some(conference) => ("conference", conference.0),
        None => ("reading", id.0),
    };
    let (directives, new_directives) =
        enter(ctx, &w, &reading, checked.documents, cited_in, &mut entries).await?;
    for review in &checked.reviews {
        if let Some(directive) = directives.get(&review.document) {
            entries.extend(note_review(ctx, &w, &reading, *directive, review).await?);
        }
    }
    store::reading::insert_observations(&w, &checked.observations).await?;
    store::reading::insert_record(&w, &checked.record).await?;
    reading.version = accepted.version;
    reading.state = ReadingState::Confirmed;
    reading.conference = conference;
    store::reading::decide(&w, &reading).await?;
    let mut directives: Vec<DirectiveId> = directives.into_values().collect();
    directives.sort();
    directives.dedup();
    let detail = json!({
        "directives": directives.len(),
        "new_directives": new_directives,
        "tasks": tasks,
        "reviews": checked.reviews.len(),
        "figures": checked.observations.len(),
    });
    entries.push(ctx.entry(
        "reading.confirm",
        Noun::Reading,
        id.0,
        Some(reading.office),
        detail,
    ));
    ctx.commit_all(w, &entries).await?;
    Ok(Confirmed {
        conference,
        directives,
        new_directives,
        tasks,
        observations: checked.observations.len(),
    })
}

/// A text that waits for a person who may decide on it.
async fn find_open(ctx: &Ctx, id: ReadingId) -> Result<Reading, AppError> {
    let reading = store::reading::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteDirective, reading.office).await?;
    if reading.state == ReadingState::Waiting {
        Ok(reading)
    } else {
        Err(AppError::refused("reading.decided"))
    }
}

/// Enters the documents; ids by number in the form, and how many are new.
async fn enter(
    ctx: &Ctx,
    w: &Write,
    reading: &Reading,
    documents: Vec<(usize, Ready, String)>,
    (noun, subject): (&str, uuid::Uuid),
    entries: &mut Vec<Entry>,
) -> Result<(HashMap<usize, DirectiveId>, usize), AppError> {
    let mut ids = HashMap::new();
    let mut new_directives = 0;
    for (n, ready, quote) in documents {
        let id = match ready {
            Ready::Known(id, said) => {
                entries.extend(fill_empty(ctx, w, reading.office, id, &said).await?);
                id
            }
            Ready::New(new) => {
                let (id, entry) = store_prepared(ctx, w, reading.office, *new).await?;
                new_directives += usize::from(entry.is_some());
                entries.extend(entry);
                id
            }
        };
        let cited = Citation {
            noun: noun.into(),
            subject,
            quote,
        };
        // Another text of the same meeting may have cited it.
        let known = store::directive::citations_of(w, id).await?;
        if !known
            .iter()
            .any(|c| c.noun == cited.noun && c.subject == cited.subject)
        {
            store::directive::insert_citation(w, ctx.new_id(), id, &cited).await?;
        }
        ids.insert(n, id);
    }
    Ok((ids, new_directives))
}

async fn note_review(
    ctx: &Ctx,
    w: &Write,
    reading: &Reading,
    directive: DirectiveId,
    review: &ReadyReview,
) -> Result<Option<Entry>, AppError> {
    let row = Review {
        id: ctx.new_id(),
        directive,
        kind: review.kind,
        years: review.years,
        due_on: review.due_on,
        state: review.state,
    };
    if !store::directive::note_review(w, &row).await? {
        return Ok(None);
    }
    let detail = json!({
        "kind": row.kind.code(),
        "years": row.years,
        "state": row.state.code(),
        "due_on": row.due_on,
    });
    Ok(Some(ctx.entry(
        "directive.review",
        Noun::Directive,
        directive.0,
        Some(reading.office),
        detail,
    )))
}

/// Puts a text aside; the same file may be read in again.
///
/// # Errors
/// [`AppError::Conflict`] when somebody decided meanwhile.
pub async fn drop_reading(ctx: &Ctx, id: ReadingId, version: i32) -> Result<(), AppError> {
    let mut reading = find_open(ctx, id).await?;
    reading.version = version;
    reading.state = ReadingState::Dropped;
    let w = ctx.begin().await?;
    store::reading::decide(&w, &reading).await?;
    ctx.commit(
        w,
        ctx.entry(
            "reading.drop",
            Noun::Reading,
            id.0,
            Some(reading.office),
            json!({}),
        ),
    )
    .await
}
