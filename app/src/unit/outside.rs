//! Outside codes of a unit: entered, ended, and taken out when they were entered
//! by mistake. What others call a unit is not decided here, so it is no act of
//! reorganisation.

use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::id::UnitId;
use domain::journal::{Entry, Noun};
use domain::text::clean_line;
use domain::unit::{
    CodeRefusal, CodeScheme, History, OutsideCode, Span, check_outside_code, end_outside_code,
};
use jiff::civil::Date;
use serde_json::json;
use store::Handle;
use uuid::Uuid;

/// A code as a form states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// The unit.
    pub unit: UnitId,
    /// Who gives it.
    pub scheme: CodeScheme,
    /// The code.
    pub value: String,
    /// First day.
    pub from: Date,
}

/// All codes, each within the life of its unit.
pub(crate) async fn living_codes(
    h: &impl Handle,
    history: &History,
) -> Result<Vec<OutsideCode>, AppError> {
    let all = store::unit::list_codes(h).await?;
    let within = |code: OutsideCode| match Span::of(history.life(code.unit)) {
        Some(life) => code.within(life),
        None => code,
    };
    Ok(all.into_iter().map(within).collect())
}

/// Enters a code.
///
/// # Errors
/// [`AppError::Invalid`] with everything against it; as [`Ctx::require`].
pub async fn enter_code(ctx: &Ctx, new: &NewCode) -> Result<(), AppError> {
    ctx.require(Right::ManageUnits, new.unit).await?;
    let w = ctx.begin().await?;
    let history = store::unit::history(&w).await?;
    let life = Span::of(history.life(new.unit)).ok_or(AppError::NotFound)?;
    let code = OutsideCode {
        id: ctx.new_id(),
        unit: new.unit,
        scheme: new.scheme,
        value: clean_line(&new.value).unwrap_or_default(),
        from: new.from,
        to: None,
    };
    let known = living_codes(&w, &history).await?;
    let found = check_outside_code(&code, life, &known);
    let errors = found.into_iter().map(|(refusal, unit)| {
        let field = match refusal {
            CodeRefusal::OutOfLife => "code_from",
            _ => "code_value",
        };
        let other = unit.and_then(|u| history.life(u).last());
        let what = other.map(|v| v.name.clone()).unwrap_or_default();
        FieldError::new(field, refusal.code()).with("what", what)
    });
    all_valid(errors.collect())?;
    let scheme = code.scheme.code();
    store::lineage::insert_code(&w, code.id, code.unit, scheme, &code.value, code.from).await?;
    let entry = entry(ctx, "unit.code_enter", &code, "");
    ctx.commit(w, entry).await
}

/// Ends a code with its last day.
///
/// # Errors
/// [`AppError::Invalid`] for a day before its first or beyond its end;
/// [`AppError::NotFound`] for a code that the unit does not have.
pub async fn end_code(ctx: &Ctx, unit: UnitId, id: Uuid, last: Date) -> Result<(), AppError> {
    ctx.require(Right::ManageUnits, unit).await?;
    let w = ctx.begin().await?;
    let known = find(&w, unit, id).await?;
    let to = end_outside_code(&known, last)
        .map_err(|e| AppError::Invalid(vec![FieldError::new("end_day", e.code())]))?;
    store::unit::end_code(&w, &known, to).await?;
    let ended = OutsideCode {
        to: Some(to),
        ..known
    };
    let entry = entry(ctx, "unit.code_end", &ended, "");
    ctx.commit(w, entry).await
}

/// Takes out a code that was entered by mistake; the journal keeps it.
///
/// # Errors
/// [`AppError::Invalid`] without a reason; [`AppError::NotFound`] for a code that
/// the unit does not have.
pub async fn remove_code(ctx: &Ctx, unit: UnitId, id: Uuid, reason: &str) -> Result<(), AppError> {
    ctx.require(Right::ManageUnits, unit).await?;
    let reason = clean_line(reason)
        .map_err(|e| AppError::Invalid(vec![FieldError::new("drop_reason", e.code())]))?;
    if reason.is_empty() {
        let error = FieldError::new("drop_reason", "required");
        return Err(AppError::Invalid(vec![error]));
    }
    let w = ctx.begin().await?;
    let known = find(&w, unit, id).await?;
    store::unit::delete_code(&w, known.id).await?;
    let entry = entry(ctx, "unit.code_remove", &known, &reason);
    ctx.commit(w, entry).await
}

async fn find(h: &impl Handle, unit: UnitId, id: Uuid) -> Result<OutsideCode, AppError> {
    let own = store::unit::codes_of(h, unit).await?;
    own.into_iter()
        .find(|c| c.id == id)
        .ok_or(AppError::NotFound)
}

/// The journal's line on a code.
pub(crate) fn entry(ctx: &Ctx, act: &str, code: &OutsideCode, reason: &str) -> Entry {
    let mut detail = json!({
        "scheme": code.scheme.code(),
        "value": code.value,
        "valid_from": code.from,
    });
    if let Some(to) = code.to {
        detail["last_day"] = json!(to.yesterday().unwrap_or(to));
    }
    if !reason.is_empty() {
        detail["reason"] = json!(reason);
    }
    ctx.entry(act, Noun::Unit, code.unit.0, Some(code.unit), detail)
}
