//! Confirming: what a person accepted becomes a past conference and entries of
//! the register, in one transaction.

use crate::directive::{EnterDirective, prepare, store_prepared};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::conference::{ConferenceState, Origin};
use domain::id::{ConferenceId, DirectiveId, ReadingId};
use domain::journal::Noun;
use domain::text::clean_line;
use jiff::civil::Date;
use serde_json::json;
use store::conference::Conference;
use store::directive::Citation;
use store::reading::ReadingState;

/// A document that a person accepted, perhaps corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedDocument {
    /// What to enter.
    pub directive: EnterDirective,
    /// The words in which the text names it.
    pub quote: String,
}

/// Everything that a person accepted of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Version of the text that was on the screen.
    pub version: i32,
    /// Whether a past conference is to be stored.
    pub with_conference: bool,
    /// Its title.
    pub title: String,
    /// Its day.
    pub held_on: Option<Date>,
    /// Its host.
    pub host: String,
    /// Its place.
    pub place: String,
    /// Who presided.
    pub chair_name: String,
    /// As what.
    pub chair_title: String,
    /// Documents for the register.
    pub documents: Vec<AcceptedDocument>,
}

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The past conference.
    pub conference: Option<ConferenceId>,
    /// Register entries, new or known.
    pub directives: Vec<DirectiveId>,
    /// How many of them are new.
    pub new_directives: usize,
}

/// Stores what a person accepted.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, fields of document *n* as
/// `documents.n.field`; [`AppError::Conflict`] when somebody decided meanwhile.
pub async fn confirm(ctx: &Ctx, id: ReadingId, accepted: Accepted) -> Result<Confirmed, AppError> {
    let mut reading = store::reading::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteDirective, reading.office).await?;
    if reading.state != ReadingState::Waiting {
        return Err(AppError::refused("reading.decided"));
    }
    let mut errors = Vec::new();
    let title = clean_line(&accepted.title).unwrap_or_default();
    if accepted.with_conference {
        if title.is_empty() {
            errors.push(FieldError::new("title", "required"));
        }
        if accepted.held_on.is_none() {
            errors.push(FieldError::new("held_on", "required"));
        }
    }
    let mut prepared = Vec::new();
    for (n, document) in accepted.documents.iter().enumerate() {
        match prepare(ctx, &document.directive) {
            Ok(ready) => prepared.push((ready, document.quote.clone())),
            Err(AppError::Invalid(list)) => errors.extend(list.into_iter().map(|mut e| {
                e.field = format!("documents.{n}.{}", e.field);
                e
            })),
            Err(other) => return Err(other),
        }
    }
    all_valid(errors)?;
    let w = ctx.begin().await?;
    let mut entries = Vec::new();
    let mut conference = None;
    if let (true, Some(held_on)) = (accepted.with_conference, accepted.held_on) {
        let held = Conference {
            id: ConferenceId(ctx.new_id()),
            round: None,
            office: reading.office,
            title,
            origin: Origin::Read,
            state: ConferenceState::Closed,
            held_on,
            starts_at: None,
            place: clean_line(&accepted.place).unwrap_or_default(),
            host: clean_line(&accepted.host).unwrap_or_default(),
            chair_name: clean_line(&accepted.chair_name).unwrap_or_default(),
            chair_title: clean_line(&accepted.chair_title).unwrap_or_default(),
            agenda: Vec::new(),
            minutes: reading.source_text.clone(),
            created_at: ctx.now(),
            version: 1,
        };
        store::conference::insert(&w, &held).await?;
        let detail = json!({ "title": held.title, "file": reading.file_name });
        entries.push(ctx.entry(
            "conference.read_in",
            Noun::Conference,
            held.id.0,
            Some(reading.office),
            detail,
        ));
        conference = Some(held.id);
    }
    let mut directives = Vec::new();
    let mut new_directives = 0;
    for (ready, quote) in prepared {
        let (directive, entry) = store_prepared(ctx, &w, reading.office, ready).await?;
        new_directives += usize::from(entry.is_some());
        entries.extend(entry);
        let cited = match conference {
            Some(conference) => Citation {
                noun: "conference".into(),
                subject: conference.0,
                quote,
            },
            None => Citation {
                noun: "reading".into(),
                subject: id.0,
                quote,
            },
        };
        store::directive::insert_citation(&w, ctx.new_id(), directive, &cited).await?;
        directives.push(directive);
    }
    reading.version = accepted.version;
    reading.state = ReadingState::Confirmed;
    reading.conference = conference;
    store::reading::decide(&w, &reading).await?;
    let detail = json!({ "directives": directives.len(), "new_directives": new_directives });
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
    })
}

/// Puts a text aside; the same file may be read in again.
///
/// # Errors
/// [`AppError::Conflict`] when somebody decided meanwhile.
pub async fn drop_reading(ctx: &Ctx, id: ReadingId, version: i32) -> Result<(), AppError> {
    let mut reading = store::reading::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteDirective, reading.office).await?;
    if reading.state != ReadingState::Waiting {
        return Err(AppError::refused("reading.decided"));
    }
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
