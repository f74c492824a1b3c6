//! Entering a directive. Completing one is in `complete`.

use super::candidates::existed_on;
use super::review::suggest_reviews;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::directive::{DirectiveState, Identity, Unnumbered};
use domain::id::{DirectiveId, UnitId};
use domain::journal::{Entry, Noun};
use domain::text::{clean_line, fold};
use extract::{NumberSystem, parse_number};
use jiff::civil::Date;
use serde_json::json;
use store::Write;
use store::directive::Directive;

/// What a person states about a directive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnterDirective {
    /// Type name; taken from the symbol when empty.
    pub doc_type: String,
    /// Number and symbol as typed; empty for a document without a number, which
    /// its type and subject name.
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
    /// The day of the text that names it; none for what is entered by hand.
    pub(crate) cited_on: Option<Date>,
}

/// The key under which spellings of one number are equal; also what is searched.
pub(crate) fn fold_symbol(symbol: &str) -> String {
    fold(symbol).replace([' ', '/', '.'], "-")
}

/// The key of an entry, under which its namesakes are found.
pub(crate) fn entry_key(d: &Directive) -> String {
    let unnumbered = || Unnumbered::of(&d.doc_type, &d.subject, &d.issuer);
    let by_name = d.symbol.is_empty().then(unnumbered).flatten();
    by_name.map_or_else(|| fold_symbol(&d.symbol), |name| name.key)
}

/// Checks what was stated and gives it its identity.
pub(crate) fn prepare(ctx: &Ctx, input: &EnterDirective) -> Result<Prepared, AppError> {
    let mut errors = Vec::new();
    let typed = clean_line(&input.symbol).unwrap_or_default();
    let parsed = parse_number(&typed);
    let subject = clean_line(&input.subject).unwrap_or_default();
    let issuer = clean_line(&input.issuer).unwrap_or_default();
    if typed.is_empty() {
        // Without a number the name identifies.
        if subject.is_empty() && Unnumbered::of(&input.doc_type, &subject, &issuer).is_none() {
            errors.push(FieldError::new("symbol", "directive.number_or_name"));
        }
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
    if doc_type.is_empty() && !(typed.is_empty() && subject.is_empty()) {
        errors.push(FieldError::new("doc_type", "required"));
    }
    all_valid(errors)?;
    let named = if typed.is_empty() {
        let named = Unnumbered::of(&doc_type, &subject, &issuer);
        Some(named.ok_or_else(|| {
            AppError::Invalid(vec![FieldError::new("subject", "directive.number_or_name")])
        })?)
    } else {
        None
    };
    let is_party = parsed
        .as_ref()
        .is_some_and(|p| p.system == NumberSystem::Party);
    let symbol = parsed.as_ref().map_or(&typed, |p| &p.canonical).clone();
    let term = clean_line(&input.term).ok().filter(|t| !t.is_empty());
    // Party numbers run through a term, State numbers through a year: the date
    // tells a State document from its namesakes, a Party one only its term or date.
    let year = parsed
        .as_ref()
        .and_then(|p| p.year)
        .or_else(|| named.as_ref().and_then(|n| n.year))
        .or_else(|| input.issued_on.map(|d| d.year()));
    let is_alone = named.as_ref().is_some_and(|n| n.is_alone);
    // Its year tells a law, whether or not the term that passed it is stated.
    let is_law_of_year = is_alone && !subject.is_empty() && year.is_some();
    let symbol_fold = named.map_or_else(|| fold_symbol(&symbol), |n| n.key);
    let identity = Identity {
        symbol_fold: symbol_fold.clone(),
        issuer_fold: if is_alone || is_central(&symbol) {
            String::new()
        } else {
            fold(&issuer)
        },
        year: if is_party && term.is_some() {
            None
        } else {
            year
        },
        term: term.clone().filter(|_| !is_law_of_year),
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
        symbol_as_typed: typed,
        issuer,
        year,
        term,
        issued_on: input.issued_on,
        subject,
        state,
        identity_key: identity.key(),
        version: 1,
    };
    Ok(Prepared {
        directive,
        symbol_fold,
        cited_on: None,
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
    let mut same = known
        .iter()
        .find(|d| d.identity_key == new.directive.identity_key);
    // A name that says no more than the only entry of that name is that one; what
    // was issued after the text it cannot mean.
    let mut possible = known.iter().filter(|d| existed_on(d, new.cited_on));
    if same.is_none()
        && says_name_alone(&new.directive)
        && let (Some(one), None) = (possible.next(), possible.next())
    {
        same = Some(one);
    }
    if let Some(same) = same {
        return Ok((same.id, None));
    }
    store::directive::insert(w, &new.directive, &new.symbol_fold, ctx.now()).await?;
    suggest_reviews(ctx, w, &new.directive).await?;
    let detail = json!({ "symbol": shown(&new.directive), "state": new.directive.state.code() });
    let entry = ctx.entry(
        "directive.enter",
        Noun::Directive,
        new.directive.id.0,
        Some(office),
        detail,
    );
    Ok((new.directive.id, Some(entry)))
}

/// A document without a number of which neither day, year, term nor issuer is
/// stated.
pub(crate) fn says_name_alone(d: &Directive) -> bool {
    d.symbol.is_empty()
        && d.year.is_none()
        && d.term.is_none()
        && (d.issuer.is_empty() || d.subject.is_empty())
}

/// The register has this name, which only one document bears, without year: the year
/// belongs to that entry, a second one would be the same document.
async fn is_to_complete(w: &Write, new: &Prepared) -> Result<bool, AppError> {
    let d = &new.directive;
    let name = Unnumbered::of(&d.doc_type, &d.subject, &d.issuer);
    let is_alone = d.symbol.is_empty() && name.is_some_and(|n| n.is_alone);
    if !is_alone || d.year.is_none() {
        return Ok(false);
    }
    let known = store::directive::list_by_symbol(w, &new.symbol_fold).await?;
    Ok(matches!(known.as_slice(), [one] if one.year.is_none() && one.term.is_none()))
}

/// What the journal calls it.
pub(super) fn shown(d: &Directive) -> String {
    if d.symbol.is_empty() {
        d.label()
    } else {
        d.symbol.clone()
    }
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
    let field = if new.directive.symbol.is_empty() {
        "subject"
    } else {
        "symbol"
    };
    let w = ctx.begin().await?;
    if is_to_complete(&w, &new).await? {
        return Err(AppError::Invalid(vec![FieldError::new(
            field,
            "directive.complete_known",
        )]));
    }
    let (id, entry) = store_prepared(ctx, &w, office, new).await?;
    let Some(entry) = entry else {
        return Err(AppError::Invalid(vec![FieldError::new(
            field,
            "directive.known",
        )]));
    };
    ctx.commit(w, entry).await?;
    Ok(id)
}
