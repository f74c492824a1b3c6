//! Entering a directive, and completing one whose date or term was unknown.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::directive::{DirectiveState, Identity, ReviewState, anniversaries};
use domain::id::{DirectiveId, UnitId};
use domain::journal::{Entry, Noun};
use domain::text::{clean_line, fold};
use extract::{NumberSystem, parse_number};
use jiff::civil::Date;
use serde_json::json;
use store::directive::{Directive, Review};
use store::{StoreError, Write};

/// What a person states about a directive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnterDirective {
    /// Type name; taken from the symbol when empty.
    pub doc_type: String,
    /// Number and symbol as typed.
    pub symbol: String,
    /// Issuer as written.
    pub issuer: String,
    /// Congress term ("khóa XI"), for Party documents.
    pub term: String,
    /// Day of issue, dd/mm/yyyy or ISO, may be empty.
    pub issued_on: Option<Date>,
    /// What it is about.
    pub subject: String,
}

/// A directive ready to be stored.
pub(crate) struct Prepared {
    pub(crate) directive: Directive,
    pub(crate) symbol_fold: String,
}

/// The key under which spellings of one number are equal; also what is searched.
pub(crate) fn fold_symbol(symbol: &str) -> String {
    fold(symbol).replace([' ', '/', '.'], "-")
}

/// Checks what was stated and gives it its identity.
pub(crate) fn prepare(ctx: &Ctx, input: &EnterDirective) -> Result<Prepared, AppError> {
    let mut errors = Vec::new();
    let typed = clean_line(&input.symbol).unwrap_or_default();
    let parsed = parse_number(&typed);
    if typed.is_empty() {
        errors.push(FieldError::new("symbol", "required"));
    } else if parsed.is_none() && !typed.chars().all(|c| c.is_ascii_digit()) {
        errors.push(FieldError::new("symbol", "directive.symbol_form"));
    }
    let from_symbol = parsed
        .as_ref()
        .and_then(|p| p.doc_type.as_deref())
        .and_then(extract::number::type_name);
    let stated = clean_line(&input.doc_type).unwrap_or_default();
    let doc_type = if stated.is_empty() {
        from_symbol.unwrap_or_default().to_owned()
    } else {
        stated
    };
    if doc_type.is_empty() && !typed.is_empty() {
        errors.push(FieldError::new("doc_type", "required"));
    }
    all_valid(errors)?;
    let is_party = parsed
        .as_ref()
        .is_some_and(|p| p.system == NumberSystem::Party);
    let symbol = parsed.as_ref().map_or(typed, |p| p.canonical.clone());
    let issuer = clean_line(&input.issuer).unwrap_or_default();
    let term = clean_line(&input.term).ok().filter(|t| !t.is_empty());
    // Party numbers run through a term, State numbers through a year: the date
    // tells a State document from its namesakes, a Party one only its term or date.
    let year = parsed
        .as_ref()
        .and_then(|p| p.year)
        .or_else(|| input.issued_on.map(|d| d.year()));
    let symbol_fold = fold_symbol(&symbol);
    let identity = Identity {
        symbol_fold: symbol_fold.clone(),
        issuer_fold: if is_central(&symbol) {
            String::new()
        } else {
            fold(&issuer)
        },
        year: if is_party && term.is_some() {
            None
        } else {
            year
        },
        term: term.clone(),
    };
    let state = if identity.is_resolved() {
        DirectiveState::InForce
    } else {
        DirectiveState::Unresolved
    };
    let directive = Directive {
        id: DirectiveId(ctx.new_id()),
        doc_type,
        number: parsed.map(|p| p.number).unwrap_or_else(|| symbol.clone()),
        symbol,
        issuer,
        year,
        term,
        issued_on: input.issued_on,
        subject: clean_line(&input.subject).unwrap_or_default(),
        state,
        identity_key: identity.key(),
        version: 1,
    };
    Ok(Prepared {
        directive,
        symbol_fold,
    })
}

/// Central issuers have no namesake in another province, and texts name them in
/// many ways ("Bộ Chính trị", "Trung ương"), so their symbol alone identifies.
fn is_central(symbol: &str) -> bool {
    ["/TW", "-CP", "-TTg", "/QH", "UBTVQH", "BTGDVTW", "BTGTW"]
        .iter()
        .any(|mark| symbol.contains(mark))
}

/// Stores a prepared directive with its suggested reviews; gives the id and the
/// journal entry, or the id of the entry that the register already has.
pub(crate) async fn store_prepared(
    ctx: &Ctx,
    w: &Write,
    office: UnitId,
    new: Prepared,
) -> Result<(DirectiveId, Option<Entry>), AppError> {
    let known = store::directive::list_by_symbol(w, &new.symbol_fold).await?;
    if let Some(same) = known
        .iter()
        .find(|d| d.identity_key == new.directive.identity_key)
    {
        return Ok((same.id, None));
    }
    store::directive::insert(w, &new.directive, &new.symbol_fold, ctx.now()).await?;
    suggest_reviews(ctx, w, &new.directive).await?;
    let detail = json!({ "symbol": new.directive.symbol, "state": new.directive.state.code() });
    let entry = ctx.entry(
        "directive.enter",
        Noun::Directive,
        new.directive.id.0,
        Some(office),
        detail,
    );
    Ok((new.directive.id, Some(entry)))
}

async fn suggest_reviews(ctx: &Ctx, w: &Write, directive: &Directive) -> Result<(), AppError> {
    let Some(issued_on) = directive.issued_on else {
        return Ok(());
    };
    for due in anniversaries(issued_on) {
        let review = Review {
            id: ctx.new_id(),
            directive: directive.id,
            kind: due.kind,
            years: i32::from(due.years),
            due_on: due.due_on,
            state: ReviewState::Suggested,
        };
        store::directive::insert_review(w, &review, "").await?;
    }
    Ok(())
}

/// Enters a directive by hand.
///
/// # Errors
/// [`AppError::Invalid`] with every defect, also when the register has it.
pub async fn enter(
    ctx: &Ctx,
    office: UnitId,
    input: EnterDirective,
) -> Result<DirectiveId, AppError> {
    ctx.require(Right::WriteDirective, office).await?;
    let new = prepare(ctx, &input)?;
    let w = ctx.begin().await?;
    let (id, entry) = store_prepared(ctx, &w, office, new).await?;
    let Some(entry) = entry else {
        return Err(AppError::Invalid(vec![FieldError::new(
            "symbol",
            "directive.known",
        )]));
    };
    ctx.commit(w, entry).await?;
    Ok(id)
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
    let symbol = directive.symbol.clone();
    let doc_type = directive.doc_type.clone();
    let new = prepare(
        ctx,
        &EnterDirective {
            symbol,
            doc_type,
            ..input
        },
    )?
    .directive;
    directive.version = version;
    directive.issuer = new.issuer;
    directive.term = new.term;
    directive.year = new.year;
    directive.issued_on = new.issued_on;
    directive.subject = new.subject;
    directive.state = new.state;
    directive.identity_key = new.identity_key;
    let w = ctx.begin().await?;
    store::directive::update(&w, &directive)
        .await
        .map_err(|err| match err {
            StoreError::Duplicate(_) => {
                AppError::Invalid(vec![FieldError::form("directive.known")])
            }
            other => other.into(),
        })?;
    suggest_reviews(ctx, &w, &directive).await?;
    let detail = json!({ "symbol": directive.symbol, "state": directive.state.code() });
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
