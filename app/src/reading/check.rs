//! Everything that a person accepted, checked before anything is stored; all
//! defects are told at once.

use super::Facts;
use super::accepted::{Accepted, Link, read_figure};
use super::meeting::{Held, conclusions, conference};
use super::named::{clean_people, clean_texts, named};
use crate::directive::{EnterDirective, Prepared, Said, candidates, prepare, says_name_alone};
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::conference::ConclusionDraft;
use domain::directive::ReviewKind;
use domain::id::DirectiveId;
use domain::text::{clean_line, clean_text};
use extract::reading::Change;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashMap;
use store::reading::{FigureSaid, Observation, Reading, Record};

/// A document ready to be stored, or known.
pub(super) enum Ready {
    New(Box<Prepared>),
    /// An entry of the register, with what the text says of it.
    Known(DirectiveId, Box<EnterDirective>),
}

/// A review of a document, by the document's number in the form.
pub(super) struct ReadyReview {
    pub(super) document: usize,
    pub(super) kind: ReviewKind,
    pub(super) years: i32,
    pub(super) state: domain::directive::ReviewState,
    pub(super) due_on: Date,
}

/// Everything checked.
pub(super) struct Checked {
    pub(super) conference: Option<Held>,
    pub(super) record: Record,
    pub(super) documents: Vec<(usize, Ready, String)>,
    pub(super) reviews: Vec<ReadyReview>,
    pub(super) conclusions: Vec<ConclusionDraft>,
    pub(super) observations: Vec<Observation>,
}

/// How the text says a figure.
fn said(figure: &extract::reading::Figure) -> FigureSaid {
    FigureSaid {
        loosely: figure.approximation.clone(),
        rises: figure.change.map(|change| change == Change::Up),
        against: figure.against.clone(),
    }
}

/// Everything that was accepted, cleaned; or all that is wrong with it.
pub(super) async fn check(ctx: &Ctx, reading: &Reading, a: &Accepted) -> Result<Checked, AppError> {
    let mut errors = a.defects.clone();
    let chairs = clean_people("chairs", &a.chairs, &mut errors);
    let period = a.period(&mut errors);
    let conference = conference(ctx, reading, a, &chairs, &mut errors).await?;
    let conference_id = conference.as_ref().map(|held| held.conference.id);
    let (documents, dates) = documents(ctx, a, &mut errors).await?;
    let reviews = reviews(a, &dates, &mut errors);
    let conclusions = conclusions(ctx, a, conference.as_ref(), &mut errors).await?;
    let catalogue = domain::indicator::catalogue();
    let confirmed_by = ctx.account()?;
    let facts: Facts = serde_json::from_str(&reading.facts).map_err(AppError::internal)?;
    let mut observations = Vec::new();
    for figure in &a.figures {
        let Some((value, scale, indicator)) = read_figure(figure, &catalogue, &mut errors) else {
            continue;
        };
        observations.push(Observation {
            id: ctx.new_id(),
            reading: reading.id,
            conference: conference_id,
            number: i32::try_from(figure.n).unwrap_or(i32::MAX),
            value,
            scale,
            measure: clean_line(&figure.measure).unwrap_or_default(),
            quote: clean_text(&figure.quote).unwrap_or_default(),
            quote_from: figure.quote_from.and_then(|at| i32::try_from(at).ok()),
            said: facts.figures.get(figure.n).map(said).unwrap_or_default(),
            indicator: indicator.map(|d| d.code.clone()),
            period: period.clone(),
            confirmed_by,
            confirmed_at: ctx.now(),
        });
    }
    let limitations = clean_texts("limitations", &a.limitations, clean_text, &mut errors);
    let named = named(a, &facts, &chairs, &mut errors);
    all_valid(errors)?;
    let record = Record {
        id: ctx.new_id(),
        reading: reading.id,
        conference: conference_id,
        event_kind: Some(a.event_kind.clone()).filter(|k| !k.is_empty()),
        period,
        published_on: a.published_on,
        chairs,
        people: named.people,
        fields: named.fields,
        organisations: named.organisations,
        results: named.results,
        limitations,
        confirmed_by,
        confirmed_at: ctx.now(),
    };
    Ok(Checked {
        conference,
        record,
        documents,
        reviews,
        conclusions,
        observations,
    })
}

/// Dates of the accepted documents by their number in the form.
type Dates = HashMap<usize, Option<Date>>;

async fn documents(
    ctx: &Ctx,
    a: &Accepted,
    errors: &mut Vec<FieldError>,
) -> Result<(Vec<(usize, Ready, String)>, Dates), AppError> {
    let mut ready = Vec::new();
    let mut dates = Dates::new();
    let said_on = a.held_on.or(a.published_on);
    for document in &a.documents {
        let n = document.n;
        dates.insert(n, document.directive.issued_on);
        if let Link::To(id) = document.link {
            match store::directive::find(&ctx.read(), id).await? {
                Some(known) => {
                    dates.insert(n, known.issued_on.or(document.directive.issued_on));
                    let said = Box::new(document.directive.clone());
                    ready.push((n, Ready::Known(id, said), document.quote.clone()));
                }
                None => errors.push(FieldError::new(
                    format!("documents.{n}.link"),
                    "reading.link_unknown",
                )),
            }
            continue;
        }
        let d = &document.directive;
        let said = Said {
            doc_type: &d.doc_type,
            number: &d.symbol,
            subject: &d.subject,
            issuer: &d.issuer,
        };
        if document.link == Link::Open {
            let found = candidates(ctx, said, said_on).await?;
            if !found.is_empty() {
                errors.push(FieldError::new(
                    format!("documents.{n}.link"),
                    "reading.choose_link",
                ));
            }
        }
        match prepare(ctx, d) {
            Ok(mut new) => {
                new.cited_on = said_on;
                // Its only namesake would be linked against the choice.
                let is_new = document.link == Link::New && says_name_alone(&new.directive);
                if is_new && !candidates(ctx, said, said_on).await?.is_empty() {
                    errors.push(FieldError::new(
                        format!("documents.{n}.link"),
                        "reading.name_alone",
                    ));
                }
                ready.push((n, Ready::New(Box::new(new)), document.quote.clone()));
            }
            Err(AppError::Invalid(list)) => errors.extend(list.into_iter().map(|mut e| {
                e.field = format!("documents.{n}.{}", e.field);
                e
            })),
            Err(other) => return Err(other),
        }
    }
    Ok((ready, dates))
}

fn reviews(a: &Accepted, dates: &Dates, errors: &mut Vec<FieldError>) -> Vec<ReadyReview> {
    let mut ready = Vec::new();
    for review in &a.reviews {
        let before = errors.len();
        let field = |name: &str| format!("reviews.{}.{name}", review.n);
        let years = review.years.trim().parse::<i32>().ok();
        let years = years.filter(|y| (1..=50).contains(y));
        if years.is_none() {
            errors.push(FieldError::new(field("years"), "reading.years"));
        }
        if review.kind.is_none() {
            errors.push(FieldError::new(field("kind"), "required"));
        }
        let document = review.document.filter(|n| dates.contains_key(n));
        if document.is_none() {
            errors.push(FieldError::new(
                field("document"),
                "reading.review_document",
            ));
        }
        let issued_on = document.and_then(|n| dates.get(&n).copied().flatten());
        let anniversary = issued_on
            .zip(years)
            .and_then(|(on, years)| on.checked_add(years.years()).ok());
        let due_on = review.due_on.or(anniversary);
        let is_told = errors.iter().any(|e| e.field == field("due_on"));
        if due_on.is_none() && !is_told {
            errors.push(FieldError::new(field("due_on"), "reading.review_day"));
        }
        if let (Some(document), Some(kind), Some(years), Some(due_on), true) =
            (document, review.kind, years, due_on, errors.len() == before)
        {
            ready.push(ReadyReview {
                document,
                kind,
                years,
                state: review.state,
                due_on,
            });
        }
    }
    ready
}
