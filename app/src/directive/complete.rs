//! Completing a directive whose issuer, subject, date or term was unknown.

use super::enter::{EnterDirective, Prepared, prepare, shown, suggest_reviews};
use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::{DirectiveId, UnitId};
use domain::journal::Noun;
use serde_json::json;
use store::StoreError;
use store::directive::Directive;

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
