//! Reading the register: list, one entry, the calendar of reviews.

use super::cite::bare_key;
use super::enter::entry_key;
use super::places::{CitedIn, Place, places_of, visible_citations};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::directive::{Nearness, ReviewState, nearness};
use domain::id::DirectiveId;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashMap;
use store::directive::{Directive, Review};

/// Entries that match a search, newest first.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn list(ctx: &Ctx, query: &str) -> Result<Vec<Directive>, AppError> {
    list_at(ctx, query, None).await
}

/// The same as of another day: those issued by then, where that day is over.
/// What gives no day of issue is left out; how entries stand is always of now.
///
/// # Errors
/// As [`list`].
pub async fn list_at(ctx: &Ctx, query: &str, at: Option<Date>) -> Result<Vec<Directive>, AppError> {
    ctx.require_any(Right::ReadDirective)?;
    let by = past(ctx, at);
    Ok(store::directive::list(&ctx.read(), query.trim(), by, 200).await?)
}

/// The day asked for, where it is over: nothing of the register is younger than today.
fn past(ctx: &Ctx, at: Option<Date>) -> Option<Date> {
    at.filter(|day| *day < ctx.today())
}

/// Entries that match a search in an order that no change moves, after the one
/// named, and whether there are more: for programs; of another day as
/// [`list_at`].
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn walk(
    ctx: &Ctx,
    query: &str,
    at: Option<Date>,
    after: Option<DirectiveId>,
    limit: u64,
) -> Result<(Vec<Directive>, bool), AppError> {
    ctx.require_any(Right::ReadDirective)?;
    let (query, by) = (query.trim(), past(ctx, at));
    let mut found = store::directive::walk(&ctx.read(), query, by, after, limit + 1).await?;
    let has_more = found.len() as u64 > limit;
    found.truncate(limit as usize);
    Ok((found, has_more))
}

/// One entry with everything about it.
#[derive(Debug, Clone)]
pub struct DirectivePage {
    /// The entry.
    pub directive: Directive,
    /// Its reviews with how near they are.
    pub reviews: Vec<(Review, Nearness)>,
    /// Texts read in that cite it, as a person confirmed.
    pub citations: Vec<CitedIn>,
    /// Texts of the instance that name its number, as the program recognised;
    /// where namesakes exist, a namesake may be meant.
    pub places: Vec<Place>,
    /// Others with the same number or name, told apart by issuer, date and term.
    pub namesakes: Vec<Directive>,
}

/// One entry.
///
/// # Errors
/// [`AppError::NotFound`] when there is none; [`AppError::Forbidden`].
pub async fn show(ctx: &Ctx, id: DirectiveId) -> Result<DirectivePage, AppError> {
    ctx.require_any(Right::ReadDirective)?;
    let read = ctx.read();
    let directive = store::directive::find(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let today = ctx.today();
    let reviews = store::directive::reviews_of(&read, id).await?;
    let reviews = reviews
        .into_iter()
        .map(|r| {
            let n = nearness(r.due_on, today);
            (r, n)
        })
        .collect();
    let citations = visible_citations(ctx, id).await?;
    let key = entry_key(&directive);
    let bare = bare_key(&directive.doc_type, &directive.number);
    let places = places_of(ctx, &key, &bare, directive.issued_on, &citations).await?;
    let mut namesakes = store::directive::list_by_symbol(&read, &key).await?;
    namesakes.retain(|d| d.id != id);
    Ok(DirectivePage {
        directive,
        reviews,
        citations,
        places,
        namesakes,
    })
}

/// One line of the calendar of reviews.
#[derive(Debug, Clone)]
pub struct CalendarLine {
    /// The review.
    pub review: Review,
    /// Of which directive.
    pub directive: Directive,
    /// How near it is.
    pub nearness: Nearness,
}

/// Reviews from three months ago to eighteen months ahead.
pub type Calendar = Vec<CalendarLine>;

/// The calendar of reviews; of another day that of what had been issued
/// by then.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn calendar(ctx: &Ctx, at: Option<Date>) -> Result<Calendar, AppError> {
    ctx.require_any(Right::ReadDirective)?;
    let today = at.unwrap_or(ctx.today());
    let by = past(ctx, at);
    let from = today.saturating_sub(3.months());
    let to = today.saturating_add(18.months());
    let reviews = store::directive::list_reviews(&ctx.read(), from, to).await?;
    let directives: HashMap<DirectiveId, Directive> =
        store::directive::list(&ctx.read(), "", by, 10_000)
            .await?
            .into_iter()
            .map(|d| (d.id, d))
            .collect();
    Ok(reviews
        .into_iter()
        .filter(|review| review.state != ReviewState::Cancelled)
        .filter_map(|review| {
            let directive = directives.get(&review.directive)?.clone();
            Some(CalendarLine {
                nearness: nearness(review.due_on, today),
                review,
                directive,
            })
        })
        .collect())
}

/// The history of one entry.
///
/// # Errors
/// [`AppError::Forbidden`] without the right.
pub async fn history(ctx: &Ctx, id: DirectiveId) -> Result<Vec<domain::journal::Sealed>, AppError> {
    ctx.require_any(Right::ReadDirective)?;
    Ok(store::journal::list_of(&ctx.read(), domain::journal::Noun::Directive, id.0).await?)
}
