//! A single new unit, and corrections of how a unit is written. A change of
//! name, place in the tree or life is an act with a decision, not a correction.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::UnitId;
use domain::journal::Noun;
use domain::text::clean_line;
use domain::unit::{ActRefusal, NewUnit, Step, UnitAct, apply};
use jiff::civil::Date;
use serde_json::json;
use store::StoreError;

/// A unit's present version as it should have been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The unit.
    pub unit: UnitId,
    /// Full name.
    pub name: String,
    /// Short name; empty = the full one.
    pub short_name: String,
    /// Symbol part of document numbers.
    pub symbol: String,
    /// Place written on its papers.
    pub place: String,
    /// Why, for the journal.
    pub reason: String,
}

/// Adds one unit below another that the actor keeps.
///
/// # Errors
/// [`AppError::Invalid`] with every defect of the form.
pub async fn create(ctx: &Ctx, new: &NewUnit, from: Date) -> Result<UnitId, AppError> {
    ctx.require_any(Right::ManageUnits)?;
    let w = ctx.begin().await?;
    let history = store::unit::history(&w).await?;
    if let Some(parent) = history.by_code(new.parent.trim())
        && !ctx.can(Right::ManageUnits, parent).await?
    {
        let error = FieldError::new("parent", ActRefusal::UnitUnknown.code());
        return Err(AppError::Invalid(vec![error.with("what", &*new.parent)]));
    }
    // The same rules as in an act, so that there is one set of them.
    let act = UnitAct {
        decision: new.code.clone() + "+",
        decided_on: from,
        effective_on: from,
        steps: vec![Step::Create(new.clone())],
    };
    let changes = apply(&history, &act, || UnitId(ctx.new_id())).map_err(|found| {
        let errors = found.iter().map(|e| {
            let field = match e.refusal {
                ActRefusal::NameEmpty => "name",
                ActRefusal::CodeForm | ActRefusal::CodeTaken => "code",
                ActRefusal::BeforeBirth | ActRefusal::AfterEnd => "from",
                _ => "parent",
            };
            FieldError::new(field, e.refusal.code())
                .with("what", e.what.clone())
                .with("row", "1")
        });
        AppError::Invalid(errors.collect())
    })?;
    let unit = changes.new_units.first().ok_or(AppError::NotFound)?;
    store::unit::insert(&w, ctx.new_id(), unit)
        .await
        .map_err(|e| match e {
            StoreError::Duplicate(_) => AppError::Conflict,
            other => other.into(),
        })?;
    for (unit, field) in &changes.functions_opened {
        store::unit::insert_function(&w, ctx.new_id(), *unit, field.code(), from).await?;
    }
    let detail = json!({ "code": unit.code, "name": unit.name, "valid_from": from });
    let entry = ctx.entry(
        "unit.create",
        Noun::Unit,
        unit.unit.0,
        Some(unit.unit),
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(unit.unit)
}

/// Corrects how the present version of a unit is written; what was printed
/// before stays as printed, and the journal keeps both.
///
/// # Errors
/// [`AppError::Invalid`] without a name or a reason; as [`Ctx::require`].
pub async fn correct(ctx: &Ctx, to: &Correction) -> Result<(), AppError> {
    ctx.require(Right::ManageUnits, to.unit).await?;
    let mut errors = Vec::new();
    let mut line = |field: &'static str, text: &str| match clean_line(text) {
        Ok(text) => text,
        Err(e) => {
            errors.push(FieldError::new(field, e.code()));
            String::new()
        }
    };
    let name = line("name", &to.name);
    let short_name = line("short_name", &to.short_name);
    let symbol = line("symbol", &to.symbol);
    let place = line("place", &to.place);
    let reason = line("reason", &to.reason);
    for (field, text) in [("name", &name), ("reason", &reason)] {
        if text.is_empty() && errors.iter().all(|e| e.field != field) {
            errors.push(FieldError::new(field, "required"));
        }
    }
    all_valid(errors)?;
    let w = ctx.begin().await?;
    let history = store::unit::history(&w).await?;
    let today = ctx.today();
    let old = history
        .life(to.unit)
        .iter()
        .find(|v| v.holds_on(today))
        .ok_or(AppError::NotFound)?;
    let mut new = old.clone();
    new.short_name = if short_name.is_empty() {
        name.clone()
    } else {
        short_name
    };
    (new.name, new.symbol, new.place) = (name, symbol, place);
    if new == *old {
        return Err(AppError::refused("unit.nothing_changed"));
    }
    store::unit::update_version(&w, &new).await?;
    let written = |v: &domain::unit::UnitVersion| json!({ "name": v.name, "short_name": v.short_name, "symbol": v.symbol, "place": v.place });
    let detail = json!({
        "code": new.code,
        "before": written(old),
        "after": written(&new),
        "reason": reason,
    });
    let entry = ctx.entry("unit.correct", Noun::Unit, to.unit.0, Some(to.unit), detail);
    ctx.commit(w, entry).await
}
