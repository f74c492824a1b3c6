//! Completing a directive whose issuer, subject, date or term was unknown: by hand, or
//! with what a text says that a person confirmed.

use super::enter::{EnterDirective, Prepared, prepare, shown};
use super::review::suggest_reviews;
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::directive::DirectiveState;
use domain::id::{DirectiveId, UnitId};
use domain::journal::{Entry, Noun};
use domain::text::clean_line;
use serde_json::{Map, json};
use store::directive::Directive;
use store::{StoreError, Write};

/// The form that completes has no field for the number: a missing name is told
/// at the subject.
fn at_subject(err: AppError) -> AppError {
    let AppError::Invalid(mut errors) = err else {
        return err;
    };
    for error in errors.iter_mut().filter(|e| e.field == "symbol") {
        error.field = "subject".into();
    }
    AppError::Invalid(errors)
}

/// Completes an entry: issuer, term, date, subject.
///
/// # Errors
/// [`AppError::Conflict`] when somebody changed it; [`AppError::Invalid`] when
/// it turns out to be an entry that exists.
pub async fn complete(
    ctx: &Ctx,
    office: UnitId,
    id: DirectiveId,
    version: i32,
    input: EnterDirective,
) -> Result<(), AppError> {
    ctx.require(Right::WriteDirective, office).await?;
    let mut directive = store::directive::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    directive.version = version;
    let symbol = directive.symbol.clone();
    let doc_type = directive.doc_type.clone();
    let Prepared {
        directive: new,
        symbol_fold,
        cited_on: _,
    } = prepare(
        ctx,
        &EnterDirective {
            symbol,
            doc_type,
            ..input
        },
    )
    .map_err(at_subject)?;
    let directive = with(directive, new);
    let w = ctx.begin().await?;
    store::directive::update(&w, &directive, &symbol_fold)
        .await
        .map_err(|err| match err {
            StoreError::Duplicate(_) => {
                AppError::Invalid(vec![FieldError::form("directive.known")])
            }
            other => other.into(),
        })?;
    suggest_reviews(ctx, &w, &directive).await?;
    let detail = json!({ "symbol": shown(&directive), "state": directive.state.code() });
    ctx.commit(
        w,
        ctx.entry(
            "directive.complete",
            Noun::Directive,
            id.0,
            Some(office),
            detail,
        ),
    )
    .await
}

/// Fills what an entry lacks of issuer, subject, date and term with what a text says of
/// it; nothing is written over. The journal entry tells what was filled. An entry that
/// would become another's twin, or lose its year, stays as it is.
pub(crate) async fn fill_empty(
    ctx: &Ctx,
    w: &Write,
    office: UnitId,
    id: DirectiveId,
    said: &EnterDirective,
) -> Result<Option<Entry>, AppError> {
    let known = store::directive::find(w, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut filled = Map::new();
    let mut fill = |name: &str, present: &str, said: &str| -> String {
        let said = clean_line(said).unwrap_or_default();
        if !present.is_empty() || said.is_empty() {
            return present.to_owned();
        }
        filled.insert(name.to_owned(), json!(said));
        said
    };
    let issuer = fill("issuer", &known.issuer, &said.issuer);
    let subject = fill("subject", &known.subject, &said.subject);
    let term = fill(
        "term",
        known.term.as_deref().unwrap_or_default(),
        &said.term,
    );
    if let (None, Some(day)) = (known.issued_on, said.issued_on) {
        filled.insert("issued_on".to_owned(), json!(day));
    }
    if filled.is_empty() {
        return Ok(None);
    }
    let input = EnterDirective {
        doc_type: known.doc_type.clone(),
        symbol: known.symbol.clone(),
        issuer,
        term,
        issued_on: known.issued_on.or(said.issued_on),
        subject,
    };
    let new = match prepare(ctx, &input) {
        Ok(new) => new,
        Err(AppError::Invalid(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let key = &new.directive.identity_key;
    let namesakes = store::directive::list_by_symbol(w, &new.symbol_fold).await?;
    let is_twin = namesakes
        .iter()
        .any(|d| d.id != id && d.identity_key == *key);
    let loses_year = known.year.is_some() && new.directive.year != known.year;
    if is_twin || loses_year {
        return Ok(None);
    }
    let state = known.state;
    let mut directive = with(known, new.directive);
    if state != DirectiveState::Unresolved {
        directive.state = state;
    }
    store::directive::update(w, &directive, &new.symbol_fold).await?;
    suggest_reviews(ctx, w, &directive).await?;
    filled.insert("symbol".to_owned(), json!(shown(&directive)));
    filled.insert("state".to_owned(), json!(directive.state.code()));
    Ok(Some(ctx.entry(
        "directive.complete",
        Noun::Directive,
        id.0,
        Some(office),
        filled.into(),
    )))
}

/// The entry with what was stated newly, its number as it is.
fn with(directive: Directive, new: Directive) -> Directive {
    Directive {
        issuer: new.issuer,
        term: new.term,
        year: new.year,
        issued_on: new.issued_on,
        subject: new.subject,
        state: new.state,
        identity_key: new.identity_key,
        ..directive
    }
}
